"""What somebody says of themselves: look at it, and let it be said otherwise."""

from datetime import datetime

from cti.access import AboutPerson, Actor
from cti.caseload.casework.portraits import Portrait
from cti.errors import ChangedMeanwhile
from cti.store.casework import Kept
from cti.store.tables import PORTRAITS
from cti.store.unit import Store
from cti.usecases.casework import all_of, become, keep

NONE_YET = 0
"""The version that was seen by whoever saw that nobody had asked them."""


def portrait_of(store: Store, person: AboutPerson) -> Kept[Portrait] | None:
    """Return what somebody says of themselves; None while nobody has asked them."""
    found = all_of(store, Portrait, person, after=None, limit=1).items
    return next(iter(found), None)


def say_portrait(
    store: Store,
    actor: Actor,
    person: AboutPerson,
    *,
    matters: str,
    strengths: str,
    version: int,
    at: datetime,
) -> Kept[Portrait]:
    """Let somebody be told of in the words they say now.

    Parameters
    ----------
    version
        The one that was seen; ``NONE_YET`` where there was none.

    Raises
    ------
    BreaksARule
        If it says nothing.
    ChangedMeanwhile
        If somebody else wrote it since.
    """
    said = Portrait(person_id=person.person_id, matters=matters, strengths=strengths)
    there = portrait_of(store, person)
    if (there is None) is not (version == NONE_YET):
        raise ChangedMeanwhile(PORTRAITS.name)
    if there is None:
        return keep(store, actor, person, said, at=at)
    return become(
        store,
        actor,
        person,
        Portrait,
        there.row_id,
        version=version,
        at=at,
        matters=matters,
        strengths=strengths,
    )
