"""Rows as the database says them, to be compared before anything is made of them."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Dialect,
    Select,
    select,
    type_coerce,
)
from sqlalchemy.types import NULLTYPE

Raw = Sequence[tuple[Any, ...]]
"""Rows, each with what the driver gives for every column that was asked for."""

Columns = tuple[Column[Any], ...]
Decoder = Callable[[Any], Any]

MOST_DECODED = 1000
"""Tables, times the databases a process has open: more than there are."""


def raw_rows(
    connection: Connection, columns: Columns, *which: ColumnElement[bool]
) -> Raw:
    """Read rows of a table, of which nothing is made yet."""
    rows = connection.execute(_as_said(columns).where(*which))
    return [tuple(row) for row in rows.all()]


def values_of(*, columns: Columns, dialect: Dialect, raw: Raw) -> list[dict[str, Any]]:
    """Return what rows say, a value for each column, as SQLAlchemy gives it.

    Parameters
    ----------
    dialect
        Of the database they were read from.
    """
    names = tuple(each.name for each in columns)
    decoders = _decoders(columns, dialect)
    found = []
    for row in raw:
        values = dict(zip(names, row, strict=True))
        for name, decoder in decoders:
            values[name] = decoder(values[name])
        found.append(values)
    return found


@lru_cache(MOST_DECODED)
def _as_said(columns: Columns) -> Select[*tuple[Any, ...]]:
    return select(*(type_coerce(each, NULLTYPE).label(each.name) for each in columns))


@lru_cache(MOST_DECODED)
def _decoders(columns: Columns, dialect: Dialect) -> Sequence[tuple[str, Decoder]]:
    """Return how columns are decoded; what the driver gives as it is, is left out."""
    found = (
        (each.name, each.type.dialect_impl(dialect).result_processor(dialect, None))
        for each in columns
    )
    return [(name, decoder) for name, decoder in found if decoder is not None]
