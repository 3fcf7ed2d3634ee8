"""What a worker holds against what is agreed, and what is coming, in words."""

from dataclasses import dataclass
from datetime import date, timedelta

from cti.calendar import DAYS_PER_WEEK
from cti.plans.document import LoadRow
from cti.plans.loads import overloads
from cti.plans.words import short as short_phase
from cti.units import format_load
from cti.usecases.my_caseload import Coming, ComingKind, MyCaseload, WorkedWith
from dashboards.pages.contact_card import short
from dashboards.pages.words import away, people


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingLine:
    """Something that is coming.

    Attributes
    ----------
    what
        What happens with somebody, without their name in front.
    """

    iso: str
    day: str
    away: str
    person_id: str
    known_as: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """Somebody a worker works with, and where they are on their way."""

    person_id: str
    known_as: str
    phase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseloadCard:
    """A worker's caseload in one service.

    Attributes
    ----------
    heading, people_heading
        What it is called, and what the list of people is.
    held
        Load and heads this week, against what is agreed.
    beside
        How that is beside what is agreed.
    over
        When they will hold more than is agreed, in sentences.
    """

    service_id: str
    heading: str
    people_heading: str
    held: str
    beside: str
    over: tuple[str, ...]
    coming: tuple[ComingLine, ...]
    people: tuple[PersonLine, ...]


def caseload_card(
    mine: MyCaseload, today: date, *, is_one_of_several: bool
) -> CaseloadCard:
    """Lay out what a worker holds, and what is coming.

    Parameters
    ----------
    is_one_of_several
        Whether they work in other services too, so that each is named.
    """
    now = mine.loads[0]
    service = f", {mine.service}" if is_one_of_several else ""
    return CaseloadCard(
        service_id=mine.service_id,
        heading=f"My caseload{service}",
        people_heading=f"My people ({len(mine.people)})",
        held=f"{format_load(now.sce)} SCE of {format_load(now.ceiling)} agreed, "
        f"with {people(now.people)}",
        beside=_beside(now),
        over=_over(mine, today),
        coming=tuple(_coming(each, today) for each in mine.coming),
        people=tuple(_person(each) for each in mine.people),
    )


def _beside(row: LoadRow) -> str:
    if row.over:
        return f"Over by {format_load(row.over)}."
    room = row.ceiling - row.sce
    if not room:
        return "That is exactly what is agreed."
    return f"There is room for {format_load(room)}."


def _over(mine: MyCaseload, today: date) -> tuple[str, ...]:
    """Say every run of weeks over that begins later than this week."""
    said = []
    for run in overloads(mine.loads):
        first = mine.loads[run.from_week].week
        last = mine.loads[run.to_week - 1].week + timedelta(days=DAYS_PER_WEEK - 1)
        if first > today:
            peak = format_load(run.peak)
            said.append(f"Over by up to {peak}, {short(first)} to {short(last)}.")
    return tuple(said)


def _coming(each: Coming, today: date) -> ComingLine:
    return ComingLine(
        iso=each.on.isoformat(),
        day=short(each.on),
        away=away(each.on, seen_from=today),
        person_id=each.person_id,
        known_as=each.known_as,
        what=_what(each),
    )


def _what(each: Coming) -> str:
    match each.kind:
        case ComingKind.STARTS:
            return "starts with you"
        case ComingKind.COMES:
            return f"comes to you from {each.other}"
        case ComingKind.GOES:
            return f"goes to {each.other}"
        case ComingKind.ENDS:
            return "comes to the end of support"
        case ComingKind.PHASE:
            return f"begins {each.phase.label}" if each.phase else "changes phase"


def _person(each: WorkedWith) -> PersonLine:
    now = each.phase_now
    phase = ""
    if now is not None:
        phase = short_phase(now.phase)
        if now.day and now.days:
            phase += f", day {now.day} of {now.days}"
        if now.is_paused:
            phase += ", paused"
    return PersonLine(person_id=each.person_id, known_as=each.known_as, phase=phase)
