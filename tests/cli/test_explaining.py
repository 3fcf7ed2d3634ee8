"""`cti explain`: why, what anything else would cost, and what clears an overload."""

import re
from pathlib import Path

import pytest

from cti.exchange.caseload_file import CaseloadFile
from cti.exchange.caseload_out import write_caseload
from tests.builders import a_caseload, a_person, a_referral, a_worker
from tests.cli.program import lines, run

BY_HAND = (
    "person_id,worker_id,from_on,to_on\n"
    "sam,alex,2026-11-23,\nkim,alex,2026-11-23,\nlee,ben,2026-11-23,\n"
)
ON = ("--on", "2026-11-23")


@pytest.fixture(scope="module")
def caseload(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Alex is over with Sam and Kim; nobody takes on Robin."""
    folder: Path = tmp_path_factory.mktemp("caseload") / "team"
    team = a_caseload(
        workers=[a_worker(ceiling=2), a_worker("ben", ceiling=4)],
        people=[a_person(), a_person("kim"), a_person("lee", worker="ben")],
        referrals=[a_referral(team="south")],
    )
    write_caseload(CaseloadFile.of(team), folder)
    return folder


@pytest.fixture(scope="module")
def plan(caseload: Path) -> Path:
    path = caseload.parent / "assignments.csv"
    path.write_text(BY_HAND, encoding="utf-8")
    return path


def test_why_is_told_then_everybody_is_planned_anew_for_the_answer(
    caseload: Path, plan: Path
) -> None:
    shown = run("explain", caseload, "sam", "--plan", plan, *ON)

    assert shown.returncode == 0
    assert "Asking what else would do" in shown.stderr
    told = lines(shown.stdout)
    heads = [line for line in told if not line.startswith("- ")]
    assert heads[1] == "Why"
    assert heads[-2:] == [
        "Why not with somebody else, everything else as it is",
        "If everybody were planned anew",
    ]
    assert told[-2].startswith("- Without Alex, Sam would move to Ben; the team would")
    assert told[-1].startswith("- Keeping Alex costs the team ")


def test_quickly_nobody_is_planned_anew(caseload: Path, plan: Path) -> None:
    shown = run("explain", caseload, "sam", "--plan", plan, *ON, "--quick")

    assert shown.stderr == ""
    assert "planned anew" not in shown.stdout
    assert "Why not with somebody else" in shown.stdout


def test_one_worker_is_asked_about(caseload: Path, plan: Path) -> None:
    shown = run("explain", caseload, "sam", "--not", "Ben", "--plan", plan, *ON)

    assert lines(shown.stdout)[-1].startswith("- With Ben instead, the team would be")


def test_what_would_have_to_give_way_is_told(caseload: Path, plan: Path) -> None:
    shown = run("explain", caseload, "Robin", "--plan", plan, *ON)

    told = lines(shown.stdout)
    assert "What would have to give way" in told
    assert re.match(
        r"- If (\w+) could help another team, Robin would start with \1", told[-2]
    )


def test_everybody_is_told_a_line_each(caseload: Path, plan: Path) -> None:
    shown = run("explain", caseload, "--everybody", "--plan", plan, *ON)

    told = [line for line in lines(shown.stdout) if line.startswith("- ")]
    assert {line.partition(":")[0] for line in told} == {
        "- Sam",
        "- Kim",
        "- Lee",
        "- Robin",
    }


def test_overloads_are_told_with_what_clears_them(caseload: Path, plan: Path) -> None:
    shown = run("explain", caseload, "--overloads", "--plan", plan, *ON)

    assert shown.stderr == ""
    told = lines(shown.stdout)
    assert told[1].startswith("Alex is over the ceiling already")
    assert told[2] == "- Left alone, it clears by itself on 8 February."


def test_where_nobody_is_over_that_is_told(caseload: Path, tmp_path: Path) -> None:
    plan = tmp_path / "assignments.csv"
    plan.write_text(BY_HAND.replace("kim,alex", "kim,ben"), encoding="utf-8")

    shown = run("explain", caseload, "--overloads", "--plan", plan, *ON)

    assert lines(shown.stdout)[-1] == "Nobody is over the ceiling"


@pytest.mark.parametrize(
    "asked",
    [
        (),
        ("sam", "--everybody"),
        ("--everybody", "--overloads"),
        ("--everybody", "--quick"),
        ("--overloads", "--not", "ben"),
    ],
)
def test_one_thing_is_asked_at_a_time(
    caseload: Path, plan: Path, asked: tuple[str, ...]
) -> None:
    shown = run("explain", caseload, *asked, "--plan", plan, *ON)

    assert shown.returncode == 2
