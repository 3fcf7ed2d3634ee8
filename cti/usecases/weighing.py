"""Weigh a draft: what it changes for whom, and what that does to each caseload."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from cti.exchange.plan_kept import changes_of, moved_meetings_of
from cti.plans.alternatives import changed
from cti.plans.assignment import AssignmentPlan
from cti.plans.changes import plainly
from cti.plans.compare import changes, nothing_decided
from cti.plans.departures import how_many
from cti.plans.document import Departure, LoadRow
from cti.plans.facts import PlanFacts
from cti.plans.in_force import carried_on
from cti.plans.loads import load_rows, loads_by_worker
from cti.plans.moved_meetings import MovedMeeting, how_many_moved
from cti.plans.words import Words, counted
from cti.store.edits import edits_since
from cti.store.plans import Ids, assignment_of, document_of, plan_in_force, plan_row
from cti.store.supposing import is_supposed
from cti.store.unit import Store
from cti.units import PersonId
from cti.usecases.asking_kept import open_kept
from cti.usecases.publishing import NameOf, by_id, in_words
from cti.usecases.worked_out import SHELF

NONE_BEFORE = "No plan was in force when this one was made"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadsMoved:
    """What one worker holds, as people were told and as the draft would have it.

    Attributes
    ----------
    before, after
        The same Mondays of both, in order.
    """

    worker: str
    before: Sequence[LoadRow]
    after: Sequence[LoadRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A draft laid out for a decision about each of its changes.

    Attributes
    ----------
    said
        For how many people there is something else, in words.
    departures
        The changes that people are asked about; by the ids of the service.
    moved_meetings
        Meetings people were told of that are not kept, in order of time.
    is_first
        Whether no plan was in force: then nothing has a price, and nothing can be kept.
    loads
        Every worker who holds another load on some Monday; those who are kept as they
        are, are left with whom they were.
    edits
        What was changed in the service since it was made, in sentences.
    made_after
        The revision just before it, if that can be looked at and taken back as a whole,
        as `taking_back` has it; None if not.
    """

    said: str
    departures: tuple[Departure, ...]
    moved_meetings: tuple[MovedMeeting, ...]
    is_first: bool
    words: Words
    ids: Ids
    loads: tuple[LoadsMoved, ...]
    edits: tuple[str, ...]
    made_after: int | None


def weigh(
    store: Store,
    plan_id: str,
    *,
    keeping: Collection[str] = (),
    name_of: NameOf = by_id,
) -> Weighed:
    """Lay out what a draft changes, and how the caseloads move.

    Parameters
    ----------
    keeping
        The rows of people who are to be left as they were told.
    name_of
        What the author of an edit is called.

    Raises
    ------
    NotThere
        If there is no such plan.
    """
    asked = open_kept(store, plan_id, with_contacts=False)
    facts = asked.facts
    with store.reading() as connection:
        row = plan_row(connection, plan_id)
        text = document_of(connection, plan_id)
        told = plan_in_force(connection, row["service_id"])
        stays = None if told is None else assignment_of(connection, told)
        service_id, revision = row["service_id"], row["revision"]
        edits = edits_since(connection, service_id, revision)
        can_go_back = is_supposed(connection, service_id, revision)
    is_first = facts.caseload.in_force is None
    before = _before(facts, stays)
    found = _first(facts, before) if is_first else changes_of(text)
    moved = moved_meetings_of(text)
    return Weighed(
        said=_said(found, moved, is_first=is_first),
        departures=tuple(found),
        moved_meetings=moved,
        is_first=is_first,
        words=facts.words,
        ids=asked.ids,
        loads=_loads(facts, _then(plan_id, facts, before), _known(asked.ids, keeping)),
        edits=in_words(edits, name_of),
        made_after=revision if can_go_back else None,
    )


def _said(
    found: Sequence[Departure], moved: Sequence[MovedMeeting], *, is_first: bool
) -> str:
    if is_first:
        people = counted(len(found), "person", "people")
        return f"{NONE_BEFORE}; it decides about {people}."
    if not found and moved:
        return f"Everybody keeps their worker. {how_many_moved(moved)}"
    return f"{how_many(found)} {how_many_moved(moved)}".strip()


def _then(plan_id: str, facts: PlanFacts, before: AssignmentPlan) -> PlanFacts:
    """Return what people were told beside the same caseload."""
    told = replace(facts, plan=before)
    return SHELF.equal(told, under=f"before {plan_id}").facts


def _before(facts: PlanFacts, stays: AssignmentPlan | None) -> AssignmentPlan:
    if stays is None:
        return nothing_decided(facts.caseload, facts.horizon)
    return carried_on(facts.caseload, facts.horizon, stays)


def _first(facts: PlanFacts, before: AssignmentPlan) -> Sequence[Departure]:
    """Return what a first plan decides, each once, against nothing being decided."""
    found: dict[PersonId, Departure] = {}
    for change in changes(facts, before):
        departure = Departure(
            person_id=change.person_id,
            from_worker=change.from_worker,
            to_worker=facts.ways[change.person_id].worker_id,
            on=change.on,
            was_told=False,
            keeping_costs=None,
            said=plainly(facts, change),
        )
        found.setdefault(change.person_id, departure)
    return tuple(found.values())


def _loads(
    facts: PlanFacts, told: PlanFacts, keeping: Collection[PersonId]
) -> tuple[LoadsMoved, ...]:
    after = facts.plan
    for person_id in keeping:
        after = changed(after, person_id, told.plan.of.get(person_id, ()))
    now = facts.loads_of
    if after is not facts.plan:
        now = loads_by_worker(load_rows(facts.caseload, facts.horizon, after))
    return tuple(
        LoadsMoved(worker=facts.words.worker(each), before=rows, after=now[each])
        for each, rows in told.loads_of.items()
        if [row.sce for row in rows] != [row.sce for row in now[each]]
    )


def _known(ids: Ids, rows: Collection[str]) -> tuple[PersonId, ...]:
    known = ids.turned().person
    return tuple(PersonId(known[each]) for each in sorted(rows) if each in known)
