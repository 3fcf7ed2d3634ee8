"""Plans for pages: a small service with one of everything, and room for differences."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction

from cti.caseload.caseload import Caseload
from cti.caseload.people import Priority
from cti.plans.assignment import AssignmentPlan
from cti.plans.contacts import ContactKind, ContactPlan, PlannedContact
from cti.plans.cost import ContactCost, Cost
from cti.plans.document import Effort, Flag, FlagKind, PlanDocument
from cti.plans.lateness import Late
from cti.plans.loads import load_rows
from cti.units import PersonId, Points, WorkerId
from tests.builders import (
    HORIZON,
    PLAN_DATE,
    a_caseload,
    a_person,
    a_plan,
    a_planned_contact,
    a_referral,
    a_service,
    a_stay,
    a_worker,
    monday,
)


def a_document(
    caseload: Caseload,
    assignment: AssignmentPlan,
    *,
    contacts: Iterable[PlannedContact] = (),
    flags: Iterable[Flag] = (),
    why: Mapping[str, str] | None = None,
    cost: Cost | None = None,
    lower_bound: int = 990,
    late_days: int = 0,
    late: Iterable[Late] = (),
    repeatable: bool = True,
) -> PlanDocument:
    """A plan costing 1,000 points, nothing of which can be saved but the last 10."""
    return PlanDocument(
        on=PLAN_DATE,
        weeks=HORIZON.weeks,
        service_name=caseload.service.name,
        policy="balanced",
        engine_version="0.1.0",
        input_hash="ab" * 32,
        effort=Effort(seed=1, effort=100, repeatable=repeatable),
        assignment=assignment,
        contacts=ContactPlan(tuple(contacts)),
        cost=cost or Cost(load=Points(1000)),
        lower_bound=Points(lower_bound),
        contact_cost=ContactCost(travel=Points(100)),
        contact_lower_bound=Points(100),
        late_days=late_days,
        late=tuple(late),
        why={PersonId(person): said for person, said in (why or {}).items()},
        loads=load_rows(caseload, HORIZON, assignment),
        flags=tuple(flags),
        seconds=1.5,
    )


def a_flag(
    kind: FlagKind,
    *,
    worker: str | None = None,
    person: str | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
    amount: int | str | None = None,
    message: str = "This is so.",
    suggestion: str = "This would help.",
) -> Flag:
    return Flag(
        kind=kind,
        worker_id=None if worker is None else WorkerId(worker),
        person_id=None if person is None else PersonId(person),
        from_on=from_on,
        to_on=to_on,
        amount=None if amount is None else Fraction(amount),
        message=message,
        suggestion=suggestion,
    )


def an_ordinary_week() -> tuple[PlanDocument, Caseload]:
    """Two workers, four people, two referrals, and something in every section."""
    caseload = a_caseload(
        service=a_service(name="Riverbank", ceiling=4),
        workers=(a_worker("alex"), a_worker("blair")),
        people=(
            a_person("sam"),
            a_person("kim", transition_on=PLAN_DATE - timedelta(days=86)),
            a_person("lee", worker="blair", transition_on=None),
            a_person("pat"),
        ),
        referrals=(
            a_referral("robin", priority=Priority.URGENT),
            a_referral("jude"),
        ),
    )
    assignment = a_plan(
        a_stay("sam"),
        a_stay("kim"),
        a_stay("lee", "blair"),
        a_stay("pat", "blair"),
        a_stay("robin", from_on=monday(1)),
    )
    return (
        a_document(
            caseload,
            assignment,
            contacts=(
                a_planned_contact("sam"),
                a_planned_contact(
                    "kim",
                    at=datetime(2026, 11, 26, 14, 0),
                    kind=ContactKind.NETWORK_MEETING,
                    minutes=90,
                    locality="North",
                ),
                a_planned_contact("pat", "blair", at=datetime(2026, 11, 24, 12, 30)),
                a_planned_contact("pat", "alex", at=datetime(2026, 11, 24, 12, 30)),
                a_planned_contact("lee", "alex", cover=True),
                a_planned_contact("robin", at=datetime(2026, 12, 1, 9, 0)),
            ),
            flags=(
                a_flag(
                    FlagKind.OVER_CEILING,
                    worker="alex",
                    from_on=monday(1),
                    to_on=monday(3) - timedelta(days=1),
                    amount="1.5",
                    message="Robin's arrival takes Alex over.",
                    suggestion="It clears by itself on 14 December.",
                ),
                a_flag(
                    FlagKind.CONTACT_OVERDUE,
                    worker="alex",
                    person="sam",
                    amount=3,
                    message="Last met on 9 November, 3 days longer ago than agreed.",
                ),
                a_flag(
                    FlagKind.TRANSITION_DATE_NEEDED,
                    person="lee",
                    message="No transition date; 21 December is assumed.",
                    suggestion="Write the month it is expected.",
                ),
            ),
            why={
                "pat": "Alex would be over the ceiling.",
                "robin": "Alex has room from 30 November.",
                "jude": "Nobody has room.",
            },
        ),
        caseload,
    )


def a_quiet_week() -> tuple[PlanDocument, Caseload]:
    """One worker, one person, and nothing to tell."""
    caseload = a_caseload(people=(a_person("sam"),))
    return a_document(caseload, a_plan(a_stay("sam"))), caseload


def a_busy_service() -> tuple[PlanDocument, Caseload]:
    """Twenty-four workers with long names, each holding fifteen people."""
    workers = [f"worker-{number:02}-of-the-northern-team" for number in range(24)]
    people = {
        f"person {letter} of {worker[:9]}": worker
        for worker in workers
        for letter in "abcdefghijklmno"
    }
    caseload = a_caseload(
        workers=[a_worker(worker) for worker in workers],
        people=[a_person(person, worker=worker) for person, worker in people.items()],
        referrals=[a_referral(f"referral {number}") for number in range(12)],
    )
    contacts = [
        a_planned_contact(
            person,
            worker,
            at=datetime(2026, 11, 23, 9)
            + timedelta(days=number % 26, hours=number % 8),
            kind=list(ContactKind)[number % len(ContactKind)],
            locality="Upper Northern Locality",
        )
        for number, (person, worker) in enumerate(people.items())
    ]
    flags = [
        a_flag(
            FlagKind.CONTACT_OVERDUE,
            worker=worker,
            person=person,
            amount=3,
            message="Last met on 9 November, 3 days longer ago than agreed.",
        )
        for person, worker in list(people.items())[:60]
    ]
    flags += [
        a_flag(
            FlagKind.OVER_CEILING,
            worker=worker,
            from_on=monday(0),
            to_on=monday(11) - timedelta(days=1),
            amount=10,
            message="Fifteen people moved on the same day.",
        )
        for worker in workers
    ]
    moved = a_plan(
        *(
            a_stay(person, workers[(workers.index(worker) + (number % 5 == 0)) % 24])
            for number, (person, worker) in enumerate(people.items())
        )
    )
    why = dict.fromkeys(people, "With anybody else the team would be over longer.")
    return a_document(
        caseload, moved, contacts=contacts, flags=flags, why=why
    ), caseload


def a_week_with(overdue: int) -> tuple[PlanDocument, Caseload]:
    """One worker, and as many people as named who have waited too long."""
    people = [f"person {number}" for number in range(overdue)]
    caseload = a_caseload(people=[a_person(person) for person in people])
    flags = [
        a_flag(
            FlagKind.CONTACT_OVERDUE,
            worker="alex",
            person=person,
            amount=3,
            message="Last met on 9 November, 3 days longer ago than agreed.",
        )
        for person in people
    ]
    plan = a_plan(*(a_stay(person) for person in people))
    return a_document(caseload, plan, flags=flags), caseload
