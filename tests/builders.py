"""Workers, people and caseloads for tests: sensible defaults, named differences.

Everything is planned on Monday 23 November 2026 unless a test says otherwise. An id
serves as a name: ``a_person("sam")`` is known as Sam. A builder takes whole numbers,
fractions or strings such as ``"19.5"`` where the product takes a `Fraction`.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from fractions import Fraction

from cti.calendar import Horizon
from cti.caseload.caseload import (
    Appointment,
    Caseload,
    ContactRecord,
    Country,
    Outcome,
    Pin,
    PlanInForce,
    Promise,
    Service,
)
from cti.caseload.hours import MINUTES_PER_HOUR, Span, WeekHours
from cti.caseload.people import Keep, Person, Priority, Referral, Status, Wishes
from cti.caseload.workers import Absence, TeamEvent, Worker
from cti.plans.assignment import AssignmentPlan, Stay
from cti.plans.contacts import ContactKind, PlannedContact
from cti.units import PersonId, Sce, WorkerId

Number = int | str | Fraction
"""What a builder takes for an exact number."""

PLAN_DATE = date(2026, 11, 23)
"""A Monday, so it is its own first planning Monday."""

HORIZON = Horizon(on=PLAN_DATE)
"""The forty planning Mondays from the plan date."""

TEAM = "north"


def monday(week: int) -> date:
    """Planning Monday number ``week``; negative for the weeks before."""
    return date.fromordinal(PLAN_DATE.toordinal() + 7 * week)


def hours(weekdays: Iterable[int], from_hour: int, to_hour: int) -> WeekHours:
    """The same hours on each of some weekdays, 0 for Monday."""
    start, end = from_hour * MINUTES_PER_HOUR, to_hour * MINUTES_PER_HOUR
    return WeekHours.of(Span(weekday, start, end) for weekday in weekdays)


def profile(*numbers: Number) -> tuple[Sce, ...]:
    """What is held or agreed, Monday by Monday, exact."""
    return tuple(Fraction(number) for number in numbers)


WEEKDAYS = hours(range(5), 9, 17)
"""Monday to Friday, nine to five."""

NO_WISHES = Wishes()


def a_service(
    *,
    name: str = "Sample service",
    ceiling: Number = 20,
    country: Country = Country.ENGLAND,
    horizon_weeks: int = 40,
    programme: str = "cti",
) -> Service:
    return Service(
        name=name,
        ceiling=Fraction(ceiling),
        country=country,
        horizon_weeks=horizon_weeks,
        programme=programme,
    )


def a_worker(
    worker_id: str = "alex",
    *,
    team: str = TEAM,
    fte: Number = 1,
    ceiling: Number | None = None,
    starts_on: date | None = None,
    leaves_on: date | None = None,
    languages: Iterable[str] = (),
    specialisms: Iterable[str] = (),
    gender: str | None = None,
    locality: str | None = None,
    accepts_new: bool = True,
    works: WeekHours = WEEKDAYS,
) -> Worker:
    """Somebody full-time, here before the plan and after it."""
    return Worker(
        worker_id=WorkerId(worker_id),
        name=worker_id.title(),
        team=team,
        fte=Fraction(fte),
        ceiling=None if ceiling is None else Fraction(ceiling),
        starts_on=starts_on,
        leaves_on=leaves_on,
        languages=frozenset(languages),
        specialisms=frozenset(specialisms),
        gender=gender,
        locality=locality,
        accepts_new=accepts_new,
        works=works,
    )


def a_person(
    person_id: str = "sam",
    *,
    worker: str | None = "alex",
    team: str = TEAM,
    programme: str = "cti",
    started_on: date | None = date(2026, 8, 3),
    transition_on: date | None = date(2026, 11, 2),
    transition_expected_on: date | None = None,
    status: Status = Status.OPEN,
    paused_from: date | None = None,
    paused_review_on: date | None = None,
    keep_worker: Keep = Keep.KEEP,
    wishes: Wishes = NO_WISHES,
) -> Person:
    """Somebody in Phase One, three weeks after the transition, whom Alex supports."""
    return Person(
        person_id=PersonId(person_id),
        known_as=person_id.title(),
        team=team,
        programme=programme,
        worker_id=None if worker is None else WorkerId(worker),
        started_on=started_on,
        transition_on=transition_on,
        transition_expected_on=transition_expected_on,
        status=status,
        paused_from=paused_from,
        paused_review_on=paused_review_on,
        keep_worker=keep_worker,
        wishes=wishes,
    )


def a_referral(
    referral_id: str = "robin",
    *,
    team: str = TEAM,
    programme: str = "cti",
    referred_on: date | None = date(2026, 11, 9),
    earliest_start_on: date | None = None,
    transition_expected_on: date | None = None,
    priority: Priority = Priority.ROUTINE,
    wishes: Wishes = NO_WISHES,
) -> Referral:
    """Somebody referred two weeks ago, with no date set, who can start any day."""
    return Referral(
        referral_id=PersonId(referral_id),
        known_as=referral_id.title(),
        team=team,
        programme=programme,
        referred_on=referred_on,
        earliest_start_on=earliest_start_on,
        transition_expected_on=transition_expected_on,
        priority=priority,
        wishes=wishes,
    )


def an_absence(
    worker: str = "alex",
    *,
    from_on: date = PLAN_DATE,
    to_on: date = date(2026, 11, 27),
    kind: str = "annual leave",
    load_reduction: int = 0,
) -> Absence:
    """Five working days of ordinary leave from the plan date; both ends included."""
    return Absence(
        worker_id=WorkerId(worker),
        from_on=from_on,
        to_on=to_on,
        kind=kind,
        load_reduction=load_reduction,
    )


def a_contact(
    person: str = "sam",
    worker: str | None = "alex",
    *,
    at: datetime = datetime(2026, 11, 16, 10, 0),
    kind: str = "visit",
    outcome: Outcome = Outcome.ACHIEVED,
    minutes: int | None = 60,
    place: str = "home",
) -> ContactRecord:
    """A visit achieved a week before the plan date."""
    return ContactRecord(
        person_id=PersonId(person),
        worker_id=None if worker is None else WorkerId(worker),
        at=at,
        kind=kind,
        outcome=outcome,
        minutes=minutes,
        place=place,
    )


def a_pin(
    person: str = "sam", worker: str = "alex", *, reason: str = "agreed at case review"
) -> Pin:
    return Pin(person_id=PersonId(person), worker_id=WorkerId(worker), reason=reason)


def an_event(
    *,
    team: str = TEAM,
    title: str = "CTI case review",
    weekday: int = 2,
    start: time = time(10, 0),
    minutes: int = 90,
) -> TeamEvent:
    """The case review, each Wednesday at ten."""
    return TeamEvent(
        team=team, title=title, weekday=weekday, start=start, minutes=minutes
    )


def an_appointment(
    person: str = "sam",
    worker: str = "alex",
    *,
    at: datetime = datetime(2026, 11, 24, 10, 0),
    minutes: int = 60,
    kind: str = "fixed",
) -> Appointment:
    """An hour agreed for the first Tuesday at ten."""
    return Appointment(
        person_id=PersonId(person),
        worker_id=WorkerId(worker),
        at=at,
        minutes=minutes,
        kind=kind,
    )


def a_promise(
    person: str = "sam", worker: str = "alex", *, from_on: date = PLAN_DATE
) -> Promise:
    return Promise(
        person_id=PersonId(person), worker_id=WorkerId(worker), from_on=from_on
    )


def a_plan_in_force(
    *promises: Promise,
    on: date = PLAN_DATE,
    contacts: Iterable[Appointment] = (),
) -> PlanInForce:
    """What people were told by a plan of the plan date itself."""
    return PlanInForce(on=on, promises=promises, contacts=tuple(contacts))


def a_caseload(
    *,
    workers: Iterable[Worker] | None = None,
    people: Iterable[Person] = (),
    referrals: Iterable[Referral] = (),
    absences: Iterable[Absence] = (),
    contacts: Iterable[ContactRecord] = (),
    pins: Iterable[Pin] = (),
    events: Iterable[TeamEvent] = (),
    appointments: Iterable[Appointment] = (),
    travel: Mapping[tuple[str, str], int] | None = None,
    service: Service | None = None,
    in_force: PlanInForce | None = None,
) -> Caseload:
    """What is named, with Alex at work unless the test says who is."""
    return Caseload(
        service=service or a_service(),
        workers=(a_worker(),) if workers is None else tuple(workers),
        people=tuple(people),
        referrals=tuple(referrals),
        absences=tuple(absences),
        contacts=tuple(contacts),
        pins=tuple(pins),
        events=tuple(events),
        appointments=tuple(appointments),
        travel=travel or {},
        in_force=in_force,
    )


def a_stay(
    person: str = "sam",
    worker: str | None = "alex",
    *,
    from_on: date = PLAN_DATE,
    to_on: date | None = None,
) -> Stay:
    """Somebody with a worker from the first planning Monday onwards."""
    return Stay(
        person_id=PersonId(person),
        worker_id=None if worker is None else WorkerId(worker),
        from_on=from_on,
        to_on=to_on,
    )


def a_plan(*stays: Stay) -> AssignmentPlan:
    return AssignmentPlan(stays)


def a_planned_contact(
    person: str = "sam",
    worker: str = "alex",
    *,
    at: datetime = datetime(2026, 11, 24, 10, 0),
    minutes: int = 60,
    kind: ContactKind = ContactKind.VISIT,
    place: str = "home",
    locality: str | None = None,
    cover: bool = False,
) -> PlannedContact:
    """An hour's visit at home on the first Tuesday at ten."""
    return PlannedContact(
        at=at,
        person_id=PersonId(person),
        worker_id=WorkerId(worker),
        minutes=minutes,
        kind=kind,
        place=place,
        locality=locality,
        cover=cover,
    )
