"""Whom somebody means by a name or an id."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TypeVar

from cti.caseload.caseload import Caseload
from cti.errors import SharedName, UnknownName
from cti.spelling import folded
from cti.units import PersonId, WorkerId

MOST_SUGGESTED = 3
Id = TypeVar("Id", PersonId, WorkerId)


def person_meant(caseload: Caseload, said: str) -> PersonId:
    """Return the person, supported or referred, whose id or name was said.

    Raises
    ------
    UnknownName
        If nobody is called so; with what may be meant.
    SharedName
        If more than one person is called so; with their ids.
    """
    called = {person.person_id: person.known_as for person in caseload.people}
    called |= {each.referral_id: each.known_as for each in caseload.referrals}
    return _meant(said, called, kind="person")


def worker_meant(caseload: Caseload, said: str) -> WorkerId:
    """Return the worker whose id or name was said.

    Raises
    ------
    UnknownName
        If no worker is called so; with what may be meant.
    SharedName
        If more than one worker is called so; with their ids.
    """
    called = {worker.worker_id: worker.name for worker in caseload.workers}
    return _meant(said, called, kind="worker")


def _meant(said: str, called: Mapping[Id, str], *, kind: str) -> Id:
    """Return who is called so: to the letter, or else as people type it."""
    said = said.strip()
    for found in (
        [each for each in called if each == said],
        [each for each in called if each.casefold() == said.casefold()],
        [each for each, name in called.items() if name == said],
        [each for each, name in called.items() if folded(name) == folded(said)],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            raise SharedName(said, kind=kind, ids=found)
    raise UnknownName(said, kind=kind, close=_close(said, called))


def _close(said: str, called: Mapping[Id, str]) -> list[str]:
    words: list[str] = [*called, *called.values()]
    known = {folded(word): word for word in words if word}
    found = get_close_matches(folded(said), known, n=MOST_SUGGESTED)
    return [known[each] for each in found]
