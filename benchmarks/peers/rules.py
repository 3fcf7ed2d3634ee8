"""Two rules that teams and papers use in place of a search.

Both keep everybody with the worker they have for as long as that worker can go on, and
start each referral on the first Monday it may start.
"""

from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt

from benchmarks.peers.found import Found, Question, Stopwatch
from cti.solver.assignment.problem import NOBODY, AssignmentProblem, Option

Floats = npt.NDArray[np.float64]
Takes = Callable[["Hands", Option], float]


class Hands:
    """What every worker holds, as far as it is decided.

    Attributes
    ----------
    load, ceiling
        Shape ``(workers, weeks)``, SCE.
    """

    def __init__(self, problem: AssignmentProblem) -> None:
        self.ceiling: Floats = np.array(problem.ceiling, dtype=float)
        self.load: Floats = np.zeros(self.ceiling.shape)

    def put(self, option: Option) -> None:
        """Put a person's weight where an option puts it."""
        weights = np.array(option.weights, dtype=float)
        if option.before != NOBODY:
            self.load[option.before, : option.from_week] += weights[: option.from_week]
        if option.worker != NOBODY:
            self.load[option.worker, option.from_week :] += weights[option.from_week :]


def residual_capacity(question: Question) -> Found:
    """Give each newcomer to whom is expected to have most room left.

    The rule of Lanzarone and Matta: room left is the ceiling less the load, on average
    over the Mondays on which the newcomer would be held. They come in the order in
    which they start.
    """

    def least_room_left(hands: Hands, option: Option) -> float:
        weeks = np.flatnonzero(np.array(option.weights, dtype=float))
        weeks = weeks[weeks >= option.from_week]
        if option.worker == NOBODY or not weeks.size:
            return 0.0
        room = hands.ceiling[option.worker, weeks] - hands.load[option.worker, weeks]
        return -float(room.mean())

    def first_come(p: int) -> tuple[int, int]:
        return _first_week(question.problem.options[p]), p

    return _by_rule(question, in_turn=first_come, takes=least_room_left)


def key_worker(question: Question) -> Found:
    """Give each newcomer to the least loaded, in the order of surnames.

    Load is what a worker holds on the Monday the newcomer would come.
    """

    def load_then(hands: Hands, option: Option) -> float:
        if option.worker == NOBODY or option.from_week >= hands.load.shape[1]:
            return 0.0
        return float(hands.load[option.worker, option.from_week])

    def by_surname(p: int) -> tuple[int, int]:
        return question.surnames[p], p

    return _by_rule(question, in_turn=by_surname, takes=load_then)


def _by_rule(
    question: Question, *, in_turn: Callable[[int], tuple[int, int]], takes: Takes
) -> Found:
    """Settle those who stay, then each newcomer in turn."""
    watch, problem = Stopwatch(), question.problem
    hands = Hands(problem)
    chosen = [-1] * len(problem.people)
    newcomers = []
    for p, options in enumerate(problem.options):
        stay = _staying(options, question.current[p])
        if stay is None:
            newcomers.append(p)
        else:
            chosen[p] = stay
            hands.put(options[stay])
    for p in sorted(newcomers, key=in_turn):
        options = problem.options[p]
        chosen[p] = min(
            _soonest(options),
            key=lambda o: (
                takes(hands, options[o]),
                question.worker_surnames[options[o].worker],
            ),
        )
        hands.put(options[chosen[p]])
    return Found(chosen=chosen, seconds=watch.seconds())


def _staying(options: Iterable[Option], current: int) -> int | None:
    """Return the option in which somebody simply stays; None if there is none."""
    if current == NOBODY:
        return None
    stay = (NOBODY, current, 0)
    for o, option in enumerate(options):
        if (option.before, option.worker, option.from_week) == stay:
            return o
    return None


def _soonest(options: Iterable[Option]) -> list[int]:
    """Return the options among which a rule chooses.

    Somebody whose worker leaves stays until then; a referral starts when it may.
    """
    listed = list(options)
    held = [o for o, option in enumerate(listed) if option.before != NOBODY]
    placed = [o for o, option in enumerate(listed) if option.worker != NOBODY]
    among = held or placed or list(range(len(listed)))
    first = min(listed[o].from_week for o in among)
    return [o for o in among if listed[o].from_week == first]


def _first_week(options: Iterable[Option]) -> int:
    listed = list(options)
    return min(listed[o].from_week for o in _soonest(listed))
