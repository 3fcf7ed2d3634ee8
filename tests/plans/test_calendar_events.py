"""What calendars were told: a contact that moves keeps its id, a dropped one stays."""

import doctest
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from cti.plans import references
from cti.plans.calendar_events import CalendarEvent, still_shown, told
from cti.plans.contacts import ContactKind, PlannedContact
from cti.plans.references import LENGTH, LETTERS, reference_of
from tests.builders import a_planned_contact

MONDAY = datetime(2026, 11, 23, 0, 0)
FIRST = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
LATER = FIRST + timedelta(days=1)
TEN = datetime(2026, 11, 24, 10, 0)
HOUR, WEEK = timedelta(hours=1), timedelta(weeks=1)


def at_first(*contacts: PlannedContact) -> tuple[CalendarEvent, ...]:
    numbers = count(1)
    return told(
        (),
        contacts,
        since=MONDAY,
        said_at=FIRST,
        new_id=lambda: f"first-{next(numbers)}",
    )


def then(
    before: tuple[CalendarEvent, ...],
    *contacts: PlannedContact,
    since: datetime = MONDAY,
) -> tuple[CalendarEvent, ...]:
    numbers = count(1)
    return told(
        before,
        contacts,
        since=since,
        said_at=LATER,
        new_id=lambda: f"later-{next(numbers)}",
    )


def held(events: tuple[CalendarEvent, ...]) -> Iterator[tuple[str, datetime]]:
    for event in events:
        if not event.is_cancelled:
            yield event.event_id, event.contact.at


def test_a_first_plan_is_told_as_it_is() -> None:
    (event,) = at_first(a_planned_contact(at=TEN))

    assert event.contact == a_planned_contact(at=TEN)
    assert (event.sequence, event.is_cancelled, event.said_at) == (0, False, FIRST)


def test_what_stays_as_it_was_is_not_told_again() -> None:
    before = at_first(a_planned_contact(at=TEN), a_planned_contact(at=TEN + WEEK))

    assert then(before, *(event.contact for event in before)) == before


def test_a_contact_that_moves_keeps_its_id_and_is_told_anew() -> None:
    before = at_first(a_planned_contact(at=TEN))

    (moved,) = then(before, a_planned_contact(at=TEN + 3 * HOUR))

    assert moved.event_id == before[0].event_id
    assert (moved.contact.at, moved.sequence) == (TEN + 3 * HOUR, 1)
    assert (moved.is_cancelled, moved.said_at) == (False, LATER)


def test_a_contact_moves_by_a_week_and_not_by_more() -> None:
    before = at_first(a_planned_contact(at=TEN))

    assert len(then(before, a_planned_contact(at=TEN + WEEK))) == 1
    assert len(then(before, a_planned_contact(at=TEN + WEEK + HOUR))) == 2


def test_the_nearest_is_the_one_that_moved() -> None:
    before = at_first(a_planned_contact(at=TEN), a_planned_contact(at=TEN + WEEK))

    after = then(
        before, a_planned_contact(at=TEN + WEEK - HOUR), a_planned_contact(at=TEN)
    )

    assert dict(held(after)) == {"first-1": TEN, "first-2": TEN + WEEK - HOUR}


def test_a_contact_that_is_dropped_is_called_off_and_told_anew() -> None:
    before = at_first(a_planned_contact(at=TEN))

    (dropped,) = then(before)

    assert dropped.event_id == before[0].event_id
    assert (dropped.is_cancelled, dropped.sequence) == (True, 1)
    assert dropped.contact.at == TEN
    assert then((dropped,)) == (dropped,)


def test_a_contact_that_comes_back_is_the_same_one() -> None:
    gone = then(at_first(a_planned_contact(at=TEN)))

    (back,) = then(gone, a_planned_contact(at=TEN))

    assert (back.event_id, back.sequence, back.is_cancelled) == ("first-1", 2, False)


def test_a_contact_near_one_that_was_called_off_is_another() -> None:
    gone = then(at_first(a_planned_contact(at=TEN)))

    after = then(gone, a_planned_contact(at=TEN + HOUR))

    assert [event.event_id for event in after] == ["first-1", "later-1"]


def test_another_kind_of_contact_is_another_unless_it_is_at_the_same_time() -> None:
    before = at_first(a_planned_contact(at=TEN))
    meeting = ContactKind.NETWORK_MEETING

    same = then(before, a_planned_contact(at=TEN, kind=meeting))
    other = then(before, a_planned_contact(at=TEN + HOUR, kind=meeting))

    assert [event.sequence for event in same] == [1]
    assert [event.is_cancelled for event in other] == [True, False]


def test_another_worker_is_told_of_a_contact_of_their_own() -> None:
    before = at_first(a_planned_contact("sam", "alex", at=TEN))

    after = then(before, a_planned_contact("sam", "bo", at=TEN))

    assert [event.contact.worker_id for event in after] == ["alex", "bo"]
    assert [event.is_cancelled for event in after] == [True, False]


def test_what_has_been_is_never_called_off() -> None:
    before = at_first(a_planned_contact(at=TEN))

    assert then(before, since=TEN + HOUR) == before
    assert then(before, since=TEN)[0].is_cancelled


def test_what_has_been_does_not_move_into_what_is_to_be() -> None:
    before = at_first(a_planned_contact(at=TEN))
    later = a_planned_contact(at=TEN + 3 * HOUR)

    after = then(before, later, since=TEN + HOUR)

    assert [event.event_id for event in after] == ["first-1", "later-1"]


def test_an_event_is_shown_for_four_weeks_held_or_not() -> None:
    before = at_first(a_planned_contact(at=TEN))
    last = TEN.date() + 4 * WEEK

    for events in (before, then(before)):
        assert still_shown(events, on=last) == events
        assert still_shown(events, on=last + timedelta(days=1)) == ()


TIMES = st.integers(0, 30).map(lambda each: TEN + each * 15 * HOUR)
PLANS = st.lists(
    st.builds(
        a_planned_contact,
        st.sampled_from(["sam", "kim"]),
        st.sampled_from(["alex", "bo"]),
        at=TIMES,
        kind=st.sampled_from([ContactKind.VISIT, ContactKind.CHECK_IN]),
    ),
    max_size=6,
)


@given(plans=st.lists(PLANS, min_size=1, max_size=4))
def test_calendars_always_end_up_with_the_last_plan(
    plans: list[list[PlannedContact]],
) -> None:
    events: tuple[CalendarEvent, ...] = ()
    ids = count()
    for plan in plans:
        before = {event.event_id: event for event in events}
        events = told(
            events,
            plan,
            since=MONDAY,
            said_at=FIRST,
            new_id=lambda: str(next(ids)),
        )
        now = {event.event_id: event for event in events}
        assert before.keys() <= now.keys()
        for event_id, was in before.items():
            changed = now[event_id] != was
            assert now[event_id].sequence == was.sequence + changed
        live = [event.contact for event in events if not event.is_cancelled]
        assert sorted(live, key=repr) == sorted(plan, key=repr)
        assert len(now) == len(events)


def test_the_example_of_a_reference_holds() -> None:
    assert doctest.testmod(references).failed == 0


@given(row_id=st.text())
def test_a_reference_is_short_and_spells_no_word(row_id: str) -> None:
    reference = reference_of(row_id)

    assert len(reference) == LENGTH
    assert set(reference) <= set(LETTERS)
    assert not set(LETTERS) & set("AEIOU01LY")


def test_the_people_of_a_service_have_a_reference_each() -> None:
    assert len({reference_of(f"{number:032x}") for number in range(500)}) == 500
