"""What somebody works on, and the small steps in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from cti.access import AboutPerson, Actor
from cti.caseload.casework.focus_areas import FocusArea, FocusStep
from cti.errors import NotThere
from cti.store import casework as kept
from cti.store.casework import TABLE_OF, Kept
from cti.store.keyset import Part, Place
from cti.store.unit import Store
from cti.usecases.casework import theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusWithSteps:
    """A focus area and its steps."""

    area: Kept[FocusArea]
    steps: Sequence[Kept[FocusStep]]


def focus_of(
    store: Store, person: AboutPerson, *, after: Place, limit: int
) -> Part[FocusWithSteps]:
    """Return what somebody works on, with its steps, what began first in front."""
    with store.reading() as connection:
        found = kept.kept_part(
            connection, FocusArea, after=after, limit=limit, person_id=person.person_id
        )
        ids = tuple(area.row_id for area in found.items)
        steps = kept.kept_of(connection, FocusStep, focus_area_id=ids)
    return found.each(
        lambda area: FocusWithSteps(
            area=area,
            steps=[step for step in steps if step.what.focus_area_id == area.row_id],
        )
    )


def steps_of(
    store: Store, person: AboutPerson, focus_area_id: str
) -> Sequence[Kept[FocusStep]]:
    """Return the steps in a focus area.

    Raises
    ------
    NotThere
        If there is no such focus area of theirs.
    """
    with store.reading() as connection:
        theirs(kept.kept_one(connection, FocusArea, focus_area_id), person)
        return kept.kept_of(connection, FocusStep, focus_area_id=focus_area_id)


def add_step(
    store: Store,
    actor: Actor,
    person: AboutPerson,
    focus_area_id: str,
    *,
    words: str,
    at: datetime,
) -> Kept[FocusStep]:
    """Add a small step to a focus area.

    Raises
    ------
    NotThere
        If there is no such focus area of theirs.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        theirs(kept.kept_one(unit.connection, FocusArea, focus_area_id), person)
        step = FocusStep(focus_area_id=focus_area_id, words=words)
        row_id = kept.add(unit, person.service_id, step)
        return kept.kept_one(unit.connection, FocusStep, row_id)


def change_step(
    store: Store,
    actor: Actor,
    person: AboutPerson,
    focus_area_id: str,
    step_id: str,
    *,
    words: str,
    done_on: date | None,
    version: int,
    at: datetime,
) -> Kept[FocusStep]:
    """Let a step be as it is said now; that includes that it is done.

    Raises
    ------
    NotThere
        If there is no such focus area of theirs, or no such step in it.
    ChangedMeanwhile
        If somebody else changed it since.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        theirs(kept.kept_one(unit.connection, FocusArea, focus_area_id), person)
        before = kept.kept_one(unit.connection, FocusStep, step_id).what
        if before.focus_area_id != focus_area_id:
            raise NotThere(TABLE_OF[FocusStep].name)
        step = replace(before, words=words, done_on=done_on)
        kept.change(unit, step_id, step, version=version)
        return kept.kept_one(unit.connection, FocusStep, step_id)
