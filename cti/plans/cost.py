"""What a plan costs, part by part, in points."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from fractions import Fraction

from cti.units import Points


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """The cost of an assignment plan; lower is better.

    Attributes
    ----------
    load
        Caseloads near and over their ceiling.
    handover
        People moved because their worker leaves, or because they must be.
    moving
        People moved although their worker could go on, or kept although they would
        like a change.
    fit
        What workers do not bring that the people they support would prefer.
    wait
        Referrals that wait or are not placed.
    placing
        What workers do not bring that the referrals they take would prefer.
    uncovered
        Mondays on which somebody open has nobody.
    promises
        People for whom it comes otherwise than the plan in force told them. Nothing
        where no plan is in force.
    """

    load: Points = Fraction(0)
    handover: Points = Fraction(0)
    moving: Points = Fraction(0)
    fit: Points = Fraction(0)
    wait: Points = Fraction(0)
    placing: Points = Fraction(0)
    uncovered: Points = Fraction(0)
    promises: Points = Fraction(0)

    @property
    def total(self) -> Points:
        """Everything together."""
        return sum((getattr(self, part.name) for part in fields(self)), Fraction(0))

    @property
    def parts(self) -> Mapping[str, Points]:
        """The five parts a plan is compared by.

        Everything that depends on who supports somebody is ``fit``, and everything
        that depends on a referral's place is ``wait``. What people were told comes as
        a sixth where a plan breaks it.
        """
        five = {
            "load": self.load,
            "handover": self.handover,
            "fit": self.fit + self.moving,
            "wait": self.wait + self.placing,
            "uncovered": self.uncovered,
        }
        return {**five, "promises": self.promises} if self.promises else five


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCost:
    """The cost of a contact plan, in points; lower is better.

    Attributes
    ----------
    late
        Days past the rhythm and its tolerance.
    first_contact
        Days a first contact comes after those allowed for it.
    meetings
        Phase-end meetings missed.
    cover
        Contacts by somebody other than the person's worker.
    regularity
        Contacts off somebody's usual weekday or time.
    travel
        Minutes on the way.
    moved
        Meetings of the plan in force that people expect and that are not kept.
    """

    late: Points = Fraction(0)
    first_contact: Points = Fraction(0)
    meetings: Points = Fraction(0)
    cover: Points = Fraction(0)
    regularity: Points = Fraction(0)
    travel: Points = Fraction(0)
    moved: Points = Fraction(0)

    @property
    def total(self) -> Points:
        """Everything together."""
        return sum((getattr(self, part.name) for part in fields(self)), Fraction(0))
