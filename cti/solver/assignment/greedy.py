"""A plan at once: everybody in turn takes what costs least now, then thinks again."""

import numpy as np

from cti.solver.assignment.arrays import Arrays, Floats, Ints

PASSES = 4


def greedy(arrays: Arrays) -> Ints:
    """Return a plan without any engine.

    People with the fewest options choose first. Then each in turn may choose again,
    a few times over, until nobody gains.

    Returns
    -------
    Shape ``(people,)``: the option each person takes.
    """
    load = np.zeros(arrays.ceiling.shape)
    chosen = np.full(arrays.people, -1)
    in_turn = np.argsort(np.diff(arrays.first), kind="stable")
    for p in in_turn:
        chosen[p] = cheapest(arrays, load, p)
        _put(arrays, load, chosen[p], 1.0)
    return settle(arrays, chosen)


def settle(arrays: Arrays, chosen: Ints) -> Ints:
    """Let each person in turn choose again until nobody gains, or long enough."""
    chosen = chosen.copy()
    load = arrays.options.take(chosen).load(arrays.workers)
    for _ in range(PASSES):
        before = chosen.copy()
        for p in range(arrays.people):
            _put(arrays, load, chosen[p], -1.0)
            chosen[p] = cheapest(arrays, load, p, now=chosen[p])
            _put(arrays, load, chosen[p], 1.0)
        if np.array_equal(before, chosen):
            break
    return chosen


def cheapest(arrays: Arrays, load: Floats, p: int, now: int | None = None) -> int:
    """Return the option of person ``p`` that costs least on top of ``load``.

    Parameters
    ----------
    load
        Shape ``(workers, weeks)``, SCE, without this person.
    now
        The option that wins a tie.
    """
    cost = added_cost(arrays, load, p)
    best = int(arrays.first[p] + np.argmin(cost))
    if now is not None and cost[now - arrays.first[p]] <= cost.min() + 1e-9:
        return now
    return best


def added_cost(arrays: Arrays, load: Floats, p: int) -> Floats:
    """Return what each option of person ``p`` adds to the cost of a plan.

    Returns
    -------
    Shape ``(options of p,)``, points.
    """
    entries = np.arange(arrays.first[p], arrays.first[p + 1])
    options = arrays.options.take(entries)
    option, worker, week, weight = options.entries
    now = load[worker, week]
    ceiling = arrays.ceiling[worker, week]
    rise = np.zeros(len(option))
    for above, price in arrays.bands:
        free = above * ceiling
        rise += price * (
            np.maximum(now + weight - free, 0.0) - np.maximum(now - free, 0.0)
        )
    return options.price + np.bincount(option, rise, minlength=len(entries))


def _put(arrays: Arrays, load: Floats, entry: int, sign: float) -> None:
    _, worker, week, weight = arrays.options.take(np.array([entry])).entries
    load[worker, week] += sign * weight
