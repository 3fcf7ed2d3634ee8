"""Whether somebody may do something, and why: the one place where that is decided."""

from dataclasses import dataclass

from cti.access.permissions import Permission
from cti.access.roles import Actor
from cti.access.rules import (
    FROM_OUTSIDE,
    LISTED,
    NEVER_ONESELF,
    OF_A_PERSON,
    OF_A_SERVICE,
    OF_ONESELF,
    OF_THE_HOUSE,
    PERMISSION_OF,
    Level,
    Reach,
)
from cti.access.standing import (
    About,
    AboutAccount,
    AboutEverything,
    AboutPerson,
    AboutService,
    Standing,
    standing,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Whether something may be done.

    Attributes
    ----------
    because
        Why, for the page and for whoever asks later.
    needs_reason
        It is refused as it stands, and may be done by somebody who gives a reason.
    """

    allowed: bool
    because: str
    needs_reason: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonGiven:
    """A reason that was kept before anything was shown: whose, and about whom."""

    reason_id: str
    account_id: str
    person_id: str


NOT_KNOWN = Decision(allowed=False, because="there is nothing here for this account")
"""The answer about what is not there, and about what nobody may know is there."""


def can(
    actor: Actor | None,
    action: Permission,
    about: About | None,
    reason: ReasonGiven | None = None,
) -> Decision:
    """Decide whether an account may do something; whatever no rule allows is refused.

    Parameters
    ----------
    actor
        None for somebody who has not signed in.
    about
        None for something that is not there; a hidden service is answered alike.
    reason
        Why somebody looks who otherwise may not. It counts for whoever gave it, about
        the person it was given for, and nothing else.
    """
    if actor is None or not actor.is_active:
        return NOT_KNOWN
    if actor.scopes is not None and action not in actor.scopes:
        return _no("this token was not issued for it")
    if isinstance(about, AboutPerson):
        return _of_a_person(actor, action, about, reason)
    return _of_anything_else(actor, action, about)


def level(
    actor: Actor | None, about: AboutPerson, reason: ReasonGiven | None = None
) -> Level:
    """Return how much of a person an account may see."""
    seen = Level.NOTHING
    for each, action in PERMISSION_OF.items():
        if not can(actor, action, about, reason).allowed:
            return seen
        seen = each
    return seen


def _of_anything_else(
    actor: Actor, action: Permission, about: About | None
) -> Decision:
    match about:
        case AboutService():
            return _of_a_service(actor, action, about)
        case AboutAccount():
            return _of_an_account(actor, action, about)
        case AboutEverything() if action in LISTED:
            return _of_a_list(actor, action)
        case AboutEverything() if action not in NEVER_ONESELF:
            return _of_the_house(actor, action)
        case _:
            return NOT_KNOWN


def _of_a_person(
    actor: Actor, action: Permission, about: AboutPerson, reason: ReasonGiven | None
) -> Decision:
    near = standing(actor, about)
    if near >= Standing.HIDDEN_SERVICE:
        return NOT_KNOWN
    ours = actor.membership_in(about.service_id)
    roles = [ours.role] if ours else [each.role for each in actor.memberships]
    reaches = [OF_A_PERSON.get(action, {}).get(role, Reach()) for role in roles]
    if any(_is_within(near, each.free) for each in reaches):
        return _yes(near.label)
    if not any(_is_within(near, each.with_reason) for each in reaches):
        return _no(f"{near.label} is too far for {action}")
    if reason and (reason.account_id, reason.person_id) == (
        actor.account_id,
        about.person_id,
    ):
        return _yes(f"{near.label}, with a reason that was kept")
    return Decision(
        allowed=False,
        because=f"{near.label} may do it with a reason, which is kept and told",
        needs_reason=True,
    )


def _of_a_service(actor: Actor, action: Permission, about: AboutService) -> Decision:
    ours = actor.membership_in(about.service_id)
    if ours is None:
        if about.is_hidden or not actor.memberships:
            return NOT_KNOWN
        if action in FROM_OUTSIDE:
            return _yes("other service")
        return _no("another service's")
    if ours.role in OF_A_SERVICE.get(action, ()):
        return _yes(f"{ours.role} of this service")
    return _no(f"{action} is not for a {ours.role}")


def _of_a_list(actor: Actor, action: Permission) -> Decision:
    """Decide whether somebody may ask for all they may know of, wherever it is."""
    may = {*OF_A_PERSON.get(action, ()), *OF_A_SERVICE.get(action, ())}
    if any(each.role in may for each in actor.memberships):
        return _yes("what this account may know of")
    return _no("none of it is for this account")


def _of_an_account(actor: Actor, action: Permission, about: AboutAccount) -> Decision:
    is_own = about.account_id == actor.account_id
    if action in OF_ONESELF:
        return _yes("their own account") if is_own else _no("another's account")
    if is_own and action in NEVER_ONESELF:
        return _no("nobody does this to their own account")
    return _of_the_house(actor, action)


def _of_the_house(actor: Actor, action: Permission) -> Decision:
    if actor.is_administrator and action in OF_THE_HOUSE:
        return _yes("administrator")
    return _no("only an administrator's, or nobody's")


def _is_within(near: Standing, far: Standing | None) -> bool:
    return far is not None and near <= far


def _yes(because: str) -> Decision:
    return Decision(allowed=True, because=because)


def _no(because: str) -> Decision:
    return Decision(allowed=False, because=because)
