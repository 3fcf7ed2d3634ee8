"""Who changed something last, for whoever comes a moment later."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, or_, select

from cti.store.tables import ACCOUNTS, FACTS


@dataclass(frozen=True, slots=True, kw_only=True)
class LastChanged:
    """The last change of something.

    Attributes
    ----------
    who
        What the account of its author is called; empty if it is not known any more.
    """

    who: str
    at: datetime


def last_changed(
    connection: Connection, service_id: str, row_id: str, about: Collection[str]
) -> LastChanged | None:
    """Return who changed a row last, or one that names it as its person or worker.

    Parameters
    ----------
    about
        The tables in which it is looked for.
    """
    whose = [
        FACTS.c[side][name].as_string()
        for side in ("before", "after")
        for name in ("person_id", "worker_id")
    ]
    row = connection.execute(
        select(FACTS.c.at, ACCOUNTS.c.name)
        .outerjoin(ACCOUNTS, ACCOUNTS.c.id == FACTS.c.author_id)
        .where(
            FACTS.c.service_id == service_id,
            FACTS.c.about.in_(about),
            or_(FACTS.c.row_id == row_id, *(each == row_id for each in whose)),
        )
        .order_by(FACTS.c.number.desc())
        .limit(1)
    ).first()
    return None if row is None else LastChanged(who=row.name or "", at=row.at)
