"""Take back a change: make every row it touched what it was before."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Column, Connection, Date, Table, Time, select
from sqlalchemy.engine.default import DefaultDialect

from cti.errors import ChangedMeanwhile
from cti.store.plain import Values
from cti.store.tables import FACTS, METADATA
from cti.store.tables.base import NOT_PLANNED_FROM
from cti.store.types import Exact, Hours, Instant, Labels, OneOf, WallTime
from cti.store.unit import Unit, as_values

_ANY = DefaultDialect()
"""Facts are kept the same way on every database."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One change of one row.

    Attributes
    ----------
    about
        The row's table.
    before, after
        The row as it was and as it became, as kept; None where there was none.
    """

    number: int
    about: str
    row_id: str
    version: int
    at: datetime
    author_id: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


def facts_of_revision(
    connection: Connection, service_id: str, revision: int
) -> Sequence[Fact]:
    """Return what was changed together, in the order it was.

    Only what bears on plans has a revision of its own.
    """
    return _facts(connection, service_id, FACTS.c.revision == revision)


def changed_since(connection: Connection, facts: Sequence[Fact]) -> Sequence[Fact]:
    """Return those facts whose row somebody has changed again."""
    last = {(fact.about, fact.row_id): fact.version for fact in facts}
    found = []
    for fact in facts:
        later = select(FACTS.c.number).where(
            FACTS.c.about == fact.about,
            FACTS.c.row_id == fact.row_id,
            FACTS.c.version > last[fact.about, fact.row_id],
        )
        if connection.execute(later.limit(1)).first() is not None:
            found.append(fact)
    return found


def undo(unit: Unit, facts: Sequence[Fact]) -> None:
    """Make every row that some facts changed what it was before them.

    The facts stay, and new ones are added: that it was so for a while is known.

    Raises
    ------
    ChangedMeanwhile
        If somebody has changed one of the rows since; nothing is undone then.
    """
    changed = changed_since(unit.connection, facts)
    if changed:
        raise ChangedMeanwhile(changed[0].about)
    for fact in reversed(_of_each_row(facts)):
        table = METADATA.tables[fact.about]
        if fact.before is None and fact.after is not None:
            unit.remove(table, fact.row_id, version=fact.version)
        elif fact.before is not None and fact.after is None:
            unit.bring_back(table, typed(table, fact.before), version=fact.version + 1)
        elif fact.before is not None and fact.after is not None:
            differing = _differing(table, fact.before, fact.after)
            unit.change(table, fact.row_id, version=fact.version, values=differing)


def _of_each_row(facts: Sequence[Fact]) -> Sequence[Fact]:
    """Return one fact for each row: from what it was at first to what it became."""
    found: dict[tuple[str, str], Fact] = {}
    for fact in facts:
        first = found.get((fact.about, fact.row_id), fact)
        found[fact.about, fact.row_id] = replace(fact, before=first.before)
    return list(found.values())


def typed(table: Table, kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row as it was, from the way a fact keeps it."""
    return {name: _typed(table.c[name], value) for name, value in kept.items()}


def _differing(
    table: Table, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Values:
    names = [n for n in before if n != "version" and before[n] != after.get(n)]
    return typed(table, {name: before[name] for name in names})


def _typed(column: Column[Any], value: Any) -> Any:  # noqa: ANN401, any column
    for kinds, made in _MADE:
        if value is not None and isinstance(column.type, kinds):
            return made(column.type, value)
    return value


def _facts(connection: Connection, service_id: str, where: Any) -> Sequence[Fact]:  # noqa: ANN401, a condition
    said = (
        select(FACTS)
        .where(FACTS.c.service_id == service_id, where)
        .order_by(FACTS.c.number)
    )
    names = Fact.__dataclass_fields__
    return [
        Fact(**{name: value for name, value in as_values(row).items() if name in names})
        for row in connection.execute(said)
        if NOT_PLANNED_FROM not in METADATA.tables[row.about].info
        # Whoever was erased is not brought back.
        and (row.before or row.after)
    ]


_MADE: Sequence[tuple[type | tuple[type, ...], Callable[[Any, Any], Any]]] = (
    ((Instant, WallTime), lambda _, value: datetime.fromisoformat(value)),
    (Date, lambda _, value: date.fromisoformat(value)),
    (Time, lambda _, value: time.fromisoformat(value)),
    ((Exact, OneOf), lambda kind, value: kind.process_result_value(str(value), _ANY)),
    ((Labels, Hours), lambda kind, value: kind.process_result_value(value, _ANY)),
)
"""How each kind of column makes a value of what a fact keeps; others take it so."""
