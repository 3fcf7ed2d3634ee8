"""All flags together: their order, and that there is an answer about any valid plan."""

from datetime import datetime

from hypothesis import given

from cti.plans.assignment import AssignmentPlan
from cti.plans.contacts import ContactPlan
from cti.plans.document import FlagKind
from cti.plans.facts import PlanFacts
from cti.plans.flags import flags
from cti.plans.loads import load_rows
from cti.plans.policy import BALANCED
from tests.builders import (
    HORIZON,
    a_caseload,
    a_contact,
    a_person,
    a_planned_contact,
    a_referral,
    a_stay,
    a_worker,
    monday,
)
from tests.plans.drawn import SHORT, Planned, a_few, nonsense, planned
from tests.plans.said import facts_of


def of(drawn: Planned) -> PlanFacts:
    caseload, plan = drawn
    return PlanFacts(caseload=caseload, horizon=SHORT, plan=plan, policy=BALANCED)


def test_flags_come_by_kind_then_date_then_worker() -> None:
    caseload = a_caseload(
        workers=[a_worker("ben", ceiling=1), a_worker(ceiling=1)],
        people=[a_person(transition_on=None), a_person("kim")],
        referrals=[a_referral()],
        contacts=[a_contact("kim", at=datetime(2026, 10, 26, 10))],
    )
    facts = facts_of(caseload, a_stay(), a_stay("kim", worker="ben"))

    found = [(flag.kind.value, flag.worker_id) for flag in flags(facts)]

    assert found == [
        ("over_ceiling", "alex"),
        ("over_ceiling", "ben"),
        ("over_110_for_4_weeks", "alex"),
        ("over_110_for_4_weeks", "ben"),
        ("transition_date_needed", "alex"),
        ("referral_waiting", None),
        ("contact_overdue", "alex"),
        ("contact_overdue", "ben"),
        ("missing_data", None),
        ("missing_data", "alex"),
        ("missing_data", "alex"),
        ("missing_data", "alex"),
        ("missing_data", "ben"),
        ("missing_data", "ben"),
    ]


def test_the_order_does_not_depend_on_that_of_the_rows() -> None:
    people = [a_person("sam", transition_on=None), a_person("kim", transition_on=None)]
    stays = [a_stay(), a_stay("kim")]

    one = flags(facts_of(a_caseload(people=people), *stays))
    other = flags(facts_of(a_caseload(people=people[::-1]), *stays[::-1]))

    assert one == other


def test_the_contacts_planned_reach_the_flags() -> None:
    contact_plan = ContactPlan((a_planned_contact(),))
    facts = facts_of(a_caseload(people=[a_person()]), a_stay())

    (overdue,) = (
        flag
        for flag in flags(facts, contact_plan)
        if flag.kind is FlagKind.CONTACT_OVERDUE
    )

    assert overdue.suggestion == "Alex meets them on 24 November at 10:00."


@a_few
@given(planned())
def test_every_flag_of_a_valid_plan_can_be_read(drawn: Planned) -> None:
    for flag in flags(of(drawn)):
        assert flag.message[0].isupper() or flag.message[0].isdigit()
        assert flag.message.endswith(".")
        assert flag.suggestion == "" or flag.suggestion.endswith(".")
        if flag.from_on is not None and flag.to_on is not None:
            assert flag.from_on <= flag.to_on


@a_few
@given(nonsense())
def test_there_are_flags_even_of_a_plan_that_makes_no_sense(drawn: Planned) -> None:
    assert isinstance(flags(of(drawn)), tuple)


@a_few
@given(planned())
def test_the_overloads_flagged_are_those_of_the_loads(drawn: Planned) -> None:
    caseload, plan = drawn

    rows = load_rows(caseload, SHORT, plan)

    runs = [flag for flag in flags(of(drawn)) if flag.kind is FlagKind.OVER_CEILING]
    for row in rows:
        covering = [
            flag
            for flag in runs
            if flag.worker_id == row.worker_id
            and flag.from_on is not None
            and flag.to_on is not None
            and flag.from_on <= row.week <= flag.to_on
        ]
        assert len(covering) == (1 if row.over else 0)
        assert all(flag.amount is not None for flag in covering)
        assert all((flag.amount or 0) >= row.over for flag in covering)


@a_few
@given(planned())
def test_the_same_plan_gives_the_same_flags(drawn: Planned) -> None:
    caseload, plan = drawn
    again = (caseload, AssignmentPlan(plan.stays[::-1]))

    assert flags(of(drawn)) == flags(of(again))


def test_a_calm_plan_has_no_flags() -> None:
    caseload = a_caseload(
        workers=[a_worker(locality="East")],
        people=[],
    )

    assert flags(facts_of(caseload, horizon=HORIZON)) == ()
    assert monday(0) == HORIZON.start
