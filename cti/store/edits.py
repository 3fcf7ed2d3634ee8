"""What was changed since a plan was made, by whom and when, in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import Connection, select

from cti.plans.life import PlanState
from cti.store.plain import Values
from cti.store.tables import (
    ABSENCES,
    APPOINTMENTS,
    ASSIGNMENTS,
    CONTACT_RECORDS,
    DECLINED_WORKERS,
    ERASURES,
    FACTS,
    METADATA,
    PAUSES,
    PEOPLE,
    PINS,
    PLANNED_CONTACTS,
    PLANS,
    REFERRALS,
    SERVICES,
    TEAM_EVENTS,
    TRANSITIONS,
    TRAVEL_TIMES,
    WISHES,
    WORKERS,
    WORKING_PATTERNS,
)
from cti.store.tables.base import NOT_PLANNED_FROM
from cti.store.unit import as_values

NOUNS: Mapping[str, str] = {
    SERVICES.name: "service",
    TRAVEL_TIMES.name: "travel time",
    WORKING_PATTERNS.name: "hours",
    ABSENCES.name: "absence",
    TEAM_EVENTS.name: "team event",
    WISHES.name: "wishes",
    DECLINED_WORKERS.name: "wish not to work with somebody",
    REFERRALS.name: "referral",
    TRANSITIONS.name: "transition date",
    PAUSES.name: "pause",
    ASSIGNMENTS.name: "worker",
    CONTACT_RECORDS.name: "contact",
    APPOINTMENTS.name: "appointment",
    PINS.name: "pin",
    PLANNED_CONTACTS.name: "planned contact",
    PLANS.name: "plan",
}
"""What a row of each table is called."""

ENTRIES = {PEOPLE.name: "known_as", WORKERS.name: "name"}
"""Tables whose rows are somebody, and the column that says what they are called."""

MANY = {WORKING_PATTERNS.name, WISHES.name}
"""Tables whose nouns are many."""

NO_EDITS = {
    table.name for table in METADATA.tables.values() if NOT_PLANNED_FROM in table.info
}
"""Tables whose changes no plan is made from, and which bear on none."""

ON = "_on"
"""How the columns end that hold a day."""

WHOSE = ("person_id", "worker_id")
ABOUT_ROWS = {"id", "service_id", "version", "revision"}
"""Columns that say nothing of what a row is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One thing that was changed.

    Attributes
    ----------
    about, row_id
        The table and the row.
    what
        What was done, in words without a full stop: "Sam's pause was added".
    revision
        The service's revision it made.
    """

    about: str
    row_id: str
    what: str
    author_id: str
    at: datetime
    revision: int


def edits_since(
    connection: Connection, service_id: str, revision: int, *, to: int | None = None
) -> Sequence[Edit]:
    """Return what was changed after a revision, in its order.

    Everything that follows from a plan that was published is that one edit.

    Parameters
    ----------
    to
        The last revision to look at; None for the newest.
    """
    facts = _facts(connection, service_id, revision, to)
    called = called_in(connection, service_id)
    return [
        Edit(
            about=fact["about"],
            row_id=fact["row_id"],
            what=_said(called, fact),
            author_id=fact["author_id"],
            at=fact["at"],
            revision=fact["revision"],
        )
        for _, together in groupby(facts, key=lambda each: each["revision"])
        for fact in _worth_saying([*together])
    ]


def _facts(
    connection: Connection, service_id: str, revision: int, to: int | None
) -> Sequence[Values]:
    said = (
        select(FACTS)
        .where(
            FACTS.c.service_id == service_id,
            FACTS.c.revision > revision,
            FACTS.c.about.not_in(NO_EDITS),
        )
        .order_by(FACTS.c.revision, FACTS.c.number)
    )
    if to is not None:
        said = said.where(FACTS.c.revision <= to)
    found = [as_values(row) for row in connection.execute(said)]
    return [fact for fact in found if _says_something(fact)]


def _says_something(fact: Values) -> bool:
    """Whether anything but the version differs; of the erased nothing is known."""
    before, after = fact["before"], fact["after"]
    if not (before or after):
        return False
    return before is None or after is None or any(_differing(before, after))


def _worth_saying(together: Sequence[Values]) -> Sequence[Values]:
    published = [
        fact
        for fact in together
        if fact["about"] == PLANS.name
        and fact["after"]["state"] == PlanState.PUBLISHED.value
    ]
    return published or together


def called_in(connection: Connection, service_id: str) -> Mapping[str, str]:
    """Return what the people and workers of a service are called, by their rows."""
    return {
        row.id: row.called
        for table, name in ((PEOPLE, PEOPLE.c.known_as), (WORKERS, WORKERS.c.name))
        for row in connection.execute(
            select(table.c.id, name.label("called")).where(
                table.c.service_id == service_id
            )
        )
    }


def _said(called: Mapping[str, str], fact: Values) -> str:
    before, after = fact["before"], fact["after"]
    if fact["about"] == ERASURES.name:
        return "Somebody was erased, with all that was kept of them"
    subject = _subject(called, fact["about"], after or before)
    were = "were" if fact["about"] in MANY else "was"
    if before is None:
        return f"{subject} {were} added"
    if after is None:
        return f"{subject} {were} taken away"
    if fact["about"] == PLANS.name:
        return "A plan was published"
    return f"{subject} {were} changed: {', '.join(_differing(before, after))}"


def _subject(called: Mapping[str, str], about: str, row: Values) -> str:
    if about in ENTRIES:
        return f"The entry of {row[ENTRIES[about]]}"
    noun = NOUNS.get(about, about.replace("_", " "))
    whose = next((row[name] for name in WHOSE if row.get(name)), None)
    return f"The {noun}" if whose is None else f"{called.get(whose, whose)}'s {noun}"


def _differing(before: Values, after: Values) -> Iterator[str]:
    for name in after:
        if name not in ABOUT_ROWS and before.get(name) != after[name]:
            words = name.removesuffix("_id").removesuffix(ON).replace("_", " ")
            yield words + (_on(after[name]) if name.endswith(ON) else "")


def _on(day: str | None) -> str:
    """Say on which day, of one that a fact holds."""
    if day is None:
        return ": no day"
    on = date.fromisoformat(day)
    return f" on {on.day} {on:%B} {on.year}"
