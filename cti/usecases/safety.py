"""Safety plans: read the one that stands, write one, write one in its place."""

from datetime import date, datetime

from cti.access import AboutPerson, Actor
from cti.caseload.casework.safety_plans import SafetyPlan
from cti.store import safety_plans as kept
from cti.store.casework import add
from cti.store.safety_plans import SafetyPlanRead
from cti.store.tables import PEOPLE
from cti.store.unit import Store

__all__ = [
    "SafetyPlanRead",
    "has_safety_plan",
    "read_safety_plan",
    "write_safety_plan",
]


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
    replaces_id: str | None,
    at: datetime,
) -> None:
    """Write a safety plan; the one in whose place it stands is kept.

    Parameters
    ----------
    replaces_id
        The one that was seen; None where there was none.

    Raises
    ------
    NotThere
        If the one that was seen is not theirs.
    ChangedMeanwhile
        If somebody else wrote one since.
    """
    plan = SafetyPlan(
        person_id=person.person_id,
        words=words,
        review_on=review_on,
        written_by=actor.account_id,
        written_at=at,
        replaces_id=replaces_id,
    )
    with store.unit(author_id=actor.account_id, at=at) as unit:
        add(unit, person.service_id, plan)
