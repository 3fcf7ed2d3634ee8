"""Somebody's page: what matters to them first, then all that is known around it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from cti.phases import TIMED
from cti.usecases.knowing import Known
from cti.usecases.moving import AssignmentSeen
from dashboards.pages.calling import Call, call_of
from dashboards.pages.person_contacts import ContactRow, to_come_and_been
from dashboards.pages.person_parts import (
    A_DAY,
    Around,
    FocusView,
    Gathering,
    PhaseRow,
    around,
    focus_views,
    gatherings,
    phase_rows,
)
from dashboards.pages.person_words import (
    BASES,
    day_words,
    standing_words,
    wish_words,
)

LEADS = {
    "card": "You may know that {} is supported, and by whom; no more than that.",
    "planning": "Where {} is on their way, who works with them, and when they meet.",
    "support": "{} in their own words, and what you do together.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What those see who support somebody.

    Attributes
    ----------
    matters, strengths
        In the person's own words; empty while nobody has asked.
    call
        How they are reached; None while nobody has asked.
    focus, ended
        What they work on, and what they worked on before.
    network, meetings
        Who is around them, and when they come together.
    may_meet
        Whether a phase is left at whose end no meeting is planned.
    has_safety_plan
        Whether there is one to read before visiting.
    """

    matters: str
    strengths: str
    call: Call | None
    focus: tuple[FocusView, ...]
    ended: tuple[FocusView, ...]
    network: tuple[Around, ...]
    meetings: tuple[Gathering, ...]
    may_meet: bool
    has_safety_plan: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What those see who plan with somebody.

    Attributes
    ----------
    standing
        Where their support stands; empty where it simply goes on.
    transition
        The day of the move, and how it is known.
    phases
        The way of their support, phase by phase.
    to_come, been
        Contacts; those to come from now on, those that have been from now back.
    workers_to_come, workers_before
        Who is to work with them, and who did, in sentences.
    why
        Why the plan in force has them where it does; empty for no plan.
    wishes
        In sentences.
    is_paused, is_waiting
        Whether support waits, and whether it has not begun.
    """

    standing: str
    transition: str
    phases: tuple[PhaseRow, ...]
    to_come: tuple[ContactRow, ...]
    been: tuple[ContactRow, ...]
    workers_to_come: tuple[str, ...]
    workers_before: tuple[str, ...]
    why: str
    wishes: tuple[str, ...]
    is_paused: bool
    is_waiting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """Somebody, in as much as an account may see.

    Attributes
    ----------
    lead
        What the page is for.
    notice
        What has happened just before; empty for nothing.
    with_whom
        Who works with them, in a sentence.
    support, planned
        None for whoever may not see it.
    may_change, may_share, may_record, may_read_notes
        What this account may do here.
    asks_why
        Whether it is asked for a reason before it reads notes.
    """

    template: ClassVar[str] = "site/person.html"

    title: str
    person_id: str
    service: str
    lead: str
    notice: str
    with_whom: str
    support: Support | None
    planned: Planned | None
    may_change: bool
    may_share: bool
    may_record: bool
    may_read_notes: bool
    asks_why: bool


def person_page(known: Known, *, now: datetime, notice: str = "") -> PersonPage:
    """Lay out somebody's page.

    Parameters
    ----------
    now
        On the wall.
    """
    seen = known.seen
    depth = "support" if known.casework else "planning" if seen.planning else "card"
    return PersonPage(
        title=seen.known_as,
        person_id=seen.id,
        service=seen.service,
        lead=LEADS[depth].format(seen.known_as),
        notice=notice,
        with_whom=with_whom(known),
        support=support_of(known),
        planned=_planned(known, now),
        may_change=known.may_change and seen.planning is not None,
        may_share=known.may_share,
        may_record=known.may_record and known.casework is not None,
        may_read_notes=known.may_read_notes,
        asks_why=known.notes_need_reason,
    )


def with_whom(known: Known) -> str:
    """Say who works with somebody today."""
    names = " and ".join(each.name for each in known.seen.workers)
    name = known.seen.known_as
    return f"{names} works with {name}." if names else f"Nobody works with {name} yet."


def support_of(known: Known) -> Support | None:
    """Lay out what those see who support somebody."""
    casework = known.casework
    if casework is None:
        return None
    portrait = casework.portrait.what if casework.portrait else None
    views = focus_views(casework)
    return Support(
        matters=portrait.matters if portrait else "",
        strengths=portrait.strengths if portrait else "",
        call=call_of(casework.phone),
        focus=tuple(each for each in views if not each.has_ended),
        ended=tuple(each for each in views if each.has_ended),
        network=around(casework),
        meetings=gatherings(casework),
        may_meet=len(casework.meetings) < len(TIMED),
        has_safety_plan=casework.has_safety_plan,
    )


def _planned(known: Known, now: datetime) -> Planned | None:
    planning = known.seen.planning
    if planning is None:
        return None
    to_come, been = to_come_and_been(known, now)
    waits = planning.is_waiting
    return Planned(
        standing=standing_words(planning.person, is_waiting=waits),
        transition=_transition(known),
        phases=phase_rows(known),
        to_come=to_come,
        been=been,
        workers_to_come=tuple(
            f"From {day_words(each.from_on)}: {each.worker}."
            for each in known.workers
            if each.from_on and each.from_on > known.on
        ),
        workers_before=tuple(
            _before(each, each.to_on)
            for each in known.workers
            if each.to_on and each.to_on <= known.on
        ),
        why=known.why,
        wishes=tuple(wish_words(planning.person.wishes, known.everybody)),
        is_paused=not waits and planning.person.status.value == "paused",
        is_waiting=waits,
    )


def _before(each: AssignmentSeen, to_on: date) -> str:
    since = f"from {day_words(each.from_on)} " if each.from_on else ""
    return f"{each.worker}, {since}to {day_words(to_on - A_DAY)}."


def _transition(known: Known) -> str:
    planning = known.seen.planning
    today = planning.phase_today if planning else None
    if today is None:
        expected = planning.person.transition_expected_on if planning else None
        return f"Expected on {day_words(expected)}." if expected else "Not known yet."
    return f"{day_words(today.transition_on)}. {BASES[today.basis]}"
