"""A sharper bound: people and days choose apart, and contacts pay for the way between.

Planned alone, a person is charged half of the shortest ways for each contact. Any other
shares of the way will do: a person pays the shares of the contacts chosen for them; a
worker's day takes the shares of the contacts chosen for it, and pays for the way. In a
plan both choose the same contacts and the shares cancel out. So whatever the shares
are, the least that people pay and the least that days pay, together, is a bound. (This
is Lagrangian relaxation of "people and days choose alike".)

Round after round, a share goes up where people choose a contact and the day does not,
and down where only the day does. In this way the bound sees a rush on one morning, and
ways that people at one place have in common. Whoever covers or comes along is charged
nothing for the way, and their day is none the longer for it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from cti.solver.contacts.alone import Alone
from cti.solver.contacts.days import Offer, best_days
from cti.solver.contacts.people import Someone
from cti.solver.contacts.problem import ContactProblem
from cti.solver.contacts.shared_days import Kind, Sets, ShortestWays, sets_of

PATIENCE = 4
"""Rounds without a better bound after which shares change less at a time."""

LESS = 0.6
"""How much less."""

NO_SHARE = -1
"""The number of a contact that pays no share; the last share is always nothing."""

Numbers = NDArray[np.int64]
Key = tuple[int, int]


class _Choice(NamedTuple):
    """The least that is paid, and the contacts chosen for it, by number."""

    price: int
    contacts: list[int]


class _Chooser(Protocol):
    """A person or a day: chooses among contacts, given what share each pays."""

    numbers: Numbers

    def choose(self, shares: Numbers) -> _Choice: ...


class _Person:
    """A person who pays a share for each contact chosen.

    Parameters
    ----------
    offers
        By day: contacts by the person's own worker, and the number of each. The way is
        in the price of those that pay no share.
    """

    def __init__(
        self,
        person: Someone,
        offers: Sequence[Sequence[tuple[Offer, int]]],
        alone: Alone,
    ) -> None:
        self._person = person
        self._offers = offers
        self._alone = alone
        self._cover: list[list[Offer]] | None = None
        self._number = {
            id(offer.option): number for on_day in offers for offer, number in on_day
        }
        self.numbers = np.array(list(self._number.values()), dtype=np.int64)

    def choose(self, shares: Numbers) -> _Choice:
        """Return the least price of days, shares included."""
        offers = [
            [
                offer._replace(price=offer.price + int(shares[number]))
                for offer, number in on_day
            ]
            for on_day in self._offers
        ]
        price, chosen = best_days(self._person, offers)
        if self._alone.may_need_cover(self._person, price):
            if self._cover is None:
                self._cover = self._alone.cover_without_ways(self._person)
            either = zip(offers, self._cover, strict=True)
            price, chosen = best_days(self._person, [[*own, *by] for own, by in either])
        taken = (self._number.get(id(offer.option), NO_SHARE) for offer in chosen)
        return _Choice(price, [number for number in taken if number != NO_SHARE])


class _Day:
    """A worker's day that takes the share of each contact chosen, and pays for the way.

    Parameters
    ----------
    contacts
        Numbers of the contacts of each kind, in the order of the columns of the sets.
    """

    def __init__(self, sets: Sets, contacts: Sequence[Sequence[int]]) -> None:
        self._sets = sets
        self._contacts = [np.array(each, dtype=np.int64) for each in contacts]
        self.numbers = np.concatenate([np.zeros(0, dtype=np.int64), *self._contacts])

    def choose(self, shares: Numbers) -> _Choice:
        """Return the least price of a set, less the shares it takes."""
        prices = self._sets.prices.copy()
        ranked = []
        for column, contacts in enumerate(self._contacts):
            best = contacts[np.argsort(-shares[contacts], kind="stable")]
            ranked.append(best)
            taken = np.concatenate(([0], np.cumsum(shares[best])))
            prices -= taken[self._sets.counts[:, column]]
        least = int(prices.argmin())
        chosen = [
            int(number)
            for best, count in zip(ranked, self._sets.counts[least], strict=True)
            for number in best[:count]
        ]
        return _Choice(int(prices[least]), chosen)


class Shares:
    """The share of the way that each contact pays, and the bound that results."""

    def __init__(self, problem: ContactProblem, alone: Alone) -> None:
        ways = ShortestWays(problem.places.ways)
        own = [alone.own_offers(person) for person in problem.people]
        kinds = _kinds(problem, own)
        sets = {
            key: sets_of(work_day, kinds[key], ways)
            for key, work_day in problem.work_days.items()
        }
        whole = {key: found for key, found in sets.items() if found is not None}
        numbered = _Numbers(alone, whole)
        people = [
            _Person(person, numbered.offers(offers), alone)
            for person, offers in zip(problem.people, own, strict=True)
        ]
        days = [
            _Day(found, [numbered.by_kind[key][kind] for kind in kinds[key]])
            for key, found in whole.items()
        ]
        self._choosers: list[_Chooser] = [*people, *days]
        self._is_person = [True] * len(people) + [False] * len(days)
        self._shares = np.array([*numbered.halves, 0], dtype=np.float64)
        self._apart = alone.agreed_price(problem.work_days.keys() - whole.keys())
        self._seen: list[Numbers | None] = [None] * len(self._choosers)
        self._choices: list[_Choice] = [_Choice(0, [])] * len(self._choosers)

    def rounds(self, number: int, *, cost: int) -> Iterator[int]:
        """Yield a bound in each of some rounds; none is above the cost of any plan.

        Parameters
        ----------
        cost
            What some plan costs; shares are changed as far as it seems to call for.
        """
        best, since, pace = 0, 0, 1.0
        for _ in range(number):
            bound, wanted = self._round()
            yield bound
            since = 0 if bound > best else since + 1
            best = max(best, bound)
            if since >= PATIENCE:
                since, pace = 0, pace * LESS
            apart = int((wanted**2).sum())
            if not apart:
                return
            step = pace * max(cost - bound, 0) / apart
            self._shares = np.maximum(self._shares + step * wanted, 0)

    def _round(self) -> tuple[int, Numbers]:
        """Let people and days choose; return the bound, and who wants what."""
        shares = np.rint(self._shares).astype(np.int64)
        wanted = np.zeros(len(shares), dtype=np.int64)
        bound = self._apart
        for number, chooser in enumerate(self._choosers):
            pays = shares[chooser.numbers]
            seen = self._seen[number]
            if seen is None or not np.array_equal(seen, pays):
                self._seen[number] = pays
                self._choices[number] = chooser.choose(shares)
            choice = self._choices[number]
            bound += choice.price
            wanted[choice.contacts] += 1 if self._is_person[number] else -1
        return bound, wanted


class _Numbers:
    """Numbers for the contacts of days that are looked at as a whole.

    Attributes
    ----------
    halves
        The share each would pay alone, by number.
    by_kind
        The numbers of each day's contacts, by kind.
    """

    def __init__(self, alone: Alone, whole: dict[Key, Sets]) -> None:
        self._alone = alone
        self.halves: list[int] = []
        self.by_kind: dict[Key, dict[Kind, list[int]]] = {key: {} for key in whole}

    def offers(
        self, offers: Sequence[Sequence[Offer]]
    ) -> list[list[tuple[Offer, int]]]:
        """Return a person's offers with their numbers."""
        return [[self._numbered(offer) for offer in on_day] for on_day in offers]

    def _numbered(self, offer: Offer) -> tuple[Offer, int]:
        option = offer.option
        key = (option.worker, option.day)
        if key not in self.by_kind:
            return offer, NO_SHARE
        number = len(self.halves)
        kind = Kind(option.place, option.minutes)
        self.by_kind[key].setdefault(kind, []).append(number)
        self.halves.append(self._alone.half_ways(option.place))
        return self._alone.without_ways(offer), number


def _kinds(
    problem: ContactProblem, own: Sequence[Sequence[Sequence[Offer]]]
) -> dict[Key, Counter[Kind]]:
    """Count the contacts of each kind that there could be on each worker's day."""
    found: dict[Key, Counter[Kind]] = {key: Counter() for key in problem.work_days}
    for offers in own:
        for on_day in offers:
            for option in (offer.option for offer in on_day):
                kind = Kind(option.place, option.minutes)
                found[option.worker, option.day][kind] += 1
    return found
