"""Documents say what the code says: rules, flags, prices, numbers, decisions, links."""

import re
import runpy
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from cti.cli.app import app
from cti.phases import programme, programme_keys
from cti.plans.assignment import Rule
from cti.plans.contacts import ContactRule
from cti.plans.cost import ContactCost, Cost
from cti.plans.document import FlagKind
from cti.plans.policy import BALANCED, ContactPrices, Policy
from tests.house.tree import ROOT, documents, shown

METHOD = ROOT / "docs" / "method.md"
PRACTICE = ROOT / "docs" / "practice.md"
RECORDS = sorted((ROOT / "docs" / "adr").glob("*.md"))

MOST_LINES_OF_A_RECORD = 40
RECORD_HEADINGS = ("Context", "Decision", "Consequences")


def unnamed(text: str, names: Iterable[str]) -> list[str]:
    """The names that a document does not show `like this`."""
    shown_names = set(re.findall(r"`([^`\n]+)`", text))
    return [name for name in names if name not in shown_names]


def untold(text: str, commands: Iterable[str]) -> list[str]:
    """The commands of which a text gives no example."""
    return [name for name in commands if not re.search(rf"\bcti {name}(?![\w-])", text)]


def broken_links(page: Path) -> list[str]:
    """The relative links of a page that lead nowhere, headings included."""
    text = _without_code(page.read_text(encoding="utf-8"))
    targets = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(
        r'(?:href|src)="([^"]+)"', text
    )
    found = []
    for target in targets:
        if re.match(r"[a-z]+:", target):
            continue
        path, _, heading = target.partition("#")
        there = (page.parent / path) if path else page
        if not there.exists() or (heading and heading not in _headings(there)):
            found.append(target)
    return found


def record_problems(text: str) -> list[str]:
    """What a decision record lacks."""
    found = []
    if len(text.splitlines()) > MOST_LINES_OF_A_RECORD:
        found.append("longer than 40 lines")
    _, *sections = re.split(r"^## ", text, flags=re.MULTILINE)
    said = {
        heading.strip(): body.strip()
        for heading, _, body in (section.partition("\n") for section in sections)
    }
    found += [f"no {each.lower()}" for each in RECORD_HEADINGS if not said.get(each)]
    if not re.search(
        r"\bStatus: (accepted|replaced by record \d+)\.$", text, re.MULTILINE
    ):
        found.append("no status")
    if not re.search(r"^Date: \d{4}-\d{2}-\d{2}\.", text, re.MULTILINE):
        found.append("no date")
    return found


def rooms(root: Path) -> list[str]:
    """What stands in the house: the modules and packages of ``cti``, and the pages."""
    inside = [
        path.relative_to(root).as_posix()
        for path in (root / "cti").iterdir()
        if not path.name.startswith("__")
        and (path.suffix == ".py" or (path / "__init__.py").exists())
    ]
    return sorted([*inside, "dashboards"])


def _without_code(text: str) -> str:
    return re.sub(r"`[^`\n]*`", "", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


def _headings(page: Path) -> set[str]:
    lines = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", line.lower()).strip().replace(" ", "-")
        for line in lines
    }


@pytest.mark.parametrize(
    "names", [Rule, ContactRule, FlagKind], ids=lambda e: e.__name__
)
def test_the_method_names_every_rule_and_every_flag(names: Iterable[str]) -> None:
    assert unnamed(METHOD.read_text(encoding="utf-8"), names) == []


@pytest.mark.parametrize("prices", [Policy, ContactPrices], ids=["plan", "contacts"])
def test_the_method_names_every_price(prices: type[Policy | ContactPrices]) -> None:
    names = [price.name for price in fields(prices)]
    names = [name for name in names if name not in {"key", "contacts"}]

    assert unnamed(METHOD.read_text(encoding="utf-8"), names) == []
    assert unnamed(METHOD.read_text(encoding="utf-8"), [BALANCED.key]) == []


@pytest.mark.parametrize("cost", [Cost, ContactCost], ids=["plan", "contacts"])
def test_the_method_names_every_part_of_the_cost(
    cost: type[Cost | ContactCost],
) -> None:
    names = [part.name for part in fields(cost)]

    assert unnamed(METHOD.read_text(encoding="utf-8"), names) == []


def test_the_parts_of_the_method_are_those_the_catalogue_refers_to() -> None:
    parts = set(
        re.findall(r"^## Part (\d)\.", METHOD.read_text(encoding="utf-8"), re.MULTILINE)
    )
    cited = {
        place
        for key in programme_keys()
        for source in programme(key).sources.values()
        for place in re.findall(r"docs/method\.md, part (\d)", source)
    }

    assert parts == set("1234567")
    assert cited
    assert cited <= parts


def test_the_page_of_numbers_is_what_the_catalogue_makes() -> None:
    made = runpy.run_path(str(ROOT / "docs" / "make_practice.py"))["render"]()

    assert PRACTICE.read_text(encoding="utf-8") == made


@pytest.mark.parametrize("key", programme_keys())
def test_the_page_of_numbers_lists_every_number_and_every_source(key: str) -> None:
    text = PRACTICE.read_text(encoding="utf-8")
    cited = text.replace("[the method](method.md)", "docs/method.md")
    sources = programme(key).sources

    assert unnamed(text, sources) == []
    assert [source for source in sources.values() if source not in cited] == []


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    command = tmp_path / "make_practice.py"
    command.write_text(
        (ROOT / "docs" / "make_practice.py").read_text(encoding="utf-8"),
        encoding="utf-8",
    )

    subprocess.run([sys.executable, str(command)], check=True, cwd=ROOT)

    assert (tmp_path / "practice.md").read_bytes() == PRACTICE.read_bytes()


def test_every_command_is_in_the_documents() -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    typed = "\n".join(page.read_text(encoding="utf-8") for page in documents())

    assert "plan" in group.commands
    assert untold(typed, group.commands) == []


def test_a_command_that_no_document_names_is_noticed() -> None:
    assert untold("Run `cti plan team.xlsx`, cti explained.", ["plan", "explain"]) == [
        "explain"
    ]


def test_every_room_of_the_house_is_on_its_map() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")

    assert len(rooms(ROOT)) > 8
    assert unnamed(text, rooms(ROOT)) == []


def test_a_room_that_is_on_no_map_is_noticed(tmp_path: Path) -> None:
    for name in ("cti/store", "dashboards/pages", "cti/__pycache__"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "__init__.py").touch()
    (tmp_path / "cti" / "settings.py").touch()
    (tmp_path / "cti" / "__init__.py").touch()

    assert rooms(tmp_path) == ["cti/settings.py", "cti/store", "dashboards"]
    assert unnamed("`cti/store` and `dashboards`", rooms(tmp_path)) == [
        "cti/settings.py"
    ]


def test_every_link_inside_the_documents_leads_somewhere() -> None:
    found = [
        f"{shown(page)}: {target}"
        for page in documents()
        for target in broken_links(page)
    ]

    assert found == []


def test_decision_records_are_numbered_without_a_gap() -> None:
    numbers = [int(path.name[:4]) for path in RECORDS]

    assert numbers == list(range(1, len(RECORDS) + 1))
    assert len(numbers) >= 9


@pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.stem)
def test_a_decision_record_says_why_what_and_what_follows(record: Path) -> None:
    assert record_problems(record.read_text(encoding="utf-8")) == []


def test_a_name_the_method_forgets_is_noticed() -> None:
    text = "Only `pins_hold` is named; same_team is not, nor `known_names_all`."

    assert unnamed(text, ["pins_hold", "same_team", "known_names"]) == [
        "same_team",
        "known_names",
    ]


def test_a_link_that_leads_nowhere_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "there.md").write_text("# A heading: with words\n", encoding="utf-8")
    page = tmp_path / "page.md"
    page.write_text(
        "[a](there.md) [b](there.md#a-heading-with-words) [c](gone.md) "
        "[d](there.md#no-such-heading) [e](https://example.org/x) `[f](code.md)` "
        '<img src="gone.png">',
        encoding="utf-8",
    )

    assert broken_links(page) == ["gone.md", "there.md#no-such-heading", "gone.png"]


def test_a_record_that_says_too_little_or_too_much_is_noticed() -> None:
    sound = (
        "# 1. A thing\n\nDate: 2026-11-21. Status: accepted.\n\n"
        "## Context\n\nA.\n\n## Decision\n\nB.\n\n## Consequences\n\nC.\n"
    )

    assert record_problems(sound) == []
    assert record_problems(sound.replace("B.", "")) == ["no decision"]
    assert record_problems(sound.replace(" Status: accepted.", "")) == ["no status"]
    assert record_problems(sound.replace("2026-11-21", "soon")) == ["no date"]
    assert record_problems(sound + "\n" * 40) == ["longer than 40 lines"]
