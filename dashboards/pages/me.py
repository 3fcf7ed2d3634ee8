"""One's own account: a password, codes, where one is signed in, tokens, calendars."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from cti.access import Permission
from dashboards.site.forms import Form

SCOPES: Mapping[Permission, str] = {
    Permission.PERSON_READ: "See who people are, and who works with them",
    Permission.PLANNING_READ: "See phases, weights, meetings and wishes",
    Permission.SUPPORT_READ: "See focus areas, contacts and safety plans",
    Permission.NOTES_READ: "Read notes",
    Permission.VIEW_SHARE: "Share a view with a person",
    Permission.PERSON_CHANGE: "Change what is kept about people",
    Permission.CONTACT_WRITE: "Write down contacts",
    Permission.NOTES_WRITE: "Write notes",
    Permission.SERVICE_READ: "See services and workers",
    Permission.CASELOAD_READ: "See caseloads",
    Permission.CASELOAD_IMPORT: "Bring a caseload from a workbook",
    Permission.CASELOAD_EXPORT: "Take a caseload out as a workbook",
    Permission.REFERRAL_ADD: "Add referrals",
    Permission.PLAN_READ: "See plans",
    Permission.PLAN_MAKE: "Make plans",
    Permission.PLAN_PUBLISH: "Publish plans",
    Permission.OVERLOAD_ANSWER: "Answer overloads",
    Permission.REVIEW_WRITE: "Write case reviews",
    Permission.WORKER_CHANGE: "Change workers, hours and absences",
    Permission.SERVICE_CHANGE: "Change the settings of a service",
    Permission.GLASS_READ: "See who opened notes with a reason",
    Permission.SERVICE_FOUND: "Found a service",
    Permission.ACCOUNT_READ: "See accounts",
    Permission.ACCOUNT_INVITE: "Invite people to have an account",
    Permission.ACCOUNT_APPROVE: "Approve accounts",
    Permission.ACCOUNT_CHANGE: "Give and take roles",
    Permission.ACCOUNT_END: "End accounts",
    Permission.AUDIT_READ: "Read the audit",
    Permission.AUDIT_VERIFY: "Check the audit",
    Permission.ME_READ: "See your own account and messages",
    Permission.PASSWORD_CHANGE: "Change your password and codes",
    Permission.SESSION_END: "Sign you out",
    Permission.TOKEN_ISSUE: "End your tokens",
    Permission.CALENDAR_READ: "Open and end your calendars",
}
"""What other software may be let do, in words."""

LASTS = {"30": "30 days", "90": "90 days", "365": "One year"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """Where somebody is signed in."""

    id: str
    began: str
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRow:
    """A token for other software.

    Attributes
    ----------
    begins
        How it begins, so that it can be told from others.
    may
        What it is good for, in words.
    used
        When it was last used; empty for never.
    ended
        Why it is good for nothing; empty where it is good.
    """

    id: str
    name: str
    begins: str
    may: tuple[str, ...]
    expires: str
    used: str
    ended: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRow:
    """A calendar that a phone fetches.

    Attributes
    ----------
    used
        When it was last fetched; empty for never.
    ended
        Why nobody can fetch it; empty where one can.
    """

    id: str
    names: str
    opened: str
    expires: str
    used: str
    ended: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MePage:
    """One's own account.

    Attributes
    ----------
    roles
        What one is where, a line for each service.
    may_ask_for_codes
        Whether this installation can keep the secret of an authenticator.
    feeds
        One's calendars; None for who has none to open.
    feed_services
        Where a calendar may be opened, as pairs of id and name.
    scopes
        What a token may be issued for, as pairs of what is sent and what is said.
    """

    template: ClassVar[str] = "site/me.html"
    title: ClassVar[str] = "My account"

    form: Form
    name: str
    email: str
    roles: tuple[str, ...]
    has_password: bool
    asks_for_code: bool
    may_ask_for_codes: bool
    sessions: tuple[SessionRow, ...]
    tokens: tuple[TokenRow, ...]
    feeds: tuple[FeedRow, ...]
    feed_services: tuple[tuple[str, str], ...]
    scopes: tuple[tuple[str, str], ...]
    lasts: tuple[tuple[str, str], ...]
    notice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthenticatorPage:
    """An authenticator is told its secret, and shows that it works.

    Attributes
    ----------
    address
        What an authenticator on this device opens; empty where it was told before.
    secret
        The same to type into another device, in groups of four.
    """

    template: ClassVar[str] = "site/authenticator.html"
    title: ClassVar[str] = "Set up your authenticator"

    form: Form
    address: str = ""
    secret: str = ""
