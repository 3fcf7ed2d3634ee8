"""Futures side by side: each planned with the same search, the caseload untouched."""

from fractions import Fraction

import pytest

from cti.caseload.caseload import Caseload
from cti.errors import UnreadableScenario
from cti.exchange.scenario_in import Asked
from cti.plans.outcome import outcome
from cti.plans.policies import POLICIES
from cti.plans.scenario import Scenario
from cti.plans.scenario_referrals import IntakePaused, MoreReferrals
from cti.plans.scenario_workers import HasCeiling, Joins, Leaves
from cti.plans.verify import verify
from cti.units import WorkerId
from cti.usecases.assigning import Search
from cti.usecases.what_if import meant, what_if, without_pause
from tests.builders import (
    HORIZON,
    a_caseload,
    a_person,
    a_referral,
    a_worker,
    monday,
)

ALEX = WorkerId("alex")
QUICK = Search(effort=1)


def a_team() -> Caseload:
    """Alex with four people of 2 SCE, Ben with nobody, and Robin."""
    return a_caseload(
        workers=[a_worker(ceiling=8), a_worker("ben", ceiling=8)],
        people=[a_person(f"p{number}") for number in range(4)],
        referrals=[a_referral()],
    )


def test_as_it_is_and_as_it_could_be_are_planned_and_compared() -> None:
    caseload = a_team()
    leaving = Scenario(
        name="Alex leaves", changes=(Leaves(worker_id=ALEX, on=monday(2)),)
    )

    found = what_if(caseload, HORIZON, [leaving], search=QUICK)

    (future,) = found.futures
    assert (found.as_it_is.name, found.as_it_is.said) == (
        "as it is",
        "Everything is as it is.",
    )
    assert found.as_it_is.compared == ()
    assert found.as_it_is.facts.caseload is caseload
    assert found.as_it_is.outcome.change_worker == 0
    assert future.said == "Alex leaves on 7 December."
    assert future.outcome.change_worker == future.outcome.must_change == 4
    assert future.compared[1] == (
        "4 of 4 people change worker, because they must, instead of none."
    )
    assert caseload == a_team()


def test_every_plan_keeps_the_rules_of_its_own_future_and_is_judged_best() -> None:
    scenarios = [
        Scenario(
            name="lower", changes=(HasCeiling(ceiling=Fraction(6), worker_id=ALEX),)
        ),
        Scenario(
            name="more",
            changes=(
                Joins(like=ALEX, from_on=monday(1)),
                MoreReferrals(number=2),
            ),
        ),
    ]

    found = what_if(a_team(), HORIZON, scenarios, search=QUICK)

    for future in (found.as_it_is, *found.futures):
        facts = future.facts
        assert verify(facts.caseload, HORIZON, facts.plan, facts.policy) == ()
        assert future.quality == "the best possible"
    assert [future.name for future in found.futures] == ["lower", "more"]
    assert found.futures[1].outcome.referrals == 3


def test_each_future_is_planned_at_the_prices_asked_for() -> None:
    protect = POLICIES["protect workers"].policy
    lower = Scenario(name="lower", changes=(HasCeiling(ceiling=Fraction(6)),))
    team = a_caseload(people=[a_person()])

    found = what_if(team, HORIZON, [lower], policy=protect, search=QUICK)

    assert all(
        each.facts.policy == protect for each in (found.as_it_is, *found.futures)
    )


def test_who_waits_for_a_pause_to_end_is_waiting() -> None:
    pause = Scenario(name="pause", changes=(IntakePaused(until=monday(4)),))

    found = what_if(a_team(), HORIZON, [pause], search=QUICK)

    (future,) = found.futures
    assert found.as_it_is.outcome.weeks_waited == 0
    assert future.outcome.weeks_waited == 4
    assert outcome(future.facts).weeks_waited == 0
    assert without_pause(pause).changes == ()


def test_new_referrals_wait_for_a_pause_to_end_too() -> None:
    both = Scenario(
        name="both", changes=(MoreReferrals(number=1), IntakePaused(until=monday(2)))
    )

    (future,) = what_if(a_team(), HORIZON, [both], search=QUICK).futures

    assert future.outcome.weeks_waited == 4


def test_nothing_is_planned_while_a_change_cannot_be_made() -> None:
    told: list[object] = []
    wrong = [
        Scenario(name="none", changes=(MoreReferrals(number=0),)),
        Scenario(name="late", changes=(Leaves(worker_id=ALEX, on=HORIZON.end),)),
    ]

    with pytest.raises(UnreadableScenario) as caught:
        what_if(a_team(), HORIZON, wrong, watch=told.append)

    assert [each.sheet for each in caught.value.findings] == ["none", "late"]
    assert told == []


def test_workers_are_meant_by_name_or_id() -> None:
    asked = Asked(name="x", changes=(("leaves", "Alex:2027-01-11"),))

    (scenario,) = meant(a_team(), HORIZON, [asked])

    (change,) = scenario.changes
    assert isinstance(change, Leaves)
    assert change.worker_id == ALEX


THREE = [Asked(name=name, changes=(("pause", "2027-01-11"),)) for name in "abc"]


def test_three_scenarios_fit_side_by_side_and_four_do_not() -> None:
    assert len(meant(a_team(), HORIZON, THREE)) == 3
    with pytest.raises(UnreadableScenario) as caught:
        meant(a_team(), HORIZON, [*THREE, THREE[0]])
    assert "4 scenarios do not fit" in str(caught.value.findings[0])


def test_there_must_be_something_to_try() -> None:
    with pytest.raises(UnreadableScenario) as nothing:
        meant(a_team(), HORIZON, [])
    with pytest.raises(UnreadableScenario) as empty:
        meant(a_team(), HORIZON, [Asked(name="calm", changes=())])

    assert "nothing to try" in str(nothing.value.findings[0])
    assert str(empty.value.findings[0]).startswith("calm: nothing is otherwise in it")


def test_everything_is_told_at_once_what_cannot_be_read_and_what_cannot_be() -> None:
    asked = [
        Asked(name="one", changes=(("leaves", "Zed:2027-01-11"), ("ceiling", "99999"))),
        Asked(name="two", changes=(("referals", "5"), ("pause", "1999-01-01"))),
        Asked(name="calm", changes=()),
    ]

    with pytest.raises(UnreadableScenario) as caught:
        meant(a_team(), HORIZON, asked)

    places = {(each.sheet, each.column) for each in caught.value.findings}
    assert places == {
        ("calm", None),
        ("one", "leaves"),
        ("one", "ceiling"),
        ("two", "referals"),
        ("two", "pause"),
    }


@pytest.mark.parametrize("names", [("a", "A"), ("as it is",), ("",)])
def test_a_name_tells_a_scenario_from_the_others(names: tuple[str, ...]) -> None:
    asked = [Asked(name=name, changes=(("referrals", "1"),)) for name in names]

    with pytest.raises(UnreadableScenario) as caught:
        meant(a_team(), HORIZON, asked)

    found = caught.value.findings
    assert [each.problem for each in found] == [
        f"the name «{name}» does not tell it from the others" for name in names
    ]
