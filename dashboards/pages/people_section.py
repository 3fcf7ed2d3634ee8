"""The parts of the review about people: phases, referrals, presenting, moves."""

from datetime import date, timedelta

from cti.caseload.people import Priority
from cti.phases import SUPPORTED, Phase
from cti.plans.changes import summary
from cti.plans.compare import ChangeKind
from cti.plans.contacts import ContactKind
from cti.plans.document import FlagKind
from cti.plans.presentations import Presentation as Turn
from cti.plans.presentations import presentations
from cti.units import PersonId, format_sce
from dashboards.pages.review import Move, PhaseChange, Presentation, Start
from dashboards.pages.view import View

SOON_DAYS = 14
CHANGES_WORKER = {ChangeKind.OTHER_WORKER, ChangeKind.NOBODY}
MEETINGS = {ContactKind.NETWORK_MEETING, ContactKind.FINAL_MEETING}
PRIORITIES = {
    Priority.URGENT: "urgent",
    Priority.SOON: "soon",
    Priority.ROUTINE: "routine",
}


def phase_changes(view: View) -> tuple[PhaseChange, ...]:
    """Lay out the phase changes of the next 14 days, in order of date."""
    until = view.document.on + timedelta(days=SOON_DAYS)
    found = [
        (on, person_id, phase)
        for person_id, known in view.open.items()
        for on, phase in known.clock.changes(after=view.document.on, until=until)
    ]
    return tuple(_phase_change(view, *change) for change in sorted(found))


def next_change(view: View) -> str:
    """Say when the next phase change is, however far off."""
    upcoming = [
        (on, person_id)
        for person_id, known in view.open.items()
        for on, _ in known.clock.changes(after=view.document.on, until=date.max)
    ]
    if not upcoming:
        return ""
    on, person_id = min(upcoming)
    return f"The next one: {view.names.person(person_id)}, {view.day(on)}."


def starts(view: View) -> tuple[Start, ...]:
    """Lay out what becomes of each referral, the soonest start first."""
    laid_out = []
    for referral in view.caseload.referrals:
        stays = view.document.assignment.of.get(referral.referral_id, ())
        start = stays[0] if stays else None
        laid_out.append(
            (
                start.from_on if start else date.max,
                referral.priority,
                Start(
                    person=view.names.person(referral.referral_id),
                    priority=PRIORITIES[referral.priority],
                    when=view.when(start.from_on) if start else None,
                    worker=view.names.worker(start.worker_id) if start else "",
                    why=view.document.why.get(referral.referral_id, ""),
                ),
            )
        )
    laid_out.sort(key=lambda item: item[:2])
    return tuple(start for _, _, start in laid_out)


def presenting(view: View) -> tuple[Presentation, ...]:
    """Lay out who presents whom this week."""
    return tuple(
        Presentation(
            meeting=_meeting_of(view, turn),
            person=view.names.person(turn.person_id),
            worker=view.names.worker(turn.worker_id),
            why=_waited(view, turn),
        )
        for turn in presentations(view.facts)
        if turn.person_id not in view.hidden
    )


def moves(view: View) -> tuple[Move, ...]:
    """Lay out whose worker changes, in order of date."""
    found = sorted(
        (change for change in view.changes.changes if change.kind in CHANGES_WORKER),
        key=lambda change: (change.on, change.person_id),
    )
    return tuple(
        Move(
            person=view.names.person(change.person_id),
            before=view.names.worker(change.from_worker),
            after=view.names.worker(change.to_worker),
            when=view.when(change.on),
            why=view.document.why.get(change.person_id, ""),
        )
        for change in found
    )


def handovers(view: View) -> tuple[str, ...]:
    """Say what leaving workers hand over, and who has nobody."""
    found = view.flags(FlagKind.LEAVER_HANDOVER, FlagKind.NOBODY_ALLOWED)
    return tuple(f"{flag.message} {flag.suggestion}".strip() for flag in found)


def moved(view: View) -> str:
    """Say how many people change worker, and what that does for the team."""
    return " ".join(summary(view.changes))


def _meeting_of(view: View, turn: Turn) -> str:
    if turn.at is None:
        return turn.team
    return f"{turn.title}, {view.day(turn.at.date())} at {turn.at:%H:%M}"


def _waited(view: View, turn: Turn) -> str:
    if turn.last_on is not None:
        return f"Last presented on {view.names.day(turn.last_on)}."
    if turn.since_on is None:
        return "Not presented yet."
    return f"Not presented yet; supported since {view.names.day(turn.since_on)}."


def _phase_change(
    view: View, on: date, person_id: PersonId, phase: Phase
) -> PhaseChange:
    order = (*SUPPORTED, Phase.FINISHED)
    changing = view.flags(FlagKind.PHASE_CHANGE)
    flags = [flag for flag in changing if flag.person_id == person_id]
    before = order[order.index(phase) - 1]
    change = f"{before.label} to {phase.label}"
    if phase is Phase.FINISHED:
        change = f"Support ends, after {before.label}"
    worker_id = view.document.assignment.worker_on(
        person_id, max(on, view.horizon.start)
    )
    return PhaseChange(
        when=view.when(on),
        person=view.names.person(person_id),
        worker=view.names.worker(worker_id),
        change=change,
        counts=_counts(view, person_id, on),
        meeting=_meeting(view, person_id, before),
        prompt=next((flag.suggestion for flag in flags if flag.from_on == on), ""),
    )


def _counts(view: View, person_id: PersonId, on: date) -> str:
    clock = view.open[person_id].clock
    before, after = clock.weight_on(on - timedelta(days=1)), clock.weight_on(on)
    if before == after:
        return f"Counts {format_sce(after)} SCE as before"
    return f"Counts {format_sce(after)} SCE instead of {format_sce(before)}"


def _meeting(view: View, person_id: PersonId, ending: Phase) -> str:
    if ending is Phase.PRE_CTI:
        return "None at the end of Pre-CTI"
    agreed = view.agreed.get((person_id, ending))
    if agreed is not None:
        return f"{view.day(agreed.date())} at {agreed:%H:%M}, as agreed"
    for contact in view.document.contacts.of.get(person_id, ()):
        if contact.kind in MEETINGS:
            return f"{view.day(contact.on)} at {contact.at:%H:%M}"
    return "To be agreed"
