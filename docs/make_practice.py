"""Write docs/practice.md from the programmes: ``python docs/make_practice.py``.

The catalogue is the only place where these numbers stand. A house test fails when the
page and the catalogue differ.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from cti.phases import SUPPORTED, TIMED, Phase, programme_keys

PAGE = Path(__file__).with_name("practice.md")

Numbers = Mapping[str, Mapping[str, Any]]

INTRODUCTION = """\
# The numbers of the practice

This page is written by `python docs/make_practice.py` from the programmes in
`cti/phases/catalogue/`. Change a number there, say where the new one comes from, and
run the command again. The prices of a plan are not here but in
[the method, part 4](method.md#part-4-what-it-costs) and
[part 6](method.md#part-6-contacts).

A caseload names its programme by the word in the first table. The numbers in brackets
point to the sources at the end. *Our figure* means that no published source gives one:
agree on your own.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One number of a programme.

    Attributes
    ----------
    name
        As the catalogue calls it.
    label
        As a reader calls it.
    decides
        What changes when it changes.
    """

    name: str
    label: str
    decides: str


def each(
    stem: str, label: str, decides: str, *, phases: tuple[Phase, ...] = SUPPORTED
) -> list[Row]:
    """Return a number that every phase has, as one row for each."""
    return [
        Row(f"{stem}_{phase}", f"{label}, {phase.label.split(' (')[0]}", decides)
        for phase in phases
    ]


SECTIONS: Mapping[str, list[Row]] = {
    "How much a person counts for": [
        *each(
            "weight", "weight", "load: more, and a caseload is full with fewer people"
        ),
        Row(
            "weight_paused",
            "weight while support is paused",
            "what a worker keeps free for somebody in prison or hospital",
        ),
    ],
    "How long phases last": [
        *each(
            "ends_after_months",
            "end of the phase",
            "every date of everybody from then on",
            phases=TIMED,
        ),
        Row(
            "pre_cti_months",
            "Pre-CTI, where no transition date is known",
            "when a caseload is expected to change for people without a date",
        ),
        Row(
            "notice_days",
            "soonest transition, where no date is known",
            "the same, for people long in Pre-CTI",
        ),
        Row(
            "paused_days",
            "length of a pause without a review date",
            "when somebody paused is expected back",
        ),
        Row(
            "pre_cti_long_months",
            "long Pre-CTI",
            "from when it is shown as worth a conversation",
        ),
    ],
    "How often people are met": [
        *each("every_days", "rhythm", "how many contacts are planned"),
        *each("tolerance_days", "tolerance", "when a contact counts as late"),
        *each("minutes", "length of a contact", "how much of a day it takes"),
        *each("how", "usual contact", "what the planned contact is called"),
    ],
    "Meetings, first contacts and familiar faces": [
        Row(
            "meeting_minutes",
            "length of a meeting at the end of a phase",
            "how much of a day it takes",
        ),
        Row(
            "meeting_window_days",
            "window of that meeting",
            "how early before the end it may be held",
        ),
        Row(
            "first_contact_days",
            "first contact with a new worker",
            "how soon they must have met",
        ),
        Row(
            "contact_apart_days",
            "days between two contacts",
            "how close together they may be",
        ),
        Row(
            "familiar_days",
            "a familiar face",
            "who counts as somebody the person has met lately",
        ),
    ],
}


def render() -> str:
    """Return the page."""
    tables = {key: _table(key) for key in programme_keys()}
    numbers: dict[str, Numbers] = {key: tables[key]["numbers"] for key in tables}
    sources = _sources(numbers)
    parts = [INTRODUCTION, "## The programmes", "\n".join(_programmes(tables))]
    for heading, rows in SECTIONS.items():
        parts += [f"## {heading}", "\n".join(_lines(rows, numbers, sources))]
    cited = (f"{place}. {_linked(source)}" for source, place in sources.items())
    parts += ["## Sources", "\n".join(cited)]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _table(key: str) -> dict[str, Any]:
    path = resources.files("cti.phases") / "catalogue" / f"{key}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _sources(numbers: Mapping[str, Numbers]) -> dict[str, int]:
    """Return the place of each source, in the order a reader meets them."""
    found: dict[str, int] = {}
    for rows in SECTIONS.values():
        for row in rows:
            for key in numbers:
                found.setdefault(numbers[key][row.name]["source"], len(found) + 1)
    return found


def _programmes(tables: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    yield "| programme | what it is |"
    yield "|---|---|"
    for key, table in tables.items():
        yield f"| `{key}` | **{table['name']}.** {table['summary']} |"


def _lines(
    rows: list[Row], numbers: Mapping[str, Numbers], sources: Mapping[str, int]
) -> Iterator[str]:
    headings = ["number", *(f"`{key}`" for key in numbers), "unit", "decides", "name"]
    yield f"| {' | '.join(headings)} |"
    yield "|---" * len(headings) + "|"
    for row in rows:
        entries = [numbers[key][row.name] for key in numbers]
        cells = [f"{entry['value']} [{sources[entry['source']]}]" for entry in entries]
        unit = entries[0]["unit"]
        line = [row.label, *cells, unit, row.decides, f"`{row.name}`"]
        yield f"| {' | '.join(line)} |"


def _linked(source: str) -> str:
    return source.replace("docs/method.md", "[the method](method.md)")


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
    print(f"{PAGE.name} is written.")
