"""Two change the same about somebody at once."""

from collections.abc import Mapping
from functools import partial

from cti.access import Actor
from cti.errors import ChangedMeanwhile
from cti.store import people_changing as changing
from cti.store.tables import PEOPLE, WISHES
from cti.store.unit import Store
from cti.usecases.people import change_person
from tests.builders import PLAN_DATE
from tests.faults.racing import Deed, Race, after_a_moment
from tests.store.plans import LEADER, NOW, OTHER_LEADER, Kept


def as_it_is(
    store: Store, *, person_id: str, called: str, author_id: str, seen: int
) -> None:
    change_person(
        store,
        Actor(account_id=author_id),
        person_id,
        seen=seen,
        said={"known_as": called},
        wishes={"locality": called},
        not_workers=None,
        on=PLAN_DATE,
        at=NOW,
    )


def looking_first(
    store: Store, *, person_id: str, called: str, author_id: str, seen: int
) -> None:
    """The fault: look whether it is as seen, then change it, whoever did meanwhile."""
    with store.reading() as connection:
        if changing.version_of(connection, person_id) != seen:
            raise ChangedMeanwhile(PEOPLE.name)
    after_a_moment()
    with store.unit(author_id=author_id, at=NOW) as unit:
        person = unit.row(PEOPLE, person_id)
        changing.become(unit, PEOPLE, person, {"known_as": called})
        changing.wish(unit, person, {"locality": called}, None)


def an_edit(kept: Kept, called: str, author_id: str, *, broken: bool = False) -> Deed:
    """Somebody who has seen Sam as they are, and calls them something else."""
    sam = kept.row_id(PEOPLE, "sam")
    with kept.store.reading() as connection:
        seen = changing.version_of(connection, sam)
    way = looking_first if broken else as_it_is
    does = partial(way, person_id=sam, called=called, author_id=author_id, seen=seen)
    return Deed(do=does, leaves={"known_as": called, "lives": called})


def pair(kept: Kept, number: int, broken: bool) -> tuple[Deed, Deed]:
    """Two leaders, each with another name and place for Sam."""
    return (
        an_edit(kept, f"Sam {number}", LEADER, broken=broken),
        an_edit(kept, f"Sammy {number}", OTHER_LEADER, broken=broken),
    )


def now(kept: Kept) -> Mapping[str, object]:
    """What is kept of Sam, in two tables."""
    sam = kept.row_id(PEOPLE, "sam")
    (person,) = kept.rows(PEOPLE, id=sam)
    (wishes,) = kept.rows(WISHES, person_id=sam)
    return {"known_as": person["known_as"], "lives": wishes["locality"]}


EDITING = Race(pair=pair, now=now)
