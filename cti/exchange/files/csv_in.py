"""One CSV file: which letters it is written in, where its cells end."""

import codecs
import csv
import io
import re
from pathlib import Path

from cti.exchange.cells.formulas import plain
from cti.exchange.cells.words import MAX_CELL_CHARACTERS, folded
from cti.exchange.columns.column import Sheet
from cti.exchange.files.table import MAX_FILE_BYTES, MAX_ROWS, Table
from cti.exchange.report import Report

_WORKBOOK_MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_PDF_MAGIC = b"%PDF"
_UTF16_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF8_LETTER = re.compile(rb"[\xc3-\xf4][\x80-\xbf]+")
_SEPARATORS = {",": "", ";": "semicolons", "\t": "tabs", "|": "upright bars"}
_SEPARATOR_HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_NOT_TEXT = "this file is not text"
_SAVE_AGAIN = "Save it from the spreadsheet as «CSV UTF-8 (comma delimited)»"


def read_csv(path: Path, sheet: Sheet, report: Report) -> Table | None:
    """Return the cells of a file; None, with findings, if they cannot be told."""
    data = read_bytes(path, sheet.name, report)
    if data is None:
        return None
    text = _decoded(data, sheet.name, report)
    if text is None:
        return None
    return _parsed(text, sheet, report)


def read_bytes(path: Path, sheet: str, report: Report) -> bytes | None:
    """Return a file's bytes; None, with a finding, if it cannot or must not be read."""
    try:
        if path.is_dir():
            report.mend(
                sheet,
                problem=f"{path.name} is a folder, not a file",
                remedy="Put a file of that name there, or take the folder away",
            )
            return None
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            report.mend(
                sheet,
                problem=f"{path.name} is {size / 1e6:,.0f} MB; at most "
                f"{MAX_FILE_BYTES / 1e6:.0f} MB are read",
                remedy="Keep only the rows this caseload needs, such as the contacts "
                "of the last year",
            )
            return None
        return path.read_bytes()
    except OSError as error:
        problem, remedy = cannot_open(error)
        report.mend(sheet, problem=problem, remedy=remedy)
        return None


def cannot_open(error: OSError) -> tuple[str, str]:
    """Return why a file or folder cannot be opened, and what to do."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return (
            "there is no such file or folder",
            "Look at the spelling, and at the folder you are in",
        )
    if isinstance(error, PermissionError):
        return (
            "it cannot be opened: you have no permission to read it",
            "Ask its owner for it, or save a copy of your own",
        )
    return (
        f"it cannot be opened: {(error.strerror or 'unknown reason').lower()}",
        "Close it elsewhere, or save a copy of your own",
    )


def _decoded(data: bytes, sheet: str, report: Report) -> str | None:
    if data.startswith((*_WORKBOOK_MAGIC, _PDF_MAGIC)):
        kind = "a PDF" if data.startswith(_PDF_MAGIC) else "a workbook"
        report.mend(
            sheet,
            problem=f"this is {kind} under the name of a CSV file",
            remedy=_SAVE_AGAIN,
        )
        return None
    if data.startswith(_UTF16_BOMS):
        return _utf16(data, "utf-16", sheet, report)
    if b"\x00" in data[:200]:
        little = data[1:2] == b"\x00"
        return _utf16(data, "utf-16-le" if little else "utf-16-be", sheet, report)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _western(data, error.start, sheet, report)


def _utf16(data: bytes, encoding: str, sheet: str, report: Report) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        report.mend(sheet, problem=_NOT_TEXT, remedy=_SAVE_AGAIN)
        return None
    report.note(sheet, say="written as Unicode text (UTF-16); read as such")
    return text


def _western(data: bytes, first_bad: int, sheet: str, report: Report) -> str | None:
    """Read what Excel's plain «CSV» writes, unless part of it is UTF-8 after all."""
    if _UTF8_LETTER.search(data):
        row = data.count(b"\n", 0, first_bad) + 1
        report.mend(
            sheet,
            row,
            problem="some letters are written in one way (UTF-8) and some in another",
            remedy=f"{_SAVE_AGAIN}, after looking at the accents in the names",
        )
        return None
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        report.mend(
            sheet,
            row,
            problem="there is a letter here that is in no alphabet we know",
            remedy=_SAVE_AGAIN,
        )
        return None
    report.note(
        sheet,
        say="not written as UTF-8; read as Windows text (cp1252), so look at the "
        "accents in the names",
    )
    return text


def _parsed(text: str, sheet: Sheet, report: Report) -> Table | None:
    hint = _SEPARATOR_HINT.match(text)
    separator = hint[1] if hint else _separator(text, sheet)
    if hint:
        text = text[hint.end() :]
    if not text.strip():
        report.mend(
            sheet.name,
            problem="the file is empty",
            remedy=f"Write the headings in the first row: {', '.join(sheet.headings)}",
        )
        return None
    if _SEPARATORS.get(separator, separator):
        name = _SEPARATORS.get(separator, f"«{separator}»")
        report.note(sheet.name, say=f"cells are separated by {name}; read as such")
    lines: list[list[str]] = []
    cells = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for line in cells:
            lines.append([plain(cell) for cell in line])
            if len(lines) > MAX_ROWS:
                report.mend(
                    sheet.name,
                    problem=f"there are more than {MAX_ROWS:,} rows",
                    remedy="Keep only the rows this caseload needs",
                )
                return None
    except csv.Error:
        report.mend(
            sheet.name,
            len(lines) + 1,
            problem="a quote mark is opened and not closed, or has text after it",
            remedy='Close it, and write a quote mark inside a cell twice: ""',
        )
        return None
    return Table.of(sheet.name, lines)


def _separator(text: str, sheet: Sheet) -> str:
    """Return the separator that finds the most headings in the first line."""
    first = text.lstrip("\r\n").partition("\n")[0][: MAX_CELL_CHARACTERS * 10]
    known = {folded(heading) for heading in sheet.headings}

    def headings_found(separator: str) -> int:
        parts = {folded(part.strip('"\r ')) for part in first.split(separator)}
        return len(known & parts)

    return max(_SEPARATORS, key=headings_found)
