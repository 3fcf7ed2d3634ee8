"""A small plan with something in every table, made of the sound caseload."""

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

from cti.caseload.caseload import Caseload
from cti.exchange.caseload_in import read_caseload
from cti.plans.contacts import ContactKind, ContactPlan
from cti.plans.cost import ContactCost, Cost
from cti.plans.document import Departure, Effort, Flag, FlagKind, LoadRow, PlanDocument
from cti.plans.lateness import Late, LateCause
from cti.plans.moved_meetings import MovedMeeting
from cti.units import PersonId, WorkerId
from tests.builders import (
    PLAN_DATE,
    a_plan,
    a_plan_in_force,
    a_planned_contact,
    a_promise,
    a_stay,
    an_appointment,
    monday,
)
from tests.exchange.test_corpus import SOUND

JO, ALI = WorkerId("T001-W01"), WorkerId("T001-W02")


def sound_caseload() -> Caseload:
    return read_caseload(SOUND).caseload


def a_document() -> PlanDocument:
    """Aisha stays, Dev moves in January, Caro has nobody; Quinn is left waiting."""
    return PlanDocument(
        on=PLAN_DATE,
        weeks=40,
        service_name="Riverside",
        policy="standard",
        engine_version="0.1.0",
        input_hash="0" * 64,
        effort=Effort(seed=1, effort=2_000, repeatable=True),
        assignment=a_plan(
            a_stay("P001", JO),
            a_stay("P002", ALI, to_on=monday(6)),
            a_stay("P002", JO, from_on=monday(6)),
            a_stay("P003", None),
        ),
        contacts=ContactPlan(
            (
                a_planned_contact("P001", JO, locality="North"),
                a_planned_contact(
                    "P002",
                    JO,
                    at=datetime(2026, 11, 25, 9, 15),
                    kind=ContactKind.FIRST_CONTACT,
                    cover=True,
                ),
            )
        ),
        cost=Cost(load=Fraction(123, 10), handover=Fraction(160), wait=Fraction(80)),
        lower_bound=Fraction(250),
        contact_cost=ContactCost(late=Fraction(40), travel=Fraction(27, 5)),
        contact_lower_bound=Fraction(0),
        late_days=1,
        late=(
            Late(
                person_id=PersonId("P002"),
                days=1,
                necessary=0,
                cause=LateCause.COVER_COSTS_MORE,
            ),
        ),
        why={
            PersonId("P001"): "Jo keeps Aisha.",
            PersonId("P002"): '=Ali leaves, so Jo takes over, "warmly".',
            PersonId("P003"): "Nobody is allowed, for now.",
            PersonId("R001"): "No room before February.",
        },
        loads=(
            LoadRow(
                worker_id=JO,
                week=PLAN_DATE,
                people=3,
                pre=1,
                one=1,
                two=1,
                three=0,
                sce=Fraction(9, 2),
                ceiling=Fraction(40, 3),
                over=Fraction(0),
            ),
        ),
        flags=(
            Flag(
                kind=FlagKind.OVER_CEILING,
                worker_id=JO,
                from_on=PLAN_DATE,
                to_on=date(2026, 12, 6),
                amount=Fraction(3, 2),
                message="Jo is 1.5 over for two weeks.",
                suggestion="Wait: it clears on 7 December.",
            ),
            Flag(
                kind=FlagKind.TRANSITION_DATE_NEEDED,
                person_id=PersonId("P002"),
                message="Nobody has noted when Dev moves.",
            ),
        ),
        seconds=12.34567,
    )


def a_document_with_a_plan_in_force() -> PlanDocument:
    """The same a week after another plan; Dev was told of Ali, and Quinn of a start."""
    return replace(
        a_document(),
        in_force=a_plan_in_force(
            a_promise("P002", ALI, from_on=monday(-1)),
            a_promise("R001", JO, from_on=monday(1)),
            on=monday(-1),
            contacts=[an_appointment("P001", JO, kind="visit")],
        ),
        departures=(
            Departure(
                person_id=PersonId("P002"),
                from_worker=ALI,
                to_worker=JO,
                on=monday(6),
                was_told=True,
                keeping_costs=None,
                said="Dev moves to Jo on 4 January instead of staying with Ali.",
            ),
            Departure(
                person_id=PersonId("R001"),
                from_worker=JO,
                to_worker=None,
                on=monday(1),
                was_told=True,
                keeping_costs=Fraction(169, 2),
                said="Quinn no longer starts with Jo on 30 November.",
            ),
        ),
        moved_meetings=(
            MovedMeeting(
                person_id=PersonId("P001"),
                worker_id=JO,
                at=datetime(2026, 11, 24, 10, 0),
                now_worker_id=None,
                now_at=None,
                said="Aisha was to meet Jo on Tuesday, who is not there that day.",
            ),
        ),
    )


def an_empty_document() -> PlanDocument:
    """A plan for nobody, which costs nothing."""
    return replace(
        a_document(),
        assignment=a_plan(),
        contacts=ContactPlan(()),
        cost=Cost(),
        lower_bound=Fraction(0),
        contact_cost=ContactCost(),
        loads=(),
        flags=(),
        why={},
    )
