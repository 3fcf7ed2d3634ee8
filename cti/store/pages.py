"""Some runs, plans or entries of the audit, from where somebody stopped reading."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Select, and_, or_, select

from cti.plans.life import PlanState, RunState
from cti.store.plain import Values
from cti.store.tables import AUDIT, PLANS, RUNS
from cti.store.unit import as_values

Behind = tuple[datetime, str]
"""When the last row that was read is from, and its id."""


def runs_page(
    connection: Connection,
    service_id: str,
    *,
    state: RunState | None,
    behind: Behind | None,
    most: int,
) -> Sequence[Values]:
    """Return runs of a service, the newest first.

    Parameters
    ----------
    state
        None for all of them.
    behind
        What was read last; None for the beginning.
    """
    ours = select(RUNS).where(RUNS.c.service_id == service_id)
    if state is not None:
        ours = ours.where(RUNS.c.state == state)
    return _newest(connection, ours, RUNS.c.asked_at, RUNS.c.id, behind, most)


def plans_page(
    connection: Connection,
    service_id: str,
    *,
    state: PlanState | None,
    behind: Behind | None,
    most: int,
) -> Sequence[Values]:
    """Return plans of a service, the newest first.

    Parameters
    ----------
    state
        None for all of them.
    behind
        What was read last; None for the beginning.
    """
    ours = select(PLANS).where(PLANS.c.service_id == service_id)
    if state is not None:
        ours = ours.where(PLANS.c.state == state)
    return _newest(connection, ours, PLANS.c.made_at, PLANS.c.id, behind, most)


def audit_page(
    connection: Connection,
    *,
    having: Mapping[str, str],
    behind: int | None,
    most: int,
) -> Sequence[Values]:
    """Return entries of the audit, the newest first.

    Parameters
    ----------
    having
        What some columns must hold.
    behind
        The number of the last one that was read; None for the beginning.
    """
    entries = select(AUDIT).where(*(AUDIT.c[name] == v for name, v in having.items()))
    if behind is not None:
        entries = entries.where(AUDIT.c.number < behind)
    page = entries.order_by(AUDIT.c.number.desc()).limit(most)
    return [as_values(row) for row in connection.execute(page)]


def _newest(
    connection: Connection,
    rows: Select[Any],
    at: Column[Any],
    row_id: Column[Any],
    behind: Behind | None,
    most: int,
) -> Sequence[Values]:
    if behind is not None:
        before, last_id = behind
        rows = rows.where(or_(at < before, and_(at == before, row_id > last_id)))
    page = rows.order_by(at.desc(), row_id).limit(most)
    return [as_values(row) for row in connection.execute(page)]
