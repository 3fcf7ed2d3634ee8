"""People are found by a name or an id, among those an account may know of."""

from dataclasses import replace

import pytest

from cti.access import Actor, Membership, Role
from cti.caseload.caseload import Caseload
from cti.store.putting import found_service, put_caseload
from cti.store.services import Place
from cti.store.tables import WORKERS
from cti.store.unit import Store, new_id
from cti.usecases.searching import PeopleFound, people_of, search_people
from tests.builders import PLAN_DATE, a_caseload, a_person, a_worker
from tests.store.plans import LEADER, NOW, Kept


def founded(store: Store, caseload: Caseload, *, is_hidden: bool = False) -> Kept:
    with store.unit(author_id=LEADER, at=NOW) as unit:
        service_id = found_service(unit, caseload, is_hidden=is_hidden)
        put_caseload(unit, service_id, caseload, on=PLAN_DATE)
    return Kept(store, service_id)


@pytest.fixture
def there(store: Store) -> Kept:
    """Sam and Samira near, Ana in another team."""
    people = [a_person("sam"), a_person("samira"), a_person("ana", team="far")]
    return founded(
        store, a_caseload(workers=[a_worker("alex"), a_worker("bo")], people=people)
    )


def one_in(there: Kept, team: str = "") -> Actor:
    membership = Membership(
        service_id=there.service_id, role=Role.SUPPORT_OFFICER, team=team
    )
    return Actor(account_id=new_id(), memberships=(membership,))


def search(
    there: Kept,
    said: str,
    *,
    team: str = "",
    after: Place | None = None,
    limit: int = 10,
) -> PeopleFound:
    return search_people(
        there.store,
        one_in(there, team),
        said,
        on=PLAN_DATE,
        after=after,
        limit=limit,
    )


def names(found: PeopleFound) -> list[str]:
    return [each.known_as for each in found.people]


def test_a_part_of_a_name_is_enough(there: Kept) -> None:
    assert names(search(there, "AMI")) == ["Samira"]
    assert names(search(there, "sam")) == ["Sam", "Samira"]
    assert names(search(there, "nobody")) == []


def test_whoever_goes_by_the_id_comes_first_and_once(store: Store) -> None:
    people = [
        replace(a_person("sam"), known_as="Zoe"),
        replace(a_person("b"), known_as="Sam"),
        a_person("samira"),
    ]
    there = founded(store, a_caseload(people=people))

    assert names(search(there, "SAM")) == ["Zoe", "Sam", "Samira"]
    assert names(search(there, "samira")) == ["Samira"]


def test_of_whom_the_card_alone_is_seen_nobody_is_found_by_an_id(store: Store) -> None:
    far = a_person("p014", team="far")
    there = founded(store, a_caseload(people=[replace(far, known_as="Ana")]))

    assert names(search(there, "P014")) == ["Ana"]
    assert names(search(there, "P014", team="north")) == []
    assert names(search(there, "ana", team="north")) == ["Ana"]


def test_a_hidden_service_leaves_no_trace(there: Kept) -> None:
    hidden = founded(
        there.store, a_caseload(people=[a_person("samuel")]), is_hidden=True
    )

    assert names(search(there, "samuel")) == []
    assert names(search(there, "sam")) == ["Sam", "Samira"]
    assert names(search(hidden, "samuel")) == ["Samuel"]


def test_a_long_list_goes_on_where_it_ended(there: Kept) -> None:
    first = search(there, "a", limit=2)

    assert names(first) == ["Ana", "Sam"]
    assert first.then
    rest = search(there, "a", limit=2, after=first.then)
    assert names(rest) == ["Samira"]
    assert rest.then is None


def test_those_somebody_works_with_are_told_by_name(there: Kept) -> None:
    actor = one_in(there)
    alex, bo = (there.row_id(WORKERS, each) for each in ("alex", "bo"))

    found = people_of(there.store, actor, [bo, alex], on=PLAN_DATE, limit=10)

    assert [each.known_as for each in found] == ["Ana", "Sam", "Samira"]
    assert people_of(there.store, actor, [bo], on=PLAN_DATE, limit=10) == []
