"""Read a caseload: all of it, or everything that must be mended in it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from cti.errors import Finding, UnreadableCaseload
from cti.exchange.caseload_file import CaseloadFile
from cti.exchange.columns.sheets import SHEET
from cti.exchange.files.sources import read_tables
from cti.exchange.files.table import Table
from cti.exchange.records import caseload_of
from cti.exchange.report import Report
from cti.exchange.rows.checks import check_rows
from cti.exchange.rows.grid import lay_out
from cti.exchange.rows.names import check_apart, check_known, check_unique
from cti.exchange.rows.pairs import read_pairs
from cti.exchange.rows.rows import Rows, read_rows
from cti.exchange.rows.spelling import unite_spellings


def read_caseload(path: Path, *, on: date | None = None) -> CaseloadFile:
    """Read a folder of CSV files or one workbook.

    Parameters
    ----------
    on
        The plan date, if there is one: contacts noted for later are then told of.

    Raises
    ------
    UnreadableCaseload
        With everything that must be mended, by sheet, row and column.
    """
    report = Report()
    tables = read_tables(path, report)
    sheets = _sheets(tables, report, on)
    if report.findings:
        raise UnreadableCaseload(report.findings)
    return _file(sheets, report)


def read_text(text: str) -> CaseloadFile:
    """Read a caseload that `cti.exchange.caseload_out.text_of` wrote.

    Raises
    ------
    UnreadableCaseload
        If somebody has changed the text.
    """
    report = Report()
    tables = {name: Table.of(name, lines) for name, lines in json.loads(text).items()}
    sheets = _sheets(tables, report, None)
    if report.findings:
        raise UnreadableCaseload(report.findings)
    return _file(sheets, report)


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundRows:
    """What can be read of a caseload, and what cannot yet.

    Attributes
    ----------
    to_mend
        What is wrong with each row that was left out. A row that names somebody whose
        own row was left out is left out too.
    """

    file: CaseloadFile
    to_mend: tuple[Finding, ...]


def read_sound_rows(path: Path, *, on: date | None = None) -> SoundRows:
    """Read a caseload without the rows that need mending.

    Parameters
    ----------
    on
        The plan date, if there is one: contacts noted for later are then told of.

    Raises
    ------
    UnreadableCaseload
        If it is not single rows of a list that need mending: a sheet, its headings, or
        what holds for the whole service.
    """
    first = Report()
    tables = dict(read_tables(path, first))
    to_mend: list[Finding] = []
    while True:
        report = Report()
        sheets = _sheets(tables, report, on)
        found = (*first.findings, *report.findings)
        if not found:
            notices = (*first.notices, *report.notices)
            file = replace(_file(sheets, report), notices=notices)
            return SoundRows(file=file, to_mend=tuple(to_mend))
        if not all(_is_a_row(each, tables) for each in found):
            raise UnreadableCaseload((*to_mend, *found))
        to_mend += found
        _leave_out(tables, found)


def _is_a_row(found: Finding, tables: Mapping[str, Table | None]) -> bool:
    """Whether what is wrong is a row of a list, which can be left out.

    Headings have a row too, and are no row of a list.
    """
    table = tables.get(found.sheet)
    if table is None or SHEET[found.sheet].pairs:
        return False
    return any(number == found.row for number, _ in table.rows)


def _leave_out(tables: dict[str, Table | None], found: Iterable[Finding]) -> None:
    for finding in found:
        table = tables[finding.sheet]
        if table is not None:
            rows = tuple(row for row in table.rows if row[0] != finding.row)
            tables[finding.sheet] = replace(table, rows=rows)


def _sheets(
    tables: Mapping[str, Table | None], report: Report, on: date | None
) -> Mapping[str, Rows | None]:
    sheets = {name: _rows(name, table, report) for name, table in tables.items()}
    _check(sheets, report, on)
    return sheets


def _file(sheets: Mapping[str, Rows | None], report: Report) -> CaseloadFile:
    read = {name: rows for name, rows in sheets.items() if rows is not None}
    return CaseloadFile.of(
        caseload_of({n: [row.values for row in r.rows] for n, r in read.items()}),
        notices=report.notices,
        extras={
            name: rows.extras
            for name, rows in read.items()
            if rows.extras.names or rows.extras.pairs
        },
    )


def _rows(name: str, table: Table | None, report: Report) -> Rows | None:
    sheet = SHEET[name]
    grid = lay_out(table, sheet, report) if table else None
    if grid is None:
        return None
    return read_pairs(grid, report) if sheet.pairs else read_rows(grid, report)


def _check(sheets: Mapping[str, Rows | None], report: Report, on: date | None) -> None:
    unite_spellings(sheets, report)
    for rows in sheets.values():
        if rows is not None:
            check_unique(rows, report)
    check_apart(sheets, report)
    _check_somebody(sheets, report)
    check_known(sheets, report)
    check_rows(sheets, report, on)


def _check_somebody(sheets: Mapping[str, Rows | None], report: Report) -> None:
    """Tell of a caseload with no worker, or with nobody to support."""
    everywhere_empty = [
        name
        for name in ("workers", "people", "referrals")
        if (rows := sheets.get(name)) is not None and not rows.rows
    ]
    nothing = "there is nothing below the headings"
    if "workers" in everywhere_empty:
        report.mend("workers", problem=nothing, remedy="Write a row for each worker")
    if "people" in everywhere_empty and not _has_rows(sheets.get("referrals")):
        report.mend(
            "people",
            problem=nothing,
            remedy="Write a row for each person supported, or for each referral on the "
            "referrals sheet",
        )


def _has_rows(rows: Rows | None) -> bool:
    return rows is not None and bool(rows.rows)
