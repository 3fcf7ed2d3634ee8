"""What is made of rows is the same thing as before exactly if the rows say the same."""

from collections.abc import Mapping
from dataclasses import replace

from cti.caseload.people import Person
from cti.store.plans import Ids
from cti.store.putting import found_service, put_caseload
from cti.store.read_before import ReadBefore
from cti.store.reading import read_caseload
from cti.store.tables import PEOPLE
from cti.store.unit import Store, new_id
from cti.units import PersonId
from tests.builders import PLAN_DATE, a_caseload, a_person
from tests.store.test_contacts_made import NOW

SAM, ROBIN = PersonId("sam"), PersonId("robin")


def test_the_same_is_the_same_thing_and_another_is_not() -> None:
    kept = ReadBefore()
    first: dict[str, str] = kept.the(dict, "a", name="Sam")

    assert kept.the(dict, "a", name="Sam") is first
    assert kept.the(dict, "a", name="Kim") == {"name": "Kim"}
    assert kept.the(dict, "b", name="Sam") is not first
    assert kept.the(dict, "a", name="Sam") == first


def test_no_more_is_kept_than_there_is_room_for() -> None:
    kept = ReadBefore(most=2)
    first: dict[str, str] = kept.the(dict, "a", name="Sam")

    kept.the(dict, "b", name="Kim")
    kept.the(dict, "c", name="Robin")

    assert len(kept) == 2
    assert kept.the(dict, "a", name="Sam") is not first


def test_whoever_is_read_again_is_as_their_row_says(store: Store) -> None:
    people = [a_person("sam"), a_person("robin")]
    with store.unit(author_id=new_id(), at=NOW) as unit:
        service_id = found_service(unit, a_caseload(people=people))
        put_caseload(unit, service_id, a_caseload(people=people), on=PLAN_DATE)

    def read() -> Mapping[PersonId, Person]:
        with store.reading() as connection:
            return read_caseload(connection, service_id, on=PLAN_DATE).person

    before = read()
    with store.unit(author_id=new_id(), at=NOW) as unit:
        row = Ids.of(unit.connection, service_id).person[SAM]
        unit.change(PEOPLE, row, version=1, values={"known_as": "Samira"})
    after = read()

    assert after[SAM] == replace(before[SAM], known_as="Samira")
    assert after[ROBIN] is before[ROBIN]
