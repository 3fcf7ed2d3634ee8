"""Who may call each route: what it takes, and which part of the path has its row.

It is written apart from the routes, so that a route that asks for less than it should
does not say so here as well.
"""

from collections.abc import Mapping

from cti.access import Permission
from tests.api.table_casework import CASEWORK

OPEN = frozenset(
    {
        ("GET", "/health"),
        ("GET", "/ready"),
        ("GET", "/metrics"),
        ("POST", "/api/sessions"),
        ("POST", "/api/sessions/forgotten"),
        ("PUT", "/api/passwords"),
        ("GET", "/api/sign-on"),
        ("GET", "/api/sign-on/start"),
        ("GET", "/api/sign-on/return"),
        ("GET", "/api/calendars/{secret}.ics"),
    }
)
"""What everybody may call."""

_READ, _CHANGE = Permission.ACCOUNT_READ, Permission.ACCOUNT_CHANGE
_SEES, _MAKES = Permission.PLAN_READ, Permission.PLAN_MAKE
_IMPORTS = Permission.CASELOAD_IMPORT
_ACCOUNT = "/api/accounts/{account_id}"
_ROLE = f"{_ACCOUNT}/memberships/{{service_id}}"

_SERVICE = "/api/services/{service_id}"
_PERSON = "/api/people/{person_id}"
_CHANGES_PERSON = (Permission.PERSON_CHANGE, "people", "person_id")
_WORKER = "/api/workers/{worker_id}"
_SEES_WORKING = (Permission.CASELOAD_READ, "workers", "worker_id")
_CHANGES_WORKER = (Permission.WORKER_CHANGE, "workers", "worker_id")
_ABSENCE = "/api/absences/{absence_id}"
_CHANGES_ABSENCE = (Permission.WORKER_CHANGE, "absences", "absence_id")
_REFERRAL = "/api/referrals/{person_id}"
_SEES_CASELOAD = (Permission.CASELOAD_READ, "services", "service_id")

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
    ("GET", "/api/me/messages"): (Permission.ME_READ, "accounts", ""),
    ("PUT", "/api/me/messages/{message_id}/reading"): (
        Permission.ME_READ,
        "accounts",
        "",
    ),
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
    ("DELETE", f"{_ACCOUNT}/sign-on"): (_CHANGE, "accounts", "account_id"),
    ("PUT", _ROLE): (_CHANGE, "accounts", "account_id"),
    ("DELETE", _ROLE): (_CHANGE, "accounts", "account_id"),
    **CASEWORK,
    ("GET", "/api/people"): (Permission.PERSON_READ, "", ""),
    ("GET", _PERSON): (Permission.PERSON_READ, "people", "person_id"),
    ("PATCH", _PERSON): _CHANGES_PERSON,
    ("PUT", f"{_PERSON}/transition"): _CHANGES_PERSON,
    ("GET", f"{_PERSON}/transition/history"): (
        Permission.PLANNING_READ,
        "people",
        "person_id",
    ),
    ("PUT", f"{_PERSON}/pause"): _CHANGES_PERSON,
    ("DELETE", f"{_PERSON}/pause"): _CHANGES_PERSON,
    ("GET", "/api/services"): (Permission.SERVICE_READ, "", ""),
    ("POST", "/api/services"): (Permission.SERVICE_FOUND, "", ""),
    ("GET", "/api/services/names"): (_READ, "", ""),
    ("GET", _SERVICE): (Permission.SERVICE_READ, "services", "service_id"),
    ("PATCH", _SERVICE): (Permission.SERVICE_CHANGE, "services", "service_id"),
    ("GET", "/api/workers"): (Permission.SERVICE_READ, "", ""),
    ("POST", f"{_SERVICE}/workers"): (
        Permission.WORKER_CHANGE,
        "services",
        "service_id",
    ),
    ("GET", f"{_SERVICE}/workers/names"): (_READ, "", ""),
    ("GET", _WORKER): (Permission.SERVICE_READ, "workers", "worker_id"),
    ("PATCH", _WORKER): _CHANGES_WORKER,
    ("GET", f"{_WORKER}/patterns"): _SEES_WORKING,
    ("PUT", f"{_WORKER}/patterns"): _CHANGES_WORKER,
    ("GET", f"{_WORKER}/absences"): _SEES_WORKING,
    ("POST", f"{_WORKER}/absences"): _CHANGES_WORKER,
    ("GET", _ABSENCE): (Permission.CASELOAD_READ, "absences", "absence_id"),
    ("PATCH", _ABSENCE): _CHANGES_ABSENCE,
    ("DELETE", _ABSENCE): _CHANGES_ABSENCE,
    ("GET", "/api/referrals"): (Permission.PLANNING_READ, "", ""),
    ("POST", f"{_SERVICE}/referrals"): (
        Permission.REFERRAL_ADD,
        "services",
        "service_id",
    ),
    ("GET", _REFERRAL): (Permission.PLANNING_READ, "people", "person_id"),
    ("PATCH", _REFERRAL): _CHANGES_PERSON,
    ("POST", f"{_REFERRAL}/withdrawal"): _CHANGES_PERSON,
    ("GET", f"{_SERVICE}/assignments"): _SEES_CASELOAD,
    ("GET", f"{_SERVICE}/caseload"): _SEES_CASELOAD,
    ("GET", f"{_PERSON}/assignments"): (
        Permission.PLANNING_READ,
        "people",
        "person_id",
    ),
    ("POST", f"{_PERSON}/assignments"): (
        Permission.PLAN_PUBLISH,
        "people",
        "person_id",
    ),
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
