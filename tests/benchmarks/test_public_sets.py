"""Our evaluators give the published costs, and notice what breaks a rule."""

from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from benchmarks.places import Missing, public
from benchmarks.public import gap, hhcrsp, roadef, uhhc
from benchmarks.public.archive import Json, pairs
from benchmarks.sections.roadef import _known as known_moves
from cti.solver.assignment.arrays import arrays
from cti.solver.assignment.solve import choose
from cti.solver.limits import SolveLimits

HERE = SolveLimits(effort=1, in_children=False)


def folder(name: str) -> Path:
    try:
        return public(name)
    except Missing as missing:
        pytest.skip(str(missing))


@pytest.fixture
def small() -> gap.Instance:
    """Three jobs for two workers; the best is 1 + 2 + 9, the cheapest too heavy."""
    return gap.Instance(
        cost=((1, 1, 1), (2, 2, 9)),
        load=((5, 5, 5), (1, 1, 1)),
        capacity=(5, 2),
    )


@pytest.fixture
def four() -> roadef.Instance:
    """Two machines in two locations, three processes, two of one service."""
    return roadef.Instance(
        kinds=(roadef.Kind(transient=True, price=10),),
        machines=(
            roadef.Machine(
                neighbourhood=0,
                location=0,
                capacity=(9,),
                safety=(4,),
                move_price=(0, 2),
            ),
            roadef.Machine(
                neighbourhood=1,
                location=1,
                capacity=(6,),
                safety=(6,),
                move_price=(3, 0),
            ),
        ),
        services=(
            roadef.Service(spread=2, near=()),
            roadef.Service(spread=1, near=(0,)),
        ),
        processes=(
            roadef.Process(service=0, need=(2,), move_price=1),
            roadef.Process(service=0, need=(1,), move_price=1),
            roadef.Process(service=1, need=(3,), move_price=5),
        ),
        balances=((0, 0, 2, 7),),
        process_price=1,
        service_price=10,
        machine_price=100,
        first=(0, 1, 0),
    )


def test_a_plan_of_jobs_is_judged_from_the_definition(small: gap.Instance) -> None:
    assert gap.evaluate(small, [0, 0, 0]) == (3, 10)
    assert gap.evaluate(small, [1, 1, 0]) == (5, 0)


def test_jobs_are_planned_within_capacities_and_proven(small: gap.Instance) -> None:
    choice = choose(gap.problem(small), limits=HERE)

    assert gap.evaluate(small, choice.options) == (5, 0)
    assert choice.lower_bound == 5


def test_published_plans_of_jobs_cost_what_is_published() -> None:
    there = folder("gap")
    known = gap.read_known(there)
    name = "chu1997/c05100"
    answer = (there / "solutions" / f"{name}_solution.txt").read_text("ascii")

    cost, over = gap.evaluate(gap.read(there / name), [int(w) for w in answer.split()])

    assert (cost, over) == (known[name].best, 0)


def test_the_cost_of_moves_loads_and_balance_is_counted(four: roadef.Instance) -> None:
    stay = roadef.evaluate(four, four.first)
    moved = roadef.evaluate(four, (0, 1, 1))

    # Kept: 5 on a safety of 4; balance 7 · 4 and 7 · 5 of free load.
    assert stay == roadef.Judged(cost=10 + 7 * 4 + 7 * 5, moves=0, broken=())
    # Moved: its own price 5, 10 for the service, 100 · 2 for the way.
    assert moved.cost == 5 + 10 + 200 + 7 * 7 + 7 * 2
    assert moved.moves == 1


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        pytest.param((0, 0, 0), "share a machine", id="two of a service together"),
        pytest.param((0, 0, 0), "is in 1 locations", id="not spread"),
        pytest.param((1, 1, 0), "is not near", id="not near"),
        pytest.param((1, 1, 1), "over its capacity", id="over what is there"),
    ],
)
def test_every_broken_rule_of_moves_is_noticed(
    four: roadef.Instance, plan: tuple[int, ...], said: str
) -> None:
    tight = replace(
        four, machines=(four.machines[0], replace(four.machines[1], capacity=(5,)))
    )

    broken = roadef.evaluate(tight, plan).broken

    assert any(said in each for each in broken)


def test_what_is_transient_stays_taken_where_it_was(four: roadef.Instance) -> None:
    machines = (replace(four.machines[0], capacity=(5,)), four.machines[1])
    tight = replace(four, machines=machines, first=(0, 0, 1))

    kept = roadef.evaluate(tight, (0, 0, 1)).broken
    swapped = roadef.evaluate(tight, (1, 0, 0)).broken

    assert not [each for each in kept if "capacity" in each]
    assert "machine 0 is over its capacity of kind 0" in swapped


def test_our_options_price_moves_as_the_evaluator_does(four: roadef.Instance) -> None:
    fits = replace(four, balances=(), service_price=0)
    laid_out = arrays(roadef.problem(fits))

    for plan in ((0, 1, 0), (0, 1, 1), (1, 0, 0)):
        judged = roadef.evaluate(fits, plan)
        chosen = laid_out.first[:-1] + plan
        assert not [each for each in judged.broken if "location" in each]
        assert laid_out.cost(chosen) == judged.cost


def test_our_options_forbid_what_the_evaluator_forbids(four: roadef.Instance) -> None:
    fits = replace(four, balances=(), service_price=0)
    laid_out = arrays(roadef.problem(fits))
    together = laid_out.first[:-1] + np.array([0, 0, 0])

    assert laid_out.cost(together) >= roadef.FORBIDDING


@pytest.mark.parametrize("name", ["a1_1", "a1_2", "a2_1"])
def test_a_plan_in_force_costs_what_is_published(name: str) -> None:
    there = folder("roadef2012_setA")
    about = roadef.read(there, name)

    judged = roadef.evaluate(about, about.first)

    assert judged.cost == int(known_moves(there)[name]["original_cost"])
    assert judged.broken == ()


def test_every_published_answer_of_home_care_costs_what_is_published() -> None:
    there = folder("uhhc")
    found = {
        line["instance"]: (uhhc.evaluate(question, answer), question, line)
        for question, answer, line in pairs(there)
    }

    assert len(found) == 13
    for judged, question, line in found.values():
        assert judged.broken == ()
        assert judged.cost(question) == int(line["cost"])


def test_the_first_published_answers_together_cost_what_is_published() -> None:
    first = islice(pairs(folder("hhcrsp_mankowska")), 10)

    for question, answer, line in first:
        judged = hhcrsp.evaluate(question, answer)
        assert judged.broken == ()
        assert judged.cost == pytest.approx(float(line["cost"]), abs=0.005)


def test_a_contact_before_anybody_can_be_there_is_noticed() -> None:
    question, answer, _ = next(pairs(folder("uhhc")))
    contact = _first_contact(answer)
    contact["arrival_time"] -= 60

    broken = uhhc.evaluate(question, answer).broken

    assert any("cannot reach" in each for each in broken)


def test_a_contact_left_out_is_noticed() -> None:
    question, answer, _ = next(pairs(folder("uhhc")))
    route = next(route for route in answer["routes"] if route.get("locations"))
    del route["locations"][0]

    assert any("lacks" in each for each in uhhc.evaluate(question, answer).broken)


def test_two_who_should_come_together_and_do_not_are_noticed() -> None:
    question, answer, _ = next(pairs(folder("hhcrsp_mankowska")))
    pair = next(p for p in question["patients"] if len(p["required_caregivers"]) > 1)
    contacts = [
        contact
        for route in answer["routes"]
        for contact in route.get("locations", [])
        if contact["patient"] == pair["id"]
    ]
    contacts[-1]["arrival_time"] += 300

    broken = hhcrsp.evaluate(question, answer).broken

    assert any("apart" in each for each in broken)


def _first_contact(answer: Json) -> Json:
    route = next(route for route in answer["routes"] if route.get("locations"))
    contact: Json = route["locations"][0]
    return contact
