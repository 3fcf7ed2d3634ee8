"""What lies in a worksheet, found before it is laid out in memory.

A worksheet names only the cells that hold something. One cell in the last row of the
last column is a few bytes in the file and seventeen thousand million cells in a table,
so its reach is measured first. Formulas that nobody has calculated and errors come out
of the reading library as blanks; here they are found, to be named.
"""

import io
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Survey:
    """The reach of a worksheet.

    Attributes
    ----------
    last_row, last_column
        The furthest that hold something, counted from 1; 0 for an empty sheet.
    unread
        Cells with no value to read: row and column from 1, and what they hold.
    """

    last_row: int
    last_column: int
    unread: tuple[tuple[int, int, str], ...]


def sheet_parts(parts: Mapping[str, bytes]) -> Mapping[str, str]:
    """Return the part that holds each worksheet, by the sheet's title.

    Raises
    ------
    SyntaxError
        If the workbook is not well-formed.
    KeyError
        If it names a part it does not hold.
    """
    targets = {
        relation.attrib["Id"]: relation.attrib["Target"]
        for relation in _tree(parts["xl/_rels/workbook.xml.rels"])
        if relation.attrib["Type"].endswith("/worksheet")
    }
    found = {}
    for element in _tree(parts["xl/workbook.xml"]).iter():
        if _name(element) == "sheet" and element.attrib[_RELATION] in targets:
            target = targets[element.attrib[_RELATION]]
            part = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
            found[element.attrib["name"]] = part
    return found


def survey(worksheet: bytes) -> Survey:
    """Measure a worksheet; raises `SyntaxError` if it is not well-formed."""
    row = column = last_row = last_column = 0
    unread = []
    _refuse_declarations(worksheet)
    events = ET.iterparse(io.BytesIO(worksheet), events=("start", "end"))  # noqa: S314, entities are refused
    for event, element in events:
        name = _name(element)
        if event == "start" and name == "row":
            row, column = int(element.attrib.get("r", row + 1)), 0
        elif event == "end" and name == "c":
            reference = _REFERENCE.fullmatch(element.attrib.get("r", ""))
            column = _column(reference[1]) if reference else column + 1
            row = int(reference[2]) if reference else row
            held = _held(element)
            if held is not None:
                last_row, last_column = max(last_row, row), max(last_column, column)
            if held:
                unread.append((row, column, held))
            element.clear()
        elif event == "end" and name == "row":
            element.clear()
    return Survey(last_row, last_column, tuple(unread))


def _held(cell: ET.Element) -> str | None:
    """Return None for nothing, "" for a value, else what there is instead of one."""
    inside = {_name(child): (child.text or "") for child in cell}
    has_value = bool(inside.get("v")) or "is" in inside
    if cell.attrib.get("t") == "e":
        return f"the error {inside.get('v', '')}"
    if "f" in inside and not has_value:
        return f"a formula that was never calculated (={inside['f']})"
    return "" if has_value else None


def _tree(part: bytes) -> ET.Element:
    _refuse_declarations(part)
    return ET.fromstring(part)  # noqa: S314, declarations are refused above


def _refuse_declarations(part: bytes) -> None:
    """Refuse what could grow or reach outside while parsed; no workbook needs it."""
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part or b"\x00" in part:
        msg = "the workbook declares entities or is not UTF-8"
        raise SyntaxError(msg)


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number
