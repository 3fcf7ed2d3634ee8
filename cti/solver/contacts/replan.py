"""The best contacts for one person, given everybody else's."""

from collections import Counter
from operator import itemgetter
from random import Random
from typing import NamedTuple

from cti.plans.contacts import GRID_MINUTES
from cti.solver.contacts.days import Offer, best_days
from cti.solver.contacts.draft import Draft, Usual
from cti.solver.contacts.options import NEAR_MINUTES
from cti.solver.contacts.people import Someone
from cti.solver.contacts.timing import NEVER

TEAMMATES = 6
"""How many teammates who do not know a person are asked for cover at a time."""


class _Chosen(NamedTuple):
    price: int
    offers: list[Offer]
    usual: Usual | None


def replan(draft: Draft, index: int, random: Random, *, skip: float = 0.0) -> None:
    """Give a person without contacts the best there is room for.

    Parameters
    ----------
    skip
        Share of days left out by chance, so that a second try can find another way.
    """
    person = draft.problem.people[index]
    if person.need.usual_weekday is None:
        chosen = _best_habit(draft, person, random, skip)
    else:
        chosen = _best(draft, person, random, skip, None)
    added = sum(offer.added for offer in chosen.offers)
    draft.put(index, chosen.price - added, chosen.offers, usual=chosen.usual)


def _best(
    draft: Draft, person: Someone, random: Random, skip: float, usual: Usual | None
) -> _Chosen:
    offers = [
        [] if skip and random.random() < skip else draft.offers(options, usual)
        for options in person.own
    ]
    for teammate in sorted(person.told):
        for day, options in enumerate(draft.problem.cover(person, teammate)):
            offers[day].extend(
                draft.offers([each for each in options if each.told], usual)
            )
    price, chosen = best_days(person, offers)
    waiting = price - sum(offer.price for offer in chosen)
    if waiting > draft.problem.least_cover_price(person):
        for teammate in _asked(person, random):
            for day, options in enumerate(draft.problem.cover(person, teammate)):
                offers[day].extend(draft.offers(options, usual))
        price, chosen = best_days(person, offers)
    return _Chosen(price, chosen, usual)


def _asked(person: Someone, random: Random) -> list[int]:
    """Return the teammates who know a person, and some of the others by chance."""
    others = person.teammates[person.familiar :]
    some = random.sample(others, min(TEAMMATES, len(others)))
    return [*person.teammates[: person.familiar], *some]


def _best_habit(draft: Draft, person: Someone, random: Random, skip: float) -> _Chosen:
    """Plan for somebody whose contacts do not say what they are used to.

    They get used to what the plan does most: what it did so far, what would be best if
    no day were usual, or something by chance, whichever costs least.
    """
    habits = {None, draft.usual[person.index], _guess(draft, person, random)}
    return min(
        (
            _settled(draft, _best(draft, person, random, skip, habit))
            for habit in sorted(habits, key=lambda habit: habit or ())
        ),
        key=itemgetter(0),
    )


def _guess(draft: Draft, person: Someone, random: Random) -> Usual | None:
    """Return some weekday and time at which somebody's worker could meet them."""
    options = [options[0] for options in person.own if options]
    if not options:
        return None
    option = random.choice(options)
    starts = [quarter for quarter, price in enumerate(option.times) if price < NEVER]
    minute = random.choice(starts) * GRID_MINUTES
    return Usual(draft.problem.weekday(option.day), minute)


def _settled(draft: Draft, chosen: _Chosen) -> _Chosen:
    """Price the contacts chosen by what is commonest among them."""
    price, offers, usual = chosen
    if not offers:
        return chosen
    scale = draft.problem.scale
    weekdays = [draft.problem.weekday(offer.option.day) for offer in offers]
    minutes = [offer.quarter * GRID_MINUTES for offer in offers]
    weekday, often = Counter(weekdays).most_common(1)[0]
    price += scale.other_weekday * (len(weekdays) - often)
    if usual is None:
        minute = Counter(minutes).most_common(1)[0][0]
        far = sum(abs(each - minute) > NEAR_MINUTES for each in minutes)
        return _Chosen(price + scale.other_time * far, offers, Usual(weekday, minute))
    price -= scale.other_weekday * sum(each != usual.weekday for each in weekdays)
    return _Chosen(price, offers, Usual(weekday, usual.minute))
