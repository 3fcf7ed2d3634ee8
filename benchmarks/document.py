"""Writes docs/benchmarks.md: every figure in it stands in a file of results."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.picture import growth_picture
from benchmarks.places import DOCUMENT, GROWTH_PICTURE, RESULTS
from benchmarks.results import Row, load, load_document
from benchmarks.sections import (
    area,
    contacts_public,
    gap,
    growth,
    held,
    pages,
    peers,
    recommend,
    roadef,
    serving,
    whole,
)
from benchmarks.sections.section import Section

SECTIONS: Mapping[str, Section] = {
    each.name: each
    for each in (
        whole.SECTION,
        held.SECTION,
        recommend.SECTION,
        peers.SECTION,
        growth.SECTION,
        area.SECTION,
        serving.SECTION,
        pages.SECTION,
        gap.SECTION,
        roadef.SECTION,
        contacts_public.SECTION,
    )
}


def begin(name: str) -> str:
    """Return the line that stands before the figures of a section."""
    return f"<!-- figures of {name}: written by make bench -->"


def end(name: str) -> str:
    """Return the line that stands after them."""
    return f"<!-- end of {name} -->"


def figures(name: str, folder: Path = RESULTS) -> str:
    """Return the figures of a section, from its file alone."""
    section, rows = SECTIONS[name], load(name, folder)
    measured = [row for row in rows if "skipped" not in row]
    if not measured:
        skipped = rows[0]["skipped"] if rows else "it was not run yet"
        return f"Not measured: {skipped}."
    return (
        f"{section.text(measured)}\n\n{_occasion(name, measured, folder)}\n\n"
        f"One row again: `{section.command}`"
    )


def renewed(text: str, folder: Path = RESULTS) -> str:
    """Return the document with the figures of every section as they are kept now."""
    for name in SECTIONS:
        before, found, rest = text.partition(begin(name))
        _, closed, after = rest.partition(end(name))
        if not found or not closed:
            msg = f"the document has no place for the figures of {name}"
            raise ValueError(msg)
        text = f"{before}{found}\n\n{figures(name, folder)}\n\n{closed}{after}"
    return text


def write() -> None:
    """Put the figures into the document, and renew the picture."""
    text = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(renewed(text), encoding="utf-8")
    rows = [row for row in load("growth") if "size" in row]
    GROWTH_PICTURE.parent.mkdir(parents=True, exist_ok=True)
    GROWTH_PICTURE.write_text(growth_picture(rows), encoding="utf-8")


def _occasion(name: str, rows: Sequence[Row], folder: Path) -> str:
    """Say on what, when, at which commits and on how busy a machine."""
    about: Row = load_document(name, folder)["machine"]
    occasions = [row["measured"] for row in rows]
    days = sorted({each["at"][:10] for each in occasions})
    commits = sorted({each["commit"] for each in occasions})
    loads = [each["load"] for each in occasions]
    return (
        f"*{about['processor']}, {about['cores']} cores, {about['memory_gb']} GB; "
        f"Python {about['python']}, OR-Tools {about['ortools']}; "
        f"{' to '.join(dict.fromkeys((days[0], days[-1])))}; "
        f"commit {', '.join(commits)}; load of the machine before each "
        f"{min(loads)} to {max(loads)}.*"
    )
