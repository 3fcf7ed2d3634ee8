"""Every planner is asked the same question, and judged by hands that did not answer."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from benchmarks.caseloads import ON, Opened, opened
from benchmarks.make_caseload import Size, make_caseload
from benchmarks.peers.asked import PLANNERS, judged, question
from benchmarks.peers.found import Found, Question, Stopwatch
from benchmarks.peers.rules import key_worker, residual_capacity
from benchmarks.peers.timefold.planner import Scale
from benchmarks.peers.timefold.set_up import command
from benchmarks.peers.whole_model import highs_says, scip_says
from benchmarks.places import Missing
from benchmarks.results import Row, load
from benchmarks.sections import peers
from benchmarks.sections.peers import best_bounds, seconds_to
from benchmarks.sections.section import Wanted
from cti.calendar import Horizon
from cti.plans.policy import BALANCED
from cti.solver.assignment.problem import NOBODY, AssignmentProblem, Option
from cti.units import PersonId, WorkerId

EXACT = ("ours", "CP-SAT", "SCIP", "HiGHS")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    folder = tmp_path_factory.mktemp("caseload")
    make_caseload(folder, Size(workers=3, people=14, referrals=2), seed=11, on=ON)
    return opened(folder)


def newcomer(*loads: tuple[int, int]) -> tuple[Option, ...]:
    """A newcomer of weight 2, who may go to some workers on a Monday."""
    return tuple(
        Option(
            price=Fraction(0),
            worker=worker,
            before=NOBODY,
            from_week=week,
            weights=(Fraction(0),) * week + (Fraction(2),) * (2 - week),
        )
        for worker, week in loads
    )


def staying(worker: int, weight: int, then: int) -> tuple[Option, ...]:
    weights = (Fraction(weight), Fraction(then))
    stay = Option(
        price=Fraction(0), worker=worker, before=NOBODY, from_week=0, weights=weights
    )
    return (replace(stay, worker=1 - worker, price=Fraction(9)), stay)


def asked(*options: tuple[Option, ...], current: list[int]) -> Question:
    problem = AssignmentProblem(
        horizon=Horizon(ON, weeks=2),
        policy=BALANCED,
        people=tuple(PersonId(f"p{n}") for n in range(len(options))),
        workers=(WorkerId("first"), WorkerId("second")),
        options=options,
        ceiling=((Fraction(10), Fraction(10)), (Fraction(20), Fraction(20))),
    )
    order = list(range(len(options)))
    return Question(
        problem=problem,
        seconds=1,
        current=current,
        surnames=order[::-1],
        worker_surnames=[0, 1],
    )


def test_the_two_rules_keep_everybody_where_they_are() -> None:
    about = asked(staying(0, 30, 30), staying(1, 1, 1), current=[0, 1])

    assert residual_capacity(about).chosen == [1, 1]
    assert key_worker(about).chosen == [1, 1]


def test_room_left_counts_ceilings_and_load_counts_itself() -> None:
    # The first has 4 of 10, the second 6 of 20: less load, but less room.
    about = asked(
        staying(0, 4, 4),
        staying(1, 6, 6),
        newcomer((0, 0), (1, 0)),
        current=[0, 1, NOBODY],
    )

    assert residual_capacity(about).chosen == [1, 1, 1]
    assert key_worker(about).chosen == [1, 1, 0]


def test_room_left_is_expected_over_all_the_mondays_and_load_is_of_the_first() -> None:
    # The first is light now and heavy next week.
    about = asked(
        staying(0, 1, 9),
        staying(1, 12, 12),
        newcomer((0, 0), (1, 0)),
        current=[0, 1, NOBODY],
    )

    assert residual_capacity(about).chosen == [1, 1, 1]
    assert key_worker(about).chosen == [1, 1, 0]


def test_a_rule_starts_everybody_as_soon_as_may_be() -> None:
    about = asked(newcomer((0, 1), (1, 0), (0, 0)), current=[NOBODY])

    assert key_worker(about).chosen == [2]


def test_newcomers_come_in_the_order_of_surnames() -> None:
    # The last by number is the first by surname, and takes the first of equals.
    about = asked(
        newcomer((0, 0), (1, 0)), newcomer((0, 0), (1, 0)), current=[NOBODY] * 2
    )

    assert key_worker(about).chosen == [1, 0]


@pytest.mark.slow
def test_every_exact_planner_finds_the_same_best_plan(small: Opened) -> None:
    about = question(small, 20)

    said = {name: judged(small, about, PLANNERS[name](about)) for name in EXACT}

    assert len({each["cost"] for each in said.values()}) == 1
    for each in said.values():
        assert each["broken"] == 0
        assert each["bound"] == pytest.approx(each["cost"], abs=0.5)


@pytest.mark.parametrize("name", ["residual capacity", "key worker"])
def test_a_rule_breaks_none_and_costs_no_less_than_the_best(
    small: Opened, name: str
) -> None:
    about = question(small, 5)
    by_rule = judged(small, about, PLANNERS[name](about))
    best = judged(small, about, PLANNERS["HiGHS"](about))

    assert by_rule["broken"] == 0
    assert by_rule["cost"] >= best["cost"]  # type: ignore[operator]  # both are numbers


@pytest.mark.slow
def test_timefold_costs_what_our_score_says(small: Opened) -> None:
    try:
        command()
    except Missing as missing:
        pytest.skip(str(missing))
    about = question(small, 2)

    found = PLANNERS["Timefold"](about)
    said = judged(small, about, found)

    assert said["broken"] == 0
    assert said["cost"] == pytest.approx(found.steps[-1][1])


def test_the_scale_for_timefold_makes_every_number_whole(small: Opened) -> None:
    problem = question(small, 1).problem
    scale = Scale(problem)

    for options in problem.options:
        for option in options:
            assert (option.price * scale.cost).denominator == 1
            assert all((each * scale.load).denominator == 1 for each in option.weights)
    for ceiling in problem.ceiling:
        for band in problem.policy.bands:
            each = (band.above * ceiling[0] * scale.load, band.price * scale.price)
            assert [number.denominator for number in each] == [1, 1]


def test_a_plan_that_is_not_there_is_not_judged(small: Opened) -> None:
    about = question(small, 1)

    said = judged(small, about, Found(chosen=None, seconds=1.5))

    assert said["seconds"] == 1.5
    assert "cost" not in said


def test_only_what_is_better_is_noted() -> None:
    watch = Stopwatch()
    for cost in (9.0, 9.0, 11.0, 4.0):
        watch.note(cost, at=cost)

    assert watch.steps == [(9.0, 9.0), (4.0, 4.0)]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "presolving:",
        " time | node  | left  |LP iter|LP it/n|mem/heur|mdpt |vars |cons |rows |cuts"
        " |sepa|confs|strbr|  dualbound   | primalbound  |  gap   | compl. ",
        "        Src  Proc. InQueue |  Leaves   Expl. | BestBound       BestSol"
        "              Gap |   Cuts   InLp Confl. | LpIters     Time",
        "         0       0         0   0.00%   1                inf            inf"
        "        0      0      0         0     0.0s",
    ],
    ids=["empty", "a word", "SCIP's heading", "HiGHS's heading", "no plan yet"],
)
def test_lines_without_a_plan_say_nothing(line: str) -> None:
    assert scip_says(line) is None
    assert highs_says(line) is None


def test_the_best_bound_is_whoever_proved_most() -> None:
    rows = [
        {"size": "a", "seed": 1, "bound": 90.0},
        {"size": "a", "seed": 1, "bound": 95.0},
        {"size": "a", "seed": 1, "bound": None},
        {"size": "a", "seed": 2},
    ]

    assert best_bounds(rows) == {("a", 1): 95.0}


def test_seconds_to_a_share_are_those_of_the_first_plan_so_near() -> None:
    row = {"steps": [[1.0, 120.0], [2.0, 104.0], [3.0, 101.5]]}

    assert seconds_to(row, 100.0, 0.05) == 2.0
    assert seconds_to(row, 100.0, 0.02) == 3.0
    assert seconds_to(row, 100.0, 0.01) is None
    assert seconds_to(row, None, 0.05) is None


def test_silent_planners_reach_a_share_with_the_shortest_time_that_was_enough(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def said(*_: object) -> dict[str, object]:
        limit = _[-1]
        assert isinstance(limit, int)
        cost = 100.0 if limit > 5 else 140.0
        return {"cost": cost, "seconds": limit, "steps": [(limit, cost)], "bound": 99.0}

    monkeypatch.setattr(peers, "asked", said)
    wanted = Wanted(
        scratch=tmp_path,
        results=tmp_path,
        sizes=["5x70"],
        seeds=[1],
        planners=["SCIP"],
        seconds=[60, 5, 30],
    )
    peers.run(wanted)

    (row,) = load("peers", tmp_path)

    assert row["at"] == {"5": 140.0, "30": 100.0, "60": 100.0}
    assert seconds_to(row, 99.0, 0.02) == 30


def peer_row(planner: str, seed: int, cost: float | None, broken: int = 0) -> Row:
    steps = [] if cost is None else [[1.0, cost]]
    about = {"size": "5x70", "seed": seed, "planner": planner, "bound": 100.0}
    return {**about, "at": {"5": cost}, "steps": steps, "broken": broken, "cost": cost}


def test_a_gap_says_of_how_many_caseloads_it_is() -> None:
    rows = [
        peer_row("ours", 1, 100.0),
        peer_row("ours", 2, 104.0),
        peer_row("SCIP", 1, 150.0),
        peer_row("SCIP", 2, None),
        peer_row("HiGHS", 1, None),
        peer_row("HiGHS", 2, None),
    ]

    text = peers.text(rows)

    assert "| ours | 2.00 % |" in text
    assert "| SCIP | 50.00 % (1/2) |" in text
    assert "| HiGHS | no plan |" in text
    assert "never behind" in text


def test_a_plan_that_breaks_a_rule_is_told() -> None:
    kept = peers.text([peer_row("ours", 1, 100.0)])
    broken = peers.text([peer_row("ours", 1, 100.0, broken=2)])

    assert kept.startswith("Every plan keeps every rule.")
    assert broken.startswith("Rules are broken by 1 of the plans")
