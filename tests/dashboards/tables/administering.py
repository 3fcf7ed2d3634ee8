"""Accounts, the audit, settings, imports, one's own account, messages, help."""

from cti.access import Permission

_ACCOUNT = "/accounts/{account_id}"
_CHANGE = (Permission.ACCOUNT_CHANGE, "accounts", "account_id")
_SERVICE = "/services/{service_id}"
_IMPORTS = f"{_SERVICE}/imports"
_IMPORT = f"{_IMPORTS}/{{import_id}}"
_BRINGS = (Permission.CASELOAD_IMPORT, "services", "service_id")
_HANDLES = (Permission.CASELOAD_IMPORT, "imports", "import_id")
_OF_SERVICE = (Permission.WORKER_CHANGE, "services", "service_id")
_WORKER = f"{_SERVICE}/workers/{{worker_id}}"
_OF_WORKER = (Permission.WORKER_CHANGE, "workers", "worker_id")
_READS = (Permission.ME_READ, "accounts", "")
_PROVES = (Permission.PASSWORD_CHANGE, "accounts", "")
_ISSUES = (Permission.TOKEN_ISSUE, "accounts", "")
_CALENDAR = (Permission.CALENDAR_READ, "accounts", "")

TABLE = {
    ("GET", f"{_WORKER}/leaving"): _OF_WORKER,
    ("GET", "/accounts"): (Permission.ACCOUNT_READ, "", ""),
    ("POST", "/accounts"): (Permission.ACCOUNT_INVITE, "", ""),
    ("GET", _ACCOUNT): (Permission.ACCOUNT_READ, "", ""),
    ("POST", f"{_ACCOUNT}/approval"): (
        Permission.ACCOUNT_APPROVE,
        "accounts",
        "account_id",
    ),
    ("POST", f"{_ACCOUNT}/roles"): _CHANGE,
    ("POST", f"{_ACCOUNT}/roles/{{service_id}}/removal"): _CHANGE,
    ("POST", f"{_ACCOUNT}/administrator"): _CHANGE,
    ("POST", f"{_ACCOUNT}/sign-on/removal"): _CHANGE,
    ("POST", f"{_ACCOUNT}/end"): (Permission.ACCOUNT_END, "accounts", "account_id"),
    ("POST", "/services"): (Permission.SERVICE_FOUND, "", ""),
    ("POST", f"{_SERVICE}/leader"): (Permission.SERVICE_FOUND, "", ""),
    ("GET", "/audit"): (Permission.AUDIT_READ, "", ""),
    ("POST", "/audit/verification"): (Permission.AUDIT_VERIFY, "", ""),
    ("GET", "/help"): _READS,
    ("GET", _IMPORTS): _BRINGS,
    ("POST", _IMPORTS): _BRINGS,
    ("POST", f"{_IMPORTS}/mending"): _BRINGS,
    ("GET", f"{_IMPORTS}/empty"): _BRINGS,
    ("GET", f"{_IMPORTS}/workbook"): (
        Permission.CASELOAD_EXPORT,
        "services",
        "service_id",
    ),
    ("GET", _IMPORT): _HANDLES,
    ("POST", f"{_IMPORT}/decisions"): _HANDLES,
    ("POST", f"{_IMPORT}/application"): _HANDLES,
    ("POST", f"{_IMPORT}/undoing"): _HANDLES,
    ("POST", f"{_IMPORT}/removal"): _HANDLES,
    ("GET", "/me"): _READS,
    ("POST", "/me/password"): _PROVES,
    ("POST", "/me/codes"): _PROVES,
    ("POST", "/me/codes/confirmation"): _PROVES,
    ("POST", "/me/codes/end"): _PROVES,
    ("POST", "/me/sessions/{session_id}/end"): (
        Permission.SESSION_END,
        "accounts",
        "",
    ),
    ("POST", "/me/tokens"): _ISSUES,
    ("POST", "/me/tokens/{token_id}/end"): _ISSUES,
    ("POST", "/me/calendars"): _CALENDAR,
    ("POST", "/me/calendars/{feed_id}/end"): _CALENDAR,
    ("GET", "/messages"): _READS,
    ("POST", "/messages"): _READS,
    ("GET", f"{_SERVICE}/settings"): _OF_SERVICE,
    ("POST", f"{_SERVICE}/settings"): (
        Permission.SERVICE_CHANGE,
        "services",
        "service_id",
    ),
    ("GET", f"{_SERVICE}/new-worker"): _OF_SERVICE,
    ("POST", f"{_SERVICE}/new-worker"): _OF_SERVICE,
    ("GET", _WORKER): _OF_WORKER,
    ("POST", _WORKER): _OF_WORKER,
    ("POST", f"{_WORKER}/hours"): _OF_WORKER,
    ("POST", f"{_WORKER}/absences"): _OF_WORKER,
    ("POST", f"{_WORKER}/absences/{{absence_id}}/removal"): _OF_WORKER,
}
