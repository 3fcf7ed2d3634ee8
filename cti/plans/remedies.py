"""What would help with an overload, in words: the smallest thing, or all there is."""

from collections.abc import Iterator, Mapping
from datetime import date

from cti.plans.alternatives import Alternative
from cti.plans.facts import PlanFacts
from cti.plans.intake import IntakePause
from cti.plans.repair import NoChange, Repair
from cti.plans.ways import Way, WayKind
from cti.plans.words import about_hours, counted, sentence
from cti.units import Points, format_load, format_points

SOON_OVER_WEEKS = 4
"""An overload of fewer Mondays is best waited out, if it clears by itself."""


def suggestion(facts: PlanFacts, found: Repair) -> str:
    """Say what would help with an overload, in one sentence.

    An overload of a few weeks is said to pass before anything else is suggested.
    """
    clears = found.clears_on
    if clears is not None and found.overload.weeks < SOON_OVER_WEEKS:
        until = facts.words.day(clears)
        return f"It clears by itself on {until}; {_help(facts, found, brief=True)}."
    left_alone = _left_alone(facts, found)
    return sentence(f"{_help(facts, found)}; left alone, {left_alone}")


def doing(facts: PlanFacts, way: Way, just_said: date | None = None) -> str:
    """Say another way as something to do: "moving Sam to Ali".

    Parameters
    ----------
    just_said
        A day that the sentence has named already.
    """
    words, now = facts.words, facts.ways[way.person_id]
    person, worker = words.person(way.person_id), words.worker(way.worker_id)
    if way.kind is WayKind.WAITS:
        return f"letting {person} wait"
    monday = facts.horizon.mondays[way.from_week]
    day = "that day" if monday == just_said else words.day(monday)
    if way.kind is WayKind.STARTS:
        with_whom = "" if way.worker_id == now.worker_id else f" with {worker}"
        when = "" if way.from_week == now.from_week else f" on {day}"
        return f"starting {person}{with_whom}{when} instead"
    if way.kind is WayKind.STAYS:
        return f"leaving {person} with {worker}"
    if now.kind is WayKind.STAYS:
        return f"moving {person} to {worker}"
    return f"moving {person} to {worker} on {day} instead"


def remedies(facts: PlanFacts, found: Repair) -> Iterator[str]:
    """Say everything that would clear an overload, with prices, one sentence each.

    Whether it clears by itself comes first, then what would clear it, the cheapest
    first, then what it would take in hours.
    """
    yield sentence(f"left alone, {_left_alone(facts, found)}")
    ways = sorted(_clearing(found), key=lambda each: each.points)
    for way in ways:
        yield sentence(f"{_doing_either(facts, way)} clears it; {_price(way.points)}")
    if not ways and found.no_change is not None:
        yield sentence(_NONE[found.no_change])
    yield sentence(_in_hours(facts, found))


def _clearing(found: Repair) -> Iterator[Alternative | IntakePause]:
    """Yield the change and the pause, unless they are the same."""
    if found.change is not None:
        yield found.change
    one = () if found.change is None else (found.change.way,)
    if found.pause is not None and found.pause.ways != one:
        yield found.pause


def _doing_either(
    facts: PlanFacts,
    either: Alternative | IntakePause,
    just_said: date | None = None,
) -> str:
    if isinstance(either, Alternative):
        return doing(facts, either.way, just_said)
    worker, until = facts.words.worker(either.worker_id), either.until_on
    delays = counted(len(either.ways), "start")
    if until is None:
        waits = counted(len(either.ways), "referral has", "referrals have")
        return f"starting nobody new with {worker} in this plan ({waits} no start)"
    day = "that day" if until == just_said else facts.words.day(until)
    return f"starting nobody new with {worker} before {day} ({delays} put off)"


def _in_hours(facts: PlanFacts, found: Repair) -> str:
    """Say what hours would clear it: the worker's own, or somebody's who covers."""
    worker = facts.words.worker(found.overload.worker_id)
    cover = f"cover for {format_load(found.cover, up=True)} SCE"
    if found.hours_more is None:
        return f"no hours of {worker} would clear it: it takes {cover}"
    hours = about_hours(found.hours_more, "more")
    return f"{worker} working {hours} a week, or {cover} at the peak, clears it too"


def _price(points: Points) -> str:
    """Say what something adds to the cost of the plan."""
    if not points:
        return "the plan would cost the same"
    unit = "point" if abs(points) == 1 else "points"
    turn = "more" if points > 0 else "less"
    return f"the plan would cost {format_points(abs(points))} {unit} {turn}"


def _left_alone(facts: PlanFacts, found: Repair) -> str:
    if found.clears_on is None:
        return "it lasts to the end of the plan"
    return f"it clears by itself on {facts.words.day(found.clears_on)}"


def _help(facts: PlanFacts, found: Repair, *, brief: bool = False) -> str:
    turn = "would avoid it" if brief else "clears it"
    cheapest = found.cheapest
    if cheapest is not None:
        same_day = found.clears_on if brief else None
        return f"{_doing_either(facts, cheapest, same_day)} {turn}"
    hours = found.cover_hours
    worth = "" if hours is None else f", {about_hours(hours)} a week"
    takes = f"it takes cover for {format_load(found.cover, up=True)} SCE{worth}"
    if brief or found.no_change is None:
        return f"until then {takes}"
    return f"{_NONE[found.no_change]}: {takes}"


_NONE: Mapping[NoChange, str] = {
    NoChange.ONE_IS_NOT_ENOUGH: "no single change clears it",
    NoChange.NOBODY_MAY_TAKE_OVER: (
        "nobody else may take the people whose move would clear it"
    ),
    NoChange.PUTS_ANOTHER_OVER: (
        "any single change that clears it puts another worker over"
    ),
}
