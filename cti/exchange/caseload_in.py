"""Read a caseload: all of it, or everything that must be mended in it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from cti.errors import UnreadableCaseload
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
    sheets = {
        name: _rows(name, table, report)
        for name, table in read_tables(path, report).items()
    }
    _check(sheets, report, on)
    if report.findings:
        raise UnreadableCaseload(report.findings)
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
