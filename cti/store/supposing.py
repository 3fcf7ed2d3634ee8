"""Let a service be as a scenario supposes, each thing as a fact; and take it back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, select

from cti.caseload.caseload import Caseload
from cti.caseload.workers import Worker
from cti.errors import BreaksARule, NotThere
from cti.plans.life import PlanState
from cti.store.drafts import throw_away
from cti.store.plain import Values
from cti.store.plans import Ids, read_in_force
from cti.store.reading import read_caseload
from cti.store.rows import columns_of
from cti.store.tables import (
    ASSIGNMENTS,
    FACTS,
    PLANS,
    REFERRALS,
    SERVICES,
    WORKERS,
    WORKING_PATTERNS,
)
from cti.store.undoing import Fact, facts_of_revision, undo
from cti.store.unit import Unit, as_values, new_id
from cti.store.workers_changing import add_worker, change_worker
from cti.units import WorkerId

SUPPOSED = frozenset(
    {SERVICES.name, WORKERS.name, WORKING_PATTERNS.name, REFERRALS.name}
)
"""The tables that a scenario can be written into."""

OWN_ID = 12
"""Letters of the id that somebody new has in their service."""


def read_to_ask(
    connection: Connection, service_id: str, *, on: date, with_contacts: bool = True
) -> tuple[Caseload, Ids]:
    """Read a service and what people were told, with the rows of everybody."""
    caseload = replace(
        read_caseload(connection, service_id, on=on, with_contacts=with_contacts),
        in_force=read_in_force(connection, service_id, on=on),
    )
    return caseload, Ids.of(connection, service_id)


def let_be_so(
    unit: Unit,
    service_id: str,
    before: Caseload,
    after: Caseload,
    *,
    called: Mapping[WorkerId, str],
) -> None:
    """Write down what one caseload has otherwise than another.

    Parameters
    ----------
    before, after
        As the service is, and as it is to be: other workers, another ceiling, other
        days on which referrals can start.
    called
        What those are called who are new.
    """
    ids = Ids.of(unit.connection, service_id)
    _let_service_be(unit, service_id, before, after)
    for worker in after.workers:
        if worker.worker_id in before.worker:
            row = unit.row(WORKERS, ids.worker[worker.worker_id])
            change_worker(unit, row, _own(worker))
        else:
            name = {"name": called[worker.worker_id], "external_id": new_id()[:OWN_ID]}
            add_worker(unit, service_id, {**_own(worker), **name}, worker.works)
    for referral in after.referrals:
        if before.referral[referral.referral_id] != referral:
            person_id = ids.person[referral.referral_id]
            values = {"earliest_start_on": referral.earliest_start_on}
            _change(unit, _referral_of(unit, person_id), values)


def is_supposed(connection: Connection, service_id: str, revision: int) -> bool:
    """Whether something was written down together that is all of such kinds."""
    of_it = FACTS.c.service_id == service_id, FACTS.c.revision == revision
    asked = select(FACTS.c.about).where(*of_it).distinct()
    kinds = {row.about for row in connection.execute(asked)}
    return bool(kinds) and kinds <= SUPPOSED


def supposed(connection: Connection, service_id: str, revision: int) -> Sequence[Fact]:
    """Return what was written down together, if that is all of kinds a scenario has.

    Raises
    ------
    NotThere
        If it is not.
    """
    facts = facts_of_revision(connection, service_id, revision)
    if not facts or any(each.about not in SUPPOSED for each in facts):
        raise NotThere(SERVICES.name)
    return facts


def take_back(
    unit: Unit, service_id: str, facts: Sequence[Fact], *, revision: int
) -> None:
    """Make everything what it was before; drafts that were made of it go too.

    Parameters
    ----------
    revision
        The one that the facts made.

    Raises
    ------
    ChangedMeanwhile
        If somebody has changed one of the rows since; nothing is undone then.
    BreaksARule
        If somebody who was new works with people by now.
    """
    new = [each.row_id for each in facts if _is_new_worker(each)]
    _check_nobody_works_with(unit, new)
    undo(unit, [each for each in facts if not _is_new_worker(each)])
    for row_id in new:
        # A draft that is being made may name them still, so their row stays.
        version = unit.row(WORKERS, row_id)["version"]
        unit.change(WORKERS, row_id, version=version, values={"is_listed": False})
    for plan in _drafts_since(unit, service_id, revision):
        throw_away(unit, plan["id"], version=plan["version"])


def _let_service_be(
    unit: Unit, service_id: str, before: Caseload, after: Caseload
) -> None:
    if before.service.ceiling != after.service.ceiling:
        row = unit.row(SERVICES, service_id)
        ceiling = {"ceiling": after.service.ceiling}
        unit.change(SERVICES, service_id, version=row["version"], values=ceiling)


def _own(worker: Worker) -> dict[str, object]:
    return columns_of(WORKERS, worker)


def _referral_of(unit: Unit, person_id: str) -> Values:
    theirs = select(REFERRALS).where(REFERRALS.c.person_id == person_id)
    return as_values(unit.connection.execute(theirs).one())


def _change(unit: Unit, row: Values, values: Values) -> None:
    unit.change(REFERRALS, row["id"], version=row["version"], values=values)


def _is_new_worker(fact: Fact) -> bool:
    return fact.about == WORKERS.name and fact.before is None


def _check_nobody_works_with(unit: Unit, worker_ids: Sequence[str]) -> None:
    theirs = select(ASSIGNMENTS.c.id).where(ASSIGNMENTS.c.worker_id.in_(worker_ids))
    if unit.connection.execute(theirs.limit(1)).first() is not None:
        message = "Somebody who was new works with people by now."
        hint = "Give them a last day in settings, and plan again."
        raise BreaksARule(message, hint=hint)


def _drafts_since(unit: Unit, service_id: str, revision: int) -> Sequence[Values]:
    made = select(PLANS).where(
        PLANS.c.service_id == service_id,
        PLANS.c.state == PlanState.DRAFT,
        PLANS.c.revision >= revision,
    )
    return [as_values(row) for row in unit.connection.execute(made).all()]
