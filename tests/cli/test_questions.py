"""Whom to take and at what prices: asked and answered in plain lines."""

import shutil
from pathlib import Path

import pytest

from cti.exchange.caseload_file import CaseloadFile
from cti.exchange.caseload_out import write_caseload
from tests.builders import a_caseload, a_person, a_referral, a_worker
from tests.cli.program import lines, run

BY_HAND = "person_id,worker_id,from_on,to_on\nsam,alex,2026-11-23,\n"
ON = ("--on", "2026-11-23")


@pytest.fixture(scope="module")
def caseload(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Alex with Sam, Ben with nobody, and Robin, who is new."""
    folder: Path = tmp_path_factory.mktemp("caseload") / "team"
    team = a_caseload(
        workers=[a_worker(), a_worker("ben"), a_worker("dev", accepts_new=False)],
        people=[a_person()],
        referrals=[a_referral()],
    )
    write_caseload(CaseloadFile.of(team), folder)
    return folder


@pytest.fixture(scope="module")
def plan(caseload: Path) -> Path:
    path = caseload.parent / "assignments.csv"
    path.write_text(BY_HAND, encoding="utf-8")
    return path


def test_who_could_take_somebody_is_told_best_first_with_the_refused(
    caseload: Path, plan: Path
) -> None:
    shown = run("recommend", caseload, "robin", "--plan", plan, *ON)

    assert shown.returncode == 0
    assert shown.stderr == ""
    assert lines(shown.stdout) == [
        "Looked at as of Monday 23 November 2026.",
        "Who could take Robin",
        "- Alex goes from 2 to 3.5 now, and back to 1.5 on 24 May. "
        "(330 points less than the plan as it is.)",
        "- Ben goes from 0 to 1.5 now, up to 2 on 1 March, and down to 0.5 on "
        "23 August 2027. "
        "(330 points less than the plan as it is.)",
        "Who may not",
        "- Dev is not taking on new people at present.",
    ]


def test_every_start_is_told_where_all_are_asked_for(
    caseload: Path, plan: Path
) -> None:
    shown = run("recommend", caseload, "robin", "--plan", plan, *ON, "--all")

    assert shown.stdout.count("points less than the plan as it is") == 2 * 13


def test_whom_a_worker_could_take_is_told(caseload: Path, plan: Path) -> None:
    shown = run("recommend", caseload, "--worker", "Dev", "--plan", plan, *ON)

    assert lines(shown.stdout)[1:] == [
        "Whom Dev could take next",
        "Dev may take none of the people who are looking.",
        "Whom they may not",
        "- Robin: Dev is not taking on new people at present.",
    ]


def test_everybody_is_told_where_all_are_asked_for(tmp_path: Path) -> None:
    folder = tmp_path / "team"
    waiting = [a_referral(f"robin{number:02}") for number in range(10)]
    team = a_caseload(workers=[a_worker()], people=[a_person()], referrals=waiting)
    write_caseload(CaseloadFile.of(team), folder)
    plan = tmp_path / "assignments.csv"
    plan.write_text(BY_HAND, encoding="utf-8")
    asked = ("recommend", folder, "--worker", "alex", "--plan", plan, *ON)

    some, everybody = run(*asked), run(*asked, "--all")

    assert lines(some.stdout)[-1] == "and 2 more people; --all shows everything"
    assert some.stdout.count("- Robin") == 8
    assert everybody.stdout.count("- Robin") == 10


@pytest.mark.parametrize("asked", [(), ("robin", "--worker", "ben")])
def test_one_question_is_asked_at_a_time(
    caseload: Path, plan: Path, asked: tuple[str, ...]
) -> None:
    shown = run("recommend", caseload, *asked, "--plan", plan, *ON)

    assert shown.returncode == 2
    assert "not both" in shown.stderr


@pytest.mark.slow
def test_without_a_plan_one_is_made_for_the_question(caseload: Path) -> None:
    shown = run("recommend", caseload, "robin", *ON)

    assert shown.returncode == 0
    assert lines(shown.stdout)[0] == (
        "Beside a plan for Monday 23 November 2026, made for this question and not "
        "written."
    )
    assert "This is what the plan has." in shown.stdout
    assert "Choosing workers" in shown.stderr


def test_the_policies_are_told_with_their_reasons() -> None:
    shown = run("policies").stdout

    assert [name for name in lines(shown) if name in {*POLICIES}] == POLICIES
    assert "is moved only if it clears about 18 SCE-weeks over the ceiling" in shown
    assert "- bands: A worker who leaves" in shown
    protect = shown.partition("\nprotect workers\n")[2]
    assert "Where it says something else than balanced:" in protect
    assert "is moved only if it clears about 9 SCE-weeks over the ceiling" in protect
    assert "A handover because" not in protect


POLICIES = ["balanced", "continuity first", "protect workers"]


def test_one_policy_is_read_aloud_by_its_name() -> None:
    shown = run("policies", "Protect-Workers").stdout

    assert lines(shown)[0] == "Read aloud: protect workers"
    assert "clears about 9 SCE-weeks" in shown
    assert "Not as in balanced, and why" in shown


def test_ones_own_is_read_aloud_or_mended(tmp_path: Path) -> None:
    ours = tmp_path / "ours.toml"
    ours.write_text("handover = 10\ncontacts = { cover = 80 }", encoding="utf-8")
    sound = run("policies", ours)
    ours.write_text("handover = -1\nmovng = 2", encoding="utf-8")
    broken = run("policies", ours)

    assert "A handover because a worker leaves weighs as much as 0.5" in sound.stdout
    assert lines(sound.stdout)[-1] == "handover and contacts.cover."
    assert broken.returncode == 2
    assert broken.stdout == ""
    assert "2 things need mending" in broken.stderr
    assert "- ours.toml, movng: there is nothing of that name" in broken.stderr


def test_an_unknown_policy_is_told_with_those_there_are() -> None:
    shown = run("policies", "brave")

    assert shown.returncode == 2
    assert "There is no policy and no file «brave»." in shown.stderr
    assert "balanced, continuity first, protect workers" in shown.stderr


def test_a_plan_is_judged_at_the_prices_asked_for(caseload: Path, plan: Path) -> None:
    ours = caseload.parent / "ours.toml"
    ours.write_text('name = "ours"\nnot_placed = 500', encoding="utf-8")

    by_default = run("check", caseload, plan, *ON)
    at_ours = run("check", caseload, plan, *ON, "--policy", ours)

    assert "costs 330 points under the policy «balanced»" in by_default.stdout
    assert "costs 630 points under the policy «ours»" in at_ours.stdout
    assert at_ours.returncode == 0


def test_a_plan_is_shown_under_each_policy_side_by_side(
    caseload: Path, plan: Path, tmp_path: Path
) -> None:
    ours = tmp_path / "ours.toml"
    ours.write_text("wait_week = 20", encoding="utf-8")

    shown = run("check", caseload, plan, *ON, "--policy", ours, "--all-policies")

    said = lines(shown.stdout)
    (heading,) = (line for line in said if line.startswith("points"))
    (total,) = (line for line in said if line.startswith("total"))
    assert heading.split("  ")[-1] == "ours"
    assert total.split() == ["total", "330", "330", "330", "460"]
    assert "- weeks of waiting: 13" in said
    assert not any(line.startswith("late days") for line in said)
    assert (
        "- Under ours, a single change would be cheaper for 1 person; most is saved by "
        "starting Robin with Alex on 23 November instead: 460 points."
    ) in said


def test_a_plan_that_names_prices_nobody_has_is_told(
    caseload: Path, tmp_path: Path
) -> None:
    plan = tmp_path / "plan"
    plan.mkdir()
    (plan / "assignments.csv").write_text(BY_HAND, encoding="utf-8")
    (plan / "plan.json").write_text(
        '{"format": "cti-plan-1", "plan_date": "2026-11-23", "weeks": 40, '
        '"policy": "theirs", "input_hash": "0", '
        '"effort": {"seed": 0, "effort": 1, "repeatable": true}, '
        '"cost": {"lower_bound": 0}, "contact_cost": {"lower_bound": 0}}',
        encoding="utf-8",
    )

    unknown = run("check", caseload, plan)
    given = run("check", caseload, plan, "--policy", "balanced")

    assert unknown.returncode == 2
    assert "«theirs»" in unknown.stderr
    assert given.returncode == 0
    shutil.rmtree(plan)


@pytest.fixture(scope="module")
def winter(caseload: Path) -> Path:
    path = caseload.parent / "winter.toml"
    path.write_text(
        '["Alex leaves"]\nleaves = "Alex:2027-01-11"\n'
        '["Two more"]\nreferrals = 2\nceiling = 18\n',
        encoding="utf-8",
    )
    return path


@pytest.mark.slow
def test_futures_are_told_in_sentences_and_side_by_side(
    caseload: Path, winter: Path
) -> None:
    typed = ("--joins", "like Ben from 2027-02-01 as Nia", "--hours", "Ben:0.5")
    before = {path.name: path.read_bytes() for path in caseload.iterdir()}

    shown = run("what-if", caseload, winter, *typed, *ON, "--effort", "1")

    said = lines(shown.stdout)
    assert shown.returncode == 0
    assert said[:2] == [
        "What if",
        "Ben works 0.5 of a full-time post; Nia, like Ben, joins on 1 February.",
    ]
    assert "Alex leaves on 11 January." in said
    assert "- No referral has to wait, as now." in said
    headings = [line for line in said if line.split()[:3] == ["as", "it", "is"]]
    assert [line.split("  ")[-1] for line in headings] == ["Two more"] * 4
    assert any(line.split() == ["Nia", "-", "nobody", "-", "-"] for line in said)
    assert any(line.split() == ["Nia", "-", "0", "-", "-"] for line in said)
    assert any(line.startswith("Alex") and "1 go" in line for line in said)
    assert "- Two more: the best possible." in said
    assert said[-1] == "Nothing was written; the plan in force stays as it is."
    assert {path.name: path.read_bytes() for path in caseload.iterdir()} == before


@pytest.mark.slow
def test_what_people_were_told_is_kept_beside_where_a_plan_is_in_force(
    caseload: Path, plan: Path, winter: Path
) -> None:
    shown = run("what-if", caseload, winter, "--in-force", plan, *ON, "--effort", "1")

    said = lines(shown.stdout)
    assert shown.returncode == 0
    assert any(line.split()[:3] == ["people", "told", "otherwise"] for line in said)
    assert any("than they were told, instead of nobody." in line for line in said)


def test_changes_that_cannot_be_tried_are_all_told(caseload: Path) -> None:
    wrong = ("--leaves", "Alx:2027-01-11", "--referrals", "x", "--hours", "Ben:0.5")

    shown = run("what-if", caseload, *wrong, *ON)

    assert shown.returncode == 2
    assert shown.stdout == ""
    assert "2 changes cannot be tried on this caseload." in shown.stderr
    assert "- what if, leaves: there is no worker «Alx»" in shown.stderr


def test_nothing_to_try_is_told(caseload: Path) -> None:
    shown = run("what-if", caseload, *ON)

    assert shown.returncode == 2
    assert "- what if: there is nothing to try." in shown.stderr
