"""What the weekly case review shows: every field explained, nothing computed later."""

from dataclasses import dataclass, field
from typing import ClassVar

from markupsafe import Markup


def shown(text: str) -> dict[str, str]:
    """Say what a field of a page holds."""
    return {"help": text}


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A day as a reader meets it."""

    iso: str = field(metadata=shown("The day, for machines: 2026-11-23"))
    day: str = field(metadata=shown("The day with its weekday: Mon 23 November"))
    away: str = field(metadata=shown("How far from the plan date: in 9 days"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """One line of the summary."""

    number: str = field(metadata=shown("The number that matters, or a dash"))
    sentence: str = field(metadata=shown("What it means, in one sentence"))
    section: str = field(metadata=shown("Where to read on: the id of a section"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Overload:
    """One unbroken time in which a worker holds more than agreed."""

    when: str = field(metadata=shown("From when to when"))
    much: str = field(metadata=shown("How long, and how far over at the most"))
    message: str = field(metadata=shown("What is so, and who it comes from"))
    suggestion: str = field(metadata=shown("The smallest change that would help"))
    lasting: str = field(
        metadata=shown("What four weeks or more far over ask for; else empty")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerOverloads:
    """The times in which one worker is over the ceiling."""

    worker: str = field(metadata=shown("Name as the team knows it"))
    overloads: tuple[Overload, ...] = field(metadata=shown("In order of date"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseChange:
    """Somebody who moves on to another phase soon."""

    when: When = field(metadata=shown("First day of the new phase"))
    person: str = field(metadata=shown("What they are known as"))
    worker: str = field(metadata=shown("Who works with them"))
    change: str = field(metadata=shown("From which phase to which"))
    counts: str = field(metadata=shown("What that does to the caseload"))
    meeting: str = field(metadata=shown("When the network meets, or that it is due"))
    prompt: str = field(metadata=shown("What to settle before the day; or empty"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """Somebody who has waited longer for a contact than agreed."""

    person: str = field(metadata=shown("What they are known as"))
    worker: str = field(metadata=shown("Who works with them"))
    days: str = field(metadata=shown("How many days later than agreed"))
    message: str = field(metadata=shown("Since when, in one sentence"))
    planned: str = field(metadata=shown("When this plan meets them next"))


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDue:
    """A meeting at the end of a phase that falls in these four weeks."""

    person: str = field(metadata=shown("Whose network meets"))
    worker: str = field(metadata=shown("Who works with them"))
    message: str = field(metadata=shown("Which meeting, and in which days it is due"))
    suggestion: str = field(metadata=shown("When it is planned, or what to do"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One planned contact."""

    iso: str = field(metadata=shown("Date and time, for machines"))
    time: str = field(metadata=shown("From when to when: 10:00 to 11:00"))
    person: str = field(metadata=shown("Who is met"))
    what: str = field(metadata=shown("Visit, check-in or meeting, and where"))
    note: str = field(metadata=shown("Who else comes, or that it is cover; or empty"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of one worker."""

    day: str = field(metadata=shown("The day: Mon 23 November"))
    meetings: tuple[Meeting, ...] = field(metadata=shown("In order of time"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week of one worker."""

    title: str = field(metadata=shown("From which day to which"))
    days: tuple[Day, ...] = field(metadata=shown("The days with contacts, in order"))


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerContacts:
    """The planned contacts of one worker."""

    worker: str = field(metadata=shown("Name as the team knows it"))
    summary: str = field(metadata=shown("How many, on how many days"))
    weeks: tuple[Week, ...] = field(metadata=shown("In order"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What becomes of one referral."""

    person: str = field(metadata=shown("What they are known as"))
    priority: str = field(metadata=shown("Urgent, soon or routine"))
    when: When | None = field(metadata=shown("First day of support; none if it waits"))
    worker: str = field(metadata=shown("With whom; empty if it waits"))
    why: str = field(metadata=shown("Why then and with them, or why it waits"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Presentation:
    """Somebody whose work is talked through this week."""

    meeting: str = field(metadata=shown("Which meeting, and when; else which team"))
    person: str = field(metadata=shown("What they are known as"))
    worker: str = field(metadata=shown("Who prepares and presents"))
    why: str = field(metadata=shown("Why it is their turn"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Somebody whose worker changes in this plan."""

    person: str = field(metadata=shown("What they are known as"))
    before: str = field(metadata=shown("Who works with them now"))
    after: str = field(metadata=shown("Who works with them then"))
    when: When = field(metadata=shown("First Monday with the new worker"))
    why: str = field(metadata=shown("Why, in one sentence"))


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadCell:
    """One worker on one Monday."""

    load: str = field(metadata=shown("SCE held of SCE agreed: 19.5 of 20"))
    over: str = field(metadata=shown("How far over: over by 1.5; empty if not over"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What one worker holds now and soon: heads beside SCE."""

    worker: str = field(metadata=shown("Name as the team knows it"))
    heads: str = field(metadata=shown("How many people on the first Monday"))
    phases: str = field(metadata=shown("The same by phase: Pre, One, Two, Three"))
    now: LoadCell = field(metadata=shown("What they hold on the first Monday"))
    soon: LoadCell | None = field(metadata=shown("The same four weeks on, if planned"))
    later: LoadCell | None = field(metadata=shown("The same twelve weeks on"))
    highest: LoadCell = field(metadata=shown("The most in the planned weeks"))
    highest_on: str = field(metadata=shown("The Monday of the most"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The load of one worker as a picture."""

    worker: str = field(metadata=shown("Name as the team knows it"))
    says: str = field(metadata=shown("What the picture shows, in one sentence"))
    picture: Markup = field(metadata=shown("The drawing, as markup of our own"))


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadWeek:
    """One Monday, across some workers."""

    week: str = field(metadata=shown("The Monday"))
    cells: tuple[LoadCell, ...] = field(metadata=shown("In the order of the workers"))


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadTable:
    """The numbers of the pictures, for as many workers as fit on paper."""

    caption: str = field(metadata=shown("Whose numbers these are"))
    workers: tuple[str, ...] = field(metadata=shown("Names, one for each column"))
    weeks: tuple[LoadWeek, ...] = field(metadata=shown("One row for each Monday"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """Something missing or doubtful in the spreadsheet."""

    where: str = field(metadata=shown("Whose row, or which sheet"))
    what: str = field(metadata=shown("What is missing or doubtful"))
    remedy: str = field(metadata=shown("What to write, and what was assumed till then"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of what a plan costs."""

    name: str = field(metadata=shown("What is paid for, in words"))
    points: str = field(metadata=shown("How much, in points"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How good the plan is, and how to make it again."""

    verdict: str = field(metadata=shown("How near the best possible, in words"))
    contacts: str = field(metadata=shown("The same for the contacts"))
    parts: tuple[Part, ...] = field(metadata=shown("What the plan pays for"))
    contact_parts: tuple[Part, ...] = field(metadata=shown("The same for contacts"))
    made: str = field(metadata=shown("With which seed and effort, in how long"))
    fingerprint: str = field(metadata=shown("What it was made from, in short"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """Everything ``review.html`` may show; the template computes nothing."""

    template: ClassVar[str] = "review.html"

    service: str = field(metadata=shown("Name of the service"))
    on: When = field(metadata=shown("The plan date"))
    span: str = field(metadata=shown("From which Monday to which the plan reaches"))
    size: str = field(metadata=shown("How many people, workers and referrals"))
    is_large: bool = field(
        metadata=shown(
            "Whether a screen folds the longest lists away; paper never does"
        )
    )
    glance: tuple[Glance, ...] = field(metadata=shown("The week in a few lines"))
    ceiling: str = field(metadata=shown("What counts as over, and how it is counted"))
    overloaded: tuple[WorkerOverloads, ...] = field(
        metadata=shown("Workers who will hold more than agreed")
    )
    changes: tuple[PhaseChange, ...] = field(
        metadata=shown("Phase changes of the next 14 days")
    )
    next_change: str = field(metadata=shown("The next one, where there are none"))
    overdue: tuple[Overdue, ...] = field(metadata=shown("Contacts overdue"))
    late: tuple[str, ...] = field(
        metadata=shown("Who waits longer than agreed in these four weeks, and why")
    )
    meetings: tuple[MeetingDue, ...] = field(
        metadata=shown("Meetings at the end of a phase, due in these four weeks")
    )
    week: tuple[WorkerContacts, ...] = field(metadata=shown("Contacts this week"))
    week_span: str = field(metadata=shown("Which days this week means"))
    later: tuple[WorkerContacts, ...] = field(metadata=shown("Contacts after that"))
    starts: tuple[Start, ...] = field(metadata=shown("Referrals"))
    presenting: tuple[Presentation, ...] = field(metadata=shown("Who presents"))
    moved: str = field(metadata=shown("How many people change worker, in words"))
    moves: tuple[Move, ...] = field(metadata=shown("Who changes worker, and why"))
    departed: str = field(
        metadata=shown("For how many it comes otherwise than they were told; or empty")
    )
    departures: tuple[str, ...] = field(
        metadata=shown("Who they are, why, and what keeping to it would cost")
    )
    meetings_moved: tuple[str, ...] = field(
        metadata=shown("Meetings people were told of that are moved, and why")
    )
    handovers: tuple[str, ...] = field(
        metadata=shown("What leaving workers hand over, and who has nobody")
    )
    standing: tuple[Standing, ...] = field(metadata=shown("Each worker now and soon"))
    panels: tuple[Panel, ...] = field(metadata=shown("Load as pictures"))
    tables: tuple[LoadTable, ...] = field(metadata=shown("The same as numbers"))
    mend: tuple[Mend, ...] = field(metadata=shown("What to mend in the spreadsheet"))
    quality: Quality = field(metadata=shown("How good the plan is"))
    undecided: tuple[str, ...] = field(metadata=shown("What the plan does not decide"))
