"""A caseload goes into the store and comes out as it was."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from cti.caseload.caseload import Caseload, ContactRecord
from cti.errors import NotThere
from cti.store.putting import Put, found_service, put_caseload
from cti.store.reading import read_caseload
from cti.store.unit import Store, new_id
from tests.builders import (
    PLAN_DATE,
    a_caseload,
    a_contact,
    a_person,
    a_pin,
    a_referral,
    a_worker,
    an_absence,
)
from tests.exchange.writable import writable_caseloads
from tests.strategies import caseloads

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
AUTHOR = new_id()
A_DAY = timedelta(days=1)


def kept(store: Store, caseload: Caseload) -> str:
    with store.unit(author_id=AUTHOR, at=NOW) as unit:
        service_id = found_service(unit, caseload)
        put_caseload(unit, service_id, caseload, on=PLAN_DATE)
    return service_id


def put(store: Store, service_id: str, caseload: Caseload, *, on: date) -> Put:
    with store.unit(author_id=AUTHOR, at=NOW) as unit:
        return put_caseload(unit, service_id, caseload, on=on)


def read(store: Store, service_id: str, *, on: date = PLAN_DATE) -> Caseload:
    with store.reading() as connection:
        return read_caseload(connection, service_id, on=on)


def time_and_all(record: ContactRecord) -> tuple[object, ...]:
    last = f"{record.minutes} {record.place}"
    whose = (record.person_id, record.worker_id or "", record.kind)
    return (record.at, *whose, record.outcome, last)


def in_order(caseload: Caseload) -> Caseload:
    """The same caseload, with everything in the store's order."""
    return replace(
        caseload,
        workers=tuple(sorted(caseload.workers, key=lambda each: each.worker_id)),
        people=tuple(sorted(caseload.people, key=lambda each: each.person_id)),
        referrals=tuple(sorted(caseload.referrals, key=lambda each: each.referral_id)),
        absences=tuple(sorted(caseload.absences, key=repr)),
        contacts=tuple(sorted(caseload.contacts, key=time_and_all)),
        pins=tuple(sorted(caseload.pins, key=repr)),
        events=tuple(sorted(caseload.events, key=repr)),
        appointments=tuple(sorted(caseload.appointments, key=repr)),
    )


NO_HURRY = settings(
    max_examples=20, suppress_health_check=[HealthCheck.too_slow], deadline=None
)


@given(caseload=caseloads() | writable_caseloads())
@NO_HURRY
def test_what_goes_in_comes_out(lasting_store: Store, caseload: Caseload) -> None:
    assert read(lasting_store, kept(lasting_store, caseload)) == in_order(caseload)


@given(before=caseloads(), after=caseloads())
@NO_HURRY
def test_everybody_in_a_later_caseload_is_as_it_says(
    lasting_store: Store, before: Caseload, after: Caseload
) -> None:
    service_id = kept(lasting_store, before)
    put(lasting_store, service_id, after, on=PLAN_DATE + A_DAY)
    then = read(lasting_store, service_id, on=PLAN_DATE + A_DAY)
    assert set(in_order(after).people) <= set(then.people)
    assert set(in_order(after).referrals) <= set(then.referrals)
    assert set(in_order(after).workers) <= set(then.workers)
    for name in ("events", "travel", "service"):
        assert getattr(then, name) == getattr(in_order(after), name)
    assert put(lasting_store, service_id, after, on=PLAN_DATE + A_DAY).is_nothing


def test_nobody_is_forgotten_because_a_later_caseload_does_not_name_them(
    store: Store,
) -> None:
    whole = a_caseload(
        workers=[a_worker("alex"), a_worker("bo")],
        people=[a_person("sam", worker="bo")],
        referrals=[a_referral("robin")],
        absences=[an_absence("bo")],
        pins=[a_pin("sam", "bo")],
    )
    service_id = kept(store, whole)
    put(store, service_id, a_caseload(workers=[a_worker("alex")]), on=PLAN_DATE)
    assert read(store, service_id) == in_order(whole)


def test_all_but_the_contacts_is_read_where_nobody_asks_for_those(
    store: Store,
) -> None:
    caseload = a_caseload(people=[a_person("sam")], contacts=[a_contact("sam")])
    service_id = kept(store, caseload)

    with store.reading() as connection:
        without = read_caseload(
            connection, service_id, on=PLAN_DATE, with_contacts=False
        )

    assert without.contacts == ()
    assert len(read(store, service_id).contacts) == 1
    assert without == replace(read(store, service_id), contacts=())


def test_who_worked_with_whom_is_still_known_the_day_before(store: Store) -> None:
    workers = [a_worker("alex"), a_worker("bo")]
    before = a_caseload(workers=workers, people=[a_person("sam", worker="alex")])
    service_id = kept(store, before)
    after = a_caseload(workers=workers, people=[a_person("sam", worker="bo")])
    put(store, service_id, after, on=PLAN_DATE)
    day_before = read(store, service_id, on=PLAN_DATE - A_DAY)
    assert [each.worker_id for each in day_before.people] == ["alex"]
    assert [each.worker_id for each in read(store, service_id).people] == ["bo"]


def test_a_worker_whom_only_somebody_they_support_names_is_on_no_list(
    store: Store,
) -> None:
    caseload = a_caseload(
        workers=[a_worker("alex")], people=[a_person("sam", worker="gone")]
    )
    found = read(store, kept(store, caseload))
    assert [each.worker_id for each in found.workers] == ["alex"]
    assert [each.worker_id for each in found.people] == ["gone"]


def test_a_service_nobody_founded_is_not_there(store: Store) -> None:
    with pytest.raises(NotThere):
        read(store, new_id())
