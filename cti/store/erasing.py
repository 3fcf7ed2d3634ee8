"""Erase somebody: every row and every word, in one step; that it was done stays.

What stays is a row that says who did it, when, why and how many rows went, and the
audit, which holds ids only. Nothing of what is erased can be undone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete

from cti.store.belongings import (
    OF_PEOPLE,
    Belongings,
    belongings,
    in_parts,
    mentions,
    own_id,
)
from cti.store.copying import hold_writers
from cti.store.requests import forget_answers
from cti.store.rewriting import (
    empty_imports,
    forget_facts,
    mark_plans,
    named_in_plans,
    rewrite_plans,
)
from cti.store.tables import ERASURES, PEOPLE
from cti.store.tables.erasures import Because
from cti.store.unit import Store, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What went, or would go, with somebody.

    Attributes
    ----------
    rows
        How many of each table.
    facts
        How many changes are known of which nothing is said any more.
    plans, imports
        How many named them, or may have.
    mentions
        Where in the service else one of their names stands: the table and the row.
        Somebody else may have it; people have to look.
    """

    person_id: str
    rows: Mapping[str, int]
    facts: int
    plans: int
    imports: int
    mentions: Sequence[tuple[str, str]]


def erase(unit: Unit, person_id: str, because: Because) -> Erased:
    """Erase somebody, and say that it was done.

    Raises
    ------
    NotThere
        If there is no such person.
    """
    connection = unit.connection
    hold_writers(connection)
    if connection.dialect.name == "sqlite":
        # What is deleted is written over, not only marked as free.
        connection.exec_driver_sql("PRAGMA secure_delete=ON")
    theirs = belongings(connection, person_id)
    plans = named_in_plans(connection, theirs)
    mark_plans(unit, plans)
    rows = _take_away(unit, theirs)
    rewrite_plans(unit, plans, theirs)
    imports = empty_imports(unit, theirs)
    forget_facts(connection, theirs.facts)
    forget_answers(connection)
    unit.add(
        ERASURES,
        theirs.service_id,
        [
            {
                "gone_id": person_id,
                "because": because,
                "erased_at": unit.at,
                "erased_by": unit.author_id,
                "counts": dict(rows),
            }
        ],
    )
    unit.audit("people:erase", PEOPLE.name, person_id)
    return Erased(
        person_id=person_id,
        rows=rows,
        facts=len(theirs.facts),
        plans=len(plans),
        imports=imports,
        mentions=mentions(connection, theirs.service_id, theirs.known_as),
    )


def would_erase(
    store: Store, person_id: str, because: Because, *, author_id: str, at: datetime
) -> Erased:
    """Return what would go; it is done on trial, so that it is what would be.

    Raises
    ------
    NotThere
        If there is no such person.
    """
    with store.trial(author_id=author_id, at=at) as unit:
        return erase(unit, person_id, because)


def _take_away(unit: Unit, theirs: Belongings) -> Mapping[str, int]:
    gone: dict[str, int] = {}
    for table in reversed(OF_PEOPLE):
        for some in in_parts(theirs.rows[table.name]):
            taken = unit.connection.execute(
                delete(table).where(own_id(table).in_(some))
            )
            gone[table.name] = gone.get(table.name, 0) + taken.rowcount
    return gone
