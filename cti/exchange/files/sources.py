"""Where a caseload lies: a folder of CSV files or one workbook, and its sheets."""

import stat
from collections.abc import Mapping
from pathlib import Path

from cti.exchange.cells.words import did_you_mean, folded
from cti.exchange.columns.sheets import SHEET, SHEETS
from cti.exchange.files.csv_in import cannot_open, read_csv
from cti.exchange.files.table import Table
from cti.exchange.files.workbook_in import read_workbook
from cti.exchange.report import Report

_WORKBOOK_ENDINGS = (".xlsx", ".xlsm")


def read_tables(path: Path, report: Report) -> Mapping[str, Table | None]:
    """Return the sheets of a caseload as they stand.

    Returns
    -------
    By name; None for a sheet that is there but, with findings, cannot be read.
    """
    name = path.name or str(path)
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except OSError as error:
        problem, remedy = cannot_open(error)
        report.mend(name, problem=problem, remedy=remedy)
        return {}
    if is_folder:
        found = _folder(path, report)
    elif path.suffix.lower() == ".csv":
        report.mend(
            name,
            problem="this is one CSV file; a caseload is a folder of them",
            remedy=f"Point at the folder it lies in, {path.resolve().parent.name}",
        )
        return {}
    else:
        found = read_workbook(path, report)
        if found and path.suffix.lower() not in _WORKBOOK_ENDINGS:
            report.note(name, say="a workbook, although its name does not end in .xlsx")
    if found or not report.findings:
        _missing(found, path, report)
    return found


def _folder(path: Path, report: Report) -> Mapping[str, Table | None]:
    try:
        files = sorted(path.iterdir())
    except OSError as error:
        problem, remedy = cannot_open(error)
        report.mend(path.name, problem=problem, remedy=remedy)
        return {}
    found: dict[str, Table | None] = {}
    called: dict[str, str] = {}
    for file in files:
        name = folded(file.stem)
        is_csv = file.suffix.lower() == ".csv"
        if is_csv and name in found:
            found[name] = None
            report.mend(
                name,
                problem=f"there is both a {called[name]} and a {file.name}",
                remedy="Take one of them away",
            )
        elif is_csv and name in SHEET:
            called[name] = file.name
            found[name] = read_csv(file, SHEET[name], report)
        elif file.is_file() and not file.name.startswith((".", "~")):
            report.note(file.name, say="not a file of a caseload; left out")
    return found


def _missing(found: Mapping[str, Table | None], path: Path, report: Report) -> None:
    kind = "file" if path.is_dir() else "sheet"
    others = [notice.sheet for notice in report.notices if notice.sheet not in SHEET]
    for sheet in SHEETS:
        if sheet.name in found:
            continue
        if sheet.required:
            wanted = f"{sheet.name}.csv" if path.is_dir() else sheet.name
            report.mend(
                sheet.name,
                problem=f"there is no {kind} {wanted}",
                remedy=_remedy(path, sheet.name, wanted, others),
            )
        elif sheet.pairs:
            given = ", ".join(
                f"{column.name} {column.blank}"
                for column in sheet.columns
                if column.blank
            )
            report.note(sheet.name, say=f"there is no {kind}; taken as {given}")


def _remedy(path: Path, name: str, wanted: str, others: list[str]) -> str:
    if path.is_dir():
        books = [other for other in others if other.lower().endswith(_WORKBOOK_ENDINGS)]
        if books:
            return f"There is a workbook in the folder: point at {path.name}/{books[0]}"
    meant = did_you_mean(name, [Path(other).stem for other in others])
    start = "«cti new FILE.xlsx» writes an empty workbook with every sheet"
    return f"{meant} Call it {wanted}" if meant else start
