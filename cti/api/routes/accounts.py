"""Look after accounts: invite, approve, give roles, end."""

from typing import Annotated

from fastapi import Depends
from pydantic import AfterValidator, Field, Strict

import cti.access
from cti.access import Permission, Role
from cti.api.callers import Caller, Needs, of
from cti.api.once import TOLD_ONCE
from cti.api.paging import USUAL_PAGE, After, Limit, next_of, read_cursor
from cti.api.shapes import Line, Moment, Page, PathId, RowId, Sent, Told
from cti.api.subject import subject
from cti.usecases import accounts as usecases
from cti.usecases.accounts_told import accounts_told

accounts = subject("accounts", "/accounts")

Reads = Annotated[Caller, Depends(Needs(Permission.ACCOUNT_READ))]
Invites = Annotated[Caller, Depends(Needs(Permission.ACCOUNT_INVITE))]
Approves = Annotated[
    Caller, Depends(of(Permission.ACCOUNT_APPROVE, "accounts", "account_id"))
]
Changes = Annotated[
    Caller, Depends(of(Permission.ACCOUNT_CHANGE, "accounts", "account_id"))
]
Ends = Annotated[Caller, Depends(of(Permission.ACCOUNT_END, "accounts", "account_id"))]


class Account(Told):
    """An account, without anything that proves whose it is."""

    id: RowId
    email: str
    name: str
    is_administrator: bool
    is_active: bool
    invited_at: Moment
    invited_by: RowId | None
    approved_by: RowId | None
    asks_for_code: bool
    is_bound: Annotated[
        bool, Field(description="Whether somebody at the identity provider is it.")
    ]
    letter_lost_at: Annotated[
        Moment | None,
        Field(
            description="When a letter to this address was given up, if none has been"
            " sent since."
        ),
    ]


class Invitation(Sent):
    """Somebody who is to have an account."""

    email: Annotated[
        Line, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", examples=["jo@example.org"])
    ]
    name: Annotated[Line, Field(min_length=1, examples=["Jo"])]


class Invited(Told):
    """The link by which somebody sets a password, told this once."""

    account_id: RowId
    link: Annotated[
        str | None,
        Field(description="Null where it was sent to their e-mail address."),
    ]


def _in_a_service(role: Role) -> Role:
    if role is Role.ADMINISTRATOR:
        msg = "an administrator is in no service"
        raise ValueError(msg)
    return role


class Membership(Sent):
    """What an account is to be in a service."""

    role: Annotated[
        Role,
        Strict(strict=False),
        AfterValidator(_in_a_service),
        Field(examples=["worker"]),
    ]
    team: Annotated[Line, Field(description="Empty for every team.")] = ""
    worker_id: Annotated[
        RowId | None, Field(description="The worker whose account it is.")
    ] = None


@accounts.get("", summary="Every account")
def every_account(
    caller: Reads, limit: Limit = USUAL_PAGE, after: After = None
) -> Page[Account]:
    """Return every account, by e-mail address."""
    part = accounts_told(
        caller.store, caller.actor, after=read_cursor(after), limit=limit
    )
    items = [Account.model_validate(each) for each in part.items]
    return Page(items=items, next=next_of(part.ends))


@accounts.post("", status_code=201, summary="Invite somebody", openapi_extra=TOLD_ONCE)
def invite(caller: Invites, said: Invitation) -> Invited:
    """Invite somebody, who may do nothing until another has approved it.

    Where there is a mail server the link goes to them, and to nobody else.
    """
    store = caller.store
    if caller.house.sends_letters:
        account_id = usecases.invite_by_letter(
            store, caller.actor, email=said.email, name=said.name, at=caller.at
        )
        return Invited(account_id=account_id, link=None)
    made = usecases.invite(
        store, caller.actor, email=said.email, name=said.name, at=caller.at
    )
    return Invited(account_id=made.account_id, link=made.secret)


@accounts.put("/{account_id}/approval", status_code=204, summary="Approve an account")
def approve(caller: Approves, account_id: PathId) -> None:
    """Approve somebody whom another has invited."""
    store = caller.store
    usecases.approve(store, caller.actor, account_id, at=caller.at)


@accounts.put(
    "/{account_id}/memberships/{service_id}", status_code=204, summary="Give a role"
)
def grant(
    caller: Changes, account_id: PathId, service_id: PathId, said: Membership
) -> None:
    """Let an account be something in a service, from its next request on."""
    membership = cti.access.Membership(
        service_id=service_id,
        role=said.role,
        team=said.team,
        worker_id=said.worker_id,
    )
    store = caller.store
    usecases.grant(store, caller.actor, account_id, membership, at=caller.at)


@accounts.delete(
    "/{account_id}/memberships/{service_id}",
    status_code=204,
    summary="Take a role away",
)
def withdraw(caller: Changes, account_id: PathId, service_id: PathId) -> None:
    """Let an account be nothing in a service, from its next request on."""
    store = caller.store
    usecases.withdraw(store, caller.actor, account_id, service_id, at=caller.at)


@accounts.put(
    "/{account_id}/administrator",
    status_code=204,
    summary="Let them look after accounts",
)
def promote(caller: Changes, account_id: PathId) -> None:
    """Let somebody look after accounts; they leave every service."""
    store = caller.store
    usecases.promote(store, caller.actor, account_id, at=caller.at)


@accounts.delete(
    "/{account_id}/administrator",
    status_code=204,
    summary="Let them no longer look after accounts",
)
def demote(caller: Changes, account_id: PathId) -> None:
    """Let somebody no longer look after accounts; somebody has to be left who does."""
    store = caller.store
    usecases.demote(store, caller.actor, account_id, at=caller.at)


@accounts.delete(
    "/{account_id}/sign-on",
    status_code=204,
    summary="Let nobody at the identity provider be it",
)
def unbind(caller: Changes, account_id: PathId) -> None:
    """Forget who an account is at the identity provider; its sessions and tokens end.

    Whoever signs in there next with a verified e-mail address of the account is it
    from then on.
    """
    usecases.unbind(caller.store, caller.actor, account_id, at=caller.at)


@accounts.delete("/{account_id}", status_code=204, summary="End an account")
def end_account(caller: Ends, account_id: PathId) -> None:
    """End an account, with every session and token of it."""
    store = caller.store
    usecases.end_account(store, caller.actor, account_id, at=caller.at)
