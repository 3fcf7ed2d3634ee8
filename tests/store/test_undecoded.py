"""Rows read as the database says them are decoded as SQLAlchemy would have done."""

from hypothesis import HealthCheck, given, settings
from sqlalchemy import select

from cti.caseload.caseload import Caseload
from cti.store.plain import all_values
from cti.store.reading import READ
from cti.store.tables import PEOPLE
from cti.store.undecoded import raw_rows, values_of
from cti.store.unit import Store, new_id
from tests.builders import PLAN_DATE, a_caseload, a_contact, a_person
from tests.exchange.writable import writable_caseloads
from tests.store.test_caseload import NOW, kept, put, read


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(caseload=writable_caseloads())
def test_every_value_is_as_it_would_have_been(
    lasting_store: Store, caseload: Caseload
) -> None:
    kept(lasting_store, caseload)

    with lasting_store.reading() as connection:
        for table in READ:
            columns = tuple(table.c)
            raw = raw_rows(connection, columns)
            found = values_of(columns=columns, dialect=connection.dialect, raw=raw)
            usual = all_values(connection.execute(select(table)))
            assert sorted(found, key=repr) == sorted(usual, key=repr)


def test_a_caseload_in_which_nothing_changed_is_the_same_thing(store: Store) -> None:
    service_id = kept(store, a_caseload(people=[a_person("sam")]))

    first, again = read(store, service_id), read(store, service_id)

    assert again.people is first.people
    assert again.workers is first.workers


def test_a_contact_that_was_made_is_read_and_all_else_is_the_same_thing(
    store: Store,
) -> None:
    before = a_caseload(people=[a_person("sam")])
    service_id = kept(store, before)
    first = read(store, service_id)

    after = a_caseload(people=[a_person("sam")], contacts=[a_contact("sam")])
    put(store, service_id, after, on=PLAN_DATE)
    again = read(store, service_id)

    assert len(again.contacts) == 1
    assert again.people is first.people


def test_whatever_changes_is_read_anew(store: Store) -> None:
    service_id = kept(store, a_caseload(people=[a_person("sam")]))
    first = read(store, service_id)

    with store.unit(author_id=new_id(), at=NOW) as unit:
        (row_id,) = unit.connection.execute(
            select(PEOPLE.c.id).where(PEOPLE.c.service_id == service_id)
        ).scalars()
        unit.change(PEOPLE, row_id, version=1, values={"known_as": "Samira"})
    again = read(store, service_id)

    assert [each.known_as for each in again.people] == ["Samira"]
    assert again.workers == first.workers
