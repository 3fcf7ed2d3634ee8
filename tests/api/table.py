"""Who may call each route: what it takes, and which part of the path has its row.

It is written apart from the routes, so that a route that asks for less than it should
does not say so here as well.
"""

from collections.abc import Mapping

from cti.access import Permission

OPEN = frozenset(
    {
        ("GET", "/health"),
        ("GET", "/ready"),
        ("GET", "/metrics"),
        ("POST", "/api/sessions"),
        ("PUT", "/api/passwords"),
    }
)
"""What everybody may call."""

_READ, _CHANGE = Permission.ACCOUNT_READ, Permission.ACCOUNT_CHANGE
_SEES, _MAKES = Permission.PLAN_READ, Permission.PLAN_MAKE
_IMPORTS = Permission.CASELOAD_IMPORT
_ACCOUNT = "/api/accounts/{account_id}"
_ROLE = f"{_ACCOUNT}/memberships/{{service_id}}"

Row = tuple[Permission, str, str]

TABLE: Mapping[tuple[str, str], Row] = {
    ("DELETE", "/api/sessions/current"): (Permission.SESSION_END, "accounts", ""),
    ("GET", "/api/me"): (Permission.ME_READ, "accounts", ""),
    ("GET", "/api/me/sessions"): (Permission.ME_READ, "accounts", ""),
    ("DELETE", "/api/me/sessions/{session_id}"): (
        Permission.SESSION_END,
        "accounts",
        "",
    ),
    ("PUT", "/api/me/password"): (Permission.PASSWORD_CHANGE, "accounts", ""),
    ("POST", "/api/me/codes"): (Permission.PASSWORD_CHANGE, "accounts", ""),
    ("PUT", "/api/me/codes"): (Permission.PASSWORD_CHANGE, "accounts", ""),
    ("POST", "/api/me/codes/end"): (Permission.PASSWORD_CHANGE, "accounts", ""),
    ("GET", "/api/me/tokens"): (Permission.ME_READ, "accounts", ""),
    ("POST", "/api/me/tokens"): (Permission.TOKEN_ISSUE, "accounts", ""),
    ("DELETE", "/api/me/tokens/{token_id}"): (Permission.TOKEN_ISSUE, "accounts", ""),
    ("GET", "/api/accounts"): (_READ, "", ""),
    ("POST", "/api/accounts"): (Permission.ACCOUNT_INVITE, "", ""),
    ("DELETE", _ACCOUNT): (Permission.ACCOUNT_END, "accounts", "account_id"),
    ("PUT", f"{_ACCOUNT}/approval"): (
        Permission.ACCOUNT_APPROVE,
        "accounts",
        "account_id",
    ),
    ("PUT", f"{_ACCOUNT}/administrator"): (_CHANGE, "accounts", "account_id"),
    ("DELETE", f"{_ACCOUNT}/administrator"): (_CHANGE, "accounts", "account_id"),
    ("PUT", _ROLE): (_CHANGE, "accounts", "account_id"),
    ("DELETE", _ROLE): (_CHANGE, "accounts", "account_id"),
    ("GET", "/api/audit"): (Permission.AUDIT_READ, "", ""),
    ("POST", "/api/audit/verification"): (Permission.AUDIT_VERIFY, "", ""),
    ("POST", "/api/services/{service_id}/imports"): (
        _IMPORTS,
        "services",
        "service_id",
    ),
    ("GET", "/api/imports/{import_id}"): (_IMPORTS, "imports", "import_id"),
    ("PUT", "/api/imports/{import_id}/decisions"): (_IMPORTS, "imports", "import_id"),
    ("POST", "/api/imports/{import_id}/application"): (
        _IMPORTS,
        "imports",
        "import_id",
    ),
    ("POST", "/api/imports/{import_id}/undoing"): (_IMPORTS, "imports", "import_id"),
    ("DELETE", "/api/imports/{import_id}"): (_IMPORTS, "imports", "import_id"),
    ("GET", "/api/services/{service_id}/export"): (
        Permission.CASELOAD_EXPORT,
        "services",
        "service_id",
    ),
    ("GET", "/api/services/{service_id}/plans"): (_SEES, "services", "service_id"),
    ("GET", "/api/plans/{plan_id}"): (_SEES, "plans", "plan_id"),
    ("GET", "/api/plans/{plan_id}/document"): (_SEES, "plans", "plan_id"),
    ("GET", "/api/plans/{plan_id}/changes"): (_SEES, "plans", "plan_id"),
    ("POST", "/api/plans/{plan_id}/publication"): (
        Permission.PLAN_PUBLISH,
        "plans",
        "plan_id",
    ),
    ("DELETE", "/api/plans/{plan_id}"): (_MAKES, "plans", "plan_id"),
    ("GET", "/api/referrals/{person_id}/recommendations"): (
        _SEES,
        "people",
        "person_id",
    ),
    ("GET", "/api/workers/{worker_id}/recommendations"): (
        _SEES,
        "workers",
        "worker_id",
    ),
    ("POST", "/api/plans/{plan_id}/explanations"): (_SEES, "plans", "plan_id"),
    ("POST", "/api/services/{service_id}/scenarios"): (
        _SEES,
        "services",
        "service_id",
    ),
    ("GET", "/api/services/{service_id}/runs"): (_SEES, "services", "service_id"),
    ("POST", "/api/services/{service_id}/runs"): (_MAKES, "services", "service_id"),
    ("GET", "/api/runs/{run_id}"): (_SEES, "runs", "run_id"),
    ("POST", "/api/runs/{run_id}/cancellation"): (_MAKES, "runs", "run_id"),
}
"""What it takes to call each of the others."""
