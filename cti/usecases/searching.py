"""Find people by a name or an id, among those an account may know of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cti.access import Actor
from cti.spelling import folded
from cti.store.people_told import PersonSeen, Whom, people_seen
from cti.store.services import Place
from cti.store.unit import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFound:
    """Some of those who go by a name or an id.

    Attributes
    ----------
    people
        Who goes by the id first, then by name.
    then
        Behind whom the next ones come; None if these are all.
    """

    people: Sequence[PersonSeen]
    then: Place | None


def search_people(
    store: Store, actor: Actor, said: str, *, on: date, after: Place | None, limit: int
) -> PeopleFound:
    """Return those an account may know of, by a part of a name or by a whole id.

    Of whom the card alone may be seen, nobody is found by an id: it is not on it.

    Parameters
    ----------
    after
        Behind whom to begin; whoever goes by the id stands at the beginning only.
    """
    with store.reading() as connection:
        by_name = people_seen(
            connection, actor, Whom(name=said), on=on, after=after, limit=limit + 1
        )
        by_id: Sequence[PersonSeen] = ()
        if after is None:
            whom = Whom(known_by=said)
            by_id = people_seen(connection, actor, whom, on=on, after=None, limit=limit)
    page = by_name[:limit]
    known = {each.id for each in by_id}
    then = (page[-1].known_as, page[-1].id) if len(by_name) > limit else None
    others = [each for each in page if each.id not in known]
    return PeopleFound(people=[*by_id, *others], then=then)


def people_of(
    store: Store, actor: Actor, worker_ids: Sequence[str], *, on: date, limit: int
) -> Sequence[PersonSeen]:
    """Return those with whom some workers work today, by name."""
    with store.reading() as connection:
        found = [
            person
            for each in worker_ids
            for person in people_seen(
                connection, actor, Whom(worker_id=each), on=on, after=None, limit=limit
            )
        ]
    return sorted(found, key=lambda each: (folded(each.known_as), each.id))
