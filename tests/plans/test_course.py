"""A worker's load with somebody new: the numbers, and what is said of them."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given

from cti.caseload.ledger import ceilings
from cti.plans.alternatives import changed
from cti.plans.assignment import Stay
from cti.plans.course import Course, course, in_words
from cti.plans.facts import PlanFacts
from cti.plans.loads import load_rows, loads_by_worker
from cti.plans.policy import BALANCED
from cti.plans.ways import Way, WayKind, ways
from cti.units import PersonId, WorkerId
from tests.builders import (
    Number,
    a_caseload,
    a_person,
    a_referral,
    a_stay,
    a_worker,
    an_absence,
    monday,
    profile,
)
from tests.plans.drawn import SHORT, Planned, a_few, planned
from tests.plans.said import facts_of

ROBIN, ALEX = PersonId("robin"), WorkerId("alex")


def a_course(*, without: list[Number], load: list[Number], ceiling: int) -> Course:
    return Course(
        worker_id=ALEX,
        person_id=ROBIN,
        from_week=2,
        unit=2,
        without=tuple(int(2 * each) for each in profile(*without)),
        load=tuple(int(2 * each) for each in profile(*load)),
        ceiling=(2 * ceiling,) * len(load),
    )


def starting(week: int = 0, worker: str = "alex") -> Way:
    return Way(
        kind=WayKind.STARTS,
        person_id=ROBIN,
        worker_id=WorkerId(worker),
        from_week=week,
    )


@a_few
@given(planned())
def test_a_course_is_the_ledger_with_and_without_the_person(drawn: Planned) -> None:
    caseload, plan = drawn
    facts = PlanFacts(caseload=caseload, horizon=SHORT, plan=plan, policy=BALANCED)

    def held(worker_id: WorkerId, person_id: PersonId, *stays: Stay) -> list[Fraction]:
        rows = load_rows(caseload, SHORT, changed(plan, person_id, stays))
        return [row.sce for row in loads_by_worker(rows)[worker_id]]

    for person_id, open_to in ways(caseload, SHORT, BALANCED).items():
        for way in (way for way in open_to if way.worker_id is not None):
            found = course(facts, way)
            first = way.from_week
            stays = way.stays(SHORT)
            assert found.from_week == first
            loads = [Fraction(each, found.unit) for each in found.load]
            without = [Fraction(each, found.unit) for each in found.without]
            assert loads == held(found.worker_id, person_id, *stays)[first:]
            assert without == held(found.worker_id, person_id)[first:]
            agreed = list(ceilings(caseload, SHORT)[found.worker_id])[first:]
            assert [Fraction(each, found.unit) for each in found.ceiling] == agreed


def test_nobodys_course_is_refused() -> None:
    facts = facts_of(a_caseload(referrals=[a_referral()]))
    waits = Way(kind=WayKind.WAITS, person_id=ROBIN, worker_id=None, from_week=40)

    with pytest.raises(ValueError, match="robin has nobody"):
        course(facts, waits)


def test_exactly_at_the_ceiling_is_not_over_it() -> None:
    found = a_course(without=[18, 18, 19], load=[20, "20.5", 21], ceiling=20)

    assert found.over_weeks == (3, 4)
    assert found.over_anyway_weeks == ()


def test_mondays_that_are_over_without_the_person_are_counted_apart() -> None:
    found = a_course(without=[19, 21, 18], load=[21, 23, 20], ceiling=20)

    assert found.over_weeks == (2, 3)
    assert found.over_anyway_weeks == (3,)


@pytest.mark.parametrize(
    ("load", "peak", "settles"),
    [
        pytest.param([20, 19, 18, 17], 2, 4, id="no more than before is back"),
        pytest.param([20, 21, 18, 21, 18], 3, 6, id="only after the last peak"),
        pytest.param([20, 19, "18.5", 19, "18.5"], 2, 4, id="else the first least"),
        pytest.param([20, 20, 20], 2, None, id="or not at all"),
        pytest.param([20, 19, 21], 4, None, id="with the peak at the end neither"),
    ],
)
def test_a_load_settles_after_its_last_peak(
    load: list[Number], peak: int, settles: int | None
) -> None:
    found = a_course(without=[18] * len(load), load=load, ceiling=20)

    assert found.peak_week == peak
    assert found.settles_week == settles


def held_by_alex(*, transitions: list[date], ceiling: Number = 20) -> PlanFacts:
    """People of Alex by the day of their transition, and Robin, who waits."""
    people = [
        a_person(f"p{number}", transition_on=day)
        for number, day in enumerate(transitions)
    ]
    caseload = a_caseload(
        workers=[a_worker(ceiling=ceiling)],
        people=people,
        referrals=[a_referral(transition_expected_on=date(2026, 12, 7))],
    )
    return facts_of(caseload, *(a_stay(each.person_id) for each in people))


def test_it_is_said_as_a_leader_would_say_it() -> None:
    # Phase Two begins on 2 February for the person held: 2 becomes 1.
    facts = held_by_alex(transitions=[date(2026, 11, 2)])

    assert in_words(facts, course(facts, starting())) == (
        "Alex goes from 2 to 3.5 now, up to 4 on 7 December, and back to 2 on 8 March."
    )
    assert in_words(facts, course(facts, starting(2))) == (
        "Alex goes from 2 to 4 on 7 December, and back to 2 on 8 March."
    )


def test_being_over_the_ceiling_is_said_with_the_ceiling_and_for_how_long() -> None:
    facts = held_by_alex(transitions=[date(2026, 11, 2)], ceiling="3.5")

    assert in_words(facts, course(facts, starting())) == (
        "Alex goes from 2 to 3.5 now, up to 4 on 7 December, over the ceiling of 3.5 "
        "on 9 Mondays, and back to 2 on 8 March."
    )


@pytest.mark.parametrize(
    ("without", "said"),
    [
        pytest.param([18, 18, 17], "on 2 Mondays, and", id="never"),
        pytest.param([18, 21, 17], "on 2 Mondays (1 of them anyway), and", id="once"),
        pytest.param([21, 21, 17], "on 2 Mondays (all of them anyway), and", id="all"),
        pytest.param([21, 18, 17], "on 2 Mondays (1 of them anyway), and", id="first"),
    ],
)
def test_being_over_anyway_is_not_laid_at_the_persons_door(
    without: list[Number], said: str
) -> None:
    found = a_course(without=without, load=[22, 22, 17], ceiling=20)

    assert said in in_words(facts_of(a_caseload(referrals=[a_referral()])), found)


def test_one_monday_that_is_over_anyway_is_said_so() -> None:
    found = a_course(without=[21, 18, 17], load=[22, 20, 17], ceiling=20)

    assert "on 1 Monday (anyway), and" in in_words(facts_of(a_caseload()), found)


def test_a_ceiling_that_changes_is_not_given_a_number() -> None:
    caseload = a_caseload(
        workers=[a_worker(ceiling=1)],
        referrals=[a_referral(transition_expected_on=date(2026, 12, 7))],
        absences=[an_absence(to_on=monday(1), load_reduction=50)],
    )
    facts = facts_of(caseload)

    said = in_words(facts, course(facts, starting()))

    assert "over the ceiling on" in said


@pytest.mark.parametrize(
    ("moves_on", "ending"),
    [
        pytest.param(
            date(2027, 5, 17), "up to 2 on 17 May, and down to 1 on 23 August 2027."
        ),
        pytest.param(
            date(2027, 5, 31),
            "up to 2 on 31 May 2027, and stays there to the end of the plan.",
        ),
    ],
)
def test_a_load_that_is_never_back_is_down_or_stays(
    moves_on: date, ending: str
) -> None:
    caseload = a_caseload(referrals=[a_referral(transition_expected_on=moves_on)])
    facts = facts_of(caseload)

    assert in_words(facts, course(facts, starting(12))) == (
        f"Alex goes from 0 to 1.5 on 15 February, {ending}"
    )
