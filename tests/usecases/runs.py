"""Workers and planners for tests of runs, which need no solver."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from threading import Event
from time import monotonic, sleep

import pytest

import cti.usecases.planning
import cti.usecases.working
from cti.exchange.caseload_file import CaseloadFile
from cti.plans.policy import BALANCED, Policy
from cti.units import Points
from cti.usecases.assigning import Search
from cti.usecases.planning import Planned
from cti.usecases.progress import Progress, Stage
from cti.usecases.replanning import InForce
from cti.usecases.running import ask_for_run
from cti.usecases.working import Worker
from tests.builders import PLAN_DATE, a_stay
from tests.store.plans import LEADER, NOW, Kept, a_document

PATIENCE_SECONDS = 120


@dataclass
class Clock:
    """A clock that a test moves on."""

    at: datetime = NOW
    failures: list[Exception] = field(default_factory=list)

    def worker(self, name: str = "a") -> Worker:
        return Worker(
            name=name,
            clock=lambda: self.at,
            stopping=Event(),
            on_failure=self.failures.append,
        )

    def passes(self, time: timedelta) -> None:
        self.at += time


def asked_for(kept: Kept, *, policy: Policy = BALANCED) -> str:
    return ask_for_run(
        kept.store,
        kept.service_id,
        on=PLAN_DATE,
        author_id=LEADER,
        at=NOW,
        policy=policy,
        effort=0,
    )


Meanwhile = Callable[[Callable[[Progress], None], Callable[[], bool]], None]


def planning_is(patched: pytest.MonkeyPatch, meanwhile: Meanwhile) -> list[Policy]:
    """Let planning be something else, which finds that Sam stays with Alex.

    Returns
    -------
    The prices of each plan, as they are planned.
    """
    prices: list[Policy] = []

    def plan_read(
        file: CaseloadFile,
        *,
        before: InForce | None,
        on: date,
        policy: Policy,
        search: Search,
        watch: Callable[[Progress], None],
        stop: Callable[[], bool],
    ) -> Planned:
        del before, on, search
        prices.append(policy)
        meanwhile(watch, stop)
        watch(Progress(stage=Stage.CHECKING))
        return Planned(document=a_document(a_stay()), file=file)

    patched.setattr(cti.usecases.planning, "plan_read", plan_read)
    patched.setattr(cti.usecases.working, "BEAT_SECONDS", 0.02)
    return prices


def found(watch: Callable[[Progress], None], cost: int, bound: int) -> None:
    """Tell of a plan that was found on the way."""
    watch(
        Progress(
            stage=Stage.WORKERS,
            share=0.25,
            cost=Points(cost),
            lower_bound=Points(bound),
        )
    )


def until(so: Callable[[], object]) -> None:
    """Wait until something is so, and fail where it never is."""
    last = monotonic() + PATIENCE_SECONDS
    while not so():
        assert monotonic() < last
        sleep(0.01)
