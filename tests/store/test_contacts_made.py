"""Contacts are read as they were made, or the newest of each kind alone."""

from datetime import UTC, date, datetime, timedelta

from cti.caseload.caseload import Outcome
from cti.store.contacts_made import contacts_made, newest_met, what_became
from cti.store.plans import Ids
from cti.store.putting import found_service, put_caseload
from cti.store.unit import Store, new_id
from tests.builders import PLAN_DATE, a_caseload, a_contact, a_person

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MEETING = "network meeting"


def day(of_november: int) -> datetime:
    return datetime(2026, 11, of_november, 10)


def kept(store: Store) -> str:
    caseload = a_caseload(
        people=[a_person("sam"), a_person("robin")],
        contacts=[
            a_contact("sam", at=day(2)),
            a_contact("sam", at=day(16)),
            a_contact("sam", at=day(20), outcome=Outcome.ATTEMPTED),
            a_contact("sam", at=datetime(2026, 11, 24)),
            a_contact("sam", at=day(10), kind=MEETING),
            a_contact("robin", at=datetime(2026, 11, 23, 23, 59)),
        ],
    )
    with store.unit(author_id=new_id(), at=NOW) as unit:
        service_id = found_service(unit, caseload)
        put_caseload(unit, service_id, caseload, on=PLAN_DATE)
    return service_id


def test_the_newest_that_was_achieved_is_told_of_each_kind_and_up_to_the_day(
    store: Store,
) -> None:
    service_id = kept(store)

    with store.reading() as connection:
        known = Ids.of(connection, service_id).turned().person
        found = newest_met(connection, service_id, on=PLAN_DATE)
        nobody = newest_met(connection, new_id(), on=PLAN_DATE)

    assert nobody == []
    told = {(known[each.person_id], each.kind): each for each in found}
    until = {key: each.until_on for key, each in told.items()}
    assert until == {
        ("sam", "visit"): date(2026, 11, 16),
        ("sam", MEETING): date(2026, 11, 10),
        ("robin", "visit"): PLAN_DATE,
    }
    assert told["sam", "visit"].on == PLAN_DATE + timedelta(days=1)


def test_whom_nobody_had_met_by_a_day_has_no_day_up_to_it(store: Store) -> None:
    service_id = kept(store)

    with store.reading() as connection:
        found = newest_met(connection, service_id, on=date(2026, 11, 1))

    assert {each.until_on for each in found} == {None}


def test_contacts_are_read_in_order_of_time(store: Store) -> None:
    service_id = kept(store)

    with store.reading() as connection:
        known = Ids.of(connection, service_id).turned()
        found = contacts_made(connection, service_id, known=known)

    assert [each.at.day for each in found] == [2, 10, 16, 20, 23, 24]


def test_what_became_of_contacts_is_read_for_a_time(store: Store) -> None:
    service_id = kept(store)

    with store.reading() as connection:
        known = Ids.of(connection, service_id).turned().person
        found = what_became(
            connection,
            service_id,
            since=datetime(2026, 11, 16),
            until=datetime(2026, 11, 24),
        )

    days = sorted((each.at.day, known[each.person_id]) for each in found)
    assert days == [(16, "sam"), (20, "sam"), (23, "robin")]
