"""Erase somebody from a store: look at what would go, then do it for good."""

from dataclasses import dataclass
from datetime import datetime

from cti.store import erasing
from cti.store.erasing import Erased
from cti.store.tables.erasures import Because
from cti.store.unit import Store

__all__ = ["Because", "Erased", "ErasureDone", "erase_person", "look_at_erasure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureDone:
    """Somebody who was erased.

    Attributes
    ----------
    leaves_traces
        Whether the database's files may still hold words of theirs, because somebody
        else was reading what was there before.
    """

    what: Erased
    leaves_traces: bool


def look_at_erasure(
    store: Store,
    person_id: str,
    *,
    author_id: str,
    at: datetime,
    because: Because = Because.ASKED,
) -> Erased:
    """Return what would go with somebody; nothing is changed.

    Raises
    ------
    NotThere
        If there is no such person.
    """
    return erasing.would_erase(store, person_id, because, author_id=author_id, at=at)


def erase_person(
    store: Store,
    person_id: str,
    *,
    author_id: str,
    at: datetime,
    because: Because = Because.ASKED,
) -> ErasureDone:
    """Erase somebody for good: every row and every word of theirs, in one step.

    That somebody was erased stays, with when, by whom and how many rows went; so does
    the audit, which holds ids only. The service can be planned as before.

    Raises
    ------
    NotThere
        If there is no such person.
    """
    with store.unit(author_id=author_id, at=at) as unit:
        what = erasing.erase(unit, person_id, because)
    return ErasureDone(what=what, leaves_traces=not store.forget_removed())
