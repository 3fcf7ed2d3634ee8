"""Publish a plan: all of it or nothing, and nobody is overruled without being told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cti.calendar import Horizon, on_the_wall
from cti.caseload.caseload import Caseload
from cti.errors import StalePlan
from cti.plans.assignment import AssignmentPlan
from cti.plans.changes import plainly
from cti.plans.compare import changes
from cti.plans.facts import PlanFacts
from cti.plans.policy import BALANCED
from cti.plans.words import counted
from cti.store.edits import Edit, edits_since
from cti.store.plain import Values
from cti.store.plans import assignment_of, plan_in_force, plan_row
from cti.store.publishing import put_in_force
from cti.store.reading import read_caseload
from cti.store.starting import overtaken
from cti.store.unit import Store, Unit

NameOf = Callable[[str], str]
"""What somebody with an account is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A plan that is in force now.

    Attributes
    ----------
    revision
        The service's revision it made.
    superseded_id
        The plan it took the place of; None if it is the first.
    """

    plan_id: str
    revision: int
    superseded_id: str | None


def by_id(author_id: str) -> str:
    """Call somebody by their id, where nobody knows more."""
    return author_id


def nothing_more(_: Unit) -> None:
    """Write nothing else."""


def publish(
    store: Store,
    plan_id: str,
    *,
    author_id: str,
    at: datetime,
    seen_revision: int,
    name_of: NameOf = by_id,
    then: Callable[[Unit], None] = nothing_more,
) -> Published:
    """Publish a draft: the plan in force is superseded, and people are told.

    In one transaction: assignments from the plan's first Monday on, the meetings people
    expect, messages to be sent and answers owed follow from it, each change as a fact.

    Parameters
    ----------
    seen_revision
        The service's revision as the person who publishes saw it.
    name_of
        What the author of an edit is called.
    then
        Writes what else is decided with it, in the same transaction.

    Raises
    ------
    NotThere
        If there is no such plan.
    StalePlan
        If it is no draft, or anything a plan is made from changed since it was made or
        seen; with what changed, by whom and when. Nothing is changed then.
    """
    try:
        with store.unit(author_id=author_id, at=at) as unit:
            published = _publish(unit, plan_id, seen_revision)
            then(unit)
            return published
    except _IsStale:
        pass
    raise why_stale(store, plan_id, seen_revision=seen_revision, at=at, name_of=name_of)


def why_stale(
    store: Store,
    plan_id: str,
    *,
    seen_revision: int,
    at: datetime,
    name_of: NameOf = by_id,
) -> StalePlan:
    """Say why a plan can no longer be published.

    Parameters
    ----------
    at
        The present moment.

    Raises
    ------
    NotThere
        If there is no such plan.
    """
    with store.reading() as connection:
        plan = plan_row(connection, plan_id)
        service_id = plan["service_id"]
        since = min(plan["revision"], seen_revision)
        edits = edits_since(connection, service_id, since)
        other = plan_in_force(connection, service_id)
        is_new = other is not None and any(each.row_id == other["id"] for each in edits)
        if not edits:
            begun = overtaken(connection, plan, on=on_the_wall(at).date())
            return StalePlan(_started(begun), edits=tuple(map(_start, begun)))
        if other is None or not is_new:
            return StalePlan(_changed(edits), edits=in_words(edits, name_of))
        differing: Sequence[str] = ()
        if other["id"] != plan_id:
            # Who is to start by the plan in force and has not yet, waits.
            today = min(plan["plan_on"], on_the_wall(at).date())
            caseload = read_caseload(connection, service_id, on=today)
            differing = differences(
                caseload,
                plan,
                before=assignment_of(connection, other),
                after=assignment_of(connection, plan),
            )
        return StalePlan(
            _published(plan, other, name_of),
            edits=in_words(edits, name_of),
            differences=differing,
            published_by=name_of(other["published_by"]),
            published_at=other["published_at"],
        )


def differences(
    caseload: Caseload, plan: Values, *, before: AssignmentPlan, after: AssignmentPlan
) -> tuple[str, ...]:
    """Say what one plan has otherwise than another, of people who are still there."""
    facts = PlanFacts(
        caseload=caseload,
        horizon=Horizon(plan["plan_on"], plan["weeks"]),
        plan=after,
        policy=BALANCED,
    )
    said = [plainly(facts, change) for change in changes(facts, before)]
    return tuple(said) or ("It has everybody with the same worker.",)


def in_words(edits: Sequence[Edit], name_of: NameOf) -> tuple[str, ...]:
    """Say what was changed, by whom and when, each in a sentence."""
    return tuple(
        f"{each.what}, by {name_of(each.author_id)} {_moment(each.at)}."
        for each in edits
    )


class _IsStale(Exception):
    """Ends the unit, so that nothing of it is kept."""


def _publish(unit: Unit, plan_id: str, seen_revision: int) -> Published:
    service_id = plan_row(unit.connection, plan_id)["service_id"]
    # From here on nobody else changes anything of the service; what they changed before
    # can be seen.
    revision = unit.revise(service_id)
    plan = plan_row(unit.connection, plan_id)
    # A plan that was published itself made a revision, so it is not published twice.
    if {plan["revision"], seen_revision} != {revision - 1}:
        raise _IsStale
    # Nobody has to write anything for a start that was promised to come true.
    if overtaken(unit.connection, plan, on=on_the_wall(unit.at).date()):
        raise _IsStale
    superseded_id = put_in_force(unit, plan)
    return Published(plan_id=plan_id, revision=revision, superseded_id=superseded_id)


def _started(begun: Sequence[Values]) -> str:
    number = counted(len(begun), "person has", "people have")
    return f"{number} started since this plan was made, other than it says."


def _start(person: Values) -> str:
    day = person["started_on"]
    return f"{person['known_as']} started on {day.day} {day:%B} {day.year}."


def _changed(edits: Sequence[Edit]) -> str:
    number = counted(len(edits), "thing has", "things have")
    return f"{number} changed since this plan was made."


def _published(plan: Values, other: Values, name_of: NameOf) -> str:
    who, when = name_of(other["published_by"]), _moment(other["published_at"])
    which = "This plan" if plan["id"] == other["id"] else "Another plan"
    return f"{which} was published by {who} {when}."


def _moment(at: datetime) -> str:
    wall = on_the_wall(at)
    return f"on {wall.day} {wall:%B} {wall.year} at {wall:%H:%M}"
