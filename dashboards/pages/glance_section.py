"""The summary of the review: the week in a few lines."""

from datetime import timedelta

from cti.plans.document import FlagKind
from cti.plans.ways import WayKind
from cti.plans.words import counted
from dashboards.pages.people_section import SOON_DAYS
from dashboards.pages.review import (
    Glance,
    PhaseChange,
    Start,
    WorkerOverloads,
)
from dashboards.pages.view import View
from dashboards.pages.words import people

SOON_WEEKS = 4


def over_line(view: View, overloaded: tuple[WorkerOverloads, ...]) -> Glance:
    """Say how many workers will be over the ceiling, and who first."""
    flags = view.flags(FlagKind.OVER_CEILING)
    weeks = view.document.weeks
    if not flags:
        sentence = f"workers are over the ceiling in the next {weeks} weeks."
        return Glance(number="0", sentence=sentence, section="over")
    first = view.names.worker(flags[0].worker_id)
    soonest = flags[0].from_on or view.document.on
    number = len(overloaded)
    begins = f"{'' if number == 1 else 'first, '}from {view.day(soonest)}"
    if soonest <= view.horizon.start:
        begins = "already"
    workers = "worker is" if number == 1 else "workers are"
    sentence = (
        f"{workers} over the ceiling at some time in the next {weeks} weeks, "
        f"{first} {begins}."
    )
    return Glance(number=str(number), sentence=sentence, section="over")


def change_line(changes: tuple[PhaseChange, ...]) -> Glance:
    """Say how many people change phase soon, and who first."""
    number = len(changes)
    if not number:
        return Glance(
            number="0",
            sentence=f"people change phase in the next {SOON_DAYS} days.",
            section="changes",
        )
    who = "person changes" if number == 1 else "people change"
    first = changes[0]
    return Glance(
        number=str(number),
        sentence=(
            f"{who} phase in the next {SOON_DAYS} days: {first.person} "
            f"{'first, ' if number > 1 else ''}on {first.when.day}."
        ),
        section="changes",
    )


def contact_line(number: int, overdue: int) -> Glance:
    """Say how many contacts are planned this week, and how many people wait."""
    late = (
        f"{people(overdue) if overdue else 'Nobody'} {'have' if overdue > 1 else 'has'}"
    )
    planned = "contact is" if number == 1 else "contacts are"
    return Glance(
        number=str(number),
        sentence=f"{planned} planned this week. {late} waited longer than agreed.",
        section="contacts",
    )


def referral_line(view: View, starts: tuple[Start, ...]) -> Glance:
    """Say how many referrals can start soon, and who first."""
    if not starts:
        return Glance(
            number="0", sentence="referrals are waiting.", section="referrals"
        )
    until = (view.document.on + timedelta(weeks=SOON_WEEKS)).isoformat()
    soon = [start for start in starts if start.when and start.when.iso < until]
    first = starts[0]
    can = "can start in the next four weeks"
    sentence = f"of {counted(len(starts), 'referral')} {can}"
    if first.when:
        sentence += f": {first.person} with {first.worker} on {first.when.day}"
    return Glance(number=str(len(soon)), sentence=f"{sentence}.", section="referrals")


def alone_line(view: View) -> Glance | None:
    """Say how many people have nobody for some time, and who first; None if none."""
    found = sorted(
        (way.from_week, view.names.person(person_id))
        for person_id in view.open
        if (way := view.facts.ways[person_id]).kind is WayKind.UNCOVERED
    )
    if not found:
        return None
    week, first = found[0]
    since = "already" if not week else f"from {view.day(view.horizon.mondays[week])}"
    have = "person has" if len(found) == 1 else "people have"
    who = first if len(found) == 1 else f"{first} first,"
    return Glance(
        number=str(len(found)),
        sentence=f"{have} no worker for some time: {who} {since}.",
        section="moves",
    )


def move_line(view: View) -> Glance:
    """Say how many people change worker."""
    moving = view.changes.people_who_change_worker
    verb = "changes" if moving == 1 else "change"
    return Glance(
        number=str(moving),
        sentence=f"of {people(view.changes.people)} {verb} worker in this plan.",
        section="moves",
    )
