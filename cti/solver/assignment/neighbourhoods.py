"""Large-neighbourhood search: free a few workers' people and place them anew, exactly.

A neighbourhood is a handful of workers who could swap people with one another, drawn by
what their load costs and by how many people both could hold. Everybody they hold, and
every referral that waits, is placed anew among them by the engine; the rest stays.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from cti.solver.assignment.arrays import Arrays, Bools, Floats, Ints
from cti.solver.assignment.model import Search, build, optimise
from cti.solver.assignment.problem import NOBODY

GAINS = 1e-6
ANYBODY = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """How a search moves about.

    Attributes
    ----------
    rounds
        How many neighbourhoods are tried.
    size
        How many workers are freed at once.
    among
        Workers it may free.
    """

    rounds: int
    size: int
    among: tuple[int, ...]
    seed: int
    nodes: int = 30
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Better:
    """A plan better than the last.

    Attributes
    ----------
    chosen
        Shape ``(people,)``: the option each person takes.
    """

    chosen: Ints


def improve(
    arrays: Arrays,
    chosen: Ints,
    near: Bools,
    walk: Walk,
    report: Callable[[Better], None],
) -> Ints:
    """Walk from neighbourhood to neighbourhood, keeping what is better.

    Parameters
    ----------
    chosen
        Shape ``(people,)``: the plan to begin with.
    near
        Shape ``(options,)``: options worth trying.
    report
        Told whenever the plan gets better.

    Returns
    -------
    The best plan met; never worse than the one given.
    """
    random = np.random.default_rng(walk.seed)
    affinity = _affinity(arrays, near)
    cost = arrays.cost(chosen)
    for turn in range(walk.rounds):
        load = arrays.options.take(chosen).load(arrays.workers)
        freed = _draw(random, arrays.load_cost(load), affinity, walk)
        entries = _freed(arrays, chosen, near, freed)
        people = np.unique(arrays.options.person[entries])
        if len(people) == len(entries):
            continue
        rest = load - arrays.options.take(chosen[people]).load(arrays.workers)
        answer = optimise(
            build(arrays, entries, base=rest, whole=True),
            Search(nodes=walk.nodes, seed=walk.seed + turn, seconds=walk.seconds),
        )
        if answer.taken is None or len(answer.taken) != len(people):
            continue
        tried = chosen.copy()
        tried[arrays.options.person[answer.taken]] = answer.taken
        found = arrays.cost(tried)
        if found < cost - GAINS:
            chosen, cost = tried, found
            report(Better(chosen))
    return chosen


def _affinity(arrays: Arrays, near: Bools) -> Floats:
    """Return how many people each two workers could both hold.

    Returns
    -------
    Shape ``(workers, workers)``; a person shared by many counts less.
    """
    could = np.zeros((arrays.people, arrays.workers))
    options = arrays.options
    held = near & (options.worker != NOBODY)
    could[options.person[held], options.worker[held]] = 1.0
    could /= np.maximum(could.sum(axis=1, keepdims=True), 1.0)
    return np.asarray(could.T @ (could > 0))


def _draw(
    random: np.random.Generator, load_cost: Floats, affinity: Floats, walk: Walk
) -> Ints:
    """Draw workers: one by what their load costs, the others by affinity to those."""
    among = np.array(walk.among)
    appeal = load_cost[among] + load_cost.mean() + 1.0
    drawn = [int(random.choice(among, p=appeal / appeal.sum()))]
    while len(drawn) < min(walk.size, len(among)):
        left = np.setdiff1d(among, drawn)
        appeal = (affinity[drawn][:, left].sum(axis=0) + ANYBODY) ** 1.5
        drawn.append(int(random.choice(left, p=appeal / appeal.sum())))
    return np.array(drawn)


def _freed(arrays: Arrays, chosen: Ints, near: Bools, freed: Ints) -> Ints:
    """Return the options of everybody who is freed: what they have and what is near."""
    inside = np.zeros(arrays.workers + 1, dtype=bool)
    inside[freed] = True
    inside[NOBODY] = True
    options = arrays.options
    within = inside[options.worker] & inside[options.before]
    free_people = within[chosen]
    candidate = within & near
    candidate[chosen] = True
    return np.flatnonzero(candidate & free_people[options.person])
