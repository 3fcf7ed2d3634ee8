"""One cell: what it says and how it is written, a pair of functions for each kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cti.exchange.cells.dates import (
    read_date,
    read_moment,
    read_time,
    write_moment,
    write_time,
)
from cti.exchange.cells.hours import read_hours, write_hours
from cti.exchange.cells.numbers import read_number, read_whole, write_number
from cti.exchange.cells.words import (
    NotReadable,
    Raw,
    did_you_mean,
    folded,
    is_phase_word,
    listed,
    shown,
    words,
)
from cti.exchange.columns.column import Column, Kind
from cti.phases import programme_keys


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says.

    Attributes
    ----------
    value
        As the caseload keeps it; for a blank, the column's default.
    note
        Something assumed, for the reader to know; the same words for every row.
    """

    value: Any
    note: str = ""


def read_cell(column: Column, raw: Raw) -> Reading:
    """Say what a cell holds.

    Raises
    ------
    NotReadable
        With what is wrong, and what to write instead.
    """
    if is_blank(raw):
        return _blank(column)
    return _READERS[column.kind](column, raw)


def is_blank(raw: Raw) -> bool:
    """Whether nothing is written in a cell."""
    return isinstance(raw, str) and not words(raw)


def write_cell(column: Column, value: object) -> str:
    """Write a value so that `read_cell` gives it back; None is blank."""
    return "" if value is None else _WRITERS[column.kind](column, value)


def _blank(column: Column) -> Reading:
    if column.needed:
        raise NotReadable(problem="the cell is blank", remedy=_write(column))
    note = f"blank, taken as {column.blank}" if column.tell else ""
    return Reading(column.default, note)


def _write(column: Column) -> str:
    if column.choices:
        return f"Write {listed(column.choices)}"
    return f"Write for example {column.example}. {column.help.rstrip('.')}"


def _read_words(_column: Column, raw: Raw) -> Reading:
    return Reading(words(raw))


def _read_id(column: Column, raw: Raw) -> Reading:
    if isinstance(raw, date | bool):
        raise NotReadable(
            problem=f"the spreadsheet has made {shown(words(raw))} of this id",
            remedy=f"Format the column as text and write the id again, such as "
            f"{column.example}",
        )
    text = words(raw)
    if "," in text or ";" in text:
        raise NotReadable(
            problem=f"{shown(text)} holds a comma or a semicolon, which part the ids "
            "of a list",
            remedy=f"Write one id, such as {column.example}",
        )
    return Reading(text)


def _read_list(_column: Column, raw: Raw) -> Reading:
    text = words(raw)
    items = [item.strip() for item in text.replace(",", ";").split(";")]
    note = "a comma between items was taken as a semicolon" if "," in text else ""
    return Reading(frozenset(item for item in items if item), note)


def _read_programme(_column: Column, raw: Raw) -> Reading:
    text = words(raw)
    if text.lower() in programme_keys():
        return Reading(text.lower())
    known = f"Write {listed(programme_keys())}"
    if is_phase_word(text):
        raise NotReadable(
            problem=f"{shown(text)} is a phase, not a programme",
            remedy=f"{known}; phases follow from the transition date",
        )
    raise NotReadable(problem=f"there is no programme {shown(text)}", remedy=known)


def _read_choice(column: Column, raw: Raw) -> Reading:
    text = words(raw)
    if text in column.choices:
        return Reading(column.choices[text])
    by_folded = {folded(choice): choice for choice in column.choices}
    aliases = {folded(alias): choice for alias, choice in column.aliases.items()}
    choice = by_folded.get(folded(text)) or aliases.get(folded(text))
    if choice is not None:
        return Reading(column.choices[choice])
    known = f"Write {listed(column.choices)}"
    if is_phase_word(text):
        raise NotReadable(
            problem=f"{shown(text)} is a phase",
            remedy=f"{known}; phases follow from the transition date",
        )
    meant = did_you_mean(text, column.choices)
    raise NotReadable(
        problem=f"{shown(text)} is not one of the words for {column.name}",
        remedy=f"{meant} {known}".strip(),
    )


def _read_number(column: Column, raw: Raw) -> Reading:
    number, has_comma = read_number(column, raw)
    note = "a comma was taken as the decimal point" if has_comma else ""
    return Reading(number, note)


def _read_moment(column: Column, raw: Raw) -> Reading:
    moment, has_time = read_moment(raw, time_needed=column.time_needed)
    note = "" if has_time else "a date without a time was taken as midnight"
    return Reading(moment, note)


def _read_hours(_column: Column, raw: Raw) -> Reading:
    hours, overlap = read_hours(words(raw))
    return Reading(hours, "hours that overlap were joined" if overlap else "")


_READERS: Mapping[Kind, Callable[[Column, Raw], Reading]] = {
    Kind.TEXT: _read_words,
    Kind.ID: _read_id,
    Kind.PROGRAMME: _read_programme,
    Kind.IDS: _read_list,
    Kind.LIST: _read_list,
    Kind.DATE: lambda _column, raw: Reading(read_date(raw)),
    Kind.MOMENT: _read_moment,
    Kind.TIME: lambda _column, raw: Reading(read_time(raw)),
    Kind.NUMBER: _read_number,
    Kind.WHOLE: lambda column, raw: Reading(read_whole(column, raw)),
    Kind.CHOICE: _read_choice,
    Kind.HOURS: _read_hours,
}


def _write_choice(column: Column, value: object) -> str:
    return next(word for word, meant in column.choices.items() if meant == value)


_WRITERS: Mapping[Kind, Callable[[Column, Any], str]] = {
    Kind.TEXT: lambda _column, value: str(value),
    Kind.ID: lambda _column, value: str(value),
    Kind.PROGRAMME: lambda _column, value: str(value),
    Kind.IDS: lambda _column, value: "; ".join(sorted(value)),
    Kind.LIST: lambda _column, value: "; ".join(sorted(value)),
    Kind.DATE: lambda _column, value: str(value.isoformat()),
    Kind.MOMENT: lambda _column, value: write_moment(value),
    Kind.TIME: lambda _column, value: write_time(value),
    Kind.NUMBER: lambda _column, value: write_number(value),
    Kind.WHOLE: lambda _column, value: str(value),
    Kind.CHOICE: _write_choice,
    Kind.HOURS: lambda _column, value: write_hours(value),
}
