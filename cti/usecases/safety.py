"""Safety plans: read the one that stands, write one, write one in its place."""

from datetime import date, datetime

from cti.access import AboutPerson, Actor
from cti.caseload.casework.safety_plans import SafetyPlan
from cti.errors import ChangedMeanwhile
from cti.store import safety_plans as kept
from cti.store.casework import add
from cti.store.safety_plans import SafetyPlanRead
from cti.store.tables import PEOPLE, SAFETY_PLANS
from cti.store.unit import Store

__all__ = [
    "NONE_YET",
    "SafetyPlanRead",
    "has_safety_plan",
    "read_safety_plan",
    "write_safety_plan",
]

NONE_YET = 0
"""The version that was seen by whoever saw that there was none."""


def has_safety_plan(store: Store, person: AboutPerson) -> bool:
    """Whether there is one to be read before a visit."""
    with store.reading() as connection:
        return kept.has_safety_plan(connection, person.person_id)


def read_safety_plan(
    store: Store, actor: Actor, person: AboutPerson, *, at: datetime
) -> SafetyPlanRead | None:
    """Open somebody's safety plan; the audit says so, or nobody reads it.

    Returns
    -------
    None if nobody has written one, which the audit says as well.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        unit.audit("safety_plans:read", PEOPLE.name, person.person_id)
        return kept.safety_plan_of(unit.connection, person.person_id)


def write_safety_plan(
    store: Store,
    actor: Actor,
    person: AboutPerson,
    words: str,
    *,
    review_on: date | None,
    version: int,
    at: datetime,
) -> int:
    """Write a safety plan; the one in whose place it stands is kept.

    Parameters
    ----------
    version
        Of the one that was seen; ``NONE_YET`` where there was none.

    Returns
    -------
    Its version.

    Raises
    ------
    BreaksARule
        If it says nothing, or more than is read before a visit.
    ChangedMeanwhile
        If somebody else wrote one since.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        there = kept.safety_plan_of(unit.connection, person.person_id)
        if version != (there.version if there else NONE_YET):
            raise ChangedMeanwhile(SAFETY_PLANS.name)
        plan = SafetyPlan(
            person_id=person.person_id,
            words=words,
            review_on=review_on,
            written_by=actor.account_id,
            written_at=at,
            replaces_id=there.id if there else None,
        )
        add(unit, person.service_id, plan)
        return version + 1
