"""The phase board of a service: everybody by phase, what comes next, what is late."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from cti.caseload.completeness import Needed
from cti.spelling import folded
from cti.usecases.board_people import BoardPerson

SOON = timedelta(weeks=8)
"""Support that ends within this time ends soon."""


class LateKind(StrEnum):
    """What may be late; what is quickly put right comes first."""

    ENDED = "ended"
    PAUSE = "pause"
    DECISION = "decision"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """Something that should have been done.

    Attributes
    ----------
    due_on
        The last day on which it would have been in time.
    person_id, known_as
        Whom it is about; None and empty if it is about a team.
    worker_id, worker
        Who sees to it.
    words
        What was decided; empty for anything else, and for who may not see it.
    """

    kind: LateKind
    due_on: date
    person_id: str | None
    known_as: str
    team: str
    worker_id: str | None
    worker: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A worker, by name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerKnown:
    """How much is known of the people one worker has.

    Attributes
    ----------
    worker_id, worker
        None and empty for those who have nobody.
    needed, known
        How many things have to be known of all of them, and how many are.
    missing
        What is not known, and of whom; what decides most comes first.
    """

    worker_id: str | None
    worker: str
    needed: int
    known: int
    missing: tuple[tuple[Needed, tuple[BoardPerson, ...]], ...]

    @property
    def per_cent(self) -> int | None:
        """How much of it is known, rounded down; None if nothing is asked."""
        return self.known * 100 // self.needed if self.needed else None


@dataclass(frozen=True, kw_only=True)
class PhaseBoard:
    """Everybody supported whose planning an account may see, in order of name.

    Attributes
    ----------
    late
        What is late, the longest first.
    to_come
        What will be late next if nobody does it: contacts and decisions by day.
    not_seen
        How many others the service supports, whose planning the account may not see.
    workers, teams
        Whom the board can be narrowed to.
    """

    on: date
    people: tuple[BoardPerson, ...]
    late: tuple[Late, ...]
    to_come: tuple[Late, ...]
    not_seen: int
    workers: tuple[Named, ...]
    teams: tuple[str, ...]

    def narrowed(self, *, worker_id: str, team: str) -> "PhaseBoard":
        """Return the board of one worker, of one team, or both; empty for all."""

        def is_in(each: BoardPerson | Late) -> bool:
            theirs = not worker_id or each.worker_id == worker_id
            return theirs and (not team or each.team == team)

        return replace(
            self,
            people=tuple(filter(is_in, self.people)),
            late=tuple(filter(is_in, self.late)),
            to_come=tuple(filter(is_in, self.to_come)),
        )

    @cached_property
    def going_on(self) -> tuple[BoardPerson, ...]:
        """Everybody whose support is not over by the clock."""
        return tuple(each for each in self.people if not each.has_ended)

    @cached_property
    def changing(self) -> tuple[BoardPerson, ...]:
        """Those who enter a phase in the weeks ahead, or end; the soonest first."""
        found = [each for each in self.people if each.changes]
        return _by(found, lambda each: each.changes[0][0])

    @cached_property
    def not_met(self) -> tuple[BoardPerson, ...]:
        """Those who have started and were not met yet; the longest first."""
        found = [each for each in self.people if each.lacks_first_contact]
        return _by(found, lambda each: each.started_on or date.min)

    @cached_property
    def ending(self) -> tuple[BoardPerson, ...]:
        """Those whose support ends soon; the soonest first."""
        found = [each for each in self.going_on if each.ends_on <= self.on + SOON]
        return _by(found, lambda each: each.ends_on)

    @cached_property
    def undated(self) -> tuple[BoardPerson, ...]:
        """Those whose transition date is not known; the longest supported first."""
        found = [each for each in self.going_on if not each.is_dated]
        return _by(found, lambda each: each.started_on or date.min)

    @cached_property
    def meeting(self) -> tuple[BoardPerson, ...]:
        """Those with whom a meeting that closes a phase is due; the soonest first."""
        found = [each for each in self.people if each.meetings]
        return _by(found, lambda each: each.meetings[0].last_on)

    @cached_property
    def next_change(self) -> BoardPerson | None:
        """Who enters a phase or ends next, however far off."""
        return _first(self.people, lambda each: each.stands.next_on)

    @cached_property
    def next_end(self) -> BoardPerson | None:
        """Whose support ends next."""
        return _first(self.going_on, lambda each: each.ends_on)

    @cached_property
    def next_move(self) -> BoardPerson | None:
        """Who is expected to move into the community next."""

        def expected(each: BoardPerson) -> date | None:
            is_to_come = each.is_dated and each.happened_on is None
            return each.expected_on if is_to_come else None

        return _first(self.going_on, expected)

    @cached_property
    def next_meeting(self) -> BoardPerson | None:
        """With whom a meeting that closes a phase is due next."""
        return _first(self.going_on, lambda each: each.next_meeting_on)

    def known_by_worker(self) -> tuple[WorkerKnown, ...]:
        """Return how much is known of the people of each worker, by name.

        Those who have nobody come first.
        """
        groups: dict[tuple[str, str | None], list[BoardPerson]] = {}
        for each in self.going_on:
            groups.setdefault((each.worker, each.worker_id), []).append(each)
        return tuple(
            _known(worker, worker_id, people)
            for (worker, worker_id), people in sorted(
                groups.items(), key=lambda item: (item[0][1] is not None, item[0][0])
            )
        )

    def known_of_all(self) -> WorkerKnown:
        """Return how much is known of everybody."""
        return _known("", None, self.going_on)


def late_of(each: BoardPerson, on: date) -> Iterator[Late]:
    """Yield what is late about somebody, beside what a case review decided."""
    if each.has_ended:
        yield _late(each, LateKind.ENDED, each.ends_on)
    elif each.review_on is not None and each.review_on < on:
        yield _late(each, LateKind.PAUSE, each.review_on)
    if each.contact is not None and each.contact.overdue_days:
        yield _late(each, LateKind.CONTACT, each.contact.latest_on)


def due_of(each: BoardPerson) -> Iterator[Late]:
    """Yield what is to be done about somebody and is not late yet."""
    if each.contact is not None and not each.contact.overdue_days:
        yield _late(each, LateKind.CONTACT, each.contact.latest_on)


def _late(each: BoardPerson, kind: LateKind, due_on: date) -> Late:
    return Late(
        kind=kind,
        due_on=due_on,
        person_id=each.person_id,
        known_as=each.known_as,
        team=each.team,
        worker_id=each.worker_id,
        worker=each.worker,
    )


def _known(
    worker: str, worker_id: str | None, people: Sequence[BoardPerson]
) -> WorkerKnown:
    needed = sum(len(each.known.needed) for each in people)
    lacking = {
        what: tuple(each for each in people if what in each.known.missing)
        for what in Needed
    }
    return WorkerKnown(
        worker_id=worker_id,
        worker=worker,
        needed=needed,
        known=needed - sum(len(whom) for whom in lacking.values()),
        missing=tuple((what, whom) for what, whom in lacking.items() if whom),
    )


def _by(
    people: Iterable[BoardPerson], day: Callable[[BoardPerson], date]
) -> tuple[BoardPerson, ...]:
    return tuple(sorted(people, key=lambda each: (day(each), folded(each.known_as))))


def _first(
    people: Iterable[BoardPerson], day: Callable[[BoardPerson], date | None]
) -> BoardPerson | None:
    """Return who has the earliest of some days; None if nobody has one."""
    dated = [(found, each) for each in people if (found := day(each)) is not None]
    return min(dated, key=lambda item: item[0], default=(None, None))[1]
