"""Read the phase board of a service, as far as an account may see it.

It tells those who plan with somebody whether they were met, and how late the next
contact is; when that was and how it went stays with those who support them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cached_property

from cti.access import Actor, Permission
from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.casework.network import NetworkMeeting
from cti.caseload.contact_clock import is_kind_of_review
from cti.caseload.people import Person, Status
from cti.phases import TIMED
from cti.plans.contact_flags import closing_meeting
from cti.plans.words import Words
from cti.spelling import folded
from cti.store.accounts import names_of
from cti.store.casework import kept_of
from cti.store.contacts_made import NewestMet, newest_met
from cti.store.history import said_of
from cti.store.keyset import Part, Place
from cti.store.newest import newest_of_each
from cti.store.people_changing import PARTS
from cti.store.people_seen import people_allowed
from cti.store.plain import Values
from cti.store.plans import Ids, told_of
from cti.store.reading import read_caseload
from cti.store.reviews import DecisionSeen, decisions_of
from cti.store.tables import PEOPLE, TRANSITIONS
from cti.store.unit import Store
from cti.units import PersonId
from cti.usecases.board_people import Around, BoardPerson, Line, board_person
from cti.usecases.phase_board import (
    Late,
    LateKind,
    Named,
    PhaseBoard,
    due_of,
    late_of,
)

CLOSING = {str(closing_meeting(phase)) for phase in TIMED}
"""The kinds of contact that close a phase."""

SEES = (Permission.PERSON_READ, Permission.PLANNING_READ)
"""What it takes to see somebody on the board."""

TOLD = ("person_id", "kind", "at", "is_cancelled")
"""What is asked of a contact that people were told of."""

TOGETHER = 200
"""So many decisions are read at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastSaid:
    """Who said last when somebody moved into the community, or will.

    Attributes
    ----------
    at
        When they said it, with a zone.
    by
        What their account is called; empty if there is none any more.
    """

    at: datetime
    by: str


def phase_board(store: Store, actor: Actor, service_id: str, *, on: date) -> PhaseBoard:
    """Return the phase board of a service, for who may read its caseload.

    Raises
    ------
    NotThere
        If there is no such service.
    """
    with store.reading() as connection:
        caseload = read_caseload(connection, service_id, on=on, with_contacts=False)
        ids = Ids.of(connection, service_id)
        meetings = kept_of(connection, NetworkMeeting, service_id=service_id)
        since = datetime.combine(on, time())

        def allowed(needed: Permission) -> frozenset[str]:
            return people_allowed(connection, actor, needed, service_id, on=on)

        service = _Service(
            on=on,
            caseload=caseload,
            ids=ids,
            seen=frozenset[str].intersection(*(allowed(each) for each in SEES)),
            changed=allowed(Permission.PERSON_CHANGE),
            meetings=[each.what for each in meetings],
            met=newest_met(connection, service_id, on=on),
            told=told_of(connection, service_id, since=since, what=TOLD),
        )
        people = [*service.people()]
        undated = [each.person_id for each in people if not each.is_dated]
        version = newest_of_each(connection, PEOPLE, undated, PARTS)
        decided = [
            service.decision(each)
            for each in _all_of(
                lambda after: decisions_of(
                    connection,
                    actor,
                    service_id,
                    is_done=False,
                    team=None,
                    on=on,
                    after=after,
                    limit=TOGETHER,
                )
            )
        ]
    return PhaseBoard(
        on=on,
        people=tuple(
            replace(each, version=version[each.person_id])
            if each.person_id in version
            else each
            for each in sorted(
                people, key=lambda each: (folded(each.known_as), each.known_by)
            )
        ),
        late=_in_order(
            *(late for each in people for late in late_of(each, on)),
            *(each for each in decided if each.due_on < on),
        ),
        to_come=_in_order(
            *(due for each in people for due in due_of(each)),
            *(each for each in decided if each.due_on >= on),
        ),
        not_seen=service.number_supported - len(people),
        workers=tuple(
            Named(id=ids.worker[each.worker_id], name=each.name)
            for each in sorted(caseload.workers, key=lambda each: each.name)
        ),
        teams=tuple(sorted({each.team for each in people})),
    )


def last_said(store: Store, service_id: str, person_id: str) -> LastSaid | None:
    """Return who said last when somebody moved, or will; None if nobody did.

    It is asked after it was decided who may.
    """
    with store.reading() as connection:
        said = said_of(
            connection, service_id, person_id, TRANSITIONS.name, after=None, limit=1
        )
        if not said:
            return None
        called = names_of(connection, [said[0].author_id])
    return LastSaid(at=said[0].at, by=called.get(said[0].author_id, ""))


@dataclass(frozen=True, kw_only=True)
class _Service:
    """A service as one account sees it on one day.

    Attributes
    ----------
    seen, changed
        The rows of those whom it may see on the board, and change something about.
    meetings
        Network meetings, held or to be.
    met
        When each person was met last, by each kind of contact.
    told
        What people were told of from today on.
    """

    on: date
    caseload: Caseload
    ids: Ids
    seen: frozenset[str]
    changed: frozenset[str]
    meetings: Sequence[NetworkMeeting]
    met: Sequence[NewestMet]
    told: Sequence[Values]

    @property
    def number_supported(self) -> int:
        """How many people are supported."""
        return sum(1 for _ in self._supported)

    def people(self) -> Iterator[BoardPerson]:
        """Yield everybody supported whose planning may be seen."""
        for person in self._supported:
            row_id = self.ids.person[person.person_id]
            if row_id not in self.seen:
                continue
            line, around = self._line(person, row_id), self._around(row_id)
            found = board_person(person, around, line, on=self.on)
            if found is not None:
                yield found

    def decision(self, seen: DecisionSeen) -> Late:
        """Return something that a case review decided, as the board has it."""
        known = self._known
        about = seen.person_id and self._words.person(
            PersonId(known.person[seen.person_id])
        )
        return Late(
            kind=LateKind.DECISION,
            due_on=seen.due_on,
            person_id=seen.person_id,
            known_as=about or "",
            team=seen.team,
            worker_id=seen.owner_id,
            worker=self._called.get(known.worker[seen.owner_id], ""),
            words=seen.words or "",
        )

    @property
    def _supported(self) -> Iterator[Person]:
        """Everybody whose support was not closed."""
        for each in self.caseload.people:
            if each.status is not Status.CLOSED:
                yield each

    def _line(self, person: Person, row_id: str) -> Line:
        theirs = person.worker_id
        return Line(
            person_id=row_id,
            known_as=self._words.person(person.person_id),
            worker_id=None if theirs is None else self.ids.worker[theirs],
            worker="" if theirs is None else self._called.get(theirs, theirs),
            may_change=row_id in self.changed,
        )

    def _around(self, row_id: str) -> Around:
        theirs = self._meetings.get(row_id, ())
        return Around(
            met_on=self._met_on.get(row_id),
            closed_on=tuple(self._closed_on.get(row_id, {}).items()),
            held=frozenset(each.phase for each in theirs if each.held_on is not None),
            planned=tuple(
                (each.phase, each.planned_at) for each in theirs if each.planned_at
            ),
            told=tuple(self._told.get(row_id, ())),
        )

    @cached_property
    def _words(self) -> Words:
        return Words.of(self.caseload, Horizon(self.on))

    @cached_property
    def _known(self) -> Ids:
        return self.ids.turned()

    @cached_property
    def _called(self) -> Mapping[str, str]:
        return {each.worker_id: each.name for each in self.caseload.workers}

    @cached_property
    def _met_on(self) -> Mapping[str, date]:
        found: dict[str, date] = {}
        for each in self.met:
            if each.until_on is not None and not is_kind_of_review(each.kind):
                latest = found.get(each.person_id, each.until_on)
                found[each.person_id] = max(latest, each.until_on)
        return found

    @cached_property
    def _closed_on(self) -> Mapping[str, Mapping[str, date]]:
        found: dict[str, dict[str, date]] = {}
        for each in self.met:
            kind = each.kind.strip().lower()
            if kind in CLOSING:
                theirs = found.setdefault(each.person_id, {})
                theirs[kind] = max(theirs.get(kind, each.on), each.on)
        return found

    @cached_property
    def _meetings(self) -> Mapping[str, Sequence[NetworkMeeting]]:
        found: dict[str, list[NetworkMeeting]] = {}
        for each in self.meetings:
            found.setdefault(each.person_id, []).append(each)
        return found

    @cached_property
    def _told(self) -> Mapping[str, Sequence[tuple[str, datetime]]]:
        found: dict[str, list[tuple[str, datetime]]] = {}
        for each in self.told:
            if not each["is_cancelled"]:
                kind = each["kind"].value
                found.setdefault(each["person_id"], []).append((kind, each["at"]))
        return found


def _all_of(read: Callable[[Place], Part[DecisionSeen]]) -> Iterator[DecisionSeen]:
    """Yield what a list has, part by part."""
    part = read(None)
    yield from part.items
    while part.ends is not None:
        part = read(part.ends)
        yield from part.items


def _in_order(*late: Late) -> tuple[Late, ...]:
    return tuple(
        sorted(late, key=lambda each: (each.due_on, each.kind, folded(each.known_as)))
    )
