"""The parts that every page about one person is laid out from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cti.calendar import DAYS_PER_WEEK, Horizon
from cti.caseload.casework.focus_areas import FocusStep
from cti.caseload.casework.network import NetworkMeeting
from cti.caseload.clocks import person_clock
from cti.caseload.people import Status
from cti.phases import SUPPORTED, TIMED, Phase, PhaseClock
from cti.phases.programme import Programme, programme
from cti.plans.words import counted
from cti.usecases.casework import Kept
from cti.usecases.focus import FocusWithSteps
from cti.usecases.knowing import Casework, Known
from dashboards.figures.honeycomb import Honeycomb, honeycomb
from dashboards.pages.person_words import (
    day_words,
    moment_words,
    rhythm_words,
)

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """A small step.

    Attributes
    ----------
    done
        When it was done, in words; empty while it is ahead.
    version
        The one that is shown.
    """

    id: str
    words: str
    done: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusView:
    """One thing somebody works on.

    Attributes
    ----------
    held_by
        Who of their network holds it with them; empty while that is open.
    said
        How far it is, in words.
    comb
        The same as a picture: a cell for each step.
    has_ended
        Whether it is no longer worked on.
    """

    id: str
    phase: str
    words: str
    strengths: str
    held_by: str
    celebration: str
    said: str
    comb: Honeycomb
    steps: tuple[StepView, ...]
    has_ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Somebody in a network.

    Attributes
    ----------
    holds
        What they hold with the person; empty for nothing yet.
    """

    id: str
    name: str
    tie: str
    reached_by: str
    holds: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """A network meeting.

    Attributes
    ----------
    when
        When it was held or is planned for, in words.
    guests
        Who of the network came, in words; empty for nobody yet.
    """

    id: str
    title: str
    when: str
    guests: str
    agreed: str
    celebrated: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseRow:
    """A phase on somebody's way.

    Attributes
    ----------
    state
        ``over``, ``now`` or ``ahead``.
    when, where
        From when to when; and where they are in it today, and how often you meet.
    events
        What is or was celebrated in it, and when the network meets.
    """

    label: str
    state: str
    when: str
    where: str
    events: tuple[str, ...]


def focus_views(casework: Casework) -> tuple[FocusView, ...]:
    """Lay out what somebody works on, what goes on in front."""
    names = {each.row_id: each.what.known_as for each in casework.network}
    views = [
        _focus(each, names.get(each.area.what.held_by or "", ""))
        for each in casework.focus
    ]
    return tuple(sorted(views, key=lambda each: each.has_ended))


def _focus(focus: FocusWithSteps, held_by: str) -> FocusView:
    area = focus.area.what
    done = [step.what.done_on is not None for step in focus.steps]
    return FocusView(
        id=focus.area.row_id,
        phase=area.phase.label,
        words=area.words,
        strengths=area.strengths,
        held_by=held_by,
        celebration=area.celebration,
        said=_how_far(done),
        # What is done fills the comb from its middle.
        comb=honeycomb(sorted(done, reverse=True)),
        steps=tuple(
            StepView(
                id=step.row_id,
                words=step.what.words,
                done=day_words(step.what.done_on) if step.what.done_on else "",
                version=step.version,
            )
            for step in sorted(focus.steps, key=_when_done)
        ),
        has_ended=area.ended_on is not None,
    )


def _when_done(step: Kept[FocusStep]) -> date:
    """Return where a step stands: what was done in front, then what is ahead."""
    return step.what.done_on or date.max


def _how_far(done: Sequence[bool]) -> str:
    if not done:
        return "No steps yet: what would be a first small one?"
    if all(done):
        return f"All {counted(len(done), 'step')} done."
    if not any(done):
        return f"{counted(len(done), 'step')} ahead."
    return f"{counted(sum(done), 'step')} done, {len(done) - sum(done)} ahead."


def around(casework: Casework) -> tuple[Around, ...]:
    """Lay out the people around somebody, without those who have gone."""
    holds: dict[str, list[str]] = {}
    for each in casework.focus:
        if each.area.what.held_by and each.area.what.ended_on is None:
            holds.setdefault(each.area.what.held_by, []).append(each.area.what.words)
    return tuple(
        Around(
            id=each.row_id,
            name=each.what.known_as,
            tie=each.what.tie.value,
            reached_by=each.what.reached_by,
            holds=", ".join(holds.get(each.row_id, ())),
        )
        for each in casework.network
        if each.what.ended_on is None
    )


def gatherings(casework: Casework) -> tuple[Gathering, ...]:
    """Lay out the meetings of somebody and their network, in order of phase."""
    names = {each.row_id: each.what.known_as for each in casework.network}
    in_order = sorted(
        casework.meetings, key=lambda each: TIMED.index(each.meeting.what.phase)
    )
    return tuple(
        Gathering(
            id=each.meeting.row_id,
            title=meeting_title(each.meeting.what),
            when=_meeting_when(each.meeting.what),
            guests=", ".join(
                names.get(guest.what.network_member_id, "") for guest in each.guests
            ),
            agreed=each.meeting.what.agreed,
            celebrated=each.meeting.what.celebrated,
        )
        for each in in_order
    )


def meeting_title(meeting: NetworkMeeting) -> str:
    """Say which meeting it is."""
    if meeting.is_final:
        return "Final meeting"
    return f"Network meeting at the end of {meeting.phase.label}"


def _meeting_when(meeting: NetworkMeeting) -> str:
    if meeting.held_on:
        return f"Held on {day_words(meeting.held_on)}"
    if meeting.planned_at:
        return f"Planned for {moment_words(meeting.planned_at)}"
    return "No day agreed yet"


def clock_of(known: Known) -> PhaseClock | None:
    """Return somebody's phase clock; None for who waits, or is not to be seen."""
    planning = known.seen.planning
    if planning is None or planning.is_waiting:
        return None
    if planning.person.status is Status.CLOSED:
        return None
    return person_clock(planning.person, Horizon(known.on))


def phase_rows(known: Known) -> tuple[PhaseRow, ...]:
    """Lay out the phases on somebody's way, with what is celebrated in each."""
    clock, planning = clock_of(known), known.seen.planning
    if clock is None or planning is None:
        return ()
    way = programme(planning.person.programme)
    started = planning.person.started_on
    return tuple(_row(clock, way, phase, known, started) for phase in SUPPORTED)


def _row(
    clock: PhaseClock,
    way: Programme,
    phase: Phase,
    known: Known,
    started_on: date | None,
) -> PhaseRow:
    begins, ends = clock.begins_on(phase) or started_on, clock.ends_on(phase)
    now = clock.phase_on(known.on)
    state = "now" if phase is now else "over" if ends <= known.on else "ahead"
    until = f"to {day_words(ends - A_DAY)}"
    when = f"{day_words(begins)} {until}" if begins and begins < ends else until
    how = rhythm_words(way.cadence[phase].every_days)
    begun = begins if state == "now" else None
    return PhaseRow(
        label=phase.label,
        state=state,
        when=when,
        where=f"{_week_of(begun, ends, known.on, phase)}{how}",
        events=tuple(_events(known, clock, phase)),
    )


def _week_of(begun: date | None, ends: date, on: date, phase: Phase) -> str:
    if begun is None or begun > on:
        return ""
    week = (on - begun).days // DAYS_PER_WEEK + 1
    if phase is Phase.PRE_CTI:
        return f"week {week}, "
    # Three months are thirteen weeks and a day or so, which belong to the last.
    weeks = (ends - begun).days // DAYS_PER_WEEK
    return f"week {min(week, weeks)} of {weeks}, "


def _events(known: Known, clock: PhaseClock, phase: Phase) -> Iterator[str]:
    if known.casework is None:
        return
    for each in known.casework.focus:
        area = each.area.what
        if area.phase is phase and area.celebration:
            yield f"Celebration: {area.celebration} ({area.words})"
    if phase not in TIMED:
        return
    met = next(
        (
            m.meeting.what
            for m in known.casework.meetings
            if m.meeting.what.phase is phase
        ),
        None,
    )
    if met is None:
        first, last = clock.meeting_window(phase)
        yield f"The network meets between {day_words(first)} and {day_words(last)}"
        return
    yield f"{meeting_title(met)}: {_meeting_when(met)}"
    if met.celebrated:
        yield f"Celebrated: {met.celebrated}"
