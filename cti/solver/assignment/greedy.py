"""A plan at once: everybody in turn takes what costs least now, then thinks again."""

import numpy as np

from cti.solver.assignment.arrays import Arrays, Floats, Ints

PASSES = 4
TIE = 1e-9


def greedy(arrays: Arrays, known: Ints | None = None) -> Ints:
    """Return a plan without any engine.

    People with the fewest options choose first. Then each in turn may choose again,
    a few times over, until nobody gains.

    Parameters
    ----------
    known
        Shape ``(people,)``: the options that some people take to begin with; less
        than nothing for those who choose.

    Returns
    -------
    Shape ``(people,)``: the option each person takes.
    """
    loads = _Loads(arrays)
    chosen = np.full(arrays.people, -1) if known is None else known.copy()
    for option in chosen[chosen >= 0]:
        loads.put(option)
    for p in np.argsort(np.diff(arrays.first), kind="stable"):
        if chosen[p] < 0:
            chosen[p] = loads.cheapest(p)
            loads.put(chosen[p])
    return _settle(loads, chosen)


def settle(arrays: Arrays, chosen: Ints) -> Ints:
    """Let each person in turn choose again until nobody gains, or long enough.

    Parameters
    ----------
    chosen
        Shape ``(people,)``: the plan to begin with.

    Returns
    -------
    Shape ``(people,)``: a plan that costs no more.
    """
    return greedy(arrays, chosen)


def _settle(loads: "_Loads", chosen: Ints) -> Ints:
    chosen = chosen.copy()
    for _ in range(PASSES):
        before = chosen.copy()
        for p, now in enumerate(before):
            loads.take_off(now)
            chosen[p] = loads.cheapest(p, now=now)
            loads.put(chosen[p])
        if np.array_equal(before, chosen):
            break
    return chosen


class _Loads:
    """The load of each worker and Monday, while options are put on and taken off.

    One worker on one Monday is a *cell*; the entries of an option are the cells it
    puts weight on.
    """

    def __init__(self, arrays: Arrays) -> None:
        option, worker, week, weight = arrays.options.entries
        self.arrays = arrays
        self.load = np.zeros(arrays.ceiling.size)
        self.first = np.searchsorted(option, np.arange(len(arrays.options) + 1))
        self.option = option
        self.cell = worker * arrays.ceiling.shape[1] + week
        self.weight = weight
        ceiling = arrays.ceiling.ravel()[self.cell]
        self.bands = [(above * ceiling, price) for above, price in arrays.bands]

    def put(self, option: int) -> None:
        """Put the weight of an option on its cells."""
        entries = slice(*self.first[option : option + 2])
        self.load[self.cell[entries]] += self.weight[entries]

    def take_off(self, option: int) -> None:
        """Take it off again."""
        entries = slice(*self.first[option : option + 2])
        self.load[self.cell[entries]] -= self.weight[entries]

    def cheapest(self, p: int, now: int | None = None) -> int:
        """Return the option that costs least for person ``p``, who is on no cell.

        Parameters
        ----------
        now
            The option that wins a tie.
        """
        cost = self._added(p)
        begins = int(self.arrays.first[p])
        if now is not None and cost[now - begins] <= cost.min() + TIE:
            return now
        return begins + int(np.argmin(cost))

    def _added(self, p: int) -> Floats:
        """Return what each option of person ``p`` adds to the cost.

        Returns
        -------
        Shape ``(options of p,)``, points.
        """
        begins, ends = self.arrays.first[p : p + 2]
        entries = slice(self.first[begins], self.first[ends])
        without = self.load[self.cell[entries]]
        with_them = without + self.weight[entries]
        rise = np.zeros(len(without))
        for free, price in self.bands:
            rise += price * (
                np.maximum(with_them - free[entries], 0.0)
                - np.maximum(without - free[entries], 0.0)
            )
        owner = self.option[entries] - begins
        added = np.bincount(owner, rise, minlength=ends - begins)
        return self.arrays.options.price[begins:ends] + added
