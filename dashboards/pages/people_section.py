"""The parts of the review about people: phases, referrals, presenting, moves."""

from datetime import date, timedelta

from cti.caseload.people import Priority
from cti.phases import SUPPORTED, Phase
from cti.plans.contacts import ContactKind
from cti.plans.document import FlagKind
from cti.units import PersonId, format_sce
from dashboards.pages.review import Move, PhaseChange, Start
from dashboards.pages.view import View
from dashboards.pages.words import people

SOON_DAYS = 14
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


def moves(view: View) -> tuple[Move, ...]:
    """Lay out whose worker changes, in order of date."""
    found = []
    for person_id in view.open:
        before = view.caseload.person[person_id].worker_id
        for stay in view.document.assignment.of.get(person_id, ()):
            if stay.worker_id != before:
                found.append((stay.from_on, person_id, before, stay.worker_id))
            before = stay.worker_id
    found.sort(key=lambda move: move[:2])
    return tuple(
        Move(
            person=view.names.person(person_id),
            before=view.names.worker(before),
            after=view.names.worker(after),
            when=view.when(from_on),
            why=view.document.why.get(person_id, ""),
        )
        for from_on, person_id, before, after in found
    )


def handovers(view: View) -> tuple[str, ...]:
    """Say what leaving workers hand over, and who has nobody."""
    found = view.flags(FlagKind.LEAVER_HANDOVER, FlagKind.NOBODY_ALLOWED)
    return tuple(f"{flag.message} {flag.suggestion}".strip() for flag in found)


def moved(view: View, who_moves: tuple[Move, ...]) -> str:
    """Say how many people change worker: ``2 of 61 people move``."""
    if not who_moves:
        return f"All {people(len(view.open))} keep their worker."
    moving = len({move.person for move in who_moves})
    verb = "changes" if moving == 1 else "change"
    return (
        f"{moving} of {people(len(view.open))} {verb} worker; "
        "everybody else keeps theirs."
    )


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
    for contact in view.document.contacts.of.get(person_id, ()):
        if contact.kind in MEETINGS:
            return f"{view.day(contact.on)} at {contact.at:%H:%M}"
    return "To be agreed"
