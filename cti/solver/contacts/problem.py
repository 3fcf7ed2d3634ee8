"""The contact question in whole numbers: who can be met when, by whom, at what price.

What can be done for a person on a day is an *option* with a price of its own. It needs
room in one worker's day, or in two, and that room is all that couples people. The rules
that concern a person alone are built into which options there are; the rules about a
worker's day are in the routes.
"""

from collections.abc import Mapping
from datetime import date

from cti.calendar import DAYS_PER_WEEK, Horizon
from cti.caseload.caseload import Caseload
from cti.plans.assignment import AssignmentPlan
from cti.plans.contact_needs import contact_needs
from cti.plans.contacts import CONTACT_DAYS, PlannedContact
from cti.plans.policy import ContactPrices
from cti.solver.contacts.days import best_days
from cti.solver.contacts.options import Option, OptionMaker
from cti.solver.contacts.people import Someone, someone
from cti.solver.contacts.scale import Scale
from cti.solver.contacts.stops import WorkDay
from cti.solver.contacts.timing import NEVER
from cti.solver.contacts.work_days import Places, work_days, working_hours


class ContactProblem:
    """Everybody's options, and the days they need room in.

    Attributes
    ----------
    on
        The plan date.
    work_days
        By index of worker and day; no entry where nobody can be met.
    people
        Everybody held, by index.
    agreed
        Appointments that stand.
    empty
        What each person costs with agreed appointments alone.
    """

    def __init__(
        self,
        caseload: Caseload,
        horizon: Horizon,
        assignment: AssignmentPlan,
        prices: ContactPrices,
    ) -> None:
        needs = list(contact_needs(caseload, horizon, assignment).values())
        hours = working_hours(caseload, horizon.on)
        self.caseload = caseload
        self.on: date = horizon.on
        self.scale = Scale.of(prices)
        self.places = Places.of(caseload)
        self.agreed: tuple[PlannedContact, ...] = tuple(
            contact for need in needs for contact in need.agreed
        )
        self.maker = OptionMaker(
            on=horizon.on,
            workers=caseload.workers,
            hours=hours,
            places=self.places,
            scale=self.scale,
        )
        self.work_days: Mapping[tuple[int, int], WorkDay] = work_days(
            caseload,
            on=horizon.on,
            hours=hours,
            places=self.places,
            people={need.person_id: index for index, need in enumerate(needs)},
            agreed=self.agreed,
            way_price=self.scale.travel_minute,
        )
        self.people: tuple[Someone, ...] = tuple(
            someone(index, need, on=horizon.on, maker=self.maker, scale=self.scale)
            for index, need in enumerate(needs)
        )
        self.days_of = {
            number: [key for key in self.work_days if key[0] == number]
            for number in range(len(caseload.workers))
        }
        self.empty = tuple(
            best_days(person, [()] * CONTACT_DAYS)[0] for person in self.people
        )
        self._cover: dict[tuple[int, int], tuple[tuple[Option, ...], ...]] = {}

    def weekday(self, day: int) -> int:
        """Return the weekday of a day of the plan, 0 for Monday."""
        return (self.on.weekday() + day) % DAYS_PER_WEEK

    def least_cover_price(self, person: Someone) -> int:
        """Return what a contact by a teammate costs at least; `NEVER` without any."""
        if not person.teammates:
            return NEVER
        return self.scale.familiar_cover if person.familiar else self.scale.cover

    def cover(self, person: Someone, worker: int) -> tuple[tuple[Option, ...], ...]:
        """Return the contacts a teammate can make, by day; made when first asked for.

        Returns
        -------
        Shape ``(CONTACT_DAYS,)``.
        """
        found = self._cover.get((person.index, worker))
        if found is None:
            found = tuple(
                self.maker.cover(person.need, day, worker)
                for day in range(CONTACT_DAYS)
            )
            self._cover[person.index, worker] = found
        return found
