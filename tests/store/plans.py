"""Plans made by hand, for tests that publish them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction

from sqlalchemy import Table, select

from cti.plans.assignment import Stay
from cti.plans.contacts import ContactPlan, PlannedContact
from cti.plans.cost import ContactCost, Cost
from cti.plans.document import Effort, Flag, FlagKind, PlanDocument
from cti.store.plain import Values
from cti.store.plans import Made, keep_draft, plan_row
from cti.store.publishing import put_in_force
from cti.store.putting import found_service, put_caseload
from cti.store.tables import SERVICES
from cti.store.unit import Store, as_values, new_id
from cti.units import WorkerId
from tests.builders import PLAN_DATE, a_caseload, a_person, a_plan, a_referral, a_worker

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
"""The Friday before the plan's first Monday."""

WORKERS_THERE = ("alex", "bo", "caro")
LEADER, OTHER_LEADER = new_id(), new_id()


def an_overload(
    worker_id: str = "alex",
    *,
    from_on: date = PLAN_DATE,
    to_on: date = date(2026, 12, 6),
    over: int = 2,
) -> Flag:
    return Flag(
        kind=FlagKind.OVER_CEILING,
        worker_id=WorkerId(worker_id),
        from_on=from_on,
        to_on=to_on,
        amount=Fraction(over),
        message="Alex is over the ceiling.",
    )


def a_document(
    *stays: Stay,
    contacts: Iterable[PlannedContact] = (),
    flags: Iterable[Flag] = (),
) -> PlanDocument:
    return PlanDocument(
        on=PLAN_DATE,
        weeks=40,
        service_name="Sample service",
        policy="balanced",
        engine_version="0.1.0",
        input_hash="0" * 64,
        effort=Effort(seed=0, effort=2, repeatable=True),
        assignment=a_plan(*stays),
        contacts=ContactPlan(tuple(contacts)),
        cost=Cost(),
        lower_bound=Fraction(0),
        contact_cost=ContactCost(),
        contact_lower_bound=Fraction(0),
        late_days=0,
        why={},
        loads=(),
        flags=tuple(flags),
        seconds=0.0,
    )


def told(
    store: Store, service_id: str, *contacts: PlannedContact, at: datetime = NOW
) -> None:
    """Publish a plan with some contacts, which leaves everybody with their worker."""
    kept = Kept(store, service_id)
    plan_id = kept.draft(a_document(contacts=contacts))
    with store.unit(author_id=LEADER, at=at) as unit:
        put_in_force(unit, plan_row(unit.connection, plan_id))


@dataclass(frozen=True, slots=True)
class Kept:
    """A service in a store, and what tests ask of it."""

    store: Store
    service_id: str

    @classmethod
    def in_(cls, store: Store) -> "Kept":
        """Alex, Bo and Caro; Sam whom Alex supports; Robin who has been referred."""
        caseload = a_caseload(
            workers=[a_worker(each) for each in WORKERS_THERE],
            people=[a_person("sam", worker="alex")],
            referrals=[a_referral("robin")],
        )
        with store.unit(author_id=LEADER, at=NOW) as unit:
            service_id = found_service(unit, caseload)
            put_caseload(unit, service_id, caseload, on=date(2026, 8, 3))
        return cls(store, service_id)

    @property
    def revision(self) -> int:
        """What the service's revision is now."""
        with self.store.reading() as connection:
            of = select(SERVICES.c.revision).where(SERVICES.c.id == self.service_id)
            return int(connection.execute(of).scalar_one())

    def draft(self, document: PlanDocument, *, author_id: str = LEADER) -> str:
        """Keep a plan made of the caseload as it is now."""
        made = Made(document=document, text="{}\n", prices=None, revision=self.revision)
        with self.store.unit(author_id=author_id, at=NOW) as unit:
            return keep_draft(unit, self.service_id, made)

    def rows(self, table: Table, **having: object) -> list[Values]:
        """The rows of a table that have some values."""
        said = select(table)
        for name, value in having.items():
            said = said.where(table.c[name] == value)
        with self.store.reading() as connection:
            return [as_values(row) for row in connection.execute(said)]

    def row_id(self, table: Table, known: str) -> str:
        """The row of somebody, by the id their service knows them by."""
        (row,) = self.rows(table, service_id=self.service_id, external_id=known)
        return str(row["id"])
