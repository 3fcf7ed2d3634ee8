"""One workbook: whether it is one, whether it is safe to open, and its cells."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import python_calamine

from cti.exchange.cells.words import Raw, did_you_mean, folded, letters
from cti.exchange.columns.sheets import SHEET
from cti.exchange.files.csv_in import read_bytes
from cti.exchange.files.survey import Survey, sheet_parts, survey
from cti.exchange.files.table import (
    EXAMPLE_SHEET,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    START_SHEET,
    Table,
)
from cti.exchange.report import Report

MAX_UNPACKED_BYTES = 128_000_000
"""A workbook unpacks to some ten times its size; one that grows further is a trap."""

MAX_PARTS = 1_000
"""Files inside a workbook: a few for each sheet. Thousands are a trap."""

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_PART = 0x1
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
)
"""Everything that unpacking may raise when bytes were lost or changed."""

_SAVE_AS = "Open it in the spreadsheet program and save it as «Excel workbook (.xlsx)»"


def read_workbook(path: Path, report: Report) -> Mapping[str, Table | None]:
    """Return the cells of every sheet of a caseload.

    Returns
    -------
    By the sheet's name in the caseload; None for a sheet that is there but, with
    findings, cannot be read.
    """
    name = path.name
    data = read_bytes(path, name, report)
    parts = None if data is None else _unpacked(data, name, report)
    if parts is None:
        return {}
    try:
        of_sheet = sheet_parts(parts)
        surveys = {title: survey(parts[part]) for title, part in of_sheet.items()}
        if not _within_limits(surveys, report):
            return {}
        book = python_calamine.CalamineWorkbook.from_filelike(_repacked(parts))
        return _sheets(book, surveys, report)
    except (python_calamine.CalamineError, SyntaxError, LookupError, ValueError):
        report.mend(
            name, problem="the workbook is damaged and cannot be read", remedy=_SAVE_AS
        )
        return {}


def _unpacked(data: bytes, name: str, report: Report) -> Mapping[str, bytes] | None:
    if not data.startswith(_ZIP):
        problem, remedy = _what_else(data)
        report.mend(name, problem=problem, remedy=remedy)
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            trouble = _unsafe(packed) or _not_a_caseload(packed)
            if not trouble:
                return {part: packed.read(part) for part in packed.namelist()}
    except _BROKEN_ZIP:
        trouble = "the workbook is damaged: it was not copied or saved whole", _SAVE_AS
    report.mend(name, problem=trouble[0], remedy=trouble[1])
    return None


def _what_else(data: bytes) -> tuple[str, str]:
    if not data:
        return "the file is empty", "Save the workbook again, or copy it again"
    if data.startswith(_OLD_OFFICE):
        if _ENCRYPTED in data:
            return (
                "the workbook is locked with a password",
                "Save a copy of it without a password",
            )
        return "this is a workbook of the old kind (.xls)", _SAVE_AS
    if data.startswith(b"%PDF"):
        return "this is a PDF, not a workbook", "Point at the spreadsheet itself"
    return (
        "this is not a workbook, whatever its name says",
        "Point at an .xlsx workbook, or at the folder that holds the CSV files",
    )


def _unsafe(packed: zipfile.ZipFile) -> tuple[str, str] | None:
    parts = packed.infolist()
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED_BYTES or len(parts) > MAX_PARTS:
        return (
            f"the workbook unpacks to {unpacked / 1e6:,.0f} MB in {len(parts):,} "
            f"parts; at most {MAX_UNPACKED_BYTES / 1e6:.0f} MB in {MAX_PARTS:,} are "
            "opened",
            "Copy the rows this caseload needs into a new workbook",
        )
    if any(part.flag_bits & _ENCRYPTED_PART for part in parts):
        return (
            "the workbook is locked with a password",
            "Save a copy of it without a password",
        )
    return None


def _not_a_caseload(packed: zipfile.ZipFile) -> tuple[str, str] | None:
    parts = packed.namelist()
    if "xl/workbook.xml" in parts:
        return None
    if "xl/workbook.bin" in parts:
        return "this is a binary workbook (.xlsb)", _SAVE_AS
    if "mimetype" in parts and b"opendocument.spreadsheet" in packed.read("mimetype"):
        return "this is an OpenDocument spreadsheet (.ods)", _SAVE_AS
    return (
        "this is a packed file, but not a workbook",
        "Unpack it and point at the folder, or save an .xlsx workbook",
    )


def _repacked(parts: Mapping[str, bytes]) -> io.BytesIO:
    """Pack again what was unpacked within limits, so that no size in it is a lie."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as book:
        for part, content in parts.items():
            book.writestr(part, content)
    packed.seek(0)
    return packed


def _within_limits(surveys: Mapping[str, Survey], report: Report) -> bool:
    within = True
    for title, found in surveys.items():
        rows, columns = found.last_row, found.last_column
        if rows > MAX_ROWS or columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
            within = False
            report.mend(
                title,
                problem=f"something stands as far down as row {rows:,} and as far "
                f"right as column {letters(columns)}; at most {MAX_ROWS:,} rows, "
                f"{MAX_COLUMNS} columns and {MAX_CELLS:,} cells are read",
                remedy="Copy the rows this caseload needs into a new workbook",
            )
    return within


def _sheets(
    book: python_calamine.CalamineWorkbook,
    surveys: Mapping[str, Survey],
    report: Report,
) -> Mapping[str, Table | None]:
    ignored = {folded(title) for title in (START_SHEET, EXAMPLE_SHEET)}
    found: dict[str, Table | None] = {}
    for title in surveys:
        name = folded(title)
        if name in ignored:
            continue
        if name not in SHEET:
            meant = did_you_mean(title, set(SHEET) - set(found))
            report.note(
                title, say=f"not a sheet of a caseload; left out. {meant}".rstrip(". ")
            )
        elif name in found:
            found[name] = None
            report.mend(
                name,
                problem=f"two sheets are called {name}",
                remedy="Give one of them another name",
            )
        else:
            found[name] = _table(book, title, surveys[title], report)
    return found


def _table(
    book: python_calamine.CalamineWorkbook, title: str, found: Survey, report: Report
) -> Table | None:
    name = folded(title)
    sheet = book.get_sheet_by_name(title)
    lines = sheet.to_python(skip_empty_area=False)
    if not lines:
        heading = ", ".join(SHEET[name].headings)
        report.mend(
            name,
            problem="the sheet is empty",
            remedy=f"Write the headings in the first row: {heading}",
        )
        return None
    sound = True
    for (top, left), (bottom, _right) in sheet.merged_cell_ranges or ():
        sound = False
        report.mend(
            name,
            top + 1,
            _heading(lines, left),
            problem=f"cells are merged down to row {bottom + 1}"
            if bottom > top
            else "cells are merged across columns",
            remedy="Unmerge them and write the value in every cell that has it",
        )
    for row, column, what in found.unread:
        sound = False
        report.mend(
            name,
            row,
            _heading(lines, column - 1),
            problem=f"the cell holds {what}",
            remedy="Write the value itself, or open the workbook in the spreadsheet "
            "program, mend it and save it",
        )
    return Table.of(name, lines) if sound else None


def _heading(lines: Sequence[Sequence[Raw]], column: int) -> str:
    heading = lines[0][column] if column < len(lines[0]) else ""
    return str(heading) or f"column {letters(column + 1)}"
