"""Contacts as one would book them by hand: whoever is due first takes the first start.

People come in the order in which they are due. Each contact is put on the day it is
due, or the next day on which there is room, at the earliest start of their own worker
that keeps every rule, and it stays there. Nobody is moved for somebody else, nobody
covers, and nothing is done about usual days or the way. It is ready at once, and it is
what the planner is measured against.

Where a plan is in force, its meetings stay wherever they can, and the rest is booked
around them.
"""

from collections.abc import Mapping
from datetime import timedelta
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from cti.solver.contacts.days import Offer, price_of
from cti.solver.contacts.draft import Draft
from cti.solver.contacts.kept import keep
from cti.solver.contacts.people import Someone
from cti.solver.contacts.problem import ContactProblem
from cti.solver.contacts.timing import NEVER


class _Turn(NamedTuple):
    """When somebody is due next.

    Attributes
    ----------
    due
        The day on which anything is due; turns are taken in this order.
    person
        Their index.
    rhythm
        The day on which the rhythm asks for a contact.
    last
        The day of their last contact; -1 before the first in the plan.
    met
        Bits of the duties seen to.
    """

    due: int
    person: int
    rhythm: int
    last: int
    met: int


def greedy_draft(problem: ContactProblem) -> Draft:
    """Return what first come, first served comes to."""
    draft = Draft(problem)
    kept = keep(draft, pinned=True)
    taken = [dict(kept.get(person.index, {})) for person in problem.people]
    turns = [_turn(problem, person, -1, 0) for person in problem.people]
    heapify(turns)
    while turns:
        turn = heappop(turns)
        person, by_day = problem.people[turn.person], taken[turn.person]
        day, offer = _take(draft, person, turn, kept.get(turn.person, {}))
        if offer is not None and day not in by_day:
            by_day[day] = offer
            offers = [by_day[each] for each in sorted(by_day)]
            draft.clear(turn.person)
            draft.put(turn.person, price_of(person, offers), offers, pinned=True)
        if day < person.end:
            met = _met(problem, person, turn.met, day, offer)
            heappush(turns, _turn(problem, person, day, met))
    return draft


def _turn(problem: ContactProblem, person: Someone, last: int, met: int) -> _Turn:
    need = person.need
    since = need.since_on if last < 0 else problem.on + timedelta(days=last)
    cadence = need.clock.programme.cadence[need.clock.phase_on(since)]
    rhythm = (since - problem.on).days + cadence.every_days
    due = [rhythm]
    for number, opens in enumerate(_openings(problem, person)):
        if not met >> number & 1:
            due.append(opens)
    soonest = person.first_day if last < 0 else last + person.apart
    return _Turn(max(min(due), soonest), person.index, rhythm, last, met)


def _openings(problem: ContactProblem, person: Someone) -> list[int]:
    """Return the first day on which each duty can be met."""
    need = person.need
    opens = [meeting.first_on for meeting in need.meetings]
    opens += [due.from_on for due in need.first_contacts]
    return [(day - problem.on).days for day in opens]


def _take(
    draft: Draft, person: Someone, turn: _Turn, kept: Mapping[int, Offer]
) -> tuple[int, Offer | None]:
    """Return the day of the next contact, agreed or new; ``person.end`` for none."""
    stands = (*person.fixed, *kept)
    agreed = min((day for day in stands if day > turn.last), default=person.end)
    for day in range(turn.due, agreed):
        if day in person.blocked or any(abs(day - k) < person.apart for k in kept):
            continue
        options = sorted(person.own[day], key=lambda option: -_news(option.gains, turn))
        for option in options:
            if day < turn.rhythm and not _news(option.gains, turn):
                continue
            prices = draft.room(option)
            if prices is not None and prices.min() < NEVER:
                quarter = int((prices < NEVER).argmax())
                return day, Offer(option.price, 0, option, quarter)
    return agreed, kept.get(agreed)


def _news(gains: int, turn: _Turn) -> int:
    """Return how many duties are met that were not before."""
    return (gains & ~turn.met).bit_count()


def _met(
    problem: ContactProblem,
    person: Someone,
    met: int,
    day: int,
    offer: Offer | None,
) -> int:
    """Return the duties seen to; a first contact that could not be warm is let be."""
    met |= person.fixed[day] if offer is None else offer.option.gains
    for number, opens in enumerate(_openings(problem, person)):
        if person.first_contacts >> number & 1 and opens <= day:
            met |= 1 << number
    return met
