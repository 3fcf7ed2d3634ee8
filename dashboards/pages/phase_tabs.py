"""Lay the phase board out: each part of it from what the board says."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from cti.caseload.today import PhaseToday
from cti.phases import SUPPORTED, Phase, TransitionBasis
from cti.plans.contact_flags import closing_meeting
from cti.plans.words import sentence, short
from cti.spelling import folded
from cti.usecases.board_people import BoardPerson, MeetingDue
from cti.usecases.phase_board import LateKind, PhaseBoard
from dashboards.pages.phase_board import Cell, Empty, Group, Row, Show, Undated
from dashboards.pages.review import When
from dashboards.pages.words import away

NOBODY = "Nobody yet"
"""What stands for the worker of who has none."""

GOALS = {
    Show.EVERYBODY: "Where everybody is on their way today, and when the next phase "
    "begins.",
    Show.CHANGES: "Who enters the next phase, or ends, in the next 4 weeks: time to "
    "settle what it will be about.",
    Show.FIRST_CONTACT: "Whose support has started without a first contact that "
    "anybody has noted.",
    Show.OVERDUE: "What should have been done by now, and who sees to it.",
    Show.ENDING: "Whose support ends in the next 8 weeks: time to plan a good ending.",
    Show.DATES: "Whose day of moving in is not known. Every phase counts from it: put "
    "it in here.",
    Show.MEETINGS: "With whom the network meets at the end of a phase, in these weeks.",
    Show.COMPLETENESS: "What is not known yet, by worker, and what cannot be decided "
    "without it. It says something about what is written down, and nothing about "
    "anybody.",
}
"""What each part is for."""

LATE_WORDS = {
    LateKind.ENDED: "Support has ended by the clock: close it, or mend the date",
    LateKind.PAUSE: "Look at whether the pause goes on",
    LateKind.DECISION: "Decided at a case review",
    LateKind.CONTACT: "The next contact",
}


@dataclass(frozen=True, slots=True)
class Days:
    """Writes days as they are seen from one day."""

    on: date

    def day(self, day: date) -> str:
        """Write a day with its weekday; with its year, if that is another."""
        said = f"{day:%a} {day.day} {day:%b}"
        return said if day.year == self.on.year else f"{said} {day.year}"

    def when(self, day: date) -> When:
        """Write a day and how far it is."""
        return When(
            iso=day.isoformat(),
            day=self.day(day),
            away=away(day, seen_from=self.on),
        )

    def moment(self, at: datetime) -> str:
        """Write a day and a time."""
        return f"{self.day(at.date())} at {at:%H:%M}"


def groups(board: PhaseBoard, show: Show) -> tuple[Group, ...]:
    """Lay out the lines of a part of the board; none where there are none."""
    made = _GROUPS[show](board, Days(board.on))
    return tuple(each for each in made if each.rows)


def undated(board: PhaseBoard) -> tuple[Undated, ...]:
    """Lay out those whose transition date is not known."""
    days = Days(board.on)
    return tuple(as_undated(each, days) for each in board.undated)


def as_undated(each: BoardPerson, days: Days) -> Undated:
    """Lay out one whose transition date is not known, or was not."""
    return Undated(
        person_id=each.person_id,
        person=each.known_as,
        worker=each.worker or NOBODY,
        phase=_where(each),
        problem="" if each.is_dated else _problem(each, days),
        assumed=f"The planner goes by {days.day(each.stands.transition_on)} so far.",
        may_change=each.may_change,
        version=each.version,
    )


def empty(board: PhaseBoard, show: Show) -> Empty:
    """Say that there is nothing in a part of the board, and what comes next."""
    return _EMPTY[show](board, Days(board.on))


def stands(each: BoardPerson, days: Days) -> str:
    """Say what is known of somebody's move: "moved on Mon 2 Nov"."""
    if each.happened_on is not None:
        return f"moved on {days.day(each.happened_on)}"
    if each.expected_on is not None:
        return f"expected to move on {days.day(each.expected_on)}"
    return "no day is known"


def day_of_phase(today: PhaseToday) -> str:
    """Say which day of the phase it is: "day 22 of 92"."""
    if today.day is None:
        return ""
    day = f"day {today.day}"
    return day if today.days is None else f"{day} of {today.days}"


def _where(each: BoardPerson) -> str:
    day = day_of_phase(each.stands)
    return f"{short(each.stands.phase)}, {day}" if day else short(each.stands.phase)


def _row(each: BoardPerson, *cells: Cell) -> Row:
    return Row(
        person_id=each.person_id,
        person=each.known_as,
        worker=each.worker or NOBODY,
        cells=cells,
    )


def _everybody(board: PhaseBoard, days: Days) -> Iterator[Group]:
    for phase in (*SUPPORTED, Phase.FINISHED):
        there = [each for each in board.people if each.stands.phase is phase]
        yield Group(
            title=f"{_TITLES.get(phase, phase.label)}: {len(there)}",
            headings=("Day", "What comes next"),
            rows=tuple(_row(each, _day(each), _next(each, days)) for each in there),
        )


def _day(each: BoardPerson) -> Cell:
    return Cell(
        words=day_of_phase(each.stands) or "not known",
        note="support waits" if each.stands.is_paused else "",
    )


def _next(each: BoardPerson, days: Days) -> Cell:
    today = each.stands
    if today.next_on is None or today.next_phase is None:
        return Cell(when=days.when(each.ends_on), words="Ended by the clock")
    return Cell(
        when=days.when(today.next_on),
        words=begins(today.next_phase),
        note=_BASIS[today.basis] if each.is_dated else "transition date not known",
    )


def begins(phase: Phase) -> str:
    """Say what begins: "Phase Two begins", "Support ends"."""
    return "Support ends" if phase is Phase.FINISHED else f"{short(phase)} begins"


def _changes(board: PhaseBoard, days: Days) -> Iterator[Group]:
    found = sorted(
        (
            (on, folded(each.known_as), phase, each)
            for each in board.changing
            for on, phase in each.changes
        ),
        key=lambda item: item[:2],
    )
    yield Group(
        title="The next 4 weeks",
        headings=("Day", "What changes"),
        rows=tuple(
            _row(
                each,
                Cell(when=days.when(on)),
                Cell(
                    words=begins(phase),
                    note="" if each.is_dated else "transition date not known",
                ),
            )
            for on, _, phase, each in found
        ),
    )


def _not_met(board: PhaseBoard, days: Days) -> Iterator[Group]:
    yield Group(
        title="Started, and not met yet",
        headings=("Started", "First contact"),
        rows=tuple(
            _row(each, _started(each, days), _first_contact(each, days))
            for each in board.not_met
        ),
    )


def _started(each: BoardPerson, days: Days) -> Cell:
    if each.started_on is None:
        return Cell(words="Day not known")
    return Cell(when=days.when(each.started_on))


def _first_contact(each: BoardPerson, days: Days) -> Cell:
    by = each.first_contact_by
    if by is None:
        return Cell(words="If they have been met, note the contact")
    if by < days.on:
        return Cell(when=days.when(by), words="was the last day for it", is_late=True)
    return Cell(when=days.when(by), words="is the last day for it")


def _overdue(board: PhaseBoard, days: Days) -> Iterator[Group]:
    yield Group(
        title="Overdue",
        headings=("What", "Was due"),
        rows=tuple(
            Row(
                person_id=each.person_id or "",
                person=each.known_as or f"Team {each.team}",
                worker=each.worker or NOBODY,
                cells=(
                    Cell(words=LATE_WORDS[each.kind], note=each.words),
                    Cell(when=days.when(each.due_on), is_late=True),
                ),
            )
            for each in board.late
        ),
    )


def _ending(board: PhaseBoard, days: Days) -> Iterator[Group]:
    yield Group(
        title="The next 8 weeks",
        headings=("Support ends", "Final meeting"),
        rows=tuple(
            _row(each, Cell(when=days.when(each.ends_on)), _final(each, days))
            for each in board.ending
        ),
    )


def _final(each: BoardPerson, days: Days) -> Cell:
    last = [due for due in each.meetings if due.phase is Phase.TRANSFER_OF_CARE]
    if last:
        return _meeting(last[0], days)
    by = each.next_meeting_on
    return Cell(words=f"Due by {days.day(by)}" if by else "None is due")


def _meetings(board: PhaseBoard, days: Days) -> Iterator[Group]:
    yield Group(
        title="Meetings due",
        headings=("Which", "When"),
        rows=tuple(
            _row(each, Cell(words=_which(due.phase)), _meeting(due, days))
            for each in board.meeting
            for due in each.meetings
        ),
    )


def _which(phase: Phase) -> str:
    kind = sentence(closing_meeting(phase)).rstrip(".")
    return f"{kind} at the end of {short(phase)}"


def _meeting(due: MeetingDue, days: Days) -> Cell:
    window = f"from {days.day(due.first_on)} to {days.day(due.last_on)}"
    if due.planned_at is not None:
        return Cell(words=f"Planned for {days.moment(due.planned_at)}", note=window)
    if due.last_on < days.on:
        return Cell(
            when=days.when(due.last_on), words="was the last day for it", is_late=True
        )
    return Cell(words="To be agreed", note=window)


def _problem(each: BoardPerson, days: Days) -> str:
    happened, expected = each.happened_on, each.expected_on
    if happened is not None and happened > days.on:
        return f"Noted as done on {days.day(happened)}, which is still to come."
    if expected is not None:
        when = away(expected, seen_from=days.on)
        return f"Was expected on {days.day(expected)} ({when}); did it happen?"
    return "No day is known, not even an expected one."


def _of(each: BoardPerson, on: date | None, days: Days) -> str:
    """Say whose turn is next, and when; empty where no day is known."""
    if on is None:
        return ""
    return f"{each.known_as}, {days.day(on)} ({away(on, seen_from=days.on)})"


def _said(before: str, next_one: str, else_: str = "") -> str:
    return f"{before} {next_one}." if next_one else else_


def _no_change(board: PhaseBoard, days: Days) -> Empty:
    each = board.next_change
    return Empty(
        words="No phase changes in the next 4 weeks.",
        next=_said(
            "The next one:", _of(each, each.stands.next_on, days) if each else ""
        ),
    )


def _all_ended(_: PhaseBoard, __: Days) -> Empty:
    return Empty(
        words="Nobody's support goes on.",
        next="Whoever starts next appears here.",
    )


def _all_met(_: PhaseBoard, __: Days) -> Empty:
    return Empty(
        words="Everybody who has started has been met.",
        next="Whoever starts next stands here until a first contact is noted.",
    )


def _in_time(board: PhaseBoard, days: Days) -> Empty:
    due = board.to_come[0] if board.to_come else None
    which = "" if due is None else LATE_WORDS[due.kind].lower()
    whom = "" if due is None else due.known_as or f"team {due.team}"
    when = "" if due is None else f"{days.day(due.due_on)}"
    return Empty(
        words="Nothing is overdue.",
        next=f"Due next: {which} ({whom}), by {when}." if due else "",
    )


def _no_end(board: PhaseBoard, days: Days) -> Empty:
    each = board.next_end
    return Empty(
        words="Nobody's support ends in the next 8 weeks.",
        next=_said("The next one:", _of(each, each.ends_on, days) if each else ""),
    )


def _all_dated(board: PhaseBoard, days: Days) -> Empty:
    each = board.next_move
    return Empty(
        words="Every transition date is known.",
        next=_said(
            "The next expected move:", _of(each, each.expected_on, days) if each else ""
        ),
    )


def _no_meeting(board: PhaseBoard, days: Days) -> Empty:
    each = board.next_meeting
    return Empty(
        words="No meeting at the end of a phase is due in these weeks.",
        next=_said(
            "The next one:", _of(each, each.next_meeting_on, days) if each else ""
        ),
    )


_TITLES = {Phase.FINISHED: "Ended by the clock, and not closed"}

_BASIS = {
    TransitionBasis.HAPPENED: "",
    TransitionBasis.EXPECTED: "if they move when expected",
    TransitionBasis.ASSUMED: "transition date not known",
}

_GROUPS: Mapping[Show, Callable[[PhaseBoard, Days], Iterator[Group]]] = {
    Show.EVERYBODY: _everybody,
    Show.CHANGES: _changes,
    Show.FIRST_CONTACT: _not_met,
    Show.OVERDUE: _overdue,
    Show.ENDING: _ending,
    Show.MEETINGS: _meetings,
}

_EMPTY: Mapping[Show, Callable[[PhaseBoard, Days], Empty]] = {
    Show.CHANGES: _no_change,
    Show.FIRST_CONTACT: _all_met,
    Show.OVERDUE: _in_time,
    Show.ENDING: _no_end,
    Show.DATES: _all_dated,
    Show.MEETINGS: _no_meeting,
    Show.COMPLETENESS: _all_ended,
    Show.EVERYBODY: _all_ended,
}
