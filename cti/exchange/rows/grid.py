"""A sheet laid out under its headings: which are known, kept, missing or doubled."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cti.exchange.cells.words import (
    NotReadable,
    Raw,
    did_you_mean,
    folded,
    letters,
    listed,
    shown,
    words,
)
from cti.exchange.columns.column import PAIR, Sheet
from cti.exchange.files.table import MAX_COLUMNS, Table
from cti.exchange.report import Report

_TITLE_ROWS = 10
"""How far down headings are looked for when row 1 has a title instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row under its headings.

    Attributes
    ----------
    number
        As a spreadsheet shows it.
    cells
        By heading; a heading the sheet does not have is blank.
    extras
        The cells of the columns nobody knows, in their order.
    """

    number: int
    cells: Mapping[str, Raw]
    extras: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A sheet under its headings.

    Attributes
    ----------
    extra_names
        Headings nobody knows; their columns are kept.
    is_whole
        False where a row could not be laid under the headings, with a finding.
    """

    sheet: Sheet
    lines: tuple[Line, ...]
    extra_names: tuple[str, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class _Headings:
    """Where each heading stands, from 0."""

    known: Mapping[str, int]
    extra: Mapping[str, int]


def lay_out(table: Table, sheet: Sheet, report: Report) -> Grid | None:
    """Put every cell under its heading; None, with findings, if that cannot be done."""
    headings = _headings(table, sheet, report)
    if headings is None:
        return None
    lines = []
    for number, cells in table.rows:
        if _fits(cells, number, headings, table, report):
            lines.append(_line(number, cells, headings, sheet, report))
    return Grid(
        sheet=sheet,
        lines=tuple(lines),
        extra_names=tuple(headings.extra),
        is_whole=len(lines) == len(table.rows),
    )


def _headings(table: Table, sheet: Sheet, report: Report) -> _Headings | None:
    known: dict[str, int] = {}
    extra: dict[str, int] = {}
    sound = _not_too_wide(table, report)
    expected = {folded(heading): heading for heading in sheet.headings}
    for place, raw in enumerate(table.header[:MAX_COLUMNS]):
        written = _heading(raw, sheet, report)
        if not written:
            sound = sound and written is not None
            continue
        name = expected.get(folded(written), written)
        if name in known or name in extra:
            sound = False
            report.mend(
                sheet.name,
                1,
                name,
                problem=f"two columns are headed {shown(name)}",
                remedy="Keep one, or give the other another heading",
            )
        elif folded(written) in expected:
            known[name] = place
        else:
            extra[name] = place
    found = _Headings(known, extra)
    return found if _complete(found, table, sheet, report) and sound else None


def _not_too_wide(table: Table, report: Report) -> bool:
    if len(table.header) <= MAX_COLUMNS:
        return True
    report.mend(
        table.sheet,
        1,
        problem=f"there are {len(table.header):,} columns; at most {MAX_COLUMNS} are "
        "read",
        remedy="Keep the columns this caseload needs",
    )
    return False


def _heading(raw: Raw, sheet: Sheet, report: Report) -> str | None:
    try:
        return words(raw)
    except NotReadable as trouble:
        report.mend(sheet.name, 1, problem=trouble.problem, remedy=trouble.remedy)
        return None


def _complete(found: _Headings, table: Table, sheet: Sheet, report: Report) -> bool:
    absent = [heading for heading in sheet.headings if heading not in found.known]
    needed = set(PAIR) if sheet.pairs else {c.name for c in sheet.columns if c.needed}
    misspelt = {
        extra: meant
        for extra in found.extra
        if (meant := did_you_mean(extra, absent)) and table.rows
    }
    for extra, meant in misspelt.items():
        report.mend(
            sheet.name,
            1,
            extra,
            problem=f"there is no column {shown(extra)} on this sheet",
            remedy=f"{meant} If it is a column of your own, call it something else",
        )
    meant_by = " ".join(misspelt.values())
    missing = [each for each in absent if each in needed and each not in meant_by]
    if missing:
        report.mend(
            sheet.name,
            1,
            missing[0] if len(missing) == 1 else None,
            problem="this column is missing"
            if len(missing) == 1
            else f"the columns {listed(missing, 'and')} are missing",
            remedy=_where_headings_are(found, table, sheet, missing),
        )
    if misspelt or missing:
        return False
    if absent and table.rows and not sheet.pairs:
        report.note(
            sheet.name,
            say=f"no column for {listed(absent, 'and')}; taken as blank",
        )
    for extra in found.extra:
        report.note(
            sheet.name,
            column=extra,
            say="not a column of a caseload; kept as it is and not used",
        )
    return True


def _where_headings_are(
    found: _Headings, table: Table, sheet: Sheet, missing: Sequence[str]
) -> str:
    """Say where the headings stand instead, if it is under a title; else add them."""
    expected = {folded(heading) for heading in sheet.headings}
    for number, cells in table.rows[:_TITLE_ROWS]:
        written = {folded(cell) for cell in cells if isinstance(cell, str)}
        if len(written & expected) > 1:
            return f"The headings stand in row {number}; put them in row 1"
    if sheet.pairs:
        keys = listed((column.name for column in sheet.columns), "and")
        return f"Write key and value in row 1, and below them a row each for {keys}"
    if not found.known:
        return f"Write the headings in row 1: {', '.join(sheet.headings)}"
    return f"Write {listed(missing, 'and')} in row 1, and the values below"


def _fits(
    cells: Sequence[Raw],
    number: int,
    headings: _Headings,
    table: Table,
    report: Report,
) -> bool:
    """Whether every cell that holds something stands under a heading."""
    headed = {*headings.known.values(), *headings.extra.values()}
    stray = [
        (place, cell)
        for place, cell in enumerate(cells)
        if place not in headed and str(cell).strip()
    ]
    if stray and len(cells) > len(table.header):
        report.mend(
            table.sheet,
            number,
            problem=f"there are {len(cells)} cells under {len(table.header)} headings",
            remedy="If a name or a list holds a comma, put it in double quotes; if "
            "there is one value too many, take it away",
        )
    elif stray:
        place, cell = stray[0]
        report.mend(
            table.sheet,
            number,
            problem=f"there is {shown(str(cell).strip())} in column "
            f"{letters(place + 1)}, which has no heading",
            remedy="Write a heading above it, or clear it",
        )
    return not stray


def _line(
    number: int,
    cells: Sequence[Raw],
    headings: _Headings,
    sheet: Sheet,
    report: Report,
) -> Line:
    def at(place: int) -> Raw:
        return cells[place] if place < len(cells) else ""

    return Line(
        number=number,
        cells={
            heading: at(headings.known[heading]) if heading in headings.known else ""
            for heading in sheet.headings
        },
        extras=tuple(_extras(number, at, headings, sheet, report)),
    )


def _extras(
    number: int,
    at: Callable[[int], Raw],
    headings: _Headings,
    sheet: Sheet,
    report: Report,
) -> Iterator[str]:
    for name, place in headings.extra.items():
        try:
            yield words(at(place))
        except NotReadable as trouble:
            report.mend(
                sheet.name,
                number,
                name,
                problem=trouble.problem,
                remedy=trouble.remedy,
            )
            yield ""
