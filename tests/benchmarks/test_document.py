"""The page shows what was measured, and nothing else."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from benchmarks.document import SECTIONS, begin, end, figures, renewed
from benchmarks.picture import growth_picture
from benchmarks.places import DOCUMENT, GROWTH_PICTURE, RESULTS
from benchmarks.results import Record, load
from benchmarks.sections import held
from benchmarks.sections.section import Wanted

PAGE = "\n".join(f"## {name}\n{begin(name)}\n{end(name)}" for name in SECTIONS)


def kept(folder: Path) -> Record:
    return Record(section="contacts-public", keys=("set",), folder=folder)


def test_the_page_is_what_the_results_make() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")

    assert renewed(text) == text


def test_the_picture_is_what_the_results_make() -> None:
    rows = [row for row in load("growth") if "size" in row]

    assert GROWTH_PICTURE.read_text(encoding="utf-8") == growth_picture(rows)


@pytest.mark.parametrize("name", SECTIONS)
def test_every_section_says_on_what_it_was_measured(name: str) -> None:
    rows = load(name)
    for row in rows:
        assert {"at", "commit", "load"} <= row["measured"].keys()
    if rows:
        about = json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8"))
        assert {"processor", "cores", "ortools"} <= about["machine"].keys()


def test_a_figure_that_changes_changes_the_page(tmp_path: Path) -> None:
    record = kept(tmp_path)
    record.put(set="uhhc", answers=13, agree=13, broken=0)
    before = renewed(PAGE, tmp_path)
    record.put(set="uhhc", answers=13, agree=12, broken=0)

    after = renewed(before, tmp_path)

    assert "| uhhc | 13 | 13 | 0 |" in before
    assert "| uhhc | 13 | 12 | 0 |" in after
    assert "| uhhc | 13 | 13 | 0 |" not in after
    assert renewed(after, tmp_path) == after


def test_what_was_not_measured_says_so(tmp_path: Path) -> None:
    assert figures("gap", tmp_path) == "Not measured: it was not run yet."

    kept(tmp_path).skip("the public set is not here")

    assert figures("contacts-public", tmp_path).startswith("Not measured: the public")


def test_a_page_without_a_place_for_figures_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no place for the figures of whole"):
        renewed("# Benchmarks\n", tmp_path)


def test_a_row_takes_the_place_of_the_one_like_it(tmp_path: Path) -> None:
    record = kept(tmp_path)
    record.put(set="one", answers=1)
    record.put(set="two", answers=2)
    record.put(set="one", answers=3)

    again = Record(
        section="contacts-public", keys=("set",), folder=tmp_path, resumed=True
    )

    assert [(row["set"], row["answers"]) for row in again.rows] == [
        ("two", 2),
        ("one", 3),
    ]
    assert again.has(set="two")
    assert not again.has(set="three")


def test_a_run_that_is_not_resumed_begins_afresh(tmp_path: Path) -> None:
    kept(tmp_path).put(set="one", answers=1)

    assert kept(tmp_path).rows == []


def test_a_part_takes_the_place_of_its_rows_and_keeps_the_others(
    tmp_path: Path,
) -> None:
    record = kept(tmp_path)
    record.put(set="one", answers=1)
    record.put(set="two", answers=2)
    wanted = Wanted(scratch=tmp_path, results=tmp_path, sizes=["one"])

    part = wanted.record("contacts-public", "set")

    assert not part.has(set="one")
    part.put(set="one", answers=3)
    found = [(row["set"], row["answers"]) for row in load("contacts-public", tmp_path)]
    assert found == [("two", 2), ("one", 3)]
    assert [wanted.asks(name) for name in ("one", "two")] == [True, False]


@pytest.mark.parametrize("name", SECTIONS)
def test_every_section_names_the_command_for_one_row(name: str) -> None:
    words = SECTIONS[name].command.split()
    options = {each for each in words if each.startswith("--")}

    assert words[:4] == ["python", "-m", "benchmarks", name]
    assert options <= {"--only", "--seeds", "--planners"}
    assert len(options) == len(SECTIONS[name].keys) - (name == "area")


@pytest.mark.parametrize(
    ("name", "cost", "bound", "known", "is_held"),
    [
        ("riverside", 100.0, 100.0, 100.0, True),
        ("riverside", 100.0, 99.9, 100.0, False),
        ("harbour", 100.5, 90.0, 100.0, True),
        ("harbour", 100.6, 90.0, 100.0, False),
        ("harbour", 100.0, 100.0, None, True),
        ("40x700-2027", 101.5, 100.0, None, True),
        ("40x700-2027", 101.6, 100.0, None, False),
        ("40x700-2027", None, 100.0, None, False),
    ],
)
def test_a_caseload_holds_at_its_share_and_not_past_it(
    name: str, cost: float | None, bound: float, known: float | None, is_held: bool
) -> None:
    row = {"caseload": name, "limit": 5, "cost": cost, "bound": bound, "broken": 0}

    assert held.holds({**row, "best_known": known}) is is_held
    assert not held.holds({**row, "best_known": known, "broken": 1})
    assert f"| {'yes' if is_held else 'no'} |" in held.text(
        [{**row, "best_known": known}]
    )


def test_the_longest_answer_is_told_beside_what_it_is_held_to(tmp_path: Path) -> None:
    def answers(worst: float) -> dict[str, object]:
        return {"first": 50.0, "usual": 20.0, "worst": worst, "questions": 34}

    record = Record(section="recommend", keys=("caseload",), folder=tmp_path)
    for seed, worst in ((1, 81.6), (2, 60.0)):
        about = {"caseload": f"24x340-{seed}", "workers": 24, "people": 340}
        record.put(**about, answers={"who": answers(worst)})

    shown = figures("recommend", tmp_path)

    assert shown.startswith("Held to 200 ms; of 68 answers the longest took 82 ms.")
    assert "| 24x340-1 | 24 | 340 | who | 34 | 50 | 20 | 82 |" in shown


def test_the_picture_shows_every_size_that_was_measured() -> None:
    rows = [
        {"size": "5x70", "steps": [[0.5, 100.0]], "bound": 100.0, "peak_mb": 150},
        {"size": "24x340", "steps": [[9.0, 200.0]], "bound": 100.0, "peak_mb": 400},
    ]

    picture = ET.fromstring(growth_picture(rows))  # noqa: S314, it is our own
    dots = picture.findall(".//{http://www.w3.org/2000/svg}circle")

    assert len(dots) == 3
    assert picture.get("aria-label")
