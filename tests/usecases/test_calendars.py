"""A phone fetches a calendar, for as long as it may."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
from sqlalchemy import Connection, select

from cti.errors import NotThere
from cti.plans.references import reference_of
from cti.store.calendars import feeds_of
from cti.store.engine import open_engine
from cti.store.migrations import upgrade
from cti.store.putting import found_service, put_caseload
from cti.store.tables import PEOPLE, WORKERS
from cti.store.unit import Store, new_id
from cti.usecases.calendars import OpenedFeed, fetch_calendar, open_feed, revoke_feed
from tests.builders import (
    PLAN_DATE,
    a_caseload,
    a_person,
    a_planned_contact,
    a_worker,
)
from tests.store.households import let_sign_in_as
from tests.store.plans import told as told_of

NOW = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
ALEX = new_id()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """One service: Alex, who meets Sam on Tuesday at ten."""
    engine = open_engine(f"sqlite:///{tmp_path / 'store.db'}")
    upgrade(engine)
    store = Store(engine)
    caseload = a_caseload(workers=[a_worker("alex")], people=[a_person("sam")])
    with store.unit(author_id=ALEX, at=NOW) as unit:
        service_id = found_service(unit, caseload)
        put_caseload(unit, service_id, caseload, on=PLAN_DATE)
    with store.reading() as connection:
        worker_id = alex(connection)
    let_sign_in_as(store, ALEX, service_id, worker_id)
    told_of(store, service_id, a_planned_contact(at=datetime(2026, 11, 24, 10, 0)))
    yield store
    engine.dispose()


def alex(connection: Connection) -> str:
    return str(connection.execute(select(WORKERS.c.id)).scalar_one())


def sam(connection: Connection) -> str:
    return str(connection.execute(select(PEOPLE.c.id)).scalar_one())


def opened(store: Store, *, of: str = "alex", with_names: bool = False) -> OpenedFeed:
    with store.unit(author_id=ALEX, at=NOW) as unit:
        (service_id,) = unit.connection.execute(select(WORKERS.c.service_id)).scalars()
        if of == "sam":
            person_id = sam(unit.connection)
            return open_feed(
                unit, service_id, person_id=person_id, with_names=with_names
            )
        return open_feed(
            unit, service_id, worker_id=alex(unit.connection), with_names=with_names
        )


def titles(data: bytes) -> list[str]:
    calendar = icalendar.Calendar.from_ical(data)
    assert isinstance(calendar, icalendar.Calendar)
    return [str(event["SUMMARY"]) for event in calendar.events]


def told(data: bytes) -> tuple[str, int, str, str]:
    calendar = icalendar.Calendar.from_ical(data)
    assert isinstance(calendar, icalendar.Calendar)
    (event,) = calendar.events
    return (
        str(event["UID"]),
        event.sequence,
        str(event["STATUS"]),
        f"{event.start:%Y-%m-%d %H:%M}",
    )


def test_a_calendar_tells_nobody_who_is_met(store: Store) -> None:
    data = fetch_calendar(store, opened(store).secret, at=NOW)

    with store.reading() as connection:
        reference = reference_of(sam(connection))
    assert titles(data) == [f"Visit · ref {reference}"]
    assert b"Sam" not in data
    assert b"NAME:Visits as at 23 November 09:05" in data


def test_a_calendar_whose_owner_asked_for_names_has_them(store: Store) -> None:
    of_alex = fetch_calendar(store, opened(store, with_names=True).secret, at=NOW)
    of_sam = fetch_calendar(
        store, opened(store, of="sam", with_names=True).secret, at=NOW
    )

    assert titles(of_alex) == ["Visit · Sam"]
    assert titles(of_sam) == ["Visit · Alex"]


def test_no_two_secrets_are_alike_and_none_is_short(store: Store) -> None:
    first, second = opened(store), opened(store)

    assert first.secret != second.secret
    assert len(first.secret) * 6 >= 128
    assert first.feed_id not in first.secret


def test_a_revoked_calendar_is_not_there(store: Store) -> None:
    feed = opened(store)
    with store.unit(author_id=ALEX, at=NOW) as unit:
        revoke_feed(unit, feed.feed_id, version=1)

    with pytest.raises(NotThere):
        fetch_calendar(store, feed.secret, at=NOW)


def test_when_a_calendar_was_last_fetched_is_noted(store: Store) -> None:
    feed = opened(store)
    later = NOW + timedelta(hours=2)

    for at in (NOW, NOW + timedelta(minutes=5), later):
        fetch_calendar(store, feed.secret, at=at)

    with store.reading() as connection:
        (kept,) = feeds_of(connection, worker_id=alex(connection))
    assert kept.used_at == later


def test_a_phone_is_told_when_a_contact_moves_and_when_it_is_dropped(
    store: Store,
) -> None:
    feed = opened(store)
    seen = [told(fetch_calendar(store, feed.secret, at=NOW))]

    for plan in ([a_planned_contact(at=datetime(2026, 11, 26, 15, 0))], []):
        with store.reading() as connection:
            service_id = connection.execute(select(WORKERS.c.service_id)).scalar_one()
        told_of(store, service_id, *plan)
        seen.append(told(fetch_calendar(store, feed.secret, at=NOW)))

    uids, *_ = zip(*seen, strict=True)
    assert len({*uids}) == 1
    assert [each[1:] for each in seen] == [
        (0, "CONFIRMED", "2026-11-24 10:00"),
        (1, "CONFIRMED", "2026-11-26 15:00"),
        (2, "CANCELLED", "2026-11-26 15:00"),
    ]
