"""Everything a store holds about somebody, to be handed to them."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from cti.store.belongings import Belongings, belongings, in_parts, own_id
from cti.store.plain import Values, plain
from cti.store.rewriting import named_in_plans, says
from cti.store.tables import (
    ACCOUNTS,
    AUDIT,
    FACTS,
    IMPORTS,
    METADATA,
    PLAN_DOCUMENTS,
    PLANS,
    WORKERS,
)
from cti.store.unit import as_values

CHANGES = ("add", "change", "remove")
"""What the audit says of changes, which the history tells in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What a store holds about somebody, each as JSON can hold it.

    Attributes
    ----------
    rows
        Every row of theirs, by table.
    history
        Every change of one of them there ever was.
    looked_at
        What the audit says of them besides changes: who opened what, and when.
    plans
        Every plan that names them, with what it says of them.
    imports
        Every import that still holds what was brought about them, and what that is.
    called
        What workers and accounts are called, by their ids.
    """

    rows: Mapping[str, Sequence[Values]]
    history: Sequence[Values]
    looked_at: Sequence[Values]
    plans: Sequence[Values]
    imports: Sequence[Values]
    called: Mapping[str, str]


def holdings(connection: Connection, person_id: str) -> Holdings:
    """Return everything that is held about somebody.

    Raises
    ------
    NotThere
        If there is no such person.
    """
    theirs = belongings(connection, person_id)
    return Holdings(
        rows={
            name: [*_rows(connection, name, ids)]
            for name, ids in theirs.rows.items()
            if ids
        },
        history=[*_history(connection, theirs)],
        looked_at=[*_looked_at(connection, theirs)],
        plans=[*_plans(connection, theirs)],
        imports=[*_imports(connection, theirs)],
        called=_called(connection, theirs.service_id),
    )


def _rows(connection: Connection, name: str, ids: Sequence[str]) -> Iterator[Values]:
    table = METADATA.tables[name]
    for some in in_parts(ids):
        of = select(table).where(own_id(table).in_(some)).order_by(own_id(table))
        for row in connection.execute(of):
            yield plain(as_values(row)) or {}


def _history(connection: Connection, theirs: Belongings) -> Iterator[Values]:
    numbers = theirs.facts
    for start in range(0, len(numbers), 500):
        some = numbers[start : start + 500]
        of = select(FACTS).where(FACTS.c.number.in_(some)).order_by(FACTS.c.number)
        for row in connection.execute(of):
            yield {
                "at": row.at.isoformat(),
                "author_id": row.author_id,
                "about": row.about,
                "row_id": row.row_id,
                "before": row.before,
                "after": row.after,
            }


def _looked_at(connection: Connection, theirs: Belongings) -> Iterator[Values]:
    own = frozenset().union(*theirs.ever.values())
    found: list[Row[Any]] = []
    for some in in_parts(own):
        found += connection.execute(select(AUDIT).where(AUDIT.c.object_id.in_(some)))
    for row in sorted(found, key=lambda each: each.number):
        if row.action.rpartition(":")[2] not in CHANGES:
            yield {
                "at": row.at.isoformat(),
                "account_id": row.account_id,
                "action": row.action,
                "reason_id": row.reason_id,
            }


def _plans(connection: Connection, theirs: Belongings) -> Iterator[Values]:
    for plan_id in named_in_plans(connection, theirs):
        plan = connection.execute(
            select(PLANS, PLAN_DOCUMENTS.c.document)
            .outerjoin(PLAN_DOCUMENTS, PLAN_DOCUMENTS.c.plan_id == PLANS.c.id)
            .where(PLANS.c.id == plan_id)
        ).one()
        yield {
            "plan_id": plan_id,
            "state": plan.state.value,
            "plan_on": plan.plan_on.isoformat(),
            "made_at": plan.made_at.isoformat(),
            "made_by": plan.made_by,
            "says": [*_about(plan.document, theirs)],
        }


def _imports(connection: Connection, theirs: Belongings) -> Iterator[Values]:
    ours = select(IMPORTS).where(IMPORTS.c.service_id == theirs.service_id)
    for row in connection.execute(ours.order_by(IMPORTS.c.staged_at)):
        said = [*_about(row.caseload, theirs), *_about(json.dumps(row.to_mend), theirs)]
        if said:
            yield {
                "import_id": row.id,
                "called": row.called,
                "state": row.state.value,
                "staged_at": row.staged_at.isoformat(),
                "staged_by": row.staged_by,
                "says": said,
            }


def _about(text: str | None, theirs: Belongings) -> Iterator[Any]:
    """Yield the smallest parts of a JSON text that name somebody."""
    wanted = says(theirs.known_as | theirs.known_by)

    try:
        yield from _parts(json.loads(text or "null"), wanted)
    except json.JSONDecodeError:
        yield from (line for line in (text or "").splitlines() if wanted.search(line))


def _parts(value: Any, wanted: re.Pattern[str]) -> Iterator[Any]:  # noqa: ANN401, any JSON
    if isinstance(value, str):
        yield from [value] if wanted.search(value) else []
        return
    if isinstance(value, dict):
        if any(isinstance(v, str) and wanted.search(v) for v in value.values()):
            yield value
            return
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _parts(each, wanted)


def _called(connection: Connection, service_id: str) -> Mapping[str, str]:
    workers = select(WORKERS.c.id, WORKERS.c.name).where(
        WORKERS.c.service_id == service_id
    )
    everybody = (workers, select(ACCOUNTS.c.id, ACCOUNTS.c.name))
    return {row.id: row.name for of in everybody for row in connection.execute(of)}
