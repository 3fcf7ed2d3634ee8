"""One worker's day of contacts: where they are when, and what is left for the way.

The day begins and ends at the worker's locality, which is also where the office and
team events are. A way between two places takes the minutes of the travel table, also
within one locality, and the default where the table names no time or a place is blank.
It must fit into working minutes: time between two parts of a working day is the
worker's own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cti.caseload.caseload import Caseload
from cti.caseload.hours import MINUTES_PER_DAY, minute_of
from cti.caseload.workers import Worker
from cti.plans.contacts import (
    BREAK_FROM_MINUTE,
    BREAK_MINUTES,
    BREAK_TO_MINUTE,
    DEFAULT_TRAVEL_MINUTES,
    PlannedContact,
)
from cti.plans.free_time import Part, common, events_on, parts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A time at which a worker is somewhere.

    Attributes
    ----------
    from_minute, to_minute
        Minutes after midnight; ``to_minute`` is exclusive.
    contact
        None for a team event, and for the beginning and the end of the day.
    """

    from_minute: int
    to_minute: int
    locality: str | None
    contact: PlannedContact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """The way from one stop to the next, and the time there is for it.

    Attributes
    ----------
    travel_minutes
        What the way takes; 0 where neither end is a contact.
    working_minutes
        Working minutes between the two stops.
    """

    before: Stop
    after: Stop
    travel_minutes: int
    working_minutes: int

    @property
    def fits(self) -> bool:
        """Whether there is time enough for the way."""
        return self.travel_minutes <= self.working_minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDay:
    """One worker's day.

    Attributes
    ----------
    hours
        When they work.
    stops
        Contacts and team events in order of time.
    base
        The worker's locality.
    """

    on: date
    worker: Worker
    hours: tuple[Part, ...]
    stops: tuple[Stop, ...]
    base: str | None
    travel: Mapping[tuple[str, str], int]

    @property
    def contacts(self) -> tuple[PlannedContact, ...]:
        """The contacts of the day, in order of time."""
        return tuple(stop.contact for stop in self.stops if stop.contact is not None)

    def legs(self) -> Iterator[Leg]:
        """Yield every way of the day, from its beginning to its end.

        Where stops overlap, the next way begins at the one that ends last.
        """
        before = Stop(from_minute=0, to_minute=0, locality=self.base)
        end = Stop(
            from_minute=MINUTES_PER_DAY, to_minute=MINUTES_PER_DAY, locality=self.base
        )
        for after in (*self.stops, end):
            meets = before.contact is not None or after.contact is not None
            yield Leg(
                before=before,
                after=after,
                travel_minutes=self._minutes_between(before, after) if meets else 0,
                working_minutes=self._working(before.to_minute, after.from_minute),
            )
            if after.to_minute >= before.to_minute:
                before = after

    def travel_minutes(self) -> int:
        """Return all minutes on the way."""
        return sum(leg.travel_minutes for leg in self.legs())

    def has_break(self) -> bool:
        """Whether some part of midday, long enough, is free of contact, event and way.

        Time outside working hours is free.
        """
        latest = BREAK_TO_MINUTE - BREAK_MINUTES
        return any(
            self._is_free(leg, minute)
            for leg in self.legs()
            for minute in range(
                max(BREAK_FROM_MINUTE, leg.before.to_minute), latest + 1
            )
        )

    def only(self, contacts: Sequence[PlannedContact]) -> "ContactDay":
        """Return the same day with no other contacts than these."""
        stops = [s for s in self.stops if s.contact is None or s.contact in contacts]
        return ContactDay(
            on=self.on,
            worker=self.worker,
            hours=self.hours,
            stops=tuple(stops),
            base=self.base,
            travel=self.travel,
        )

    def _is_free(self, leg: Leg, minute: int) -> bool:
        """Whether a break from ``minute`` on leaves the way before it or after it.

        A way that does not fit with or without a break is left out of account.
        """
        until = minute + BREAK_MINUTES
        if until > leg.after.from_minute:
            return False
        return not leg.fits or leg.travel_minutes <= max(
            self._working(leg.before.to_minute, minute),
            self._working(until, leg.after.from_minute),
        )

    def _working(self, start: int, end: int) -> int:
        if start >= end:
            return 0
        return sum(to - begun for begun, to in common([(start, end)], self.hours))

    def _minutes_between(self, before: Stop, after: Stop) -> int:
        if before.locality is None or after.locality is None:
            return DEFAULT_TRAVEL_MINUTES
        way = (before.locality, after.locality)
        return self.travel.get(way, DEFAULT_TRAVEL_MINUTES)


def contact_day(
    caseload: Caseload, worker: Worker, on: date, contacts: Sequence[PlannedContact]
) -> ContactDay:
    """Lay out a worker's day with the contacts planned for it."""
    stops = [
        Stop(
            from_minute=minute_of(contact.at.time()),
            to_minute=minute_of(contact.at.time()) + contact.minutes,
            locality=contact.locality,
            contact=contact,
        )
        for contact in contacts
    ]
    stops += [
        Stop(from_minute=start, to_minute=end, locality=worker.locality)
        for _, (start, end) in events_on(caseload, worker, on)
    ]
    return ContactDay(
        on=on,
        worker=worker,
        hours=tuple(parts_of(worker.works, on)),
        stops=tuple(sorted(stops, key=_in_turn)),
        base=worker.locality,
        travel=caseload.travel,
    )


def _in_turn(stop: Stop) -> tuple[int, int, str]:
    who = "" if stop.contact is None else stop.contact.person_id
    return stop.from_minute, stop.to_minute, who
