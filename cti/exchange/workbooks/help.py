"""Help inside a workbook: a note on each heading, drop-downs, and limits in cells."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from cti.exchange.cells.dates import FIRST_YEAR, LAST_YEAR
from cti.exchange.columns.column import Column, Kind, Sheet
from cti.phases import programme_keys

ROWS_WITH_RULES = 5_000
"""Rows below the headings that have drop-downs; more can be pasted all the same."""

_NOTE = {"x_scale": 2.2, "font_size": 10}
_LINE_LENGTH = 44
_LINE_HEIGHT = 17
_MOST_MESSAGE = 255
"""Characters a spreadsheet shows in a message."""


def add_help(drawn: Worksheet, sheet: Sheet) -> None:
    """Put a note on every heading: what to write, what a blank means, an example."""
    for place, column in enumerate(sheet.columns):
        _note(drawn, 0, place, column)


def add_rules(drawn: Worksheet, sheet: Sheet) -> None:
    """Give the cells below each heading the drop-down or the limits of its column."""
    for place, column in enumerate(sheet.columns):
        rule = _rule(column) or _unlike_others(sheet, column, place)
        if rule:
            drawn.data_validation(1, place, ROWS_WITH_RULES, place, rule)


def add_pair_rule(drawn: Worksheet, row: int, column: Column) -> None:
    """Do both for the value beside a key."""
    _note(drawn, row, 0, column)
    rule = _rule(column)
    if rule:
        drawn.data_validation(row, 1, row, 1, rule)


def advice(column: Column) -> str:
    """Return what to write in a column, in a few sentences."""
    parts = [column.help]
    if column.choices:
        parts.append(f"One of: {', '.join(column.choices)}.")
    if column.needed:
        parts.append("Must be filled in.")
    elif column.blank:
        parts.append(f"Blank: {column.blank.rstrip('.')}.")
    return " ".join(parts)


def _note(drawn: Worksheet, row: int, place: int, column: Column) -> None:
    text = f"{advice(column)}\nExample: {column.example}"
    lines = 2 + len(text) // _LINE_LENGTH
    drawn.write_comment(row, place, text, {**_NOTE, "height": lines * _LINE_HEIGHT})


def _rule(column: Column) -> Mapping[str, Any] | None:
    if column.choices:
        return _list(list(column.choices), column)
    if column.kind is Kind.PROGRAMME:
        return _list(list(programme_keys()), column)
    if column.kind is Kind.ID and column.names:
        sure = column.names == ("workers",) and not column.may_have_left
        return _list(_ids_of(column.names[0]), column, stop=sure)
    if column.kind in _BETWEEN:
        return _between(column)
    return None


def _list(
    source: list[str] | str, column: Column, *, stop: bool = True
) -> Mapping[str, Any]:
    return {
        "validate": "list",
        "source": source,
        "error_type": "stop" if stop else "warning",
        **_message(column),
    }


def _ids_of(sheet: str) -> str:
    """Return the formula of the ids on a sheet, without the blank rows below them."""
    first, all_ids = f"{sheet}!$A$2", f"{sheet}!$A$2:$A${ROWS_WITH_RULES + 1}"
    return f"=OFFSET({first},0,0,MAX(1,COUNTA({all_ids})),1)"


_BETWEEN = {
    Kind.DATE: "date",
    Kind.MOMENT: "date",
    Kind.TIME: "time",
    Kind.NUMBER: "decimal",
    Kind.WHOLE: "integer",
}


def _between(column: Column) -> Mapping[str, Any]:
    least, most = column.least, column.most
    limits: tuple[Any, Any] = (
        0 if least is None else float(least),
        None if most is None else float(most),
    )
    if column.kind in {Kind.DATE, Kind.MOMENT}:
        limits = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
    elif column.kind is Kind.TIME:
        limits = time(0, 0), time(23, 59)
    return {
        "validate": _BETWEEN[column.kind],
        "criteria": "between",
        "minimum": limits[0],
        "maximum": limits[1],
        **_message(column),
    }


def _unlike_others(
    sheet: Sheet, column: Column, place: int
) -> Mapping[str, Any] | None:
    """Refuse an id that another row of the sheet has already."""
    if sheet.unique != (column.name,):
        return None
    letter = xl_col_to_name(place)
    every = f"${letter}$2:${letter}${ROWS_WITH_RULES + 1}"
    return {
        "validate": "custom",
        "value": f"=COUNTIF({every},{letter}2)=1",
        **_message(column),
    }


def _message(column: Column) -> Mapping[str, str]:
    text = f"{advice(column)} Example: {column.example}"
    return {"error_title": column.name, "error_message": text[:_MOST_MESSAGE]}
