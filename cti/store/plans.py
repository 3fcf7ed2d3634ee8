"""Keep a plan as it was made, and read it back."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, Table, insert, or_, select

from cti.caseload.caseload import Appointment, PlanInForce, Promise
from cti.errors import NotThere
from cti.plans.assignment import AssignmentPlan, Stay
from cti.plans.document import FlagKind, PlanDocument
from cti.plans.life import PlanState
from cti.store.plain import Values, all_values
from cti.store.tables import (
    PEOPLE,
    PLAN_CONTACTS,
    PLAN_DOCUMENTS,
    PLAN_OVERLOADS,
    PLAN_STAYS,
    PLANNED_CONTACTS,
    PLANS,
    SETTLED_CONTACTS,
    WORKERS,
)
from cti.store.unit import Unit, as_values, new_id
from cti.units import PersonId, WorkerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A plan as it was made.

    Attributes
    ----------
    text
        All of it, as ``plan.json`` has it.
    prices
        Its prices as JSON, where they do not come with the program.
    revision
        The service's revision it was made from.
    """

    document: PlanDocument
    text: str
    prices: str | None
    revision: int


@dataclass(frozen=True, slots=True)
class Ids:
    """Rows of everybody in a service, by the ids their service knows them by."""

    person: Mapping[str, str]
    worker: Mapping[str, str]

    @classmethod
    def of(cls, connection: Connection, service_id: str) -> "Ids":
        """Learn them."""
        return cls(
            _ids(connection, PEOPLE, service_id), _ids(connection, WORKERS, service_id)
        )

    def turned(self) -> "Ids":
        """Return the service's ids by those of rows."""
        return Ids(
            {row: known for known, row in self.person.items()},
            {row: known for known, row in self.worker.items()},
        )


def keep_draft(unit: Unit, service_id: str, made: Made) -> str:
    """Keep a plan as a draft, and return its id.

    A draft changes nothing a plan is made from, so the service's revision stays.
    """
    document, plan_id = made.document, new_id()
    ids = Ids.of(unit.connection, service_id)
    row = {
        "id": plan_id,
        "service_id": service_id,
        "version": 1,
        "state": PlanState.DRAFT,
        "plan_on": document.on,
        "weeks": document.weeks,
        "policy": document.policy,
        "prices": made.prices,
        "seed": document.effort.seed,
        "effort": document.effort.effort,
        "repeatable": document.effort.repeatable,
        "engine_version": document.engine_version,
        "input_hash": document.input_hash,
        "revision": made.revision,
        "cost": document.cost.total,
        "lower_bound": document.lower_bound,
        "contact_cost": document.contact_cost.total,
        "contact_lower_bound": document.contact_lower_bound,
        "made_at": unit.at,
        "made_by": unit.author_id,
    }
    unit.connection.execute(insert(PLANS), row)
    unit.connection.execute(
        insert(PLAN_DOCUMENTS), {"plan_id": plan_id, "document": made.text}
    )
    for table, rows in (
        (PLAN_STAYS, _stays(document, ids)),
        (PLAN_CONTACTS, _contacts(document, ids)),
        (PLAN_OVERLOADS, _overloads(document, ids)),
    ):
        whole = [{"id": new_id(), "plan_id": plan_id, **values} for values in rows]
        if whole:
            unit.connection.execute(insert(table), whole)
    return plan_id


def plan_row(connection: Connection, plan_id: str) -> Values:
    """Return what is said about a plan.

    Raises
    ------
    NotThere
        If there is no such plan.
    """
    found = connection.execute(select(PLANS).where(PLANS.c.id == plan_id)).first()
    if found is None:
        raise NotThere(PLANS.name)
    return as_values(found)


def plan_in_force(connection: Connection, service_id: str) -> Values | None:
    """Return what is said about the plan people were told of; None if there is none."""
    found = connection.execute(
        select(PLANS).where(
            PLANS.c.service_id == service_id, PLANS.c.state == PlanState.PUBLISHED
        )
    ).first()
    return None if found is None else as_values(found)


def document_of(connection: Connection, plan_id: str) -> str:
    """Return all of a plan, as ``plan.json`` has it.

    Raises
    ------
    NotThere
        If there is no such plan.
    """
    of = select(PLAN_DOCUMENTS.c.document).where(PLAN_DOCUMENTS.c.plan_id == plan_id)
    text = connection.execute(of).scalar_one_or_none()
    if text is None:
        raise NotThere(PLANS.name)
    return str(text)


def parts_of(connection: Connection, table: Table, plan_id: str) -> Sequence[Values]:
    """Return the rows of one table that a plan consists of, in their order."""
    from_when = "from_on" if "from_on" in table.c else "at"
    said = select(table).where(table.c.plan_id == plan_id).order_by(table.c[from_when])
    return all_values(connection.execute(said))


def assignment_of(
    connection: Connection, plan: Values, *, known: Ids | None = None
) -> AssignmentPlan:
    """Return who works with whom by a plan, by the ids their service knows them by.

    Parameters
    ----------
    known
        The service's ids by those of rows; None to learn them.
    """
    known = known or Ids.of(connection, plan["service_id"]).turned()
    return AssignmentPlan(
        tuple(
            Stay(
                person_id=PersonId(known.person[row["person_id"]]),
                worker_id=_worker(known, row["worker_id"]),
                from_on=row["from_on"],
                to_on=row["to_on"],
            )
            for row in parts_of(connection, PLAN_STAYS, plan["id"])
        )
    )


def read_in_force(
    connection: Connection, service_id: str, *, on: date
) -> PlanInForce | None:
    """Return what people were told and expect, as the next plan has to know it.

    Parameters
    ----------
    on
        The new plan date; meetings before it are over.
    """
    plan = plan_in_force(connection, service_id)
    if plan is None:
        return None
    known = Ids.of(connection, service_id).turned()
    stays = assignment_of(connection, plan, known=known)
    since = datetime.combine(on, time())
    return told_by(plan, stays, standing(connection, service_id, since=since), known)


def told_by(
    plan: Values, stays: AssignmentPlan, expected: Sequence[Values], known: Ids
) -> PlanInForce:
    """Return what people were told by a plan, and expect.

    Parameters
    ----------
    expected
        The contacts that stand, as they are kept.
    known
        The service's ids by those of rows.
    """
    return PlanInForce(
        on=plan["plan_on"],
        promises=tuple(
            Promise(
                person_id=person_id,
                worker_id=each[-1].worker_id,
                from_on=each[-1].from_on,
            )
            for person_id, each in sorted(stays.of.items())
            if each[-1].worker_id is not None
        ),
        contacts=tuple(
            Appointment(
                person_id=PersonId(known.person[row["person_id"]]),
                worker_id=WorkerId(known.worker[row["worker_id"]]),
                at=row["at"],
                minutes=row["minutes"],
                kind=row["kind"].value,
            )
            for row in expected
        ),
    )


def standing(
    connection: Connection, service_id: str, *, since: datetime
) -> Sequence[Values]:
    """Return the contacts people expect from a moment on, in order of time."""
    known = told_of(connection, service_id, since=since)
    return [row for row in known if not row["is_cancelled"]]


def told_between(
    connection: Connection, service_id: str, *, since: datetime, until: datetime
) -> Sequence[tuple[str, datetime]]:
    """Return whom people were told of meeting in a time, and when.

    What became of the contacts makes no difference; those that no plan has any more are
    left out.

    Parameters
    ----------
    until
        Exclusive.

    Returns
    -------
    The row of the person, and the moment, of each contact.
    """
    table = PLANNED_CONTACTS
    settled = select(SETTLED_CONTACTS.c.planned_contact_id)
    rows = select(table.c.person_id, table.c.at).where(
        table.c.service_id == service_id,
        table.c.at >= since,
        table.c.at < until,
        or_(table.c.is_cancelled.is_(False), table.c.id.in_(settled)),
    )
    return [(person_id, at) for person_id, at in connection.execute(rows)]


def told_of(
    connection: Connection,
    service_id: str,
    *,
    since: datetime,
    what: Collection[str] = (),
) -> Sequence[Values]:
    """Return the contacts people were told of from a moment on, in order of time.

    Those that were called off are among them. One of which somebody has said what
    became of it is not: it stays as it was told, whatever is planned.

    Parameters
    ----------
    what
        The columns that are wanted; none for all of them.
    """
    table = PLANNED_CONTACTS
    settled = select(SETTLED_CONTACTS.c.planned_contact_id)
    rows = (
        select(*(each for each in table.c if not what or each.name in what))
        .where(
            table.c.service_id == service_id,
            table.c.at >= since,
            table.c.id.not_in(settled),
        )
        .order_by(table.c.at, table.c.person_id, table.c.worker_id, table.c.id)
    )
    return all_values(connection.execute(rows))


def _ids(connection: Connection, table: Table, service_id: str) -> Mapping[str, str]:
    ours = select(table.c.external_id, table.c.id).where(
        table.c.service_id == service_id
    )
    return dict(map(tuple, connection.execute(ours).all()))


def _worker(known: Ids, row_id: str | None) -> WorkerId | None:
    return None if row_id is None else WorkerId(known.worker[row_id])


def _stays(document: PlanDocument, ids: Ids) -> Iterator[dict[str, Any]]:
    for stay in document.assignment.stays:
        worker_id = stay.worker_id
        yield {
            "person_id": ids.person[stay.person_id],
            "worker_id": None if worker_id is None else ids.worker[worker_id],
            "from_on": stay.from_on,
            "to_on": stay.to_on,
        }


def _contacts(document: PlanDocument, ids: Ids) -> Iterator[dict[str, Any]]:
    for contact in document.contacts.contacts:
        yield {
            "person_id": ids.person[contact.person_id],
            "worker_id": ids.worker[contact.worker_id],
            "at": contact.at,
            "minutes": contact.minutes,
            "kind": contact.kind,
            "place": contact.place,
            "locality": contact.locality,
            "cover": contact.cover,
        }


def _overloads(document: PlanDocument, ids: Ids) -> Iterator[dict[str, Any]]:
    for flag in document.flags:
        if flag.kind is FlagKind.OVER_CEILING and flag.worker_id is not None:
            yield {
                "worker_id": ids.worker[flag.worker_id],
                "from_on": flag.from_on,
                "to_on": flag.to_on,
                "over": flag.amount,
            }
