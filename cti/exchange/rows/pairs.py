"""A sheet of keys and values, read as the one row it stands for."""

from collections.abc import Mapping
from typing import Any

from cti.exchange.caseload_file import Extras
from cti.exchange.cells.words import (
    NotReadable,
    did_you_mean,
    folded,
    listed,
    shown,
    words,
)
from cti.exchange.columns.column import PAIR, Column, Sheet
from cti.exchange.report import Report
from cti.exchange.rows.grid import Grid, Line
from cti.exchange.rows.rows import Row, Rows, read_at

_KEY, _VALUE = PAIR


def read_pairs(grid: Grid, report: Report) -> Rows:
    """Read every key and its value; a key that is not there has its default."""
    sheet = grid.sheet
    columns = {folded(column.name): column for column in sheet.columns}
    values: dict[str, Any] = {column.name: column.default for column in sheet.columns}
    beside: dict[str, tuple[str, ...]] = {}
    own: dict[str, tuple[str, tuple[str, ...]]] = {}
    for key, line in _keys(grid, report).items():
        column = columns.get(folded(key))
        if column is not None:
            beside[column.name] = line.extras
            values[column.name] = _value(sheet, line, column, report)
        elif _is_own(sheet, line, key, report):
            own[key] = words(line.cells[_VALUE]), line.extras
    blank = ("",) * len(grid.extra_names)
    extras = Extras(
        names=grid.extra_names,
        cells=(
            *(beside.get(column.name, blank) for column in sheet.columns),
            *(cells for _, cells in own.values()),
        ),
        pairs=tuple((key, value) for key, (value, _) in own.items()),
    )
    return Rows(sheet=sheet, rows=[Row(number=1, values=values)], extras=extras)


def _keys(grid: Grid, report: Report) -> Mapping[str, Line]:
    found: dict[str, Line] = {}
    seen: dict[str, int] = {}
    for line in grid.lines:
        trouble = None
        try:
            key = words(line.cells[_KEY])
        except NotReadable as unreadable:
            trouble = unreadable.problem, unreadable.remedy
        else:
            first = seen.setdefault(folded(key), line.number)
            if not key:
                names = listed(column.name for column in grid.sheet.columns)
                trouble = "the cell is blank", f"Write {names}"
            elif first != line.number:
                trouble = f"{shown(key)} is already in row {first}", "Keep one of them"
            else:
                found[key] = line
        if trouble:
            report.mend(
                grid.sheet.name,
                line.number,
                _KEY,
                problem=trouble[0],
                remedy=trouble[1],
            )
    return found


def _value(sheet: Sheet, line: Line, column: Column, report: Report) -> object:
    reading = read_at(sheet, line.number, column, _VALUE, line.cells, report)
    return column.default if reading is None else reading.value


def _is_own(sheet: Sheet, line: Line, key: str, report: Report) -> bool:
    """Whether a key is the team's own, and not a known one misspelt."""
    meant = did_you_mean(key, [column.name for column in sheet.columns])
    if meant:
        report.mend(
            sheet.name,
            line.number,
            _KEY,
            problem=f"there is no key {shown(key)}",
            remedy=f"{meant} If it is a key of your own, call it something else",
        )
        return False
    try:
        words(line.cells[_VALUE])
    except NotReadable as trouble:
        report.mend(
            sheet.name,
            line.number,
            _VALUE,
            problem=trouble.problem,
            remedy=trouble.remedy,
        )
        return False
    report.note(
        sheet.name,
        line.number,
        _KEY,
        say=f"{shown(key)} is not a key of a caseload; kept as it is and not used",
    )
    return True
