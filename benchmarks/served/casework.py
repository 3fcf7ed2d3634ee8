"""What support leaves behind in a store: contacts, notes, focus areas, case reviews.

Nobody in it exists. It is put in by the store's own unit, a kind of row at a time and
not one by one as people would: nobody waits for the checks that a page would make.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import Table, select

from cti.caseload.caseload import Outcome
from cti.caseload.casework.network import Tie
from cti.phases import Phase
from cti.store.tables import (
    ASSIGNMENTS,
    CASE_REVIEWS,
    CONTACT_NOTES,
    CONTACT_RECORDS,
    FOCUS_AREAS,
    FOCUS_STEPS,
    NETWORK_MEMBERS,
    PEOPLE,
    REVIEW_DECISIONS,
)
from cti.store.unit import Unit, new_id

Row = dict[str, Any]

WEEKS = 20
"""For so long, at most, somebody has been met once a week."""

REVIEWS = 12
"""So many weekly case reviews have been held, with so many decisions each."""
DECISIONS = 4

OUTCOMES = {
    Outcome.ACHIEVED: 0.72,
    Outcome.ATTEMPTED: 0.15,
    Outcome.DECLINED: 0.08,
    Outcome.CANCELLED_BY_US: 0.05,
}
NOTED = 0.6
"""The share of contacts that were achieved and somebody wrote about."""

NOTE = (
    "Met at home and talked about the week: the flat, the appointment on Thursday, "
    "and what the neighbours said. Agreed what each of us does until next time. "
    "The two forms are filled in and go off tomorrow; the rest can wait."
)


def put_casework(unit: Unit, service_id: str, *, on: date, seed: int) -> None:
    """Let a service's people have been supported for a while.

    Parameters
    ----------
    on
        Today; everything was before.
    seed
        The same seed puts the same in, but for ids.
    """
    maker = _Maker(Random(seed), unit, on)  # noqa: S311, not a secret
    for table, rows in maker.made(service_id).items():
        unit.add(table, service_id, rows)


class _Maker:
    def __init__(self, draw: Random, unit: Unit, on: date) -> None:
        self._draw, self._unit, self._on = draw, unit, on
        self._rows: dict[Table, list[Row]] = {
            table: []
            for table in (
                CONTACT_RECORDS,
                CONTACT_NOTES,
                NETWORK_MEMBERS,
                FOCUS_AREAS,
                FOCUS_STEPS,
                CASE_REVIEWS,
                REVIEW_DECISIONS,
            )
        }

    def made(self, service_id: str) -> Mapping[Table, Sequence[Row]]:
        """Return everything, each kind after what it names."""
        supported = self._unit.connection.execute(
            select(
                PEOPLE.c.id, PEOPLE.c.team, PEOPLE.c.started_on, ASSIGNMENTS.c.worker_id
            )
            .join(ASSIGNMENTS, ASSIGNMENTS.c.person_id == PEOPLE.c.id)
            .where(PEOPLE.c.service_id == service_id)
            .order_by(PEOPLE.c.external_id)
        ).all()
        for person in supported:
            self._contacts(person.id, person.worker_id, person.started_on)
            self._network(person.id)
        for number in range(REVIEWS if supported else 0):
            self._review(supported, self._on - timedelta(weeks=number + 1))
        return self._rows

    def _contacts(self, person_id: str, worker_id: str, since: date | None) -> None:
        for day in self._weekly(since):
            outcome = self._draw.choices([*OUTCOMES], [*OUTCOMES.values()])[0]
            row: Row = {
                "id": new_id(),
                "person_id": person_id,
                "worker_id": worker_id,
                "at": datetime.combine(day, time(self._draw.randrange(9, 17))),
                "kind": self._draw.choice(["visit", "visit", "phone call"]),
                "outcome": outcome,
                "minutes": 60 if outcome is Outcome.ACHIEVED else 15,
                "place": "home",
            }
            self._rows[CONTACT_RECORDS].append(row)
            if outcome is Outcome.ACHIEVED and self._draw.random() < NOTED:
                self._rows[CONTACT_NOTES].append(
                    {
                        "contact_record_id": row["id"],
                        "words": NOTE,
                        "written_by": self._unit.author_id,
                        "written_at": datetime.combine(day, time(17), tzinfo=UTC),
                        "corrects_id": None,
                    }
                )

    def _weekly(self, since: date | None) -> Iterator[date]:
        first = max(since or self._on, self._on - timedelta(weeks=WEEKS))
        day = first + timedelta(days=self._draw.randrange(5))
        while day < self._on:
            yield day
            day += timedelta(weeks=1)

    def _network(self, person_id: str) -> None:
        members = [new_id() for _ in range(self._draw.randrange(2, 5))]
        self._rows[NETWORK_MEMBERS] += [
            {
                "id": member,
                "person_id": person_id,
                "known_as": self._draw.choice(["Alex", "Bo", "Chris", "Mum", "Sam"]),
                "tie": self._draw.choice([*Tie]),
                "reached_by": "by phone",
                "ended_on": None,
            }
            for member in members
        ]
        for place in range(1, self._draw.randrange(2, 4)):
            focus = new_id()
            self._rows[FOCUS_AREAS].append(
                {
                    "id": focus,
                    "person_id": person_id,
                    "phase": Phase.TRANSITION,
                    "place": place,
                    "words": "Feel at home in the new flat",
                    "strengths": "Knows what a good morning is like",
                    "held_by": self._draw.choice(members),
                    "celebration": "A meal together",
                    "began_on": self._on - timedelta(weeks=WEEKS),
                    "ended_on": None,
                }
            )
            self._rows[FOCUS_STEPS] += [
                {"focus_area_id": focus, "words": words, "done_on": done}
                for words, done in (
                    ("Look at what there is in the street", self._on),
                    ("Ask the neighbours about the bins", None),
                    ("Choose a colour for the kitchen", None),
                )
            ]

    def _review(self, supported: Sequence[Any], on: date) -> None:
        review = new_id()
        self._rows[CASE_REVIEWS].append(
            {"id": review, "team": supported[0].team, "on": on}
        )
        for _ in range(DECISIONS):
            about = self._draw.choice(supported)
            self._rows[REVIEW_DECISIONS].append(
                {
                    "case_review_id": review,
                    "person_id": about.id,
                    "words": "Ask about the move, and tell the team",
                    "owner_id": about.worker_id,
                    "due_on": on + timedelta(weeks=2),
                    "done_on": on if self._draw.random() < 0.8 else None,
                }
            )
