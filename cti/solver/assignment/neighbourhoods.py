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
from cti.solver.child import Deadline

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
    nodes
        Branch-and-bound nodes for each of them.
    seconds
        A wall-clock limit for all of them together; None for none.
    """

    rounds: int
    size: int
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
) -> None:
    """Walk from neighbourhood to neighbourhood, keeping what is better.

    Parameters
    ----------
    chosen
        Shape ``(people,)``: the plan to begin with.
    near
        Shape ``(options,)``: options worth trying.
    report
        Told whenever the plan gets better.
    """
    deadline = Deadline(walk.seconds)
    random = np.random.default_rng(walk.seed)
    affinity = _affinity(arrays, near)
    cost = arrays.cost(chosen)
    for turn in range(walk.rounds):
        if deadline.passed():
            break
        load = arrays.options.take(chosen).load(arrays.workers)
        freed = _draw(random, arrays.load_cost(load), affinity, walk.size)
        entries = _freed(arrays, chosen, near, freed)
        people = np.unique(arrays.options.person[entries])
        if len(people) == len(entries):
            continue
        rest = load - arrays.options.take(chosen[people]).load(arrays.workers)
        answer = optimise(
            build(arrays, entries, base=rest, whole=True),
            Search(nodes=walk.nodes, seed=walk.seed + turn, seconds=deadline.left()),
        )
        if answer.taken is None or len(answer.taken) != len(people):
            continue
        tried = chosen.copy()
        tried[arrays.options.person[answer.taken]] = answer.taken
        found = arrays.cost(tried)
        if found < cost - GAINS:
            chosen, cost = tried, found
            report(Better(chosen))


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
    random: np.random.Generator, load_cost: Floats, affinity: Floats, size: int
) -> Ints:
    """Draw workers: one by what their load costs, the others by affinity to those."""
    workers = np.arange(len(load_cost))
    appeal = load_cost + load_cost.mean() + 1.0
    drawn = [int(random.choice(workers, p=appeal / appeal.sum()))]
    while len(drawn) < min(size, len(workers)):
        left = np.setdiff1d(workers, drawn)
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
