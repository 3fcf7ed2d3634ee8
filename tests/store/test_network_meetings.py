"""What is said of a network meeting is said at once: when it was, and who came."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from cti.access import AboutPerson, Actor
from cti.caseload.casework.network import NetworkGuest, NetworkMeeting
from cti.errors import ChangedMeanwhile, NotThere
from cti.phases import Phase
from cti.store.unit import Store
from cti.usecases.network import say_meeting
from tests.store.test_casework import ALEX, NOW, Somebody


def test_who_came_is_who_was_named_last(store: Store) -> None:
    of = Somebody(store)
    grandma, jo = of.add(of.grandma()), of.add(replace(of.grandma(), known_as="Jo"))
    meeting = of.add(
        NetworkMeeting(person_id=of.sam, phase=Phase.TRANSITION, planned_at=None)
    )
    person = AboutPerson(
        person_id=of.sam,
        service_id=of.service_id,
        team="",
        is_hidden=False,
        worker_ids=frozenset(),
    )

    def say(version: int, *came: str) -> list[str]:
        say_meeting(
            store,
            Actor(account_id=ALEX),
            person,
            meeting,
            version=version,
            planned_at=datetime(2026, 11, 20, 14, 0),
            held_on=date(2026, 11, 20),
            agreed="Grandma rings on Sundays",
            celebrated="Ten weeks of cooking",
            came=came,
            at=NOW,
        )
        return guests()

    def guests() -> list[str]:
        found = of.all(NetworkGuest)
        return sorted(each.what.network_member_id for each in found)  # type: ignore[attr-defined]  # guests

    assert say(1, grandma) == [grandma]
    assert say(2, grandma, jo) == sorted([grandma, jo])
    assert say(3, jo) == [jo]
    with pytest.raises(ChangedMeanwhile):
        say(3, grandma)
    with pytest.raises(NotThere):
        say(4, of.add(of.grandma(of.kim)))
    assert guests() == [jo]
    (kept,) = of.all(NetworkMeeting)
    assert kept.version == 4
