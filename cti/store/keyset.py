"""A part of a long list: what follows a place, however much is added meanwhile."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Column, Connection, Date, Row, Select, and_, or_, true
from sqlalchemy.sql import ColumnElement

from cti.errors import UnknownCursor
from cti.store.types import Instant, WallTime

Item = TypeVar("Item")
Other = TypeVar("Other")

Place = tuple[str, ...] | None
"""Behind which row: what it is ordered by, and its id; None for the beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Generic[Item]):
    """Some of a list.

    Attributes
    ----------
    ends
        Behind which row the next part begins; None if nothing follows.
    """

    items: Sequence[Item]
    ends: Place

    def each(self, make: Callable[[Item], Other]) -> "Part[Other]":
        """Return the same part of another kind of things."""
        return Part(items=[make(item) for item in self.items], ends=self.ends)


def part_of(
    connection: Connection,
    query: Select[Any],
    by: Column[Any],
    row_id: Column[str],
    *,
    after: Place,
    limit: int,
    newest_first: bool = False,
) -> Part[Row[Any]]:
    """Return the rows of a query that follow a place.

    Parameters
    ----------
    query
        It selects the two columns next, among others.
    by, row_id
        What the list is ordered by, and what tells rows apart that are alike in it.

    Raises
    ------
    UnknownCursor
        If nobody gave that place.
    """
    order = [by.desc(), row_id.desc()] if newest_first else [by, row_id]
    following = query.where(
        behind(by, row_id, after, newest_first=newest_first)
    ).order_by(*order)
    rows = connection.execute(following.limit(limit + 1)).all()
    return cut(rows, limit, lambda row: (row._mapping[by], row._mapping[row_id]))  # noqa: SLF001, SQLAlchemy's public name begins so


def behind(
    by: Column[Any], row_id: Column[str], after: Place, *, newest_first: bool = False
) -> ColumnElement[bool]:
    """Return what is true of the rows that follow a place.

    Raises
    ------
    UnknownCursor
        If nobody gave that place.
    """
    if after is None:
        return true()
    said, last = after
    value = _value(by, said)
    if newest_first:
        return and_(by <= value, or_(by < value, row_id < last))
    return and_(by >= value, or_(by > value, row_id > last))


def cut(
    items: Sequence[Item], limit: int, key_of: Callable[[Item], tuple[Any, str]]
) -> Part[Item]:
    """Return as many as were asked for, of one more that says whether more follow."""
    if len(items) <= limit:
        return Part(items=items, ends=None)
    by, row_id = key_of(items[limit - 1])
    said = by.isoformat() if isinstance(by, date) else str(by)
    return Part(items=items[:limit], ends=(said, row_id))


def _value(by: Column[Any], said: str) -> object:
    """Return what a place says, as its column keeps it."""
    kind = by.type
    try:
        if isinstance(kind, Date):
            return date.fromisoformat(said)
        if isinstance(kind, Instant | WallTime):
            return _moment(said, is_wall=isinstance(kind, WallTime))
    except (ValueError, OverflowError) as error:
        raise UnknownCursor from error
    return said


def _moment(said: str, *, is_wall: bool) -> datetime:
    moment = datetime.fromisoformat(said)
    if (moment.tzinfo is None) != is_wall:
        raise UnknownCursor
    return moment if is_wall else moment.astimezone(UTC)
