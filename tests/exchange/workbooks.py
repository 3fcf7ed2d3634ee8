"""Workbooks as a spreadsheet program would save them, and as nobody should."""

import csv
import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import openpyxl

from tests.exchange.test_corpus import SOUND

Change = Callable[[openpyxl.Workbook], object]

DATE_FORMAT = "dd/mm/yyyy"


def sound_workbook(path: Path, *changes: Change) -> Path:
    """The sound caseload as somebody's own workbook: dates as dates, numbers too."""
    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    for file in sorted(SOUND.iterdir()):
        sheet = book.create_sheet(file.stem)
        for row in csv.reader(io.StringIO(file.read_text(encoding="utf-8"))):
            sheet.append([typed(cell) for cell in row])
    for change in changes:
        change(book)
    book.save(path)
    return path


def typed(cell: str) -> str | float | date | None:
    """What a spreadsheet makes of what somebody types."""
    if not cell:
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError:
        pass
    try:
        return float(cell)
    except ValueError:
        return cell


def put(sheet: str, cell: str, value: object, number_format: str = "") -> Change:
    """Write one cell."""

    def change(book: openpyxl.Workbook) -> None:
        book[sheet][cell] = value
        if number_format:
            book[sheet][cell].number_format = number_format

    return change


def rewritten(path: Path, parts: Mapping[str, Callable[[bytes], bytes]]) -> Path:
    """The same workbook with some of its parts changed byte by byte."""
    with zipfile.ZipFile(path) as book:
        contents = {part: book.read(part) for part in book.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for part, content in contents.items():
            spoil = parts.get(part)
            book.writestr(part, spoil(content) if spoil else content)
    return path


def part_of(path: Path, sheet: str) -> str:
    """The part of a workbook that holds a sheet."""
    names = openpyxl.load_workbook(path, read_only=True).sheetnames
    return f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"


def packed(path: Path, parts: Mapping[str, bytes]) -> Path:
    """A zip file with these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for part, content in parts.items():
            file.writestr(part, content)
    return path
