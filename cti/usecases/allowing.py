"""Go on only with what an account may do."""

from cti.access import (
    About,
    AboutAccount,
    Actor,
    Permission,
    ReasonGiven,
    can,
)
from cti.errors import NotAllowed, ReasonNeeded


def allowed(
    actor: Actor | None,
    action: Permission,
    about: About | None,
    reason: ReasonGiven | None = None,
) -> None:
    """Go on if an account may do something.

    Raises
    ------
    NotAllowed
        If it may not.
    ReasonNeeded
        If it may with a reason.
    """
    decision = can(actor, action, about, reason)
    if decision.needs_reason:
        raise ReasonNeeded(because=decision.because)
    if not decision.allowed:
        raise NotAllowed(because=decision.because)


def allowed_own(actor: Actor, action: Permission) -> None:
    """Go on if an account may do something with itself.

    Raises
    ------
    NotAllowed
        If it may not.
    """
    allowed(actor, action, AboutAccount(account_id=actor.account_id))
