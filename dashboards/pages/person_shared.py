"""Pages that are looked at with somebody, taken home by them, or handed to a worker."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from cti.phases import SUPPORTED
from cti.plans.contacts import ContactKind
from cti.usecases.knowing import Known
from dashboards.pages.person_contacts import (
    ContactRow,
    each_once,
    next_contacts,
    stands,
    to_come_and_been,
)
from dashboards.pages.person_page import Support, support_of
from dashboards.pages.person_parts import (
    A_DAY,
    PhaseRow,
    clock_of,
    phase_rows,
)
from dashboards.pages.person_words import day_words, moment_words, wish_words

MOST_TO_COME = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class TogetherPage:
    """What is somebody's own, in large type; nothing that is for workers alone.

    Attributes
    ----------
    questions
        What to talk about, addressed to the person.
    with_whom, ends
        Who works with them, and when that ends, addressed to the person.
    """

    template: ClassVar[str] = "site/person_together.html"

    title: str
    person_id: str
    with_whom: str
    support: Support
    phases: tuple[PhaseRow, ...]
    to_come: tuple[ContactRow, ...]
    ends: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage:
    """A sheet that somebody takes home.

    Attributes
    ----------
    made
        The day it was made, in words.
    worker, cover, ends
        Who works with them, who meets them when that worker is away, and when and how
        it ends: sentences addressed to the person.
    to_come
        When they meet next.
    phases
        What happens when.
    """

    template: ClassVar[str] = "site/person_sheet.html"

    title: str
    person_id: str
    service: str
    made: str
    worker: str
    cover: str
    to_come: tuple[ContactRow, ...]
    phases: tuple[PhaseRow, ...]
    ends: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverPage:
    """What two workers need to hand somebody over well.

    Attributes
    ----------
    who
        From whom to whom, in sentences; the last says so where nobody is to take over.
    why
        Why the plan in force has it so; empty where it does not say.
    agreed
        What was agreed at network meetings and what is celebrated.
    wishes
        In sentences.
    first_joint
        When both workers are there for the first time, or that it is to be agreed.
    """

    template: ClassVar[str] = "site/person_handover.html"

    title: str
    person_id: str
    service: str
    made: str
    who: tuple[str, ...]
    why: str
    support: Support
    agreed: tuple[str, ...]
    wishes: tuple[str, ...]
    phases: tuple[PhaseRow, ...]
    to_come: tuple[ContactRow, ...]
    been: tuple[ContactRow, ...]
    first_joint: str


QUESTIONS = (
    "What went well since we last met?",
    "What would you like to do next, and who could do it with you?",
    "Is there anything here that you would say differently?",
)

EMPTY = Support(
    matters="",
    strengths="",
    call=None,
    focus=(),
    ended=(),
    network=(),
    meetings=(),
    may_meet=False,
    has_safety_plan=False,
)


def together_page(known: Known, *, now: datetime) -> TogetherPage:
    """Lay out what is somebody's own.

    Parameters
    ----------
    now
        On the wall.
    """
    return TogetherPage(
        title=known.seen.known_as,
        person_id=known.seen.id,
        with_whom=_your_worker(known),
        support=support_of(known) or EMPTY,
        phases=phase_rows(known),
        to_come=next_contacts(known, now, most=MOST_TO_COME),
        ends=_how_it_ends(known),
        questions=QUESTIONS,
    )


def sheet_page(known: Known, *, now: datetime) -> SheetPage:
    """Lay out a sheet that somebody takes home.

    Parameters
    ----------
    now
        On the wall.
    """
    return SheetPage(
        title=f"For {known.seen.known_as}",
        person_id=known.seen.id,
        service=known.seen.service,
        made=day_words(known.on),
        worker=_your_worker(known),
        cover=_who_covers(known, now),
        to_come=next_contacts(known, now, most=MOST_TO_COME),
        phases=tuple(each for each in phase_rows(known) if each.state != "over"),
        ends=_how_it_ends(known),
    )


def handover_page(known: Known, *, now: datetime) -> HandoverPage:
    """Lay out what two workers need to hand somebody over well.

    Parameters
    ----------
    now
        On the wall.
    """
    support = support_of(known) or EMPTY
    to_come, been = to_come_and_been(known, now)
    planning = known.seen.planning
    wishes = planning.person.wishes if planning else None
    return HandoverPage(
        title=f"Handover: {known.seen.known_as}",
        person_id=known.seen.id,
        service=known.seen.service,
        made=day_words(known.on),
        who=tuple(_who(known)),
        why=known.why,
        support=support,
        agreed=tuple(
            f"{each.title}: {each.agreed}" for each in support.meetings if each.agreed
        ),
        wishes=tuple(wish_words(wishes, known.everybody)) if wishes else (),
        phases=phase_rows(known),
        to_come=to_come[:MOST_TO_COME],
        been=been[:MOST_TO_COME],
        first_joint=_first_joint(known, now),
    )


def _your_worker(known: Known) -> str:
    names = " and ".join(each.name for each in known.seen.workers)
    if not names:
        return "Nobody works with you yet. We tell you as soon as we know who will."
    later = next(iter(_later(known)), None)
    then = f" From {day_words(later[1])} it is {later[0]}." if later else ""
    return f"Your worker is {names}.{then}"


def _later(known: Known) -> list[tuple[str, date]]:
    """Return who is to work with somebody, and from when, beside who does."""
    now = {each.id for each in known.seen.workers}
    return [
        (each.worker, each.from_on)
        for each in known.workers
        if each.from_on and each.from_on > known.on and each.worker_id not in now
    ]


def _who_covers(known: Known, now: datetime) -> str:
    covered = next(
        (each for each in known.contacts if stands(each, now) and each.cover), None
    )
    if covered is not None and covered.worker:
        return (
            f"{covered.worker} covers: you meet on {moment_words(covered.at)}. "
            "You may say if you would rather wait."
        )
    return (
        "When your worker is away, somebody of the team rings you first and says who "
        "comes. You may say if you would rather wait."
    )


def _how_it_ends(known: Known) -> str:
    clock = clock_of(known)
    if clock is None:
        return (
            "It has not begun. Once you have moved, we work together for a set time, "
            "and you know from the start when it ends."
        )
    first, last = clock.meeting_window(SUPPORTED[-1])
    return (
        f"The last day of our work together is {day_words(clock.finished_on - A_DAY)}. "
        "Before that, "
        f"between {day_words(first)} and {day_words(last)}, you and the people around "
        "you meet with us one last time: to see what you have done, and who is there "
        "for you from then on."
    )


def _who(known: Known) -> list[str]:
    now = " and ".join(each.name for each in known.seen.workers) or "Nobody"
    said = [f"{now} works with {known.seen.known_as} now."]
    later = _later(known)
    said += [f"{name} takes over from {day_words(on)}." for name, on in later]
    if not later:
        said.append("Nobody is named yet who takes over: decide it at the case review.")
    return said


def _first_joint(known: Known, now: datetime) -> str:
    later = {name for name, _ in _later(known)}
    for each in known.contacts:
        is_first = each.kind == ContactKind.FIRST_CONTACT or each.worker in later
        if is_first and stands(each, now):
            same = [one for one in known.contacts if one.at == each.at]
            (meeting, *_) = each_once(one for one in same if stands(one, now))
            return (
                f"{moment_words(each.at)}, with {meeting.worker}: go together, and let "
                f"{known.seen.known_as} say who else should be there."
            )
    return (
        "Not agreed yet. Agree a day on which both workers are there, before the "
        "worker changes."
    )
