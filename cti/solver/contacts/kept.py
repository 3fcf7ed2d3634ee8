"""The meetings of the plan in force, put back wherever they still can be."""

from collections.abc import Iterator, Mapping, Sequence

from cti.plans.contacts import CONTACT_DAYS
from cti.solver.contacts.days import Offer, best_days
from cti.solver.contacts.draft import Draft
from cti.solver.contacts.options import Option
from cti.solver.contacts.people import Someone
from cti.solver.contacts.problem import ContactProblem
from cti.solver.contacts.timing import NEVER


def keep(draft: Draft, *, pinned: bool = False) -> Mapping[int, Mapping[int, Offer]]:
    """Put what people were told and can still expect into an empty draft.

    Where two meetings have come to stand in each other's way, the person for whom
    waiting would cost more keeps theirs.

    Parameters
    ----------
    pinned
        Whether it stays for good; otherwise it may still be moved, at its price.

    Returns
    -------
    What is kept, by index of the person and by day.
    """
    empty, kept = draft.problem.empty, {}
    for person in sorted(draft.problem.people, key=lambda each: -empty[each.index]):
        if person.need.expected:
            price, chosen = best_days(person, _kept_offers(draft, person))
            added = sum(offer.added for offer in chosen)
            draft.put(person.index, price - added, chosen, pinned=pinned)
            kept[person.index] = {offer.option.day: offer for offer in chosen}
    draft.mark()
    return kept


def _kept_offers(draft: Draft, person: Someone) -> list[list[Offer]]:
    return [
        [
            offer
            for option in _options(draft.problem, person, day)
            for offer in _at_their_times(draft, option)
        ]
        for day in range(CONTACT_DAYS)
    ]


def _options(problem: ContactProblem, person: Someone, day: int) -> Sequence[Option]:
    """Return how a person can be met as they were told, on a day."""
    covers = (problem.cover(person, each)[day] for each in sorted(person.told))
    return [
        option
        for options in (person.own[day], *covers)
        for option in options
        if option.told
    ]


def _at_their_times(draft: Draft, option: Option) -> Iterator[Offer]:
    prices = draft.room(option)
    if prices is None:
        return
    for quarter in option.told:
        added = int(prices[quarter])
        if added < NEVER:
            yield Offer(option.price + added, added, option, quarter)
