"""Look after accounts: invite, approve, give roles, end.

Nobody signs up: somebody who looks after accounts invites, and another approves. Nobody
changes what they may do themselves, and somebody is always left to look after accounts.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cti.access import AboutAccount, AboutEverything, Actor, Membership, Permission
from cti.errors import EmailTaken, NotAllowed
from cti.plans.life import LetterKind
from cti.store import accounts as kept
from cti.store import identities, proofs
from cti.store.audit import hold
from cti.store.letters import write
from cti.store.unit import Store, Unit
from cti.usecases.allowing import allowed
from cti.usecases.signing_in import NOBODY, new_secret

INVITATION = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Somebody who may set a password.

    Attributes
    ----------
    secret
        The link's; it is kept nowhere.
    """

    account_id: str
    secret: str


def found_administrator(
    store: Store, *, email: str, name: str, at: datetime
) -> Invited:
    """Make the first account, which looks after the others.

    Raises
    ------
    NotAllowed
        If there is an account already.
    """
    with store.unit(author_id=NOBODY, at=at) as unit:
        hold(unit.connection)
        if kept.number_of_accounts(unit.connection):
            raise NotAllowed(because="there are accounts already")
        account_id = kept.add_account(unit, email=email, name=name, by=None)
        kept.change_account(
            unit, account_id, "found", approved_by=account_id, is_administrator=True
        )
        return link_for(unit, account_id, INVITATION)


def invite(
    store: Store, actor: Actor, *, email: str, name: str, at: datetime
) -> Invited:
    """Invite somebody, who may do nothing until another has approved it.

    Raises
    ------
    EmailTaken
        If the e-mail address has an account.
    """
    allowed(actor, Permission.ACCOUNT_INVITE, AboutEverything())
    with store.unit(author_id=actor.account_id, at=at) as unit:
        account_id = _invited(unit, email=email, name=name)
        return link_for(unit, account_id, INVITATION)


def invite_by_letter(
    store: Store, actor: Actor, *, email: str, name: str, at: datetime
) -> str:
    """Invite somebody by e-mail, and return the account's id.

    The link is made when it is sent; whoever invites never sees it.

    Raises
    ------
    EmailTaken
        If the e-mail address has an account.
    """
    allowed(actor, Permission.ACCOUNT_INVITE, AboutEverything())
    with store.unit(author_id=actor.account_id, at=at) as unit:
        account_id = _invited(unit, email=email, name=name)
        write(unit, None, [(account_id, LetterKind.INVITATION, 0)])
        return account_id


def approve(store: Store, actor: Actor, account_id: str, *, at: datetime) -> None:
    """Approve somebody whom another has invited.

    Who is alone in looking after accounts approves those they invited.

    Raises
    ------
    NotAllowed
        If the same account invited them.
    """
    allowed(actor, Permission.ACCOUNT_APPROVE, AboutAccount(account_id=account_id))
    with store.unit(author_id=actor.account_id, at=at) as unit:
        account = kept.account_of(unit.connection, account_id, held=True)
        is_alone = kept.is_only_administrator(unit.connection, actor.account_id)
        if account.invited_by == actor.account_id and not is_alone:
            raise NotAllowed(because="whoever invites somebody does not approve them")
        kept.change_account(unit, account_id, "approve", approved_by=actor.account_id)


def grant(
    store: Store,
    actor: Actor,
    account_id: str,
    membership: Membership,
    *,
    at: datetime,
) -> None:
    """Let somebody be something in a service, from their next request on.

    Raises
    ------
    NotThere
        If there is no such service, or no such worker in it.
    """
    allowed(actor, Permission.ACCOUNT_CHANGE, AboutAccount(account_id=account_id))
    with store.unit(author_id=actor.account_id, at=at) as unit:
        account = kept.account_of(unit.connection, account_id, held=True)
        if account.is_administrator:
            raise NotAllowed(because="an administrator is in no service")
        kept.check_membership(unit.connection, membership)
        kept.become(unit, account_id, membership, by=actor.account_id)


def withdraw(
    store: Store, actor: Actor, account_id: str, service_id: str, *, at: datetime
) -> None:
    """Let somebody be nothing in a service any more, from their next request on."""
    allowed(actor, Permission.ACCOUNT_CHANGE, AboutAccount(account_id=account_id))
    with store.unit(author_id=actor.account_id, at=at) as unit:
        kept.leave(unit, account_id, service_id)


def promote(store: Store, actor: Actor, account_id: str, *, at: datetime) -> None:
    """Let somebody look after accounts; they leave every service."""
    allowed(actor, Permission.ACCOUNT_CHANGE, AboutAccount(account_id=account_id))
    with store.unit(author_id=actor.account_id, at=at) as unit:
        kept.account_of(unit.connection, account_id, held=True)
        for each in kept.memberships_of(unit.connection, account_id):
            kept.leave(unit, account_id, each.service_id)
        kept.change_account(unit, account_id, "promote", is_administrator=True)


def demote(store: Store, actor: Actor, account_id: str, *, at: datetime) -> None:
    """Let somebody no longer look after accounts.

    Raises
    ------
    LastAdministrator
        If nobody would be left who does.
    """
    allowed(actor, Permission.ACCOUNT_CHANGE, AboutAccount(account_id=account_id))
    with store.unit(author_id=actor.account_id, at=at) as unit:
        kept.change_account(unit, account_id, "demote", is_administrator=False)


def end_account(store: Store, actor: Actor, account_id: str, *, at: datetime) -> None:
    """End an account, with every session and token of it.

    Raises
    ------
    LastAdministrator
        If nobody would be left who looks after accounts.
    """
    allowed(actor, Permission.ACCOUNT_END, AboutAccount(account_id=account_id))
    with store.unit(author_id=actor.account_id, at=at) as unit:
        kept.change_account(unit, account_id, "end", is_active=False)
        kept.end_everything(unit, account_id)


def unbind(store: Store, actor: Actor, account_id: str, *, at: datetime) -> None:
    """Let nobody at an identity provider be an account any more.

    Whoever signs in there next with a verified address of the account is it from then
    on. Every session and token of it ends: nobody can tell who began them.
    """
    allowed(actor, Permission.ACCOUNT_CHANGE, AboutAccount(account_id=account_id))
    with store.unit(author_id=actor.account_id, at=at) as unit:
        kept.account_of(unit.connection, account_id, held=True)
        if identities.unbind(unit, account_id):
            kept.end_everything(unit, account_id)


def _invited(unit: Unit, *, email: str, name: str) -> str:
    if kept.account_by_email(unit.connection, email) is not None:
        raise EmailTaken
    return kept.add_account(unit, email=email, name=name, by=unit.author_id)


def link_for(unit: Unit, account_id: str, lasts: timedelta) -> Invited:
    """Make a link by which somebody may set a password; earlier ones are off."""
    secret = new_secret()
    proofs.add_link(unit, account_id, secret, expires_at=unit.at + lasts)
    return Invited(account_id=account_id, secret=secret)
