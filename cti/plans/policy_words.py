"""What the prices of a policy mean, in sentences a leader can read out.

Points are for the planner. Read aloud, a price is what it is worth: in SCE-weeks over
the ceiling for the plan, in days late and minutes of travel for the contacts.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cti.caseload.people import Keep, Priority
from cti.phases import SUPPORTED, Phase
from cti.plans.policy import Policy
from cti.plans.words import counted, listed, sce_weeks, sentence, short
from cti.units import Points, format_points, format_sce

PER_CENT = 100
AT_THE_CEILING = Fraction(1)


def read_aloud(policy: Policy) -> tuple[str, ...]:
    """Say what every price of a policy means, those of the plan first."""
    worth = _Worth(over_price(policy), sce_weeks_over)
    said = (
        *_of_load(policy),
        *_of_moving(policy, worth),
        *_of_waiting(policy, worth),
        *_of_fit(policy, worth),
        *_of_promises(policy, worth),
        *_of_contacts(policy),
    )
    return tuple(sentence(each) for each in said)


def read_differently(policy: Policy, usual: Policy) -> tuple[str, ...]:
    """Say only what a policy says otherwise than another one."""
    said = set(read_aloud(usual))
    return tuple(each for each in read_aloud(policy) if each not in said)


def over_price(policy: Policy) -> Points:
    """Return the price of one SCE just over the ceiling, for a week."""
    paid = (band.price for band in policy.bands if band.above <= AT_THE_CEILING)
    return sum(paid, Fraction(0))


def sce_weeks_over(amount: Fraction) -> str:
    """Return an amount of being over the ceiling, with its unit."""
    return f"{sce_weeks(amount, show=format_sce)} over the ceiling"


@dataclass(frozen=True, slots=True)
class _Worth:
    """What points are worth, in something that can be pictured.

    Attributes
    ----------
    unit
        The price of one of them; where it costs nothing, points are all there is.
    said
        How many of them is said.
    """

    unit: Points
    said: Callable[[Fraction], str]

    def of(self, points: Points) -> str:
        """Return what some points are worth, with the unit."""
        if not self.unit:
            return f"{format_points(points)} points"
        return _about(points / self.unit, self.said)

    def alone(self, points: Points) -> str:
        """Return it without the unit, for a list that has said the unit already."""
        return _about(points / self.unit if self.unit else points, format_sce)


def _about(number: Fraction, said: Callable[[Fraction], str]) -> str:
    is_rounded = (number * PER_CENT).denominator != 1
    return f"{'about ' if is_rounded else ''}{said(number)}"


def _of_load(policy: Policy) -> Iterator[str]:
    paid, steps = Fraction(0), []
    for band in policy.bands:
        paid += band.price
        steps.append(f"{format_points(paid)} {_from(band.above)}")
    yield f"for each week, one SCE costs, in points: {listed(steps)}"
    over = over_price(policy)
    if over and paid > over:
        yield (
            f"so an SCE-week {_from(policy.bands[-1].above)} counts as much as "
            f"{_about(paid / over, format_sce)} just over it"
        )


def _from(above: Fraction) -> str:
    if above == AT_THE_CEILING:
        return "over the ceiling"
    return f"above {format_sce(above * PER_CENT)} % of the ceiling"


def _of_moving(policy: Policy, worth: _Worth) -> Iterator[str]:
    for keep, who in _WHO.items():
        factor = policy.keep_factor[keep]
        prices = {phase: policy.moving[phase] * factor for phase in SUPPORTED}
        if any(prices.values()):
            yield _moved_only(who, prices, worth)
        else:
            yield f"somebody {who} can be moved at no price"
    kept = policy.staying_despite_wish
    yield f"keeping them with that worker even so weighs as much as {worth.of(kept)}"
    yield (
        f"a handover because a worker leaves weighs as much as "
        f"{worth.of(policy.handover)}"
        if policy.handover
        else "a handover because a worker leaves costs nothing"
    )


def _moved_only(who: str, prices: Mapping[Phase, Points], worth: _Worth) -> str:
    (phases, price), *later = _alike(prices)
    said = (
        f"somebody in {_phases(phases)} {who} is moved only if it clears about "
        f"{worth.of(price).removeprefix('about ')}"
    )
    return "; ".join(
        [said, *(f"in {_phases(them)}, {worth.alone(less)}" for them, less in later)]
    )


def _alike(prices: Mapping[Phase, Points]) -> list[tuple[list[Phase], Points]]:
    """Put the phases that share a price together, in their order."""
    found: dict[Points, list[Phase]] = {}
    for phase in SUPPORTED:
        found.setdefault(prices[phase], []).append(phase)
    return [(phases, price) for price, phases in found.items()]


def _phases(phases: Sequence[Phase]) -> str:
    if len(phases) == len(SUPPORTED):
        return "any phase"
    return listed((short(phase) for phase in phases), joined_by="or")


def _of_waiting(policy: Policy, worth: _Worth) -> Iterator[str]:
    mondays = counted(policy.last_start_week + 1, "Monday")
    yield f"a start is looked for on the first {mondays} of the plan"
    week = _each_priority(policy, policy.wait_week, worth)
    yield f"a week of waiting weighs as much as {week}"
    late = policy.wait_week + policy.wait_past_transition_week
    yield (
        "a week past the expected transition weighs as much as "
        f"{_each_priority(policy, late, worth)}"
    )
    yield (
        "being left without a start weighs, on top of those weeks, as much as "
        f"{_each_priority(policy, policy.not_placed, worth)}"
    )
    alone = worth.of(policy.uncovered_week)
    yield f"each week on which somebody has nobody weighs as much as {alone}"


def _each_priority(policy: Policy, price: Points, worth: _Worth) -> str:
    (first, called), *others = _CALLED.items()
    factor = policy.wait_factor
    return listed(
        (
            f"{worth.of(price * factor[first])} for {called}",
            *(f"{worth.alone(price * factor[who])} for {said}" for who, said in others),
        )
    )


def _of_fit(policy: Policy, worth: _Worth) -> Iterator[str]:
    yield (
        "a preference the worker does not meet weighs, once, as much as "
        f"{worth.of(policy.unmet_preference)}; another worker than the one asked for, "
        f"{worth.alone(policy.not_the_requested)}; a worker based in another place, "
        f"{worth.alone(policy.other_locality)}"
    )


def _of_promises(policy: Policy, worth: _Worth) -> Iterator[str]:
    yield (
        "once people were told of a plan, each who gets another worker than they were "
        "told, or a later start, weighs as much as "
        f"{worth.of(policy.broken_promise)}, on top of all else"
    )


def _of_contacts(policy: Policy) -> Iterator[str]:
    prices = policy.contacts
    days = _Worth(prices.late_day[Phase.TRANSITION], _late_days)
    (first, price), *later = _alike(prices.late_day)
    late = (f"{format_points(less)} in {_phases(them)}" for them, less in later)
    yield (
        "a contact late by a day costs, in points, "
        f"{listed([f'{format_points(price)} in {_phases(first)}', *late])}"
    )
    yield (
        "somebody else meets a person only if that saves about "
        f"{days.of(prices.cover)}, or {days.alone(prices.familiar_cover)} where the "
        "person has met them lately"
    )
    yield (
        "a meeting missed at the end of a phase weighs as much as "
        f"{days.of(prices.meeting_missed)}; a day past the time for a first contact, "
        f"{days.alone(prices.first_contact_day)}"
    )
    minutes = _Worth(prices.travel_minute, _minutes)
    yield (
        "a contact is moved off somebody's usual weekday only if that saves about "
        f"{minutes.of(prices.other_weekday)}, and off their usual time for "
        f"{minutes.alone(prices.other_time)}"
    )
    yield (
        "a meeting somebody was told of is moved only if that saves about "
        f"{days.of(prices.moved)}"
    )


def _late_days(amount: Fraction) -> str:
    days = "late day" if amount == 1 else "late days"
    return f"{format_sce(amount)} {days} in {short(Phase.TRANSITION)}"


def _minutes(amount: Fraction) -> str:
    return f"{format_sce(amount)} minutes on the road"


_WHO: Mapping[Keep, str] = {
    Keep.KEEP: "who wants to keep their worker",
    Keep.EITHER: "who does not mind",
    Keep.CHANGE: "who would like a change",
}
"""What people say of their worker; the sentence after the last goes on from it."""

_CALLED: Mapping[Priority, str] = {
    Priority.URGENT: "an urgent referral",
    Priority.SOON: "one to start soon",
    Priority.ROUTINE: "a routine one",
}
