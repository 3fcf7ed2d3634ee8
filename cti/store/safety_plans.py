"""Safety plans: the one that stands, and whether there is one."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from cti.store.tables import ACCOUNTS, SAFETY_PLANS

_REPLACING = SAFETY_PLANS.alias("replacing")


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyPlanRead:
    """A safety plan.

    Attributes
    ----------
    version
        How many have been written, this one among them.
    author
        What the account of who wrote it is called.
    review_on
        The day by which it is talked about again; None where that is open.
    """

    id: str
    version: int
    words: str
    review_on: date | None
    author: str
    written_at: datetime


def has_safety_plan(connection: Connection, person_id: str) -> bool:
    """Whether one was ever written for somebody."""
    any_of_theirs = select(SAFETY_PLANS.c.id).where(
        SAFETY_PLANS.c.person_id == person_id
    )
    return connection.execute(any_of_theirs.limit(1)).first() is not None


def safety_plan_of(connection: Connection, person_id: str) -> SafetyPlanRead | None:
    """Return the one in whose place no other stands; None if there is none."""
    row = connection.execute(_standing(person_id)).first()
    if row is None:
        return None
    return SafetyPlanRead(
        id=row.id,
        version=_written(connection, person_id),
        words=row.words,
        review_on=row.review_on,
        author=row.name or "",
        written_at=row.written_at,
    )


def _written(connection: Connection, person_id: str) -> int:
    theirs = SAFETY_PLANS.c.person_id == person_id
    number = select(func.count()).select_from(SAFETY_PLANS).where(theirs)
    return connection.execute(number).scalar_one()


def _standing(person_id: str) -> Select[Any]:
    plan = SAFETY_PLANS
    return (
        select(plan, ACCOUNTS.c.name)
        .outerjoin(ACCOUNTS, ACCOUNTS.c.id == plan.c.written_by)
        .outerjoin(_REPLACING, _REPLACING.c.replaces_id == plan.c.id)
        .where(plan.c.person_id == person_id, _REPLACING.c.id.is_(None))
    )
