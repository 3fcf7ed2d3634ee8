"""Two who do something at the same moment: one wins, the other is told."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import count
from random import uniform
from time import monotonic, sleep
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from cti.errors import ChangedMeanwhile, CtiError
from cti.store.unit import Store
from tests.faults.processes import address_of, store_at
from tests.store.plans import Kept

HEAD_START = 0.003
"""Seconds until both begin, so that both are ready."""

LONGEST_MOMENT = 0.08
"""Seconds between looking and doing, at most, where it is done in the broken way."""

WON, TOLD = "won", "told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What one of two does.

    Attributes
    ----------
    do
        Does it in a store; another process has to be able to take it along.
    leaves
        What is so once they have won.
    """

    do: Callable[[Store], Any]
    leaves: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Race:
    """A kind of race.

    Attributes
    ----------
    pair
        What two do in the race of a number; as it is, or the broken way.
    now
        What is so of that about which they differ.
    """

    pair: Callable[[Kept, int, bool], tuple[Deed, Deed]]
    now: Callable[[Kept], Mapping[str, object]]


def after_a_moment() -> None:
    """Let others go on between looking and doing, for a shorter or longer while.

    Without it a fault would show now and then only; were it always as long, whatever
    else refuses what two do at once would hide it.
    """
    sleep(uniform(0, LONGEST_MOMENT))  # noqa: S311, any while will do


def where_of(engine: Engine, executor: Executor) -> Store | str:
    """What those who race are handed: a store, or an address in another process."""
    if isinstance(executor, ProcessPoolExecutor):
        return address_of(engine)
    return Store(engine)


def at_once(executor: Executor, both: Sequence[Callable[[], Any]]) -> list[Any]:
    """Let both begin at the same moment, and return what became of each."""
    begin_at = monotonic() + HEAD_START
    begun = [executor.submit(_begin, begin_at, each) for each in both]
    return [each.result() for each in begun]


def races(
    engine: Engine, executor: Executor, race: Race, *, broken: bool = False
) -> Iterator[str]:
    """What goes wrong in each of any number of races; empty where nothing does."""
    kept, where = Kept.in_(Store(engine)), where_of(engine, executor)
    for number in count():
        pair = race.pair(kept, number, broken)
        outcomes = at_once(executor, [Tried(where, each.do) for each in pair])
        yield "; ".join(_wrong(pair, outcomes, race.now(kept)))


@dataclass(frozen=True, slots=True)
class Tried:
    """Something done, of which it is said in a word what became."""

    where: Store | str
    do: Callable[[Store], Any]

    def __call__(self) -> str:
        """Do it."""
        where = self.where
        try:
            self.do(store_at(where) if isinstance(where, str) else where)
        except ChangedMeanwhile:
            return TOLD
        except (CtiError, IntegrityError) as error:
            return f"refused by nothing but {type(error).__name__}"
        return WON


def _begin(begin_at: float, deed: Callable[[], Any]) -> Any:  # noqa: ANN401, as it came
    while monotonic() < begin_at:
        pass
    return deed()


def _wrong(
    pair: Sequence[Deed], outcomes: Sequence[str], now: Mapping[str, object]
) -> Iterator[str]:
    if sorted(outcomes) != sorted([WON, TOLD]):
        yield f"outcomes {outcomes}"
        return
    leaves = pair[outcomes.index(WON)].leaves
    if now != leaves:
        yield f"{now} and not {leaves}"
