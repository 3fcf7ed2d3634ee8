"""Throw away a draft that nobody wants to publish."""

from sqlalchemy import delete, update

from cti.errors import ChangedMeanwhile, NotNow
from cti.plans.life import PlanState
from cti.store.plans import plan_row
from cti.store.tables import (
    PLAN_CONTACTS,
    PLAN_DOCUMENTS,
    PLAN_OVERLOADS,
    PLAN_STAYS,
    PLANS,
    RUNS,
)
from cti.store.unit import Unit

THROWN_AWAY = "Its plan was thrown away."
"""What is said of the run that made it."""

_PARTS = (PLAN_DOCUMENTS, PLAN_STAYS, PLAN_CONTACTS, PLAN_OVERLOADS)


def throw_away(unit: Unit, plan_id: str, *, version: int) -> None:
    """Throw away a draft; no plan is made from one, so all others stay as good.

    Raises
    ------
    NotThere
        If there is no such plan.
    ChangedMeanwhile
        If it is not as its reader saw it.
    NotNow
        If it is no draft: what was published is superseded, and never goes.
    """
    # Whoever publishes it holds the service as well: one of both comes first.
    unit.hold(plan_row(unit.connection, plan_id)["service_id"])
    plan = plan_row(unit.connection, plan_id)
    if plan["version"] != version:
        raise ChangedMeanwhile(PLANS.name)
    if plan["state"] is not PlanState.DRAFT:
        message = "This plan was published, and what was published is kept."
        raise NotNow(message, hint="Publish another, which takes its place.")
    unit.connection.execute(
        update(RUNS)
        .where(RUNS.c.plan_id == plan_id)
        .values(plan_id=None, reason=THROWN_AWAY)
    )
    for part in _PARTS:
        unit.connection.execute(delete(part).where(part.c.plan_id == plan_id))
    unit.connection.execute(delete(PLANS).where(PLANS.c.id == plan_id))
    unit.audit("plans:remove", PLANS.name, plan_id)
