"""A store with a row in every table, made from the tables themselves.

Every word in a row that belongs to somebody carries their mark, so that a test can look
for it anywhere. A table that is new is filled without a word here.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from fractions import Fraction
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    Float,
    Integer,
    String,
    Table,
    Text,
    Time,
    insert,
    select,
)

from cti.phases import Phase
from cti.plans.life import PlanState, RunState
from cti.store.tables import (
    AUDIT,
    AUDIT_ANCHOR,
    FACTS,
    METADATA,
    PEOPLE,
    PLANS,
    SERVICES,
)
from cti.store.types import (
    Exact,
    Hours,
    Instant,
    Labels,
    OneOf,
    WallTime,
)
from cti.store.unit import Store, new_id
from tests.builders import WEEKDAYS

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
AUTHOR = new_id()
OTHERS = "Other"
"""The mark of what belongs to nobody supported."""

WRITTEN_ELSEWHERE = {AUDIT, AUDIT_ANCHOR, FACTS}

FIRST_ON, LAST_ON = date(2026, 1, 5), date(2026, 3, 2)
LATE = {"to_on", "ended_on", "until_on", "expires_at", "review_on", "leaves_on"}
BY_NAME: Mapping[str, Any] = {
    "phase": Phase.TRANSITION,
    "superseded_by": None,
    "superseded_at": None,
    "published_by": None,
    "published_at": None,
    "erased_at": None,
    "corrects_id": None,
}
BY_TABLE: Mapping[str, Mapping[str, Any]] = {
    "plans": {"state": PlanState.DRAFT},
    "runs": {
        "state": RunState.DONE,
        "lease_until": None,
        "worker_name": None,
    },
    "overload_answers": {"kind": "accept until"},
    "overload_tasks": {"account_id": None},
    "letters": {"given_up_at": None},
}


@dataclass
class Whole:
    """What was put into a store.

    Attributes
    ----------
    people
        The row of each person, by their mark.
    rows
        The row of each mark in each table.
    """

    service_id: str
    marks: tuple[str, ...] = ()
    people: dict[str, str] = field(default_factory=dict)
    rows: dict[tuple[str, str], str] = field(default_factory=dict)


def of_somebody() -> set[str]:
    """The tables whose rows belong to somebody, one through the other."""
    found = {PEOPLE.name}
    for table in METADATA.sorted_tables:
        if any(key.column.table.name in found for key in table.foreign_keys):
            found.add(table.name)
    return found


def fill(store: Store, *marks: str) -> Whole:
    """Put a row for each mark into every table whose rows belong to somebody."""
    whole = Whole(service_id=new_id(), marks=marks)
    theirs = of_somebody()
    with store.unit(author_id=AUTHOR, at=NOW) as unit:
        for table in METADATA.sorted_tables:
            if table in WRITTEN_ELSEWHERE:
                continue
            for mark in marks if table.name in theirs else (OTHERS,):
                values = dict(_values(unit.connection, whole, table, mark))
                if table is SERVICES:
                    del values["id"]
                    whole.service_id = unit.found(values)
                    whole.rows[table.name, mark] = whole.service_id
                    continue
                row_id = values.get("id", "")
                whole.rows[table.name, mark] = row_id
                if table is PEOPLE:
                    whole.people[mark] = row_id
                if {"service_id", "version"} <= set(table.c.keys()) and (
                    table is not PLANS
                ):
                    own = {"service_id", "version"}
                    added = {k: v for k, v in values.items() if k not in own}
                    unit.add(table, whole.service_id, [added])
                else:
                    unit.connection.execute(insert(table), values)
    return whole


def _values(
    connection: Connection, whole: Whole, table: Table, mark: str
) -> Iterator[tuple[str, Any]]:
    own = BY_TABLE.get(table.name, {})
    for column in table.c:
        if column.name in own:
            yield column.name, own[column.name]
        elif column.name == "document":
            yield column.name, _a_plan(whole.marks)
        elif column.name in BY_NAME and (BY_NAME[column.name] or column.nullable):
            yield column.name, BY_NAME[column.name]
        elif column.name == "worker_id" and table.name == "calendar_feeds":
            yield column.name, None
        elif column.foreign_keys:
            yield column.name, _named(connection, whole, column, mark)
        else:
            yield column.name, _value(table, column, mark)


def _a_plan(marks: Sequence[str]) -> str:
    """A plan of everybody, which names them in what it says of others too."""
    called = {mark: f"{mark} people known_as" for mark in marks}
    rows = [
        {"person_id": f"{mark} people external_id", "why": f"{name} asked for Alex."}
        for mark, name in called.items()
    ]
    message = f"Alex could let {' or '.join(called.values())} move."
    flags = [{"worker_id": "alex", "person_id": None, "message": message}]
    return json.dumps({"assignments": rows, "flags": flags}, ensure_ascii=False)


def _named(
    connection: Connection, whole: Whole, column: Column[Any], mark: str
) -> str | None:
    (key,) = column.foreign_keys
    other = key.column.table
    if other is column.table:
        return None
    if other is SERVICES:
        return whole.service_id
    if column.name == "granted_by":
        return _another_account(connection, other)
    return whole.rows.get((other.name, mark)) or whole.rows[other.name, OTHERS]


def _another_account(connection: Connection, accounts: Table) -> str:
    row = dict(
        connection.execute(select(accounts).limit(1)).mappings().one(),
        id=new_id(),
        email="another@example.org",
    )
    connection.execute(insert(accounts), row)
    return str(row["id"])


def _value(table: Table, column: Column[Any], mark: str) -> Any:  # noqa: ANN401, any column
    said = f"{mark} {table.name} {column.name}"
    for kind, made in MADE:
        if isinstance(column.type, kind):
            return made(column, said)
    raise TypeError(column)


def _is_late(column: Column[Any]) -> bool:
    return column.name in LATE


def _short(column: Column[Any], said: str) -> str:
    length = column.type.length  # type: ignore[attr-defined]  # it is a string
    if length == 32:
        return new_id() if column.name == "id" else AUTHOR
    if length == 64:
        return sha256(said.encode()).hexdigest()
    return said[:length]


MADE: Sequence[tuple[type, Callable[[Column[Any], str], Any]]] = (
    (OneOf, lambda column, _: next(iter(column.type.kind))),  # type: ignore[attr-defined]  # it is one of some
    (Exact, lambda _, __: Fraction(3, 2)),
    (Labels, lambda _, said: frozenset({said})),
    (Hours, lambda _, __: WEEKDAYS),
    (Instant, lambda column, _: NOW.replace(year=2027) if _is_late(column) else NOW),
    (WallTime, lambda _, __: NOW.replace(tzinfo=None)),
    (Date, lambda column, _: LAST_ON if _is_late(column) else FIRST_ON),
    (Time, lambda _, __: time(9, 30)),
    (Boolean, lambda _, __: False),
    (Integer, lambda _, __: 1),
    (Float, lambda _, __: 0.5),
    (JSON, lambda _, said: [said]),
    (Text, lambda _, said: said),
    (String, _short),
)
"""A value of each kind of column."""
