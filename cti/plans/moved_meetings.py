"""Which meetings people were told of are moved: what there is instead, and why.

A contact that stood in the plan in force is nobody's instead. Of the others, the one
nearest in time takes the place of a meeting that is moved.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cti.caseload.caseload import Appointment, Caseload
from cti.caseload.holidays import is_bank_holiday
from cti.caseload.hours import minute_of
from cti.caseload.workers import Worker
from cti.plans.contact_score import ContactScore
from cti.plans.contacts import ContactPlan, PlannedContact
from cti.plans.free_time import Part, free_parts, is_here, parts_of
from cti.plans.words import Words, counted
from cti.units import PersonId, WorkerId


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedMeeting:
    """A meeting of the plan in force that is not kept.

    Attributes
    ----------
    worker_id, at
        Whom the person was to meet, and when.
    now_worker_id, now_at
        The new contact that comes instead; None where there is none.
    said
        What changes and why, in one sentence.
    """

    person_id: PersonId
    worker_id: WorkerId
    at: datetime
    now_worker_id: WorkerId | None
    now_at: datetime | None
    said: str


def moved_meetings(
    caseload: Caseload, words: Words, plan: ContactPlan, score: ContactScore
) -> tuple[MovedMeeting, ...]:
    """Return every meeting that is moved, in order of time.

    Parameters
    ----------
    score
        Of that plan: it knows which meetings are not kept.
    """
    told = () if caseload.in_force is None else caseload.in_force.contacts
    stood = {(each.person_id, each.worker_id, each.at) for each in told}
    kept: list[PlannedContact] = []
    new: list[PlannedContact] = []
    for contact in plan.contacts:
        key = contact.person_id, contact.worker_id, contact.at
        (kept if key in stood else new).append(contact)
    return tuple(
        _moved(caseload, words, each, new, kept)
        for each in sorted(score.moved, key=lambda each: (each.at, each.person_id))
    )


def how_many_moved(moved: Sequence[MovedMeeting]) -> str:
    """Say how many meetings are moved, in one sentence; empty for none."""
    if not moved:
        return ""
    people = counted(len({each.person_id for each in moved}), "person", "people")
    meetings = "meeting is" if len(moved) == 1 else "meetings are"
    return f"{len(moved)} {meetings} moved, of {people}; all others stay as told."


def _moved(
    caseload: Caseload,
    words: Words,
    told: Appointment,
    new: Sequence[PlannedContact],
    kept: Sequence[PlannedContact],
) -> MovedMeeting:
    theirs = [each for each in kept if each.person_id == told.person_id]
    # Of two who were to come, one still does: nothing else takes the meeting's place.
    alone = next((each for each in theirs if each.at == told.at), None)
    instead = min(
        (each for each in new if each.person_id == told.person_id and not alone),
        # At a warm handover two come at the same moment: of these, whom they were told.
        key=lambda contact: (
            abs(contact.at - told.at),
            contact.worker_id != told.worker_id,
        ),
        default=None,
    )
    was = (
        f"{words.person(told.person_id)} was to meet {words.worker(told.worker_id)} "
        f"on {_moment(words, told.at)}"
    )
    because = _because(caseload, words, told)
    if alone is not None:
        now = f"now {words.worker(alone.worker_id)} alone, because {because}"
    elif instead is not None:
        now = f"now {_instead(words, told, instead)}, because {because}"
    else:
        now = f"it is called off because {because}, and {_next(words, told, theirs)}"
    return MovedMeeting(
        person_id=told.person_id,
        worker_id=told.worker_id,
        at=told.at,
        now_worker_id=None if instead is None else instead.worker_id,
        now_at=None if instead is None else instead.at,
        said=f"{was}; {now}.",
    )


def _instead(words: Words, told: Appointment, instead: PlannedContact) -> str:
    moment = f"on {_moment(words, instead.at)}"
    if instead.worker_id == told.worker_id:
        return moment
    return f"{words.worker(instead.worker_id)} {moment}"


def _next(words: Words, told: Appointment, theirs: Sequence[PlannedContact]) -> str:
    after = min((each.at for each in theirs if each.at > told.at), default=None)
    if after is None:
        return "no other is planned yet"
    return f"the next is on {_moment(words, after)}"


def _because(caseload: Caseload, words: Words, told: Appointment) -> str:
    start = minute_of(told.at.time())
    part = start, start + told.minutes
    worker = caseload.worker.get(told.worker_id)
    if worker is None:
        return f"{words.worker(told.worker_id)} has left"
    in_the_way = _of_the_worker(caseload, words, worker, told.at.date(), part)
    if in_the_way is not None:
        return in_the_way
    if not _suits(caseload, told, part):
        return "it is not a time at which they can be met"
    if _clashes(caseload, told):
        return "another appointment is agreed for that time"
    return "keeping it would weigh more"


def _of_the_worker(
    caseload: Caseload, words: Words, worker: Worker, day: date, part: Part
) -> str | None:
    """Say why a worker cannot come; None if they can."""
    name = words.worker(worker.worker_id)
    if not is_here(caseload, worker, day):
        return f"{name} is not there that day"
    if is_bank_holiday(caseload.service.country, day):
        return "it is a bank holiday"
    free = free_parts(caseload, worker, day)
    return None if _within(part, free) else f"{name} is not free then"


def _suits(caseload: Caseload, told: Appointment, part: Part) -> bool:
    """Whether a time is among those at which a person can be met."""
    whom = caseload.person.get(told.person_id) or caseload.referral[told.person_id]
    available = whom.wishes.available
    return available is None or _within(part, parts_of(available, told.at.date()))


def _within(part: Part, parts: Sequence[Part]) -> bool:
    return any(start <= part[0] and part[1] <= end for start, end in parts)


def _clashes(caseload: Caseload, told: Appointment) -> bool:
    """Whether an appointment with worker or person overlaps a meeting."""
    ends = told.at + timedelta(minutes=told.minutes)
    return any(
        each.at < ends and told.at < each.at + timedelta(minutes=each.minutes)
        for each in caseload.appointments
        if each.worker_id == told.worker_id or each.person_id == told.person_id
    )


def _moment(words: Words, at: datetime) -> str:
    return f"{at:%A} {words.day(at.date())} at {at:%H:%M}"
