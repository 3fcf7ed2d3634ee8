"""What may be done, each named after what it is done to and what is done."""

from enum import StrEnum


class Permission(StrEnum):
    """One thing that an account may do or not, as ``noun:verb``."""

    PERSON_READ = "person:read"
    PLANNING_READ = "planning:read"
    SUPPORT_READ = "support:read"
    NOTES_READ = "notes:read"
    VIEW_SHARE = "view:share"
    PERSON_CHANGE = "person:change"
    CONTACT_WRITE = "contact:write"
    NOTES_WRITE = "notes:write"

    SERVICE_READ = "service:read"
    CASELOAD_READ = "caseload:read"
    CASELOAD_IMPORT = "caseload:import"
    CASELOAD_EXPORT = "caseload:export"
    REFERRAL_ADD = "referral:add"
    PLAN_READ = "plan:read"
    PLAN_MAKE = "plan:make"
    PLAN_PUBLISH = "plan:publish"
    OVERLOAD_ANSWER = "overload:answer"
    REVIEW_WRITE = "review:write"
    WORKER_CHANGE = "worker:change"
    SERVICE_CHANGE = "service:change"
    GLASS_READ = "glass:read"

    SERVICE_FOUND = "service:found"
    ACCOUNT_READ = "account:read"
    ACCOUNT_INVITE = "account:invite"
    ACCOUNT_APPROVE = "account:approve"
    ACCOUNT_CHANGE = "account:change"
    ACCOUNT_END = "account:end"
    AUDIT_READ = "audit:read"
    AUDIT_VERIFY = "audit:verify"

    ME_READ = "me:read"
    PASSWORD_CHANGE = "password:change"  # noqa: S105, a permission, no password
    SESSION_END = "session:end"
    TOKEN_ISSUE = "token:issue"  # noqa: S105, a permission, no token
    CALENDAR_READ = "calendar:read"
