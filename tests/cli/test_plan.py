"""From a caseload to a plan and back, in a pipe, as a person would do it."""

import csv
import json
import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from cti.usecases.sample import NAVIGATORS, RIVERSIDE, sample_caseload
from tests.cli.program import PROGRAM, lines, run

pytestmark = pytest.mark.slow

FILES = {
    "assignments.csv",
    "contacts.csv",
    "flags.csv",
    "load.csv",
    "plan.json",
    "review.html",
}
ON = ("--on", "2026-11-23")


def planned(folder: Path) -> subprocess.CompletedProcess[str]:
    """Plan the small sample."""
    with sample_caseload(NAVIGATORS) as caseload:
        return run("plan", caseload, *ON, "--out", folder, "--effort", "1")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str, Path]:
    """A plan of the small sample: what was said and noted, and where it is."""
    folder: Path = tmp_path_factory.mktemp("plans") / "monday"
    made = planned(folder)
    assert made.returncode == 0
    return made.stdout, made.stderr, folder


@pytest.fixture(scope="module")
def plan(told: tuple[str, str, Path]) -> Path:
    """A plan of the small sample."""
    return told[2]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_plan_is_written_and_told_in_plain_lines(
    told: tuple[str, str, Path],
) -> None:
    said, aside, folder = told

    assert {path.name for path in folder.iterdir()} == FILES
    assert "\x1b" not in said + aside
    assert "16 people, 1 worker, 0 referrals" in said
    assert "- 0 workers are over the ceiling in the next 40 weeks." in said
    assert f"{folder / 'review.html'}: the case review" in said
    assert lines(aside)[0] == "Reading the spreadsheet ..."


def test_the_plan_holds_everybody_and_its_review_too(plan: Path) -> None:
    with sample_caseload(NAVIGATORS) as caseload:
        people = rows(caseload / "people.csv")

    held = {row["person_id"] for row in rows(plan / "assignments.csv")}
    review = (plan / "review.html").read_text(encoding="utf-8")

    assert held == {row["person_id"] for row in people}
    assert review.startswith("<!doctype html>")
    assert review.count("data-label") > 16


def test_the_same_caseload_gives_the_same_plan_and_replaces_the_last(
    plan: Path, tmp_path: Path
) -> None:
    again = shutil.copytree(plan, tmp_path / "again")
    (again / "assignments.csv").write_text("something older", encoding="utf-8")

    assert planned(again).returncode == 0

    assert {path.name for path in again.iterdir()} == FILES
    for name in FILES - {"plan.json"}:
        assert (again / name).read_bytes() == (plan / name).read_bytes()
    documents = [
        json.loads((folder / "plan.json").read_text(encoding="utf-8"))
        for folder in (plan, again)
    ]
    assert all(document.pop("run")["seconds"] > 0 for document in documents)
    assert documents[0] == documents[1]


def test_an_unchanged_spreadsheet_changes_nothing_against_the_plan_in_force(
    plan: Path, tmp_path: Path
) -> None:
    with sample_caseload(NAVIGATORS) as caseload:
        told = run(
            *("plan", caseload, *ON, "--out", tmp_path / "next"),
            *("--in-force", plan, "--effort", "1"),
        )

    assert told.returncode == 0
    said = lines(told.stdout)
    place = said.index(f"What changes against {plan}")
    assert said[place + 1] == "Nothing changes."
    assert "Choosing workers" not in told.stderr
    for name in FILES - {"plan.json", "review.html"}:
        assert (tmp_path / "next" / name).read_bytes() == (plan / name).read_bytes()


def test_a_plan_of_another_service_cannot_be_in_force(
    plan: Path, tmp_path: Path
) -> None:
    with sample_caseload(RIVERSIDE) as caseload:
        told = run(
            *("plan", caseload, *ON, "--out", tmp_path / "next"),
            *("--in-force", plan),
        )

    assert told.returncode == 2
    assert "it knows nobody who is in this caseload" in told.stderr
    assert not (tmp_path / "next").exists()


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    (letters / "dear.txt").write_text("Dear all", encoding="utf-8")

    refused = planned(letters)

    assert refused.returncode == 2
    assert "dear.txt" in refused.stderr
    assert "Choosing workers" not in refused.stderr
    assert [path.name for path in letters.iterdir()] == ["dear.txt"]


def test_without_a_date_it_is_today_and_that_is_said(tmp_path: Path) -> None:
    with sample_caseload(NAVIGATORS) as caseload:
        told = run("plan", caseload, "--effort", "0", cwd=tmp_path)

    said = re.search(r"Planning from today, (\d{4}-\d{2}-\d{2})", told.stderr)
    assert said is not None
    assert [path.name for path in tmp_path.iterdir()] == [f"plan-{said[1]}"]


def test_a_plan_passes_its_check(plan: Path) -> None:
    with sample_caseload(NAVIGATORS) as caseload:
        told = run("check", caseload, plan)

    assert told.returncode == 0
    assert "This plan keeps every rule" in told.stdout
    assert "Monday 23 November 2026" in told.stdout


def test_a_plan_that_breaks_a_rule_does_not(plan: Path, tmp_path: Path) -> None:
    spoilt = tmp_path / "spoilt"
    spoilt.mkdir()
    for name in FILES:
        (spoilt / name).write_bytes((plan / name).read_bytes())
    text = (spoilt / "assignments.csv").read_text(encoding="utf-8").splitlines()
    (spoilt / "assignments.csv").write_text("\n".join(text[:-1]), encoding="utf-8")

    with sample_caseload(NAVIGATORS) as caseload:
        told = run("check", caseload, spoilt)

    assert told.returncode == 1
    assert "This plan breaks rules" in told.stdout
    assert "- everybody_once: " in told.stdout


def test_a_caseload_that_has_changed_since_is_told(plan: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed"
    changed.mkdir()
    with sample_caseload(NAVIGATORS) as caseload:
        for path in caseload.iterdir():
            text = path.read_text(encoding="utf-8").replace("navigators", "renamed")
            (changed / path.name).write_text(text, encoding="utf-8")

    told = run("check", changed, plan)

    assert "has changed since this plan was made" in told.stdout


def test_a_plan_is_compared_with_today_and_with_itself(plan: Path) -> None:
    with sample_caseload(NAVIGATORS) as caseload:
        today = run("compare", caseload, plan)
        itself = run("compare", caseload, plan, plan)

    assert (today.returncode, itself.returncode) == (0, 0)
    assert "From today's workers to this plan" in today.stdout
    assert "- Nothing changes in who works" in itself.stdout


def test_a_plan_is_explained_with_a_plan_or_without(plan: Path) -> None:
    with sample_caseload(NAVIGATORS) as caseload:
        person = rows(caseload / "people.csv")[0]
        asked = (caseload, person["known_as"])
        written = run("explain", *asked, "--plan", plan)
        afresh = run("explain", *asked, *ON)

    assert (written.returncode, afresh.returncode) == (0, 0)
    assert f"keeps {person['known_as']}" in written.stdout
    assert f"keeps {person['known_as']}" in afresh.stdout


def test_nobody_of_that_name_is_told_with_somebody_near(plan: Path) -> None:
    with sample_caseload(NAVIGATORS) as caseload:
        known_as = rows(caseload / "people.csv")[0]["known_as"]
        told = run("explain", caseload, f"{known_as}x", "--plan", plan)

    assert told.returncode == 2
    assert f"Did you mean {known_as}" in told.stderr


def test_the_demo_leaves_a_plan_and_two_spreadsheets(tmp_path: Path) -> None:
    told = run("demo", "--no-serve", "--out", tmp_path / "demo")
    again = run("check", tmp_path / "demo" / "riverside.xlsx", tmp_path / "demo/plan")

    assert told.returncode == 0
    assert sorted(path.name for path in (tmp_path / "demo").iterdir()) == [
        "navigators.xlsx",
        "plan",
        "riverside.xlsx",
    ]
    for part in ("Over the ceiling", "Referrals", "Change of worker", "Where to look"):
        assert part in lines(told.stdout)
    assert again.returncode == 0
    assert "has changed since" not in again.stdout


def begun(folder: Path) -> subprocess.Popen[str]:
    """The larger sample being planned, with a search that would take long."""
    with sample_caseload(RIVERSIDE) as caseload:
        command = [*PROGRAM, "plan", str(caseload), *ON, "--out", str(folder)]
    process = subprocess.Popen(
        [*command, "--effort", "50", "--seed", "7"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("Planning contacts"):
            return process
    pytest.fail("the planning ended before it could be interrupted")


def interrupt(process: subprocess.Popen[str]) -> None:
    """Press Ctrl-C: every process of the program hears it."""
    os.killpg(process.pid, signal.SIGINT)


def test_ctrl_c_takes_the_best_plan_so_far(tmp_path: Path) -> None:
    process = begun(tmp_path / "plan")
    interrupt(process)
    told, aside = process.communicate(timeout=60)

    assert process.returncode == 0
    assert "Stopping with the best plan so far" in aside
    assert "Traceback" not in aside
    assert "stopped early" in told
    assert {path.name for path in (tmp_path / "plan").iterdir()} == FILES


def test_ctrl_c_pressed_twice_stops_with_nothing_written(tmp_path: Path) -> None:
    process = begun(tmp_path / "plan")
    interrupt(process)
    time.sleep(0.05)
    interrupt(process)
    _, aside = process.communicate(timeout=60)

    assert process.returncode == 130
    assert "Stopped. Nothing was written." in aside
    assert "Traceback" not in aside
    assert list(tmp_path.iterdir()) == []
