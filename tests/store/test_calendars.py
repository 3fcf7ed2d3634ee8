"""Who may fetch which calendar, and what it shows of the plan in force."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from cti.errors import ChangedMeanwhile, NotThere
from cti.plans.calendar_events import CalendarEvent
from cti.plans.calendar_feeds import LASTS, CalendarFeed
from cti.store.accounts import leave
from cti.store.calendars import (
    events_of,
    feeds_of,
    find_feed,
    names_in,
    note_use,
    open_feed,
    revoke_feed,
)
from cti.store.people_changing import close
from cti.store.putting import found_service, put_caseload
from cti.store.tables import (
    ACCOUNTS,
    CALENDAR_FEEDS,
    FACTS,
    PEOPLE,
    PLANNED_CONTACTS,
    SERVICES,
    WORKERS,
)
from cti.store.unit import Store, as_values, new_id
from tests.builders import (
    PLAN_DATE,
    a_caseload,
    a_person,
    a_planned_contact,
    a_worker,
)
from tests.store.households import let_sign_in_as
from tests.store.plans import told

NOW = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
TODAY = NOW.date()
A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
A_SECOND = timedelta(seconds=1)
TEN = datetime(2026, 11, 24, 10, 0)
ALEX = new_id()
SECRET = "what nobody guesses".replace(" ", "-")


def a_service(store: Store, *, leaves_on: date | None = None) -> str:
    caseload = a_caseload(
        workers=[a_worker("alex", leaves_on=leaves_on), a_worker("bo")],
        people=[a_person("sam"), a_person("kim")],
    )
    with store.unit(author_id=ALEX, at=NOW) as unit:
        service_id = found_service(unit, caseload)
        put_caseload(unit, service_id, caseload, on=PLAN_DATE)
    return service_id


def row_of(store: Store, service_id: str, external_id: str) -> str:
    with store.reading() as connection:
        found = [
            row.id
            for table in (WORKERS, PEOPLE)
            for row in connection.execute(
                select(table).where(
                    table.c.external_id == external_id,
                    table.c.service_id == service_id,
                )
            )
        ]
    (row_id,) = found
    return str(row_id)


def a_feed(store: Store, service_id: str, worker: str = "alex") -> str:
    worker_id = row_of(store, service_id, worker)
    let_sign_in_as(store, ALEX, service_id, worker_id)
    with store.unit(author_id=ALEX, at=NOW) as unit:
        return open_feed(unit, service_id, secret=SECRET, worker_id=worker_id)


def found(store: Store, secret: str = SECRET, *, at: datetime = NOW) -> CalendarFeed:
    with store.reading() as connection:
        return find_feed(connection, secret, at=at, today=at.date())


def shown(
    store: Store, feed: CalendarFeed, *, on: date = TODAY
) -> Sequence[CalendarEvent]:
    with store.reading() as connection:
        return events_of(connection, feed, on=on)


def refused(store: Store, secret: str = SECRET, *, at: datetime = NOW) -> str:
    with pytest.raises(NotThere) as refusal:
        found(store, secret, at=at)
    return f"{refusal.value.message} {refusal.value.hint}"


def test_a_feed_is_found_by_its_secret(store: Store) -> None:
    service_id = a_service(store)
    feed_id = a_feed(store, service_id)

    feed = found(store)

    assert (feed.feed_id, feed.service_id) == (feed_id, service_id)
    assert feed.worker_id == row_of(store, service_id, "alex")
    assert (feed.person_id, feed.with_names) == (None, False)
    assert (feed.opened_at, feed.expires_at) == (NOW, NOW + LASTS)


def test_the_secret_itself_is_kept_nowhere(store: Store) -> None:
    a_feed(store, a_service(store))

    with store.reading() as connection:
        (row,) = map(as_values, connection.execute(select(CALENDAR_FEEDS)))
        facts = [as_values(each) for each in connection.execute(select(FACTS))]

    assert SECRET not in repr(row)
    assert SECRET not in repr(facts)
    assert row["secret_hash"] not in repr(facts)
    assert row["id"] in repr(facts)


def test_a_wrong_a_revoked_and_an_expired_secret_look_the_same(store: Store) -> None:
    feed_id = a_feed(store, a_service(store))
    wrong = refused(store, SECRET + ".")
    expired = refused(store, at=NOW + LASTS)
    assert found(store, at=NOW + LASTS - A_SECOND)

    with store.unit(author_id=ALEX, at=NOW) as unit:
        revoke_feed(unit, feed_id, version=1)

    assert refused(store) == expired == wrong


def test_a_worker_who_has_left_has_no_feed_any_more(store: Store) -> None:
    tomorrow = TODAY + A_DAY
    a_feed(store, a_service(store, leaves_on=tomorrow))

    assert found(store)
    assert refused(store, at=NOW + A_DAY) == refused(store, "wrong")


def test_a_worker_who_is_on_no_list_any_more_has_no_feed(store: Store) -> None:
    service_id = a_service(store)
    a_feed(store, service_id)
    with store.unit(author_id=ALEX, at=NOW) as unit:
        row = unit.row(WORKERS, row_of(store, service_id, "alex"))
        values = {"is_listed": False}
        unit.change(WORKERS, row["id"], version=row["version"], values=values)

    assert refused(store) == refused(store, "wrong")


@pytest.mark.parametrize("how", ["the account ends", "the role is taken away"])
def test_a_feed_ends_with_the_account_that_opened_it(store: Store, how: str) -> None:
    service_id = a_service(store)
    a_feed(store, service_id)
    let_sign_in_as(store, new_id(), service_id, row_of(store, service_id, "alex"))
    assert found(store)

    with store.unit(author_id=ALEX, at=NOW) as unit:
        if how == "the account ends":
            ended = update(ACCOUNTS).where(ACCOUNTS.c.id == ALEX)
            unit.connection.execute(ended.values(is_active=False))
        else:
            leave(unit, ALEX, service_id)

    assert refused(store) == refused(store, "wrong")


def test_a_persons_feed_ends_with_their_support(store: Store) -> None:
    service_id = a_service(store)
    sam = row_of(store, service_id, "sam")
    with store.unit(author_id=ALEX, at=NOW) as unit:
        open_feed(unit, service_id, secret=SECRET, person_id=sam)
    assert found(store)

    with store.unit(author_id=ALEX, at=NOW) as unit:
        close(unit, unit.row(PEOPLE, sam), on=TODAY)

    assert refused(store) == refused(store, "wrong")


def test_who_revokes_a_feed_says_which_version_they_saw(store: Store) -> None:
    feed_id = a_feed(store, a_service(store))

    with pytest.raises(ChangedMeanwhile), store.unit(author_id=ALEX, at=NOW) as unit:
        revoke_feed(unit, feed_id, version=2)

    assert found(store)


def test_a_feed_is_of_a_worker_or_of_a_person(store: Store) -> None:
    service_id = a_service(store)
    alex, sam = (row_of(store, service_id, each) for each in ("alex", "sam"))

    for worker_id, person_id in ((None, None), (alex, sam)):
        with (
            pytest.raises(IntegrityError, match="one_owner"),
            store.unit(author_id=ALEX, at=NOW) as unit,
        ):
            open_feed(
                unit,
                service_id,
                secret=SECRET,
                worker_id=worker_id,
                person_id=person_id,
            )
    with store.unit(author_id=ALEX, at=NOW) as unit:
        open_feed(unit, service_id, secret=SECRET, person_id=sam)

    assert found(store).person_id == sam


def test_a_feed_is_of_somebody_of_the_service(store: Store) -> None:
    ours, other = a_service(store), a_service(store)
    theirs = row_of(store, other, "alex")

    with pytest.raises(NotThere), store.unit(author_id=ALEX, at=NOW) as unit:
        open_feed(unit, ours, secret=SECRET, worker_id=theirs)


def test_nobody_has_the_secret_of_another_feed(store: Store) -> None:
    service_id = a_service(store)
    a_feed(store, service_id)

    with pytest.raises(IntegrityError):
        a_feed(store, service_id, "bo")


def test_everybody_can_see_the_feeds_they_ever_had(store: Store) -> None:
    service_id = a_service(store)
    feed_id = a_feed(store, service_id)
    alex, bo = (row_of(store, service_id, each) for each in ("alex", "bo"))
    with store.unit(author_id=ALEX, at=NOW) as unit:
        revoke_feed(unit, feed_id, version=1)

    with store.reading() as connection:
        (feed,) = feeds_of(connection, worker_id=alex)
        assert feeds_of(connection, worker_id=bo) == ()

    assert (feed.feed_id, feed.revoked_at, feed.version) == (feed_id, NOW, 2)


def test_a_use_is_noted_to_the_hour_and_is_no_new_version(store: Store) -> None:
    feed_id = a_feed(store, a_service(store))
    assert found(store).is_to_be_noted(NOW)

    with store.unit(author_id=ALEX, at=NOW) as unit:
        note_use(unit.connection, feed_id, at=NOW)

    feed = found(store)
    assert (feed.used_at, feed.version) == (NOW, 1)
    assert not feed.is_to_be_noted(NOW + timedelta(minutes=59))
    assert feed.is_to_be_noted(NOW + timedelta(minutes=60))


def test_a_contact_keeps_its_event_when_it_moves(store: Store) -> None:
    service_id = a_service(store)
    a_feed(store, service_id)
    told(store, service_id, a_planned_contact(at=TEN), at=NOW)
    (before,) = shown(store, found(store))

    told(store, service_id, a_planned_contact(at=TEN + A_DAY), at=NOW + AN_HOUR)

    (after,) = shown(store, found(store))
    assert after.event_id == before.event_id
    assert (before.sequence, after.sequence) == (0, 1)
    assert (before.said_at, after.said_at) == (NOW, NOW + AN_HOUR)
    assert after.contact.at == TEN + A_DAY


def test_a_contact_that_is_dropped_is_called_off(store: Store) -> None:
    service_id = a_service(store)
    a_feed(store, service_id)
    told(store, service_id, a_planned_contact(at=TEN))

    told(store, service_id)

    (event,) = shown(store, found(store))
    assert (event.is_cancelled, event.sequence) == (True, 1)
    assert shown(store, found(store), on=TODAY + timedelta(weeks=6)) == ()


def test_a_plan_that_changes_nothing_tells_nothing_anew(store: Store) -> None:
    service_id = a_service(store)
    contacts = [a_planned_contact(at=TEN), a_planned_contact("kim", at=TEN + A_DAY)]
    told(store, service_id, *contacts)

    told(store, service_id, *contacts, at=NOW + AN_HOUR)

    with store.reading() as connection:
        about = select(FACTS.c.version).where(FACTS.c.about == PLANNED_CONTACTS.name)
        assert [*connection.execute(about).scalars()] == [1, 1]


def test_a_calendar_is_no_reason_to_plan_again(store: Store) -> None:
    service_id = a_service(store)
    revision = select(SERVICES.c.revision).where(SERVICES.c.id == service_id)
    with store.reading() as connection:
        before = connection.execute(revision).scalar_one()

    feed_id = a_feed(store, service_id)
    with store.unit(author_id=ALEX, at=NOW) as unit:
        revoke_feed(unit, feed_id, version=1)

    with store.reading() as connection:
        assert connection.execute(revision).scalar_one() == before


def test_each_sees_their_own_contacts_and_nobody_elses(store: Store) -> None:
    ours, other = a_service(store), a_service(store)
    a_feed(store, ours)
    sam = row_of(store, ours, "sam")
    with store.unit(author_id=ALEX, at=NOW) as unit:
        open_feed(unit, ours, secret=SECRET * 2, person_id=sam)
    told(
        store,
        ours,
        a_planned_contact("sam", "bo", at=TEN),
        a_planned_contact("kim", "alex", at=TEN),
        a_planned_contact("sam", "alex", at=TEN + A_DAY),
    )
    told(store, other, a_planned_contact("sam", "alex", at=TEN))

    of_alex = shown(store, found(store))
    of_sam = shown(store, found(store, SECRET * 2))

    kim, bo = row_of(store, ours, "kim"), row_of(store, ours, "bo")
    alex = row_of(store, ours, "alex")
    assert [event.contact.person_id for event in of_alex] == [kim, sam]
    assert [event.contact.worker_id for event in of_sam] == [bo, alex]
    assert not any(event.is_cancelled for event in (*of_alex, *of_sam))
    with store.reading() as connection:
        assert names_in(connection, of_sam) == {sam: "Sam", bo: "Bo", alex: "Alex"}


def test_a_contact_keeps_all_that_was_planned(store: Store) -> None:
    service_id = a_service(store)
    a_feed(store, service_id)
    contact = a_planned_contact(
        at=TEN, minutes=45, place="office", locality="North", cover=True
    )
    told(store, service_id, contact)

    (event,) = shown(store, found(store))

    names = ("at", "minutes", "kind", "place", "locality", "cover")
    for name in names:
        assert getattr(event.contact, name) == getattr(contact, name)
