"""Two leaders decide at once with whom somebody works."""

from collections.abc import Mapping
from functools import partial

from cti.access import Actor
from cti.errors import ChangedMeanwhile
from cti.store import moving
from cti.store.people_changing import version_of
from cti.store.tables import ASSIGNMENTS, FACTS, PEOPLE, PINS, WORKERS
from cti.store.unit import Store
from cti.usecases.moving import move
from tests.builders import PLAN_DATE
from tests.faults.racing import Deed, Race, after_a_moment
from tests.store.plans import LEADER, NOW, OTHER_LEADER, WORKERS_THERE, Kept

WHY = "agreed at case review"


def as_it_is(
    store: Store, *, person_id: str, worker_id: str, leader: str, seen: int
) -> None:
    move(
        store,
        Actor(account_id=leader),
        person_id,
        worker_id,
        from_on=PLAN_DATE,
        why=WHY,
        seen=seen,
        on=PLAN_DATE,
        at=NOW,
    )


def looking_first(
    store: Store, *, person_id: str, worker_id: str, leader: str, seen: int
) -> None:
    """The fault: look whether it is as seen, then decide, whoever did meanwhile."""
    with store.reading() as connection:
        if version_of(connection, person_id, (ASSIGNMENTS,)) != seen:
            raise ChangedMeanwhile(PEOPLE.name)
    after_a_moment()
    with store.unit(author_id=leader, at=NOW) as unit:
        person = unit.row(PEOPLE, person_id)
        moving.move(unit, person, worker_id, from_on=PLAN_DATE, why=WHY, on=PLAN_DATE)


def pair(kept: Kept, number: int, broken: bool) -> tuple[Deed, Deed]:
    """Two leaders, each for another of the workers whom Sam is not with."""
    del number
    sam = kept.row_id(PEOPLE, "sam")
    with kept.store.reading() as connection:
        seen = version_of(connection, sam, (ASSIGNMENTS,))
    (has,) = kept.rows(ASSIGNMENTS, person_id=sam, to_on=None)
    workers = [kept.row_id(WORKERS, each) for each in WORKERS_THERE]
    others = [each for each in workers if each != has["worker_id"]]
    way = looking_first if broken else as_it_is
    one, other = (
        Deed(
            do=partial(way, person_id=sam, worker_id=worker, leader=leader, seen=seen),
            leaves={"workers": [worker], "pins": [worker], "by": leader},
        )
        for worker, leader in zip(others, (LEADER, OTHER_LEADER), strict=True)
    )
    return one, other


def now(kept: Kept) -> Mapping[str, object]:
    """Who works with Sam from now on, and whose word that is."""
    sam = kept.row_id(PEOPLE, "sam")
    onwards = kept.rows(ASSIGNMENTS, person_id=sam, to_on=None)
    facts = kept.rows(FACTS, about=ASSIGNMENTS.name)
    return {
        "workers": [row["worker_id"] for row in onwards],
        "pins": [row["worker_id"] for row in kept.rows(PINS, person_id=sam)],
        "by": max(facts, key=lambda fact: int(fact["number"]))["author_id"],
    }


MOVING = Race(pair=pair, now=now)
