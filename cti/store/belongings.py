"""What belongs to somebody: every row of theirs, and every fact there ever was of them.

A table belongs to people if its rows name one, or name a row that does. That is read
from the tables themselves, so a new one is found without a word here. What else can
hold words is named below, with what is done about it; a test fails for a table of which
neither is known.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Connection, Row, String, Table, or_, select

from cti.errors import NotThere
from cti.store.alike import alike, like
from cti.store.tables import FACTS, METADATA, PEOPLE
from cti.store.types import Exact, Labels, OneOf

SO_MANY = 500
"""How many ids are asked for together."""

ID_LENGTHS = (32, 64)
"""Ids and digests: they say nothing about anybody."""


class Handling(StrEnum):
    """What is done about words in a table whose rows belong to nobody supported."""

    REWRITTEN = "what is about somebody is taken out"
    SEARCHED = "looked through for a name; people decide what becomes of it"
    OF_OTHERS = "about the service, its workers or its accounts"


HANDLED: Mapping[str, Handling] = {
    "facts": Handling.REWRITTEN,
    "requests": Handling.REWRITTEN,
    "imports": Handling.REWRITTEN,
    "plan_documents": Handling.REWRITTEN,
    "answers_owed": Handling.SEARCHED,
    "overload_answers": Handling.SEARCHED,
    "case_reviews": Handling.SEARCHED,
    "runs": Handling.SEARCHED,
    "services": Handling.OF_OTHERS,
    "travel_times": Handling.OF_OTHERS,
    "workers": Handling.OF_OTHERS,
    "absences": Handling.OF_OTHERS,
    "team_events": Handling.OF_OTHERS,
    "plans": Handling.OF_OTHERS,
    "accounts": Handling.OF_OTHERS,
    "memberships": Handling.OF_OTHERS,
    "tokens": Handling.OF_OTHERS,
    "audit": Handling.OF_OTHERS,
    "erasures": Handling.OF_OTHERS,
}
"""What is done about every other table that can hold words."""


def _tables_of_people() -> tuple[Table, ...]:
    found = [PEOPLE]
    for table in METADATA.sorted_tables:
        if any(_names(table, other) for other in found) and table is not PEOPLE:
            found.append(table)
    return tuple(found)


def _names(table: Table, other: Table) -> bool:
    return any(key.column.table is other for key in table.foreign_keys)


OF_PEOPLE = _tables_of_people()
"""Every table whose rows belong to somebody, each after those it names."""


def has_words(table: Table) -> bool:
    """Whether a table has a column that somebody could write a name into."""
    return any(True for _ in word_columns(table))


def word_columns(table: Table) -> Iterator[str]:
    """Yield the columns that somebody could write a name into."""
    for column in table.c:
        kind = column.type
        if isinstance(kind, OneOf | Exact):
            continue
        if isinstance(kind, JSON | Labels) or (
            isinstance(kind, String) and kind.length not in ID_LENGTHS
        ):
            yield column.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Belongings:
    """What belongs to somebody.

    Attributes
    ----------
    rows
        The rows of theirs that are there, by table.
    ever
        The ids of those and of every row of theirs that is gone already.
    facts
        The number of every fact about one of them.
    known_as, known_by
        Every name and every id their service ever knew them by.
    """

    person_id: str
    service_id: str
    rows: Mapping[str, Sequence[str]]
    ever: Mapping[str, frozenset[str]]
    facts: Sequence[int]
    known_as: frozenset[str]
    known_by: frozenset[str]


def belongings(connection: Connection, person_id: str) -> Belongings:
    """Return what belongs to somebody.

    Raises
    ------
    NotThere
        If there is no such person.
    """
    person = connection.execute(select(PEOPLE).where(PEOPLE.c.id == person_id)).first()
    if person is None:
        raise NotThere(PEOPLE.name)
    facts = _facts_of_people(connection, person.service_id)
    ever = _ever(connection, person_id, facts)
    own = [fact for fact in facts if fact.row_id in ever.get(fact.about, ())]
    said = [
        state
        for fact in own
        if fact.about == PEOPLE.name
        for state in (fact.before, fact.after)
        if state
    ]
    return Belongings(
        person_id=person_id,
        service_id=person.service_id,
        rows={
            table.name: _there(connection, table, ever[table.name])
            for table in OF_PEOPLE
        },
        ever=ever,
        facts=[fact.number for fact in own],
        known_as=_said(person.known_as, said, "known_as"),
        known_by=_said(person.external_id, said, "external_id"),
    )


def called(connection: Connection, said: str) -> Sequence[Row[Any]]:
    """Return everybody who goes by a name or an id: the store's, or their service's."""
    either = or_(
        PEOPLE.c.id == said,
        PEOPLE.c.external_id == said,
        alike(PEOPLE.c.known_as, said),
    )
    return connection.execute(select(PEOPLE).where(either).order_by(PEOPLE.c.id)).all()


def _said(now: str, before: Sequence[Mapping[str, Any]], name: str) -> frozenset[str]:
    found = {now, *(state.get(name) or "" for state in before)}
    return frozenset(each.strip() for each in found) - {""}


def _facts_of_people(connection: Connection, service_id: str) -> Sequence[Row[Any]]:
    about = [table.name for table in OF_PEOPLE]
    of = select(FACTS).where(FACTS.c.service_id == service_id, FACTS.c.about.in_(about))
    return connection.execute(of.order_by(FACTS.c.number)).all()


def _ever(
    connection: Connection, person_id: str, facts: Sequence[Row[Any]]
) -> Mapping[str, frozenset[str]]:
    """Return the ids of every row that ever was somebody's, by table.

    A row that is gone is known by the facts, which say whom it named.
    """
    ever: dict[str, frozenset[str]] = {PEOPLE.name: frozenset({person_id})}
    for table in OF_PEOPLE[1:]:
        whose = {
            key.parent.name: key.column.table.name
            for key in table.foreign_keys
            if key.column.table.name in ever
        }
        ids = {
            row_id
            for name, other in whose.items()
            for row_id in _naming(connection, table, name, ever[other])
        }
        ids |= {
            fact.row_id
            for fact in facts
            if fact.about == table.name
            for state in (fact.before, fact.after)
            if state
            and any(state.get(name) in ever[other] for name, other in whose.items())
        }
        ever[table.name] = frozenset(ids)
    return ever


def _naming(
    connection: Connection, table: Table, name: str, ids: frozenset[str]
) -> Iterator[str]:
    for some in in_parts(ids):
        yield from connection.execute(
            select(own_id(table)).where(table.c[name].in_(some))
        ).scalars()


def _there(connection: Connection, table: Table, ids: frozenset[str]) -> Sequence[str]:
    found: list[str] = []
    for some in in_parts(ids):
        own = own_id(table)
        found += connection.execute(select(own).where(own.in_(some))).scalars()
    return sorted(found)


def own_id(table: Table) -> Any:  # noqa: ANN401, a column of any kind
    """Return the column by which a row of a table is known."""
    (column,) = table.primary_key
    return column


def in_parts(ids: frozenset[str] | Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield ids in such parts as a database takes at once."""
    whole = sorted(ids)
    for start in range(0, len(whole), SO_MANY):
        yield whole[start : start + SO_MANY]


def mentions(
    connection: Connection, service_id: str, names: frozenset[str]
) -> Sequence[tuple[str, str]]:
    """Return where else in a service a name may stand: the table and the row.

    Somebody else may have that name, or it may be a word: people have to look.
    """
    found: set[tuple[str, str]] = set()
    for table in METADATA.sorted_tables:
        if "service_id" not in table.c or not has_words(table):
            continue
        for row in connection.execute(_with_a_name(table, service_id, names)):
            found.add((table.name, str(row[0])))
    return sorted(found)


def _with_a_name(table: Table, service_id: str, names: frozenset[str]) -> Any:  # noqa: ANN401, a query
    # In JSON, letters beyond ASCII are written otherwise.
    written = {*names, *(json.dumps(name)[1:-1] for name in names)}
    says = [
        table.c[column].cast(String).icontains(name, autoescape=True)
        for column in word_columns(table)
        for name in written
    ]
    says += [
        like(table.c[column].cast(String), name)
        for column in word_columns(table)
        for name in names
    ]
    return select(own_id(table)).where(table.c.service_id == service_id, or_(*says))
