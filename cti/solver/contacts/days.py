"""The best days for one person, whatever everybody else does."""

from collections.abc import Sequence
from typing import NamedTuple

from cti.solver.contacts.options import Option
from cti.solver.contacts.people import Someone
from cti.solver.contacts.timing import NEVER


class Offer(NamedTuple):
    """An option with the room that was found for it.

    Attributes
    ----------
    price
        Everything it adds: its own price, the way and the times.
    added
        What it adds to workers' days: the way and the times.
    quarter
        The start for which the prices hold.
    """

    price: int
    added: int
    option: Option
    quarter: int


class _Chain(NamedTuple):
    offer: Offer
    before: "_Chain | None"


class _Node(NamedTuple):
    """A last contact so far.

    Attributes
    ----------
    row
        Row of the person's table of gaps: 0 before the plan, else the day plus 1.
    prices
        By bits of the duties met: the least price of everything so far.
    chains
        The same: the offers taken to get there.
    """

    row: int
    prices: list[int]
    chains: list[_Chain | None]


def best_days(
    person: Someone, offers: Sequence[Sequence[Offer]]
) -> tuple[int, list[Offer]]:
    """Choose the days, and what to do on each, that cost least together.

    Every sequence of contacts far enough apart is considered, by way of the last one:
    what follows depends only on that day and on the duties met so far.

    Parameters
    ----------
    offers
        Shape ``(CONTACT_DAYS,)``.

    Returns
    -------
    The price of the gaps, the duties and the offers chosen; and those, in order.
    """
    states = 1 << len(person.duties)
    nodes = [_Node(0, [0] + [NEVER] * (states - 1), [None] * states)]
    for day in range(person.end):
        if day in person.fixed:
            nodes = [_fixed_node(person, day, nodes)]
        elif offers[day] and day >= person.first_day and day not in person.blocked:
            nodes.append(_node(person, day, nodes, offers[day]))
    return _cheapest(person, nodes)


def price_of(person: Someone, offers: Sequence[Offer]) -> int:
    """Return the price of a person's gaps, duties and offers, workers' days left out.

    Parameters
    ----------
    offers
        In order of day; none of them on a day with an agreed appointment.
    """
    gains = dict(person.fixed)
    gains |= {offer.option.day: offer.option.gains for offer in offers}
    price = sum(offer.price - offer.added for offer in offers)
    row, met = 0, 0
    for day in sorted(gains):
        price += person.late[row][day] + person.met(gains[day] & ~met, day)
        row, met = day + 1, met | gains[day]
    return price + person.late[row][person.end] + person.unmet[met]


def _node(
    person: Someone, day: int, nodes: Sequence[_Node], offers: Sequence[Offer]
) -> _Node:
    """Take an offer of a day after any last contact far enough away."""
    last_row = max(day - person.apart + 1, 0)
    before = [node for node in nodes if node.row <= last_row]
    prices, chains = _least(person, day, before)
    reached = _Node(day + 1, [NEVER] * len(prices), [None] * len(prices))
    for had, so_far in enumerate(prices):
        if so_far >= NEVER:
            continue
        for offer in offers:
            gains = offer.option.gains
            price = so_far + offer.price
            if gains & ~had:
                price += person.met(gains & ~had, day)
            if price < reached.prices[had | gains]:
                reached.prices[had | gains] = price
                reached.chains[had | gains] = _Chain(offer, chains[had])
    return reached


def _fixed_node(person: Someone, day: int, nodes: Sequence[_Node]) -> _Node:
    """Pass through a day with an agreed appointment: there is no way around it."""
    prices, chains = _least(person, day, nodes)
    reached = _Node(day + 1, [NEVER] * len(prices), [None] * len(prices))
    gains = person.fixed[day]
    for had, so_far in enumerate(prices):
        price = so_far + person.met(gains & ~had, day)
        if price < reached.prices[had | gains]:
            reached.prices[had | gains] = price
            reached.chains[had | gains] = chains[had]
    return reached


def _least(
    person: Someone, day: int, nodes: Sequence[_Node]
) -> tuple[list[int], list[_Chain | None]]:
    """Return the least price of everything before a day, by duties met so far."""
    gaps = [person.late[node.row][day] for node in nodes]
    prices, chains = [], []
    for had in range(1 << len(person.duties)):
        least, chain = NEVER, None
        for node, gap in zip(nodes, gaps, strict=True):
            price = node.prices[had] + gap
            if price < least:
                least, chain = price, node.chains[had]
        prices.append(least)
        chains.append(chain)
    return prices, chains


def _cheapest(person: Someone, nodes: Sequence[_Node]) -> tuple[int, list[Offer]]:
    price, chain = min(
        (
            (so_far + person.late[node.row][person.end] + person.unmet[had], chain)
            for node in nodes
            for had, (so_far, chain) in enumerate(
                zip(node.prices, node.chains, strict=True)
            )
        ),
        key=_price,
    )
    chosen = []
    while chain is not None:
        chosen.append(chain.offer)
        chain = chain.before
    return price, chosen[::-1]


def _price(found: tuple[int, _Chain | None]) -> int:
    return found[0]
