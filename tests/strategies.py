"""Hypothesis strategies for small caseloads.

Values are few on purpose: with a handful of ceilings, dates and weights, loads meet
their limits exactly and dates fall on their edges, which random numbers seldom do.
Everything drawn is valid: nothing refers to anybody missing, except a person's worker,
who may have left. All of it is planned on `PLAN_DATE`.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

from cti.caseload.caseload import Caseload, ContactRecord, Country, Outcome, Service
from cti.caseload.people import Keep, Need, Person, Priority, Referral, Status, Wishes
from cti.caseload.workers import Absence, TeamEvent, Worker
from tests.builders import (
    WEEKDAYS,
    a_caseload,
    a_contact,
    a_person,
    a_pin,
    a_plan_in_force,
    a_promise,
    a_referral,
    a_service,
    a_worker,
    an_absence,
    an_event,
    hours,
    monday,
)

WEEKS = 6
"""A short horizon: small problems can be enumerated."""

TEAMS = ("north", "south")
LANGUAGES = ("Polish", "BSL")
LOCALITIES = ("East", "West")
GONE = "gone"
"""A worker people may still have, who is in no caseload."""

# Phases change on M1 (30 November), the day after M1, and well outside the horizon.
TRANSITIONS_HAPPENED = (
    date(2026, 11, 2),  # Phase One throughout
    date(2026, 8, 30),  # Phase Two on M1
    date(2026, 8, 31),  # Phase Two on the last day of November, M1
    date(2026, 6, 1),  # Phase Three on the day after M1
    date(2026, 5, 30),  # Phase Three on M1
    date(2026, 3, 14),  # finished on M3
    date(2026, 2, 28),  # finished between M0 and M1
    date(2026, 2, 23),  # finished on M0
)
TRANSITIONS_EXPECTED = (
    monday(-1),  # past and not happened
    monday(0),  # on the plan date
    monday(2),
    monday(2) + timedelta(days=1),
)


def wishes(worker_ids: Sequence[str]) -> st.SearchStrategy[Wishes]:
    """Wishes about the workers named; most are blank, as most are in life."""
    ids = st.sampled_from(sorted(worker_ids))
    needs = st.sampled_from((None, Need.MUST, Need.PREFER))
    return st.builds(
        Wishes,
        language=st.sampled_from((None, None, *LANGUAGES)),
        language_need=needs,
        specialism=st.sampled_from((None, None, "women")),
        specialism_need=needs,
        worker_gender=st.sampled_from((None, None, "woman")),
        worker_gender_need=needs,
        requested_worker=st.one_of(st.none(), ids),
        not_workers=st.one_of(st.just(frozenset()), st.frozensets(ids, max_size=1)),
        locality=st.sampled_from((None, *LOCALITIES)),
        available=st.sampled_from((None, None, hours(range(5), 13, 17))),
    )


def workers(worker_id: str) -> st.SearchStrategy[Worker]:
    """A worker with a small round ceiling, who may start late or leave."""
    return st.builds(
        a_worker,
        st.just(worker_id),
        team=st.sampled_from((TEAMS[0], TEAMS[0], TEAMS[1])),
        fte=st.sampled_from(("1", "0.6", "0.5")),
        ceiling=st.sampled_from((None, 0, 1, "2.5", 4)),
        starts_on=st.sampled_from((None, None, monday(1), monday(1) + timedelta(1))),
        leaves_on=st.sampled_from((None, None, monday(2), monday(2) + timedelta(1))),
        languages=st.sets(st.sampled_from(LANGUAGES)),
        specialisms=st.sampled_from(((), ("women",))),
        gender=st.sampled_from((None, "woman", "man")),
        locality=st.sampled_from((None, *LOCALITIES)),
        accepts_new=st.sampled_from((True, True, False)),
        works=st.sampled_from((WEEKDAYS, hours((1, 3), 9, 13))),
    )


@st.composite
def people(draw: st.DrawFn, person_id: str, worker_ids: Sequence[str]) -> Person:
    """Somebody supported: any status, a transition that happened or not, any wish."""
    return a_person(
        person_id,
        worker=draw(st.sampled_from((*worker_ids, *worker_ids, GONE, None))),
        team=draw(st.sampled_from((TEAMS[0], TEAMS[0], TEAMS[1]))),
        programme=draw(st.sampled_from(("cti", "cti-published"))),
        started_on=draw(st.sampled_from((None, date(2026, 2, 2), date(2026, 8, 31)))),
        transition_on=draw(st.sampled_from((None, *TRANSITIONS_HAPPENED))),
        transition_expected_on=draw(st.sampled_from((None, *TRANSITIONS_EXPECTED))),
        status=draw(st.sampled_from((Status.OPEN, Status.OPEN, *Status))),
        paused_from=draw(st.sampled_from((None, monday(-1), monday(1)))),
        paused_review_on=draw(st.sampled_from((None, monday(2), monday(3)))),
        keep_worker=draw(st.sampled_from(Keep)),
        wishes=draw(wishes(worker_ids)),
    )


@st.composite
def referrals(draw: st.DrawFn, referral_id: str, worker_ids: Sequence[str]) -> Referral:
    """Somebody referred, who may start at once, later, or too late for this plan."""
    return a_referral(
        referral_id,
        team=draw(st.sampled_from((TEAMS[0], TEAMS[0], TEAMS[1]))),
        programme=draw(st.sampled_from(("cti", "cti-published"))),
        earliest_start_on=draw(
            st.sampled_from((None, monday(-2), monday(1), monday(1) + timedelta(1)))
        ),
        transition_expected_on=draw(st.sampled_from((None, *TRANSITIONS_EXPECTED))),
        priority=draw(st.sampled_from(Priority)),
        wishes=draw(wishes(worker_ids)),
    )


def absences(worker_ids: Sequence[str]) -> st.SearchStrategy[Absence]:
    """Leave or a smaller caseload, from before the plan or inside it."""
    return st.builds(
        an_absence,
        st.sampled_from(sorted(worker_ids)),
        from_on=st.sampled_from((monday(-1), monday(0), monday(1) + timedelta(1))),
        to_on=st.sampled_from((monday(2), monday(2) - timedelta(1), monday(4))),
        kind=st.just("time away"),
        load_reduction=st.sampled_from((0, 20, 50, 100)),
    )


def contacts(
    person_ids: Sequence[str], worker_ids: Sequence[str]
) -> st.SearchStrategy[ContactRecord]:
    """A contact of the last weeks, achieved or not."""
    days = (monday(-5), monday(-2), monday(-1), monday(0) - timedelta(3))
    return st.builds(
        a_contact,
        st.sampled_from(sorted(person_ids)),
        st.sampled_from(sorted(worker_ids)),
        at=st.sampled_from([datetime.combine(day, time(10)) for day in days]),
        outcome=st.sampled_from(Outcome),
    )


def services() -> st.SearchStrategy[Service]:
    """A service with a small ceiling and a short horizon."""
    return st.builds(
        a_service,
        ceiling=st.sampled_from((2, 4, 5)),
        country=st.sampled_from(Country),
        horizon_weeks=st.just(WEEKS),
    )


def events() -> st.SearchStrategy[TeamEvent]:
    """A weekly team event on a Monday or a Wednesday."""
    return st.builds(
        an_event, team=st.sampled_from(TEAMS), weekday=st.sampled_from((0, 2))
    )


@st.composite
def caseloads(
    draw: st.DrawFn,
    *,
    max_workers: int = 3,
    max_people: int = 4,
    max_referrals: int = 2,
) -> Caseload:
    """A small caseload of one or two teams, with everything a row can say.

    Plan it on `PLAN_DATE` over `WEEKS` Mondays. Pins name the person's own worker,
    and only while that worker is in the caseload and not refused.
    """
    worker_ids = [f"w{n}" for n in range(draw(st.integers(1, max_workers)))]
    person_ids = [f"p{n}" for n in range(draw(st.integers(0, max_people)))]
    referral_ids = [f"r{n}" for n in range(draw(st.integers(0, max_referrals)))]
    drawn = [draw(people(person_id, worker_ids)) for person_id in person_ids]
    pinnable = [
        person
        for person in drawn
        if person.worker_id in worker_ids
        and person.worker_id not in person.wishes.not_workers
    ]
    return a_caseload(
        service=draw(services()),
        workers=[draw(workers(worker_id)) for worker_id in worker_ids],
        people=drawn,
        referrals=[draw(referrals(each, worker_ids)) for each in referral_ids],
        absences=draw(st.lists(absences(worker_ids), max_size=2)),
        contacts=draw(st.lists(contacts(person_ids, worker_ids), max_size=4))
        if person_ids
        else (),
        pins=[
            a_pin(person.person_id, str(person.worker_id))
            for person in pinnable
            if draw(st.sampled_from((False, False, True)))
        ],
        events=draw(st.lists(events(), max_size=1)),
        travel=draw(
            st.sampled_from(({}, {("East", "West"): 30, ("West", "East"): 15}))
        ),
    )


@st.composite
def told(draw: st.DrawFn, drawn: st.SearchStrategy[Caseload]) -> Caseload:
    """A caseload with a plan in force more often than not, and pins of referrals.

    Some were promised their own worker, some another, some one who is gone; starts lie
    before the plan, in it, between its Mondays and after its last start.
    """
    caseload = draw(drawn)
    workers = st.sampled_from((*caseload.worker, *caseload.worker, GONE))
    starts = st.sampled_from(
        (monday(-1), *map(monday, range(5)), monday(1) + timedelta(1))
    )
    named = [person_id for person_id in caseload.person if draw(st.booleans())]
    promises = [a_promise(who, draw(workers)) for who in named]
    promises += [
        a_promise(who, draw(workers), from_on=draw(starts)) for who in caseload.referral
    ]
    pins = [
        a_pin(who, draw(st.sampled_from(tuple(caseload.worker))))
        for who in caseload.referral
        if draw(st.sampled_from((False, False, True)))
    ]
    return replace(
        caseload,
        pins=(*caseload.pins, *pins),
        in_force=a_plan_in_force(*promises) if draw(st.integers(0, 3)) else None,
    )
