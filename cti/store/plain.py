"""Rows as plain values, and as JSON can hold them, for facts to keep."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from enum import Enum
from fractions import Fraction
from typing import Any

from sqlalchemy import Result, Table

from cti.caseload.hours import WeekHours
from cti.store.tables.base import WORDS_APART

Values = Mapping[str, Any]
"""A value for each column named."""


def all_values(rows: Result[Any]) -> Sequence[dict[str, Any]]:
    """Return rows as a value for each of their columns, whose names are asked once."""
    names = tuple(rows.keys())
    return [dict(zip(names, row, strict=True)) for row in rows]


def plain(values: Values | None) -> dict[str, Any] | None:
    """Return values as JSON can hold them."""
    if values is None:
        return None
    return {name: _plain(value) for name, value in values.items()}


def to_tell(table: Table, values: Values | None) -> Values | None:
    """Leave out the words that are kept in one place only."""
    if values is None:
        return None
    return {
        name: value
        for name, value in values.items()
        if WORDS_APART not in table.c[name].info
    }


def _plain(value: Any) -> Any:  # noqa: ANN401, any column
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, WeekHours):
        return [[s.weekday, s.from_minute, s.to_minute] for s in value.spans]
    return value
