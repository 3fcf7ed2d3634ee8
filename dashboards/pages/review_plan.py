"""The proposed plan of a case review: its changes, and what it does to loads."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from urllib.parse import urlencode

from cti.calendar import on_the_wall
from cti.errors import StalePlan
from cti.plans.document import Departure, LoadRow
from cti.plans.words import Words
from cti.units import format_load, format_points
from cti.usecases.pinning import Choice, PinSeen, may_be_kept
from cti.usecases.plans_kept import KeptPlan
from cti.usecases.weighing import LoadsMoved, Weighed
from dashboards.pages.case_review import (
    CaseloadsMoved,
    ChangeShown,
    Choices,
    DraftShown,
    LoadMoved,
    PinShown,
)
from dashboards.pages.conflict import Again, ConflictPage
from dashboards.pages.words import as_many_as_are_read, full_day, people
from dashboards.site.frame import Link

CHANGE = "change-"
"""What the field of a choice about somebody begins with."""

SAID_PRICE = "would cost"
"""What stands in a sentence that says the price already."""

SOON, LATER = 4, 12
AT_A_GLANCE = 8
"""So many sentences are shown at once; more are folded away, but not on paper."""

PLAN_AGAIN = (
    "Plan again: what changed is then part of the plan, and you decide about what is "
    "left."
)
NOTHING_CHOSEN: Mapping[str, Choice] = MappingProxyType({})
WORDS = {
    Choice.ACCEPT: "Accept",
    Choice.KEEP: "Keep as it is",
    Choice.PIN: "Accept and pin",
}


def draft_shown(
    plan: KeptPlan,
    weighed: Weighed,
    *,
    revision: int,
    planned_with: Collection[str],
    address: str,
    choices: Mapping[str, Choice] = NOTHING_CHOSEN,
) -> DraftShown:
    """Lay out a draft.

    Parameters
    ----------
    address
        Of the service.
    choices
        What is chosen so far, by the row of the person.
    planned_with
        The rows of those of whom whoever looks may know when they are met.
    """
    rows, after = weighed.ids.person, weighed.made_after
    meetings = tuple(
        each.said
        for each in weighed.moved_meetings
        if rows.get(each.person_id) in planned_with
    )
    return DraftShown(
        plan_id=plan.plan_id,
        version=plan.version,
        made=_made(plan),
        said=weighed.said,
        changes=tuple(
            _change(weighed, each, rows.get(each.person_id, ""), choices)
            for each in weighed.departures
        ),
        moved=len(weighed.moved_meetings),
        meetings=meetings,
        meetings_elsewhere=_elsewhere(len(weighed.moved_meetings) - len(meetings)),
        is_long=len(meetings) > AT_A_GLANCE,
        caseloads=caseloads_moved(weighed, choices),
        is_stale=plan.is_stale,
        edits=as_many_as_are_read(weighed.edits),
        made_after=f"{address}/what-if/so/{after}" if after else "",
        revision=revision,
    )


def caseloads_moved(
    weighed: Weighed, choices: Mapping[str, Choice] = NOTHING_CHOSEN
) -> CaseloadsMoved:
    """Lay out what a draft does to caseloads.

    Parameters
    ----------
    choices
        What is decided so far, by the row of the person.
    """
    kept = sum(each is Choice.KEEP for each in choices.values())
    return CaseloadsMoved(
        kept=f"with {people(kept)} left as they are" if kept else "",
        loads=tuple(_load(each) for each in weighed.loads),
    )


def pins_shown(pins: Sequence[PinSeen], *, address: str) -> tuple[PinShown, ...]:
    """Lay out who is pinned to whom."""
    return tuple(
        PinShown(
            address=f"{address}/pins/{each.id}",
            version=each.version,
            person=each.known_as,
            worker=each.worker,
            reason=each.reason,
        )
        for each in pins
    )


def conflict(
    error: StalePlan, kept: Collection[str], *, address: str, may_plan: bool
) -> ConflictPage:
    """Lay out why a draft could not be published or decided about."""
    again = Again(address=f"{address}/runs", button="Plan again", lead=PLAN_AGAIN)
    return ConflictPage(
        title="Something changed in the meantime",
        said=error.message,
        told=(
            ("Nothing is lost", tuple(kept)),
            ("What the proposed plan has otherwise", tuple(error.differences)),
            ("What was changed", as_many_as_are_read(error.edits)),
        ),
        again=again if may_plan else None,
        back=Link(address=address, words="Back to the case review"),
    )


def chosen_otherwise(
    weighed: Weighed,
    choices: Mapping[str, Choice],
    *,
    address: str,
    decided: str,
    sent: Sequence[tuple[str, str]],
) -> ConflictPage:
    """Lay out that a draft moves somebody who was to be left as they are.

    Parameters
    ----------
    address, decided
        Of the review; and where what was chosen is kept.
    sent
        What was chosen, by the names of fields.
    """
    return ConflictPage(
        title="Nothing was published yet",
        said=(
            "You chose to keep somebody as they are, and this plan moves them. The "
            "plan you publish has to be one that keeps them."
        ),
        told=(("What you chose", tuple(decided_words(weighed, choices))),),
        again=Again(
            address=decided,
            button="Hold to this and plan again",
            lead=(
                "Whom you keep or pin, the next plan holds to. You see it before it "
                "is published."
            ),
            hidden=tuple(sent),
        ),
        back=Link(
            address=choices_address(address, choices),
            words="Back to the proposed changes",
        ),
    )


def choices_sent(choices: Mapping[str, Choice]) -> tuple[tuple[str, str], ...]:
    """Return what is chosen by the names of fields, to be sent again."""
    return tuple((f"{CHANGE}{row}", each.value) for row, each in choices.items())


def choices_address(address: str, choices: Mapping[str, Choice]) -> str:
    """Return where the review is with what is chosen so far."""
    asked = [("chosen", f"{row}:{each.value}") for row, each in choices.items()]
    return f"{address}?{urlencode(asked, safe=':')}#plan"


def choices_asked(asked: Sequence[str]) -> Mapping[str, Choice]:
    """Return what is chosen so far, as an address says it."""
    parts = [each.partition(":") for each in asked]
    return choices_said({f"{CHANGE}{row}": (said,) for row, _, said in parts})


def choices_said(said: Mapping[str, Sequence[str]]) -> Mapping[str, Choice]:
    """Return what was chosen, by the row of the person, from what was sent."""
    known = {each.value: each for each in Choice}
    return {
        name.removeprefix(CHANGE): known[values[-1]]
        for name, values in said.items()
        if name.startswith(CHANGE) and values[-1] in known
    }


def decided_words(weighed: Weighed, choices: Mapping[str, Choice]) -> Iterator[str]:
    """Say what was decided about each change, so that nobody has to remember it."""
    for each in weighed.departures:
        choice = choices.get(weighed.ids.person.get(each.person_id, ""))
        if choice is not None:
            yield f"{WORDS[choice]}: {each.said}"


def choices_of(departure: Departure, words: Words) -> Choices:
    """Return what may be decided about a change."""
    return tuple(
        (choice.value, _choice(departure, words, choice))
        for choice in Choice
        if _is_open(departure, choice)
    )


def _is_open(departure: Departure, choice: Choice) -> bool:
    if choice is Choice.KEEP:
        return may_be_kept(departure)
    return choice is Choice.ACCEPT or departure.to_worker is not None


def _choice(departure: Departure, words: Words, choice: Choice) -> str:
    match choice:
        case Choice.KEEP:
            return f"Keep as it is: {words.worker(departure.from_worker)}"
        case Choice.PIN:
            return f"Accept, and pin to {words.worker(departure.to_worker)}"
        case _:
            return "Accept"


def _elsewhere(number: int) -> str:
    if not number:
        return ""
    are = "meeting is" if number == 1 else "meetings are"
    return f"{number} {are} of people of other teams; nothing more is shown of them."


def _change(
    weighed: Weighed, departure: Departure, row: str, choices: Mapping[str, Choice]
) -> ChangeShown:
    return ChangeShown(
        person_id=row,
        person=weighed.words.person(departure.person_id),
        said=departure.said,
        price=_price(weighed, departure),
        choices=choices_of(departure, weighed.words) if row else (),
        chosen=choices.get(row, Choice.ACCEPT).value,
    )


def _price(weighed: Weighed, departure: Departure) -> str:
    costs = departure.keeping_costs
    if weighed.is_first or (costs is not None and SAID_PRICE in departure.said):
        return ""
    if costs is None:
        return "cannot be left as it was"
    turn = "more" if costs >= 0 else "less"
    instead = "wait" if departure.from_worker is None else "keep"
    return f"{format_points(abs(costs))} points {turn} to {instead}"


def _load(moved: LoadsMoved) -> LoadMoved:
    weeks = range(len(moved.before))
    worst = max(weeks, key=lambda week: moved.after[week].sce)
    return LoadMoved(
        worker=moved.worker,
        now=_from_to(moved, 0),
        soon=_from_to(moved, SOON),
        later=_from_to(moved, LATER),
        highest=_from_to(moved, worst),
    )


def _from_to(moved: LoadsMoved, week: int) -> str:
    if week >= len(moved.after):
        return ""
    before, after = moved.before[week], moved.after[week]
    held = f"{_held(after)} of {format_load(after.ceiling)}"
    if before.sce != after.sce:
        held = f"{_held(before)} to {held}"
    return f"{held}, over by {format_load(after.over)}" if after.over else held


def _held(row: LoadRow) -> str:
    return format_load(row.sce)


def _made(plan: KeptPlan) -> str:
    wall = on_the_wall(plan.made_at)
    made = f"Made {full_day(wall.date())} at {wall:%H:%M}"
    cost = format_points(plan.cost)
    if plan.cost <= plan.lower_bound:
        return f"{made}. It costs {cost} points, and no plan can cost less."
    bound = format_points(plan.lower_bound)
    return f"{made}. It costs {cost} points; no plan can cost less than {bound}."
