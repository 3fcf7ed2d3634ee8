"""Look after accounts: invite, approve, give roles and take them away, end."""

import re
from collections.abc import Sequence
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query
from starlette.responses import Response

from cti.access import Membership, Permission
from cti.api.callers import Caller, Needs, of
from cti.api.paging import cursor, read_cursor
from cti.api.shapes import PathId
from cti.errors import EmailTaken
from cti.usecases import accounts as usecases
from cti.usecases import services, workers
from cti.usecases.accounts_told import (
    AccountState,
    Among,
    account_told,
    accounts_told,
)
from dashboards.pages.accounts import ROLES, account_page, accounts_page
from dashboards.pages.secret import SecretPage
from dashboards.routes.around import Around
from dashboards.site.forms import Form, Posted, filled
from dashboards.site.frame import Frame, Link
from dashboards.site.routing import pages, see
from dashboards.site.showing import shown

accounts = pages("/accounts")

Reads = Annotated[Caller, Depends(Needs(Permission.ACCOUNT_READ))]
Invites = Annotated[Caller, Depends(Needs(Permission.ACCOUNT_INVITE))]
Approves = Annotated[
    Caller, Depends(of(Permission.ACCOUNT_APPROVE, "accounts", "account_id"))
]
Changes = Annotated[
    Caller, Depends(of(Permission.ACCOUNT_CHANGE, "accounts", "account_id"))
]
Ends = Annotated[Caller, Depends(of(Permission.ACCOUNT_END, "accounts", "account_id"))]

Notice = Annotated[str, Query(max_length=20)]
Said = Annotated[str, Query(max_length=200)]
After = Annotated[str | None, Query(max_length=1000)]

ON_A_PAGE = 50

MANY = 1000
"""More services, or workers of one, than stand in a list to choose from."""

AN_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")

NOTICES = {
    "invited": "They are invited. A letter with a link is on its way to them.",
    "approved": "Approved: they may sign in.",
    "given": "The role is given. It holds from their next click on.",
    "taken": "The role is taken away. It holds from their next click on.",
    "administrator": "Done. It holds from their next click on.",
    "unbound": "Nobody at the identity provider is this account any more. It is signed "
    "out everywhere.",
    "ended": "The account has ended, with all its sessions and tokens.",
}


@accounts.get("")
def every(
    caller: Reads,
    frame: Around,
    notice: Notice = "",
    q: Said = "",
    after: After = None,
) -> Response:
    """Show accounts: all in turn, or those that go by a name or an address."""
    return _every(
        caller, frame, Form(), notice=NOTICES.get(notice, ""), said=q, after=after
    )


@accounts.post("")
def invite(caller: Invites, frame: Around, form: Posted) -> Response:
    """Invite somebody; the link is shown here once, or goes to them by letter."""
    name = form.line("name", needed="Enter what they are called")
    email = form.line("email", needed="Enter their e-mail address")
    if email and not AN_ADDRESS.fullmatch(email):
        form.refuse("email", "Enter an e-mail address, such as jo@example.org")
    if not form.wrong:
        try:
            return _invited(caller, frame, email=email, name=name)
        except EmailTaken as error:
            form.refuse("email", error.message)
    return _every(caller, frame, form)


@accounts.get("/{account_id}")
def one(
    caller: Reads,
    frame: Around,
    account_id: PathId,
    service_id: Annotated[str, Query(max_length=32)] = "",
    notice: Notice = "",
) -> Response:
    """Show one account, and what can be done about it."""
    return _one(
        caller,
        frame,
        account_id,
        filled({"service_id": service_id}),
        notice=NOTICES.get(notice, ""),
    )


@accounts.post("/{account_id}/approval")
def approve(caller: Approves, account_id: PathId) -> Response:
    """Let somebody in whom another has invited."""
    usecases.approve(caller.store, caller.actor, account_id, at=caller.at)
    return see(f"/accounts/{account_id}?notice=approved")


@accounts.post("/{account_id}/roles")
def grant(caller: Changes, frame: Around, account_id: PathId, form: Posted) -> Response:
    """Let somebody be something in a service."""
    service_id = form.value("service_id")
    roles = {role.value: role for role, _ in ROLES}
    role = form.one_of("role", roles, needed="Choose what they are")
    known = {each: each for each, _ in _workers(caller, service_id)}
    worker_id = form.value("worker_id")
    if worker_id and worker_id not in known:
        form.refuse("worker_id", "Choose a worker of this service")
    if role is not None and role.value == "worker" and not worker_id:
        form.refuse("worker_id", "Choose which worker they are")
    team = form.line("team")
    if form.wrong or role is None:
        return _one(caller, frame, account_id, form)
    membership = Membership(
        service_id=service_id, role=role, team=team, worker_id=worker_id or None
    )
    usecases.grant(caller.store, caller.actor, account_id, membership, at=caller.at)
    return see(f"/accounts/{account_id}?notice=given")


@accounts.post("/{account_id}/roles/{service_id}/removal")
def withdraw(caller: Changes, account_id: PathId, service_id: PathId) -> Response:
    """Let somebody be nothing in a service."""
    usecases.withdraw(caller.store, caller.actor, account_id, service_id, at=caller.at)
    return see(f"/accounts/{account_id}?notice=taken")


@accounts.post("/{account_id}/administrator")
def look_after(caller: Changes, account_id: PathId, form: Posted) -> Response:
    """Let somebody look after accounts, or no longer."""
    does = form.value("is") == "yes"
    change = usecases.promote if does else usecases.demote
    change(caller.store, caller.actor, account_id, at=caller.at)
    return see(f"/accounts/{account_id}?notice=administrator")


@accounts.post("/{account_id}/sign-on/removal")
def unbind(caller: Changes, account_id: PathId) -> Response:
    """Let nobody at the identity provider be an account any more."""
    usecases.unbind(caller.store, caller.actor, account_id, at=caller.at)
    return see(f"/accounts/{account_id}?notice=unbound")


@accounts.post("/{account_id}/end")
def end(caller: Ends, frame: Around, account_id: PathId, form: Posted) -> Response:
    """End an account, if it is meant."""
    if form.value("sure") != "yes":
        form.refuse("sure", "Tick the box if you mean it")
        return _one(caller, frame, account_id, form)
    usecases.end_account(caller.store, caller.actor, account_id, at=caller.at)
    return see("/accounts?notice=ended")


def _invited(caller: Caller, frame: Frame, *, email: str, name: str) -> Response:
    store, actor, at = caller.store, caller.actor, caller.at
    if caller.house.sends_letters:
        account_id = usecases.invite_by_letter(
            store, actor, email=email, name=name, at=at
        )
        return see(f"/accounts/{account_id}?notice=invited")
    made = usecases.invite(store, actor, email=email, name=name, at=at)
    page = SecretPage(
        title="Give them this link",
        lead="Whoever has the link sets the password of the account you just made.",
        label="Link",
        secrets=(f"{caller.house.address}/password#{made.secret}",),
        then=(
            "It is good once, for 7 days. Give it to them in person, by phone, or in "
            "a message that only they read.",
            "Next: have them approved, and give them a role.",
        ),
        back=Link(address=f"/accounts/{made.account_id}", words="Go to the account"),
    )
    return shown(page, frame)


def _every(
    caller: Caller,
    frame: Frame,
    form: Form,
    *,
    notice: str = "",
    said: str = "",
    after: str | None = None,
) -> Response:
    said = " ".join(said.replace("\x00", "").split())
    place = read_cursor(after)
    found = {
        state: accounts_told(
            caller.store,
            caller.actor,
            among=Among(said=said, state=state),
            after=place if state is AccountState.IN_USE else None,
            limit=ON_A_PAGE,
        )
        for state in AccountState
    }
    ends = found[AccountState.IN_USE].ends
    following = {"q": said, "after": cursor(*ends)} if ends else {}
    page = accounts_page(
        {state: part.items for state, part in found.items()},
        are_more={state for state, part in found.items() if part.ends},
        form=form,
        said=said,
        more=f"/accounts?{urlencode(following)}" if following else "",
        sends_letters=caller.house.sends_letters,
        is_first=not services.service_names(caller.store, after=None, limit=1),
        notice=notice,
    )
    return shown(page, frame, 422 if form.wrong else 200)


def _one(
    caller: Caller, frame: Frame, account_id: str, form: Form, *, notice: str = ""
) -> Response:
    account = account_told(caller.store, caller.actor, account_id)
    by = account.invited_by
    inviter = account_told(caller.store, caller.actor, by).name if by else ""
    found = services.service_names(caller.store, after=None, limit=MANY)
    choices = [(each.id, each.name) for each in found]
    service_id = form.value("service_id")
    page = account_page(
        account,
        form=form,
        is_own=account_id == caller.actor.account_id,
        inviter=inviter,
        services=choices,
        service_id=service_id if service_id in dict(choices) else "",
        workers=_workers(caller, service_id) if service_id in dict(choices) else (),
        notice=notice,
    )
    return shown(page, frame, 422 if form.wrong else 200)


def _workers(caller: Caller, service_id: str) -> Sequence[tuple[str, str]]:
    found = workers.worker_names(caller.store, service_id, after=None, limit=MANY)
    return [(each.id, each.name) for each in found]
