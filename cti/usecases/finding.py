"""Find what somebody asks about, for those who may do something with it."""

from datetime import date

from cti.access import NOT_KNOWN, About, Actor, Permission, can
from cti.errors import NotAllowed, NotThere, ReasonNeeded
from cti.store.unit import Store
from cti.store.whose import whose


def find(
    store: Store,
    actor: Actor,
    action: Permission,
    kind: str,
    row_id: str,
    *,
    on: date,
    reason_follows: bool = False,
) -> About:
    """Return what a row is about, if an account may do something with it.

    Parameters
    ----------
    kind
        What is asked about, by the name of its table; empty for what is in no service.
    reason_follows
        Whether who may do it with a reason goes on, as what follows asks for it.

    Raises
    ------
    NotThere
        If there is no such row, or none this account may know of.
    NotAllowed
        If it may not do this with it.
    ReasonNeeded
        If it may with a reason.
    """
    with store.reading() as connection:
        about = whose(connection, action, kind, row_id, on=on)
    decision = can(actor, action, about)
    if about is None or decision == NOT_KNOWN:
        # What may not be known of is answered as what is not there.
        raise NotThere(kind or "pages")
    if decision.needs_reason and not reason_follows:
        raise ReasonNeeded(because=decision.because)
    if not decision.allowed and not decision.needs_reason:
        raise NotAllowed(because=decision.because)
    return about
