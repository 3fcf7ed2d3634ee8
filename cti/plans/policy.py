"""What a plan pays for, as a named set of prices a leader can read aloud."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from cti.caseload.people import Keep, Priority
from cti.phases import Phase
from cti.units import Points


@dataclass(frozen=True, slots=True)
class Band:
    """One step of the price of a full caseload.

    Attributes
    ----------
    above
        Share of the ceiling from which this step is paid.
    price
        Points for each SCE above it, per worker and Monday, on top of lower steps.
    """

    above: Fraction
    price: Points


def _moving_prices() -> Mapping[Phase, Points]:
    return {
        Phase.PRE_CTI: Fraction(240),
        Phase.TRANSITION: Fraction(240),
        Phase.TRY_OUT: Fraction(160),
        Phase.TRANSFER_OF_CARE: Fraction(80),
        Phase.FINISHED: Fraction(0),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPrices:
    """What a contact plan pays, in points.

    Attributes
    ----------
    late_day
        For each day past the rhythm and its tolerance, by phase.
    first_contact_day
        For each day a first contact comes after the days allowed for it.
    meeting_missed
        For a phase-end meeting not held in its window.
    cover, familiar_cover
        For a contact by somebody else; by somebody the person has met lately.
    other_weekday, other_time
        For a contact off the person's usual weekday; more than an hour off their
        usual time.
    travel_minute
        For each minute on the way.
    moved
        For a meeting of the plan in force that is not kept: with the same worker, on
        the same day, at the same time.
    """

    late_day: Mapping[Phase, Points] = field(
        default_factory=lambda: {
            Phase.PRE_CTI: Fraction(40),
            Phase.TRANSITION: Fraction(40),
            Phase.TRY_OUT: Fraction(20),
            Phase.TRANSFER_OF_CARE: Fraction(20),
        }
    )
    first_contact_day: Points = Fraction(40)
    meeting_missed: Points = Fraction(200)
    cover: Points = Fraction(60)
    familiar_cover: Points = Fraction(30)
    other_weekday: Points = Fraction(3)
    other_time: Points = Fraction(2)
    travel_minute: Points = Fraction(1, 5)
    moved: Points = Fraction(200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A named set of prices, in points; lower is better.

    Attributes
    ----------
    bands
        Price of load, in rising order of ``above``; each is paid on top of the last,
        so that load never gets cheaper (convex).
    handover
        Moving somebody because their worker leaves, or because they must be moved.
    moving
        Moving somebody whose worker could go on, by their phase on the first Monday.
    keep_factor
        The share of that price paid, by what the person says about their worker.
    staying_despite_wish
        Keeping a worker although the person would like a change.
    unmet_preference, not_the_requested, other_locality
        Fit, for the worker who holds somebody last.
    wait_factor
        Multiplies the price of waiting, by priority.
    wait_week, wait_past_transition_week
        For each possible start Monday that passes; and on top, for each of those
        after a known expected transition date.
    not_placed
        For a referral with no start in this plan, on top of all its Mondays.
    uncovered_week
        For each Monday on which somebody open has nobody.
    broken_promise
        For each person who does not end with the worker they were told of by the plan
        in force; for a referral, also for each that starts later than it was told.
    last_start_week
        Index of the last Monday on which a referral may start.
    """

    key: str = "balanced"
    bands: tuple[Band, ...] = (
        Band(Fraction(9, 10), Fraction(2)),
        Band(Fraction(1), Fraction(18)),
        Band(Fraction(11, 10), Fraction(20)),
    )
    handover: Points = Fraction(0)
    moving: Mapping[Phase, Points] = field(default_factory=_moving_prices)
    keep_factor: Mapping[Keep, Fraction] = field(
        default_factory=lambda: {
            Keep.KEEP: Fraction(3, 2),
            Keep.EITHER: Fraction(1),
            Keep.CHANGE: Fraction(0),
        }
    )
    staying_despite_wish: Points = Fraction(120)
    unmet_preference: Points = Fraction(30)
    not_the_requested: Points = Fraction(60)
    other_locality: Points = Fraction(10)
    wait_factor: Mapping[Priority, Fraction] = field(
        default_factory=lambda: {
            Priority.URGENT: Fraction(4),
            Priority.SOON: Fraction(2),
            Priority.ROUTINE: Fraction(1),
        }
    )
    wait_week: Points = Fraction(10)
    wait_past_transition_week: Points = Fraction(20)
    not_placed: Points = Fraction(200)
    uncovered_week: Points = Fraction(100)
    broken_promise: Points = Fraction(60)
    last_start_week: int = 12
    contacts: ContactPrices = field(default_factory=ContactPrices)


BALANCED = Policy()
"""The shipped policy."""
