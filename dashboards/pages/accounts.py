"""Accounts, for those who look after them: which there are, and what each is where."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from cti.access import Role
from cti.usecases.accounts_told import AccountState, AccountTold, RoleTold
from dashboards.pages.moments import moment
from dashboards.site.forms import Form

ROLES = (
    (Role.WORKER, "Worker: sees their own week and those they work with or cover"),
    (Role.LEADER, "Team leader: runs the case review, decides and publishes"),
    (Role.SUPPORT_OFFICER, "Casework support officer: keeps phases and dates right"),
    (Role.PARTNER, "View-only partner: sees names and workers, no more"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """One account on the list.

    Attributes
    ----------
    roles
        What they are where, a line for each service.
    state
        Whether they can sign in, and if not, what is missing.
    """

    address: str
    name: str
    email: str
    roles: tuple[str, ...]
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsPage:
    """Accounts, those first that wait for somebody.

    Attributes
    ----------
    said
        What is looked for; empty for nothing.
    more
        Where the next ones in use are; empty if these are all.
    many_wait, many_ended
        Whether more of those are there than are shown.
    sends_letters
        Whether an invitation goes out by e-mail.
    is_first
        Whether no service is founded yet.
    notice
        What has happened just before; empty for nothing.
    """

    template: ClassVar[str] = "site/accounts.html"
    title: ClassVar[str] = "Accounts"

    form: Form
    said: str
    more: str
    many_wait: bool
    many_ended: bool
    waiting: tuple[AccountRow, ...]
    active: tuple[AccountRow, ...]
    ended: tuple[AccountRow, ...]
    sends_letters: bool
    is_first: bool
    notice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRow:
    """What somebody is in one service, and where that is taken away."""

    service_id: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPage:
    """One account, and what can be done about it.

    Attributes
    ----------
    state, invited
        Whether they can sign in; when and by whom they were invited.
    may_change
        False for one's own: somebody else looks after that.
    is_bound
        Whether somebody at the identity provider signs in to it.
    letter_lost
        When a letter to them was given up; empty where the last one went.
    services
        Where they may be given a role, as pairs of id and name.
    service_id, service
        The service that was chosen; empty before.
    workers
        Whose account it may be there, as pairs of id and name.
    """

    template: ClassVar[str] = "site/account.html"

    title: str
    form: Form
    address: str
    email: str
    state: str
    invited: str
    is_active: bool
    is_approved: bool
    is_administrator: bool
    may_change: bool
    is_bound: bool
    letter_lost: str
    roles: tuple[RoleRow, ...]
    services: tuple[tuple[str, str], ...]
    service_id: str
    service: str
    workers: tuple[tuple[str, str], ...]
    role_choices: tuple[tuple[str, str], ...]
    notice: str = ""


def accounts_page(
    accounts: Mapping[AccountState, Sequence[AccountTold]],
    *,
    are_more: Collection[AccountState],
    form: Form,
    said: str,
    more: str,
    sends_letters: bool,
    is_first: bool,
    notice: str = "",
) -> AccountsPage:
    """Lay out accounts, each list by e-mail address.

    Parameters
    ----------
    accounts
        Some in each state.
    are_more
        Of which there are more.
    said, more
        What is looked for, and where the next ones in use are.
    """
    return AccountsPage(
        form=form,
        said=said,
        more=more,
        many_wait=AccountState.WAITING in are_more,
        many_ended=AccountState.ENDED in are_more,
        waiting=_rows(accounts[AccountState.WAITING]),
        active=_rows(accounts[AccountState.IN_USE]),
        ended=_rows(accounts[AccountState.ENDED]),
        sends_letters=sends_letters,
        is_first=is_first,
        notice=notice,
    )


def account_page(
    account: AccountTold,
    *,
    form: Form,
    is_own: bool,
    inviter: str,
    services: Sequence[tuple[str, str]],
    service_id: str,
    workers: Sequence[tuple[str, str]],
    notice: str = "",
) -> AccountPage:
    """Lay out one account.

    Parameters
    ----------
    inviter
        What whoever invited them is called; empty for nobody.
    """
    by = f" by {inviter}" if inviter else ""
    return AccountPage(
        title=account.name,
        form=form,
        address=f"/accounts/{account.id}",
        email=account.email,
        state=state_of(account),
        invited=f"{moment(account.invited_at)}{by}",
        is_active=account.is_active,
        is_approved=account.is_approved,
        is_administrator=account.is_administrator,
        may_change=not is_own,
        is_bound=account.is_bound,
        letter_lost=moment(account.letter_lost_at) if account.letter_lost_at else "",
        roles=tuple(
            RoleRow(service_id=each.service_id, words=role_words(each))
            for each in account.roles
        ),
        services=tuple(services),
        service_id=service_id,
        service=dict(services).get(service_id, ""),
        workers=(("", "Nobody"), *workers),
        role_choices=tuple((role.value, words) for role, words in ROLES),
        notice=notice,
    )


def state_of(account: AccountTold) -> str:
    """Say whether somebody can sign in, and if not, what is missing."""
    if not account.is_active:
        return "Has ended"
    missing = []
    if not account.is_approved:
        missing.append("approval")
    if not account.has_password:
        missing.append("a password")
    if missing:
        return f"Cannot sign in yet: needs {' and '.join(missing)}"
    return "Signs in with a code" if account.asks_for_code else "Can sign in"


def role_words(role: RoleTold) -> str:
    """Say what somebody is in a service: ``Riverside: worker, as Alex, team east``."""
    said = [role.role.value]
    if role.worker:
        said.append(f"as {role.worker}")
    said.append(f"team {role.team}" if role.team else "all teams")
    return f"{role.service}: {', '.join(said)}"


def _rows(accounts: Iterable[AccountTold]) -> tuple[AccountRow, ...]:
    return tuple(
        AccountRow(
            address=f"/accounts/{each.id}",
            name=each.name,
            email=each.email,
            roles=("Looks after accounts",)
            if each.is_administrator
            else tuple(map(role_words, each.roles)),
            state=state_of(each),
        )
        for each in accounts
    )
