"""Who presents at the weekly case review."""

from collections.abc import Iterable
from datetime import date, datetime, time

from cti.caseload.caseload import ContactRecord, Outcome
from cti.caseload.people import Person, Status
from cti.caseload.workers import Absence, TeamEvent, Worker
from cti.plans.presentations import Presentation, presentations
from tests.builders import (
    a_caseload,
    a_contact,
    a_person,
    a_stay,
    a_worker,
    an_absence,
    an_event,
    hours,
    monday,
)
from tests.plans.said import facts_of


def turns(
    *people: Person,
    contacts: Iterable[ContactRecord] = (),
    workers: Iterable[Worker] | None = None,
    absences: Iterable[Absence] = (),
    events: Iterable[TeamEvent] | None = None,
) -> tuple[Presentation, ...]:
    caseload = a_caseload(
        workers=workers,
        people=people,
        contacts=contacts,
        absences=absences,
        events=[an_event()] if events is None else events,
    )
    stays = (a_stay(person.person_id, person.worker_id) for person in people)
    return presentations(facts_of(caseload, *stays))


def names(found: Iterable[Presentation]) -> list[str]:
    return [each.person_id for each in found]


def presented(person: str, day: date, worker: str = "alex") -> ContactRecord:
    at = datetime.combine(day, time(10))
    return a_contact(person, worker, at=at, kind="case review")


def test_a_turn_says_who_where_and_since_when() -> None:
    assert turns(a_person()) == (
        Presentation(
            team="north",
            title="CTI case review",
            at=datetime(2026, 11, 25, 10),
            person_id=a_person().person_id,
            worker_id=a_worker().worker_id,
            last_on=None,
            since_on=date(2026, 8, 3),
        ),
    )


def test_the_longest_since_last_presented_comes_next() -> None:
    people = [a_person(), a_person("kim")]
    contacts = [
        presented("sam", date(2026, 10, 7)),
        presented("sam", date(2026, 9, 2)),
        presented("kim", date(2026, 9, 9)),
    ]

    (turn,) = turns(*people, contacts=contacts)

    assert (turn.person_id, turn.last_on) == ("kim", date(2026, 9, 9))


def test_somebody_never_presented_has_waited_since_the_start() -> None:
    people = [a_person(started_on=date(2026, 9, 3)), a_person("kim")]
    contacts = [presented("kim", date(2026, 9, 2))]

    assert names(turns(*people, contacts=contacts)) == ["kim"]


def test_somebody_whose_start_is_not_known_comes_first() -> None:
    people = [a_person(started_on=date(2025, 1, 6)), a_person("zoe", started_on=None)]

    assert names(turns(*people)) == ["zoe"]


def test_a_presentation_called_off_or_still_to_come_does_not_count() -> None:
    called_off = a_contact(
        "sam",
        at=datetime(2026, 11, 4, 10),
        kind="case review",
        outcome=Outcome.CANCELLED_BY_US,
    )
    to_come = presented("sam", date(2026, 11, 25))
    people = [a_person(), a_person("kim", started_on=date(2026, 9, 7))]

    (turn,) = turns(*people, contacts=[called_off, to_come])

    assert (turn.person_id, turn.last_on) == ("sam", None)


def test_of_two_who_waited_alike_the_worker_who_waited_longer_is_first() -> None:
    workers = [a_worker(), a_worker("ben")]
    people = [a_person("abe"), a_person("zed", worker="ben"), a_person("pat")]
    contacts = [
        presented("pat", date(2026, 11, 18), "alex"),
        presented("pat", date(2026, 9, 2), "alex"),
    ]

    assert names(turns(*people, workers=workers, contacts=contacts)) == ["zed"]


def test_a_presentation_by_nobody_named_is_no_workers_turn() -> None:
    people = [a_person(), a_person("kim")]
    at = datetime(2026, 11, 18, 10)
    contacts = [a_contact("kim", None, at=at, kind="case presentation")]

    assert names(turns(*people, contacts=contacts)) == ["sam"]


def test_otherwise_the_order_of_the_ids_decides() -> None:
    assert names(turns(a_person(), a_person("kim"))) == ["kim"]


def test_each_meeting_of_a_team_has_somebody_of_its_own() -> None:
    events = [an_event(weekday=3), an_event(weekday=1)]

    found = turns(a_person(), a_person("kim"), events=events)

    assert [(each.person_id, each.at) for each in found] == [
        ("kim", datetime(2026, 11, 24, 10)),
        ("sam", datetime(2026, 11, 26, 10)),
    ]


def test_other_events_are_not_case_reviews() -> None:
    events = [an_event(title="Showcase lunch"), an_event(title="CTI Case meeting")]

    assert [each.title for each in turns(a_person(), events=events)] == [
        "CTI Case meeting"
    ]


def test_a_team_without_a_meeting_gets_a_name_without_a_time() -> None:
    workers = [a_worker(), a_worker("ben", team="south")]
    people = [a_person(), a_person("kim", worker="ben", team="south")]

    found = turns(*people, workers=workers)

    assert [(each.team, each.person_id, each.at is None) for each in found] == [
        ("north", "sam", False),
        ("south", "kim", True),
    ]


def test_a_meeting_on_a_public_holiday_is_a_week_later() -> None:
    # Monday 28 December 2026 is a substitute day; the plan is made for that week.
    caseload = a_caseload(people=[a_person()], events=[an_event(weekday=0)])
    facts = facts_of(caseload, a_stay())
    later = facts_of(
        caseload, a_stay(), horizon=type(facts.horizon)(on=date(2026, 12, 22))
    )

    assert [each.at for each in presentations(facts)] == [datetime(2026, 11, 23, 10)]
    assert [each.at for each in presentations(later)] == [datetime(2027, 1, 4, 10)]


def test_somebody_paused_is_not_presented() -> None:
    paused = a_person("kim", status=Status.PAUSED, paused_review_on=monday(4))

    assert names(turns(a_person(), paused)) == ["sam"]


def test_a_worker_who_cannot_be_there_does_not_present() -> None:
    away = a_worker("away")
    part_time = a_worker("part", works=hours((0, 1), 9, 17))
    afternoons = a_worker("noon", works=hours(range(5), 12, 17))
    early = a_worker("early", works=hours(range(5), 8, 10))
    to_come = a_worker("new", starts_on=date(2026, 11, 26))
    leaver = a_worker("gone", leaves_on=date(2026, 11, 25))
    workers = [a_worker(), away, part_time, afternoons, early, to_come, leaver]
    people = [
        a_person(f"a{n}", worker=worker.worker_id)
        for n, worker in enumerate(workers[1:])
    ]
    absences = [an_absence("away", load_reduction=0)]

    found = turns(a_person(), *people, workers=workers, absences=absences)

    assert names(found) == ["sam"]


def test_a_worker_with_a_smaller_caseload_presents() -> None:
    less = an_absence(load_reduction=40)

    assert names(turns(a_person(), absences=[less])) == ["sam"]


def test_nobody_presents_where_nobody_could() -> None:
    assert turns(a_person(worker=None)) == ()
