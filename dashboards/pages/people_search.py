"""The page on which people are found by a name or an id."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from cti.access import Level
from cti.caseload.people import Status
from cti.plans.words import counted, listed
from cti.usecases.people import PersonSeen, Planning
from dashboards.pages.phase_tabs import Days, begins, day_of_phase

HOW_FAR = {
    Level.CARD: "You see the name and the worker.",
    Level.PLANNING: "You see phase, wishes and when they are met.",
    Level.SUPPORT: "You see what their support is about as well.",
    Level.NOTES: "You see all that is kept of them.",
}
"""What an account may see on somebody's page, said before it is opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard:
    """Somebody who was found.

    Attributes
    ----------
    known_by
        The id their service knows them by; empty for who may not see it.
    stands
        Where they are on their way; empty for who may not see it.
    how_far
        How much of them may be seen.
    """

    person_id: str
    person: str
    known_by: str
    service: str
    worker: str
    stands: str
    how_far: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleSearchPage:
    """People, by a name or an id.

    Attributes
    ----------
    said
        What is looked for; empty for nothing yet.
    heading
        What is found, in words; empty for nothing.
    more
        Where the next ones are; empty if these are all.
    is_asked
        Whether anything is looked for.
    """

    template: ClassVar[str] = "site/people_search.html"
    title: ClassVar[str] = "People"

    said: str
    heading: str
    cards: tuple[PersonCard, ...]
    more: str
    is_asked: bool


def cards(found: Sequence[PersonSeen], on: date) -> tuple[PersonCard, ...]:
    """Lay out people, each as far as they may be seen."""
    days = Days(on)
    return tuple(
        PersonCard(
            person_id=each.id,
            person=each.known_as,
            known_by=each.planning.external_id if each.planning else "",
            service=each.service,
            worker=listed(worker.name for worker in each.workers) or "nobody yet",
            stands=_stands(each.planning, days) if each.planning else "",
            how_far=HOW_FAR[each.level],
        )
        for each in found
    )


def heading_of(number: int, *, are_more: bool, said: str) -> str:
    """Say how many were found: "2 people for “Sam”"."""
    if not number:
        return ""
    many = (
        f"The first {number} people"
        if are_more
        else counted(number, "person", "people")
    )
    return f"{many} for “{said}”"


def _stands(planning: Planning, days: Days) -> str:
    today = planning.phase_today
    if planning.is_waiting:
        started = planning.person.started_on
        return f"Starts on {days.day(started)}" if started else "Waiting to start"
    if today is None or planning.person.status is Status.CLOSED:
        return "Support has ended"
    said = [today.phase.label, day_of_phase(today)]
    said += ["support waits"] if today.is_paused else []
    if today.next_on is not None and today.next_phase is not None:
        said.append(f"{begins(today.next_phase)} on {days.day(today.next_on)}")
    return ", ".join(part for part in said if part)
