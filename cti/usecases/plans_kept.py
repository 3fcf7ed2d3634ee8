"""Look at the plans of a service, and throw a draft away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from cti.exchange.plan_kept import changes_of, told_before
from cti.plans.departures import how_many
from cti.plans.document import Departure
from cti.plans.life import PlanState
from cti.store.drafts import throw_away
from cti.store.edits import edits_since
from cti.store.pages import Behind, plans_page
from cti.store.plain import Values
from cti.store.plans import Ids, document_of, parts_of, plan_row
from cti.store.runs import revision_of
from cti.store.tables import PLAN_OVERLOADS
from cti.store.unit import Store
from cti.units import Points, Sce
from cti.usecases.publishing import NameOf, by_id, in_words

NONE_BEFORE = "No plan was in force when this one was made."


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPlan:
    """What is known about a plan.

    Attributes
    ----------
    revision
        The service's revision it was made from.
    is_stale
        Whether anything a plan is made from was changed since; of a plan that was
        published, whether anything else was.
    """

    plan_id: str
    service_id: str
    version: int
    state: PlanState
    plan_on: date
    weeks: int
    policy: str
    seed: int
    effort: int
    repeatable: bool
    engine_version: str
    input_hash: str
    revision: int
    is_stale: bool
    cost: Points
    lower_bound: Points
    contact_cost: Points
    contact_lower_bound: Points
    made_at: datetime
    made_by: str
    published_at: datetime | None
    published_by: str | None
    superseded_at: datetime | None
    superseded_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overload:
    """A worker whom a plan has over the ceiling for a time.

    Attributes
    ----------
    to_on
        The last day, inclusive.
    over
        The most they are over.
    """

    overload_id: str
    worker_id: str
    worker: str
    from_on: date
    to_on: date
    over: Sce


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedKeptPlan:
    """A plan, where its service is by now, and its overloads.

    Attributes
    ----------
    service_revision
        The service's revision now: what somebody has seen who publishes it.
    """

    plan: KeptPlan
    service_revision: int
    overloads: tuple[Overload, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Somebody for whom a plan has something else than the plan in force.

    Attributes
    ----------
    person_id
        Their row; None where they are not in the service any more.
    from_worker_id, to_worker_id
        The rows of those who hold them last by each plan; None for nobody.
    """

    person_id: str | None
    from_worker_id: str | None
    to_worker_id: str | None
    departure: Departure


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChanges:
    """What a plan changes against the plan that was in force when it was made.

    Attributes
    ----------
    said
        For how many people there is something else, in a sentence.
    edits
        What was changed in the service since, in sentences.
    """

    said: str
    changes: tuple[Changed, ...]
    edits: tuple[str, ...]


def some_plans(
    store: Store,
    service_id: str,
    *,
    most: int,
    state: PlanState | None = None,
    behind: Behind | None = None,
) -> Sequence[KeptPlan]:
    """Return plans of a service, the newest first.

    Parameters
    ----------
    state
        None for all of them.
    behind
        When the last one that was read was made, and its id; None for the beginning.
    """
    with store.reading() as connection:
        revision = revision_of(connection, service_id)
        rows = plans_page(connection, service_id, state=state, behind=behind, most=most)
    return [_kept(row, revision) for row in rows]


def look_at_plan(store: Store, plan_id: str) -> OpenedKeptPlan:
    """Return what is known about a plan.

    Raises
    ------
    NotThere
        If there is no such plan.
    """
    with store.reading() as connection:
        row = plan_row(connection, plan_id)
        revision = revision_of(connection, row["service_id"])
        overloads = parts_of(connection, PLAN_OVERLOADS, plan_id)
        known = Ids.of(connection, row["service_id"]).turned()
    return OpenedKeptPlan(
        plan=_kept(row, revision),
        service_revision=revision,
        overloads=tuple(
            Overload(
                overload_id=each["id"],
                worker_id=each["worker_id"],
                worker=known.worker[each["worker_id"]],
                from_on=each["from_on"],
                to_on=each["to_on"],
                over=Fraction(each["over"]),
            )
            for each in overloads
        ),
    )


def document_text(store: Store, plan_id: str) -> str:
    """Return all of a plan, as ``plan.json`` has it.

    Raises
    ------
    NotThere
        If there is no such plan.
    """
    with store.reading() as connection:
        return document_of(connection, plan_id)


def changes_in_plan(
    store: Store, plan_id: str, *, name_of: NameOf = by_id
) -> PlanChanges:
    """Say what a plan changes, why, and what not to would cost.

    Parameters
    ----------
    name_of
        What the author of an edit is called.

    Raises
    ------
    NotThere
        If there is no such plan.
    """
    with store.reading() as connection:
        row = plan_row(connection, plan_id)
        text = document_of(connection, plan_id)
        ids = Ids.of(connection, row["service_id"])
        edits = edits_since(connection, row["service_id"], row["revision"])
    found = changes_of(text)
    return PlanChanges(
        said=how_many(found) if told_before(text) is not None else NONE_BEFORE,
        changes=tuple(
            Changed(
                person_id=ids.person.get(each.person_id),
                from_worker_id=ids.worker.get(each.from_worker or ""),
                to_worker_id=ids.worker.get(each.to_worker or ""),
                departure=each,
            )
            for each in found
        ),
        edits=in_words(edits, name_of),
    )


def discard_draft(
    store: Store, plan_id: str, *, version: int, author_id: str, at: datetime
) -> None:
    """Throw away a draft; all other plans stay as good as they are.

    Raises
    ------
    NotThere
        If there is no such plan.
    ChangedMeanwhile
        If it is not as its reader saw it.
    NotNow
        If it is no draft.
    """
    with store.unit(author_id=author_id, at=at) as unit:
        throw_away(unit, plan_id, version=version)


def _kept(row: Values, revision: int) -> KeptPlan:
    names = {*KeptPlan.__dataclass_fields__} & {*row}
    made_of = 0 if row["state"] is PlanState.DRAFT else 1
    return KeptPlan(
        plan_id=row["id"],
        is_stale=row["revision"] + made_of != revision,
        **{name: row[name] for name in names},
    )
