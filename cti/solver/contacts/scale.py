"""Prices as whole numbers, so that search is fast and still exact."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from cti.phases import Phase
from cti.plans.policy import ContactPrices
from cti.units import Points


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Every price of a contact plan as a whole number of some part of a point.

    Attributes
    ----------
    per_point
        How many of them are one point. Even, so that half a price is whole too.
    """

    per_point: int
    late_day: Mapping[Phase, int]
    first_contact_day: int
    meeting_missed: int
    cover: int
    familiar_cover: int
    other_weekday: int
    other_time: int
    travel_minute: int
    moved: int

    @classmethod
    def of(cls, prices: ContactPrices) -> "Scale":
        """Find the smallest scale on which every price is whole."""
        named = {
            "first_contact_day": prices.first_contact_day,
            "meeting_missed": prices.meeting_missed,
            "cover": prices.cover,
            "familiar_cover": prices.familiar_cover,
            "other_weekday": prices.other_weekday,
            "other_time": prices.other_time,
            "travel_minute": prices.travel_minute,
            "moved": prices.moved,
        }
        every = [*named.values(), *prices.late_day.values()]
        per_point = 2 * lcm(*(price.denominator for price in every))
        return cls(
            per_point=per_point,
            late_day={
                phase: int(price * per_point)
                for phase, price in prices.late_day.items()
            },
            **{name: int(price * per_point) for name, price in named.items()},
        )

    def points(self, price: int) -> Points:
        """Return a whole price in points, exact."""
        return Fraction(price, self.per_point)
