"""What can be done for a person on a day: an option for each contact there could be."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from cti.caseload.hours import MINUTES_PER_HOUR, minute_of
from cti.caseload.people import Need, Place
from cti.caseload.workers import Worker
from cti.plans.contact_need import ContactNeed
from cti.plans.contacts import ContactKind
from cti.solver.contacts.scale import Scale
from cti.solver.contacts.timing import NEVER, QUARTERS, STARTS, Prices
from cti.solver.contacts.work_days import Hours, Places
from cti.units import WorkerId

NOBODY = -1

NEAR_MINUTES = MINUTES_PER_HOUR
"""How far from the usual time is still the usual time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One contact that can be made on one day.

    Attributes
    ----------
    day, worker
        Indices.
    along
        Index of the worker who comes along to hand over; `NOBODY` for none.
    place
        Index of the locality.
    cover
        Whether somebody other than the person's worker makes it.
    gains
        Bits of the duties it meets: meetings first, then first contacts.
    price
        Of the cover and of the weekday; without the way and the time of day.
    times
        Shape ``(QUARTERS,)``: the price of each start, `NEVER` where it cannot be. It
        includes what moving costs of the meetings that the person expects on that day.
    told
        The quarters of the starts that keep one of those.
    """

    day: int
    worker: int
    along: int
    kind: ContactKind
    minutes: int
    place: int
    cover: bool
    gains: int
    price: int
    times: Prices
    told: tuple[int, ...]


class OptionMaker:
    """Makes options from what a person is owed and when workers can meet people.

    Parameters
    ----------
    on
        The plan date.
    hours
        When each worker can meet people, by index of worker and day.
    """

    def __init__(
        self,
        *,
        on: date,
        workers: Sequence[Worker],
        hours: Mapping[tuple[int, int], Hours],
        places: Places,
        scale: Scale,
    ) -> None:
        self._on = on
        self._workers = workers
        self._hours = hours
        self._places = places
        self._scale = scale
        self._times: dict[tuple[Hours, Hours | None, int, int | None], Prices] = {}
        self.number: Mapping[WorkerId | None, int] = {
            worker.worker_id: number for number, worker in enumerate(workers)
        }

    def own(self, need: ContactNeed, day: int) -> tuple[Option, ...]:
        """Return the contacts that a person's own worker can make on a day."""
        on = self._on + timedelta(days=day)
        worker = self.number.get(need.holder_on(on), NOBODY)
        return tuple(
            option
            for kind, minutes, gains in _kinds(need, on)
            for along, more in self._first_contacts(need, on)
            for option in self._made(
                need, day, (worker, along), kind, minutes, gains | more
            )
        )

    def cover(self, need: ContactNeed, day: int, worker: int) -> tuple[Option, ...]:
        """Return the contacts that a teammate can make on a day."""
        on = self._on + timedelta(days=day)
        if worker == self.number.get(need.holder_on(on), NOBODY):
            return ()
        return tuple(
            option
            for kind, minutes, gains in _kinds(need, on)
            for option in self._made(need, day, (worker, NOBODY), kind, minutes, gains)
        )

    def teammates(self, need: ContactNeed) -> tuple[int, ...]:
        """Return who may cover; familiar faces first."""
        found = [
            number
            for number, worker in enumerate(self._workers)
            if worker.team == need.team
            and worker.worker_id not in need.wishes.not_workers
            and _brings_musts(need, worker)
        ]
        return tuple(sorted(found, key=lambda each: not self.is_familiar(need, each)))

    def is_familiar(self, need: ContactNeed, worker: int) -> bool:
        """Whether a person has met a worker lately."""
        return self._workers[worker].worker_id in need.familiar

    def _first_contacts(self, need: ContactNeed, on: date) -> Iterator[tuple[int, int]]:
        """Yield who can come along, and the first contacts that are met then."""
        alone, together = 0, {}
        holder = need.holder_on(on)
        for number, due in enumerate(need.first_contacts):
            if due.worker_id != holder or not due.from_on <= on < due.to_on:
                continue
            bit = 1 << (len(need.meetings) + number)
            if due.with_worker_id is None:
                alone |= bit
            else:
                together[self.number[due.with_worker_id]] = bit
        yield NOBODY, alone
        for along, bit in together.items():
            yield along, alone | bit

    def _made(
        self,
        need: ContactNeed,
        day: int,
        workers: tuple[int, int],
        kind: ContactKind,
        minutes: int,
        gains: int,
    ) -> Iterator[Option]:
        """Yield the option if some start allows it."""
        worker, along = workers
        on = self._on + timedelta(days=day)
        times = self._starts(need, day, worker, minutes)
        if along != NOBODY:
            times = np.maximum(times, self._starts(need, day, along, minutes))
        if not need.is_open_on(on) or times.min() >= NEVER:
            return
        times, told = self._as_told(need, on, workers, times)
        price = 0
        if need.usual_weekday not in {None, on.weekday()}:
            price += self._scale.other_weekday
        own = self._workers[worker].worker_id == need.holder_on(on)
        if not own:
            known = self.is_familiar(need, worker)
            price += self._scale.familiar_cover if known else self._scale.cover
        yield Option(
            day=day,
            worker=worker,
            along=along,
            kind=kind,
            minutes=minutes,
            place=self._place(need, worker),
            cover=not own,
            gains=gains,
            price=price,
            times=times,
            told=told,
        )

    def _as_told(
        self, need: ContactNeed, on: date, workers: tuple[int, int], times: Prices
    ) -> tuple[Prices, tuple[int, ...]]:
        """Add to each start the meetings it moves; return also those that keep one."""
        on_day = [each for each in need.expected if each.at.date() == on]
        if not on_day:
            return times, ()
        moved = np.full(QUARTERS, len(on_day), dtype=np.int64)
        for each in on_day:
            if self.number.get(each.worker_id) in workers:
                moved[minute_of(each.at.time()) == STARTS] -= 1
        kept = np.flatnonzero((moved < len(on_day)) & (times < NEVER))
        moved[times >= NEVER] = 0
        return times + self._scale.moved * moved, tuple(int(each) for each in kept)

    def _place(self, need: ContactNeed, worker: int) -> int:
        at_office = need.wishes.contact_place is Place.OFFICE
        host = self._workers[worker]
        return self._places.index[host.locality if at_office else need.wishes.locality]

    def _starts(self, need: ContactNeed, day: int, worker: int, minutes: int) -> Prices:
        """Return the price of each start in the hours of worker and person."""
        hours = self._hours.get((worker, day), ())
        open_to: Hours | None = None
        if need.wishes.available is not None:
            weekday = (self._on + timedelta(days=day)).weekday()
            open_to = tuple(
                (span.from_minute, span.to_minute)
                for span in need.wishes.available.spans
                if span.weekday == weekday
            )
        key = (hours, open_to, minutes, need.usual_minute)
        found = self._times.get(key)
        if found is None:
            possible = _inside(hours, minutes)
            if open_to is not None:
                possible = possible & _inside(open_to, minutes)
            usual = timed(need.usual_minute, self._scale.other_time)
            found = np.where(possible, usual, NEVER)
            self._times[key] = found
        return found


def timed(usual_minute: int | None, price: int) -> Prices:
    """Return the price of each start for somebody used to a time of day."""
    if usual_minute is None:
        return np.zeros(QUARTERS, dtype=np.int64)
    far = np.abs(STARTS - usual_minute) > NEAR_MINUTES
    return np.where(far, price, 0).astype(np.int64)


def _inside(hours: Hours, minutes: int) -> NDArray[np.bool_]:
    possible = np.zeros(QUARTERS, dtype=np.bool_)
    for start, end in hours:
        possible |= (start <= STARTS) & (STARTS + minutes <= end)
    return possible


def _kinds(need: ContactNeed, on: date) -> Iterator[tuple[ContactKind, int, int]]:
    """Yield kind, minutes and duties met of the contacts that fit a day."""
    if not need.is_open_on(on):
        return
    programme = need.clock.programme
    cadence = programme.cadence[need.clock.phase_on(on)]
    yield ContactKind(cadence.how.value), cadence.minutes, 0
    for number, due in enumerate(need.meetings):
        if due.first_on <= on <= due.last_on:
            yield due.kind, programme.meeting_minutes, 1 << number


def _brings_musts(need: ContactNeed, worker: Worker) -> bool:
    wishes = need.wishes
    musts = (
        (wishes.language_need, wishes.language, worker.languages),
        (wishes.specialism_need, wishes.specialism, worker.specialisms),
        (wishes.worker_gender_need, wishes.worker_gender, {worker.gender}),
    )
    return all(
        matters is not Need.MUST or wish is None or wish in brought
        for matters, wish, brought in musts
    )
