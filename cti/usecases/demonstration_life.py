"""What happened in the furnished service before somebody looks at it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload, ContactRecord, Outcome
from cti.caseload.casework.case_reviews import CaseReview, ReviewDecision
from cti.caseload.casework.felt_weights import Feels, FeltWeight
from cti.caseload.casework.focus_areas import FocusArea, FocusStep
from cti.caseload.casework.network import NetworkGuest, NetworkMeeting, NetworkMember
from cti.caseload.casework.notes import ContactNote
from cti.caseload.casework.overloads import AnswerKind
from cti.caseload.casework.phones import Phone
from cti.caseload.casework.portraits import Portrait
from cti.caseload.casework.safety_plans import SafetyPlan
from cti.caseload.clocks import OpenPerson, open_people
from cti.phases import SUPPORTED, TIMED, Phase
from cti.store.casework import add, record_contact
from cti.store.plans import Ids
from cti.store.reading import read_caseload
from cti.store.unit import Store, Unit
from cti.usecases.demonstration_words import (
    AGREED,
    ANSWERED,
    CELEBRATED,
    DECIDED,
    FELT,
    NETWORK,
    NOTES,
    PORTRAITS,
    REACHED,
    SAFETY_PLAN,
    THEMES,
)
from cti.usecases.overloads import answer_overload, answers_owed_in

BETWEEN_CONTACTS = timedelta(days=14)
CONTACTS_BEFORE = 4
"""So many more contacts are recorded with everybody, each two weeks before the next."""

TURNS = 9
"""Of so many contacts in turn, one is tried in vain and one declined."""

ACCEPTED_FOR = timedelta(days=28)
TALKED_ABOUT_AGAIN = timedelta(days=28)
SINCE_REVIEW = timedelta(days=5)
NOTED_EVERY = 3
WITHOUT_FOCUS_EVERY = 6
"""Of so many people in turn, with one it is not said yet what they work on."""
WITH_SAFETY_PLAN_EVERY = 5
UNASKED_EVERY = 7
"""Of so many people in turn, one was not asked yet what matters to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """A service whose people have been brought, and who signs in.

    Attributes
    ----------
    leader
        The account of who leads it.
    account_of
        The account of each worker, by the worker's row.
    """

    service_id: str
    leader: str
    account_of: Mapping[str, str]


def live(store: Store, there: Household, *, on: date, at: datetime) -> None:
    """Let weeks of work have happened: contacts, notes, focus areas, a case review.

    Nothing is later than the plan date, and nothing changes who has to be met when.

    Parameters
    ----------
    on
        The plan date.
    at
        When it is written down.
    """
    with store.reading() as connection:
        caseload = read_caseload(connection, there.service_id, on=on)
        ids = Ids.of(connection, there.service_id)
    people = tuple(open_people(caseload, Horizon(on, 1)).values())
    for worker in caseload.workers:
        row = ids.worker[worker.worker_id]
        with store.unit(author_id=there.account_of[row], at=at) as unit:
            scribe = _Scribe(unit, there.service_id, ids, on)
            for turn, each in enumerate(people):
                if each.person.worker_id == worker.worker_id:
                    scribe.write_of(each, caseload, turn)
    with store.unit(author_id=there.leader, at=at) as unit:
        _hold_review(unit, there, ids, caseload, on)


def answer_one(store: Store, there: Household, *, on: date, at: datetime) -> None:
    """Answer the longest of the first overloads, if another stays owed."""
    owed = answers_owed_in(store, there.service_id, on=on)
    if len(owed) > 1:
        first = min(
            owed, key=lambda each: (each.overload.from_on, on - each.overload.to_on)
        )
        answer_overload(
            store,
            first.overload.overload_id,
            kind=AnswerKind.ACCEPT_UNTIL,
            until_on=on + ACCEPTED_FOR,
            words=ANSWERED,
            author_id=there.leader,
            at=at,
            version=first.version,
        )


@dataclass(frozen=True, slots=True)
class _Scribe:
    """Writes down what happened with the people of one worker."""

    unit: Unit
    service_id: str
    ids: Ids
    on: date

    def write_of(self, open_person: OpenPerson, caseload: Caseload, turn: int) -> None:
        """Write down what happened with somebody, who stands at a place in the row."""
        person = open_person.person
        row = self.ids.person[person.person_id]
        theirs = [c for c in caseload.contacts if c.person_id == person.person_id]
        if theirs:
            first = min(theirs, key=lambda each: each.at)
            self._contacts(first, person.started_on, turn)
        phase = open_person.clock.phase_on(self.on)
        members = self._network(row, turn)
        number, reached_by = REACHED[turn % len(REACHED)]
        phone = Phone(person_id=row, number=number, reached_by=reached_by)
        add(self.unit, self.service_id, phone)
        self._own_words(row, turn)
        if phase in SUPPORTED and turn % WITHOUT_FOCUS_EVERY:
            self._focus(row, phase, members, turn)
        self._meetings(row, open_person, phase, members, turn)

    def _contacts(
        self, last: ContactRecord, started_on: date | None, turn: int
    ) -> None:
        for number in range(CONTACTS_BEFORE, 0, -1):
            at = last.at - number * BETWEEN_CONTACTS
            if started_on is None or at.date() < started_on:
                continue
            outcome, minutes = _became(turn + 2 * number)
            values = {
                "person_id": self.ids.person[last.person_id],
                "worker_id": self.ids.worker[last.worker_id]
                if last.worker_id
                else None,
                "at": at,
                "kind": last.kind,
                "outcome": outcome,
                "minutes": minutes,
                "place": last.place,
            }
            record_id = record_contact(self.unit, self.service_id, values)
            if outcome is Outcome.ACHIEVED and (turn + number) % NOTED_EVERY == 0:
                note = ContactNote(
                    contact_record_id=record_id,
                    words=NOTES[turn % len(NOTES)],
                    written_by=self.unit.author_id,
                    written_at=self.unit.at,
                )
                add(self.unit, self.service_id, note)

    def _own_words(self, person: str, turn: int) -> None:
        """Write down what matters to somebody, and what keeps some of them safe."""
        if turn % UNASKED_EVERY:
            matters, strengths = PORTRAITS[turn % len(PORTRAITS)]
            said = Portrait(person_id=person, matters=matters, strengths=strengths)
            add(self.unit, self.service_id, said)
        if turn % WITH_SAFETY_PLAN_EVERY == 0:
            plan = SafetyPlan(
                person_id=person,
                words=SAFETY_PLAN,
                review_on=self.on + TALKED_ABOUT_AGAIN,
                written_by=self.unit.author_id,
                written_at=self.unit.at,
            )
            add(self.unit, self.service_id, plan)

    def _network(self, person: str, turn: int) -> tuple[str, ...]:
        found = []
        for number in range(turn % 4):
            known_as, tie, reached_by = NETWORK[(turn + 2 * number) % len(NETWORK)]
            member = NetworkMember(
                person_id=person, known_as=known_as, tie=tie, reached_by=reached_by
            )
            found.append(add(self.unit, self.service_id, member))
        return tuple(found)

    def _focus(
        self, person: str, phase: Phase, members: tuple[str, ...], turn: int
    ) -> None:
        themes = THEMES[phase]
        for number in range(1 + turn % 2):
            theme = themes[(turn + number) % len(themes)]
            area = FocusArea(
                person_id=person,
                phase=phase,
                words=theme.words,
                strengths=theme.strengths,
                held_by=members[0] if members and not number else None,
                celebration=theme.celebration,
                began_on=self.on - timedelta(days=30 + turn % 20),
            )
            area_id = add(self.unit, self.service_id, area)
            done = turn % (len(theme.steps) + 1)
            for place, words in enumerate(theme.steps):
                done_on = self.on - timedelta(days=7 * (done - place))
                step = FocusStep(
                    focus_area_id=area_id,
                    words=words,
                    done_on=done_on if place < done else None,
                )
                add(self.unit, self.service_id, step)

    def _meetings(
        self,
        person: str,
        open_person: OpenPerson,
        phase: Phase,
        members: tuple[str, ...],
        turn: int,
    ) -> None:
        if phase not in TIMED:
            return
        for ended in TIMED[: TIMED.index(phase)]:
            held_on = open_person.clock.ends_on(ended) - timedelta(days=2)
            meeting = NetworkMeeting(
                person_id=person,
                phase=ended,
                planned_at=datetime.combine(held_on, time(14)),
                held_on=held_on,
                agreed=AGREED[turn % len(AGREED)],
                celebrated=CELEBRATED[turn % len(CELEBRATED)],
            )
            meeting_id = add(self.unit, self.service_id, meeting)
            for member in members:
                guest = NetworkGuest(
                    network_meeting_id=meeting_id, network_member_id=member
                )
                add(self.unit, self.service_id, guest)
        if turn % 2:
            meeting = NetworkMeeting(
                person_id=person,
                phase=phase,
                planned_at=_near_the_end(open_person, phase),
            )
            add(self.unit, self.service_id, meeting)


def _near_the_end(open_person: OpenPerson, phase: Phase) -> datetime:
    """Return an afternoon in the last week of a phase, on one of its weekdays."""
    day = open_person.clock.ends_on(phase) - timedelta(days=3)
    return datetime.combine(day - timedelta(days=max(0, day.weekday() - 4)), time(14))


def _became(turn: int) -> tuple[Outcome, int | None]:
    match turn % TURNS:
        case 4:
            return Outcome.ATTEMPTED, 15
        case 7:
            return Outcome.DECLINED, None
        case _:
            return Outcome.ACHIEVED, 60


def _hold_review(
    unit: Unit, there: Household, ids: Ids, caseload: Caseload, on: date
) -> None:
    team = caseload.workers[0].team
    held_on = on - SINCE_REVIEW
    review_id = add(unit, there.service_id, CaseReview(team=team, on=held_on))
    for (words, due_in, is_done), (worker_id, person_id) in zip(
        DECIDED, _pairs(caseload), strict=False
    ):
        decision = ReviewDecision(
            case_review_id=review_id,
            person_id=ids.person[person_id],
            words=words,
            owner_id=ids.worker[worker_id],
            due_on=on + timedelta(days=due_in),
            done_on=on - timedelta(days=3) if is_done else None,
        )
        add(unit, there.service_id, decision)
    felt = FeltWeight(
        worker_id=ids.worker[caseload.workers[1].worker_id],
        person_id=None,
        feels=Feels.HEAVIER,
        words=FELT,
        said_on=on - timedelta(days=4),
    )
    add(unit, there.service_id, felt)


def _pairs(caseload: Caseload) -> Iterator[tuple[str, str]]:
    """Yield each worker with one of their people."""
    for worker in caseload.workers:
        for person in caseload.people:
            if person.worker_id == worker.worker_id:
                yield worker.worker_id, person.person_id
                break
