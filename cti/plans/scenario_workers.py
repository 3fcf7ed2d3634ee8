"""What can be tried on the workers of a caseload: leaving, joining, hours, ceilings."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import ClassVar

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.workers import Worker
from cti.plans.scenario import Trouble, fresh, outside
from cti.plans.words import Words
from cti.units import Sce, WorkerId, format_sce

MOST_HOURS = Fraction(3, 2)
MOST_CEILING = Fraction(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaves:
    """A worker leaves.

    Attributes
    ----------
    on
        First day no longer here.
    """

    option: ClassVar[str] = "leaves"
    worker_id: WorkerId
    on: date

    @property
    def settles(self) -> Hashable:
        """Nobody leaves twice."""
        return self.worker_id

    def troubles(self, caseload: Caseload, horizon: Horizon) -> Iterator[Trouble]:
        """Yield why the leaving cannot be, or would change nothing."""
        worker = caseload.worker[self.worker_id]
        yield from outside(self.on, horizon)
        if worker.leaves_on is not None and worker.leaves_on <= self.on:
            yield Trouble(
                f"{worker.name} leaves on {worker.leaves_on} as it is",
                "Give an earlier day",
            )
        if worker.starts_on is not None and worker.starts_on >= self.on:
            yield Trouble(
                f"{worker.name} only starts on {worker.starts_on}", "Give a later day"
            )

    def applied(self, caseload: Caseload, _: Horizon) -> Caseload:
        """Return the caseload with the leaving."""
        worker = caseload.worker[self.worker_id]
        return _with_worker(caseload, replace(worker, leaves_on=self.on))

    def said(self, words: Words) -> str:
        """Return it as a clause."""
        return f"{words.worker(self.worker_id)} leaves on {words.day(self.on)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Joins:
    """Somebody joins, who works and brings what another worker does.

    Attributes
    ----------
    like
        The worker they are like.
    name
        What they are called.
    """

    option: ClassVar[str] = "joins"
    like: WorkerId
    from_on: date
    name: str = ""

    @property
    def settles(self) -> Hashable:
        """Several may join."""
        return None

    def troubles(self, _: Caseload, horizon: Horizon) -> Iterator[Trouble]:
        """Yield why the joining would change nothing."""
        yield from outside(self.from_on, horizon)

    def applied(self, caseload: Caseload, _: Horizon) -> Caseload:
        """Return the caseload with the new worker, who takes on new people."""
        like = caseload.worker[self.like]
        new = replace(
            like,
            worker_id=WorkerId(fresh("new-worker", caseload.worker)),
            name=self.name or f"somebody new like {like.name}",
            starts_on=self.from_on,
            leaves_on=None,
            accepts_new=True,
        )
        return replace(caseload, workers=(*caseload.workers, new))

    def said(self, words: Words) -> str:
        """Return it as a clause."""
        like, day = words.worker(self.like), words.day(self.from_on)
        who = f"{self.name}, like {like}," if self.name else f"somebody new like {like}"
        return f"{who} joins on {day}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorksHours:
    """A worker works more or less, for the whole of the plan.

    A ceiling of their own goes up or down with the hours.

    Attributes
    ----------
    fte
        Share of a full-time post.
    """

    option: ClassVar[str] = "hours"
    worker_id: WorkerId
    fte: Fraction

    @property
    def settles(self) -> Hashable:
        """A worker has one share."""
        return self.worker_id

    def troubles(self, caseload: Caseload, _: Horizon) -> Iterator[Trouble]:
        """Yield why the hours cannot be, or would change nothing."""
        worker = caseload.worker[self.worker_id]
        if not 0 < self.fte <= MOST_HOURS:
            yield Trouble(
                f"{format_sce(self.fte)} is no share of a full-time post",
                f"Give one above 0 and up to {format_sce(MOST_HOURS)}, such as 0.6",
            )
        elif self.fte == worker.fte:
            yield Trouble(
                f"{worker.name} works {format_sce(self.fte)} of a post as it is",
                "Give another share",
            )
        elif worker.ceiling is not None and not worker.fte:
            yield Trouble(
                f"{worker.name} has a ceiling of their own and no hours to measure it",
                "Give the ceiling instead",
            )

    def applied(self, caseload: Caseload, _: Horizon) -> Caseload:
        """Return the caseload with the hours, and the ceiling that goes with them."""
        worker = caseload.worker[self.worker_id]
        own = worker.ceiling
        ceiling = None if own is None else own * self.fte / worker.fte
        return _with_worker(caseload, replace(worker, fte=self.fte, ceiling=ceiling))

    def said(self, words: Words) -> str:
        """Return it as a clause."""
        worker = words.worker(self.worker_id)
        return f"{worker} works {format_sce(self.fte)} of a full-time post"


@dataclass(frozen=True, slots=True, kw_only=True)
class HasCeiling:
    """Another ceiling, for one worker or for every full-time post of the service.

    Attributes
    ----------
    worker_id
        None for the service's ceiling, which those with one of their own do not follow.
    """

    option: ClassVar[str] = "ceiling"
    ceiling: Sce
    worker_id: WorkerId | None = None

    @property
    def settles(self) -> Hashable:
        """A worker has one ceiling, and a full-time post too."""
        return (self.worker_id,)

    def troubles(self, caseload: Caseload, _: Horizon) -> Iterator[Trouble]:
        """Yield why the ceiling cannot be, or would change nothing."""
        now = caseload.service.ceiling
        if self.worker_id is not None:
            worker = caseload.worker[self.worker_id]
            now = now * worker.fte if worker.ceiling is None else worker.ceiling
        if not 0 <= self.ceiling <= MOST_CEILING:
            yield Trouble(
                f"nobody agrees a ceiling of {format_sce(self.ceiling)} SCE",
                f"Give one from 0 to {format_sce(MOST_CEILING)}",
            )
        elif self.ceiling == now:
            yield Trouble(
                f"the ceiling is {format_sce(now)} as it is", "Give another one"
            )
        elif self.worker_id is None and _each_their_own(caseload):
            yield Trouble(
                "every worker has a ceiling of their own",
                "Give it for each worker: W01:18",
            )

    def applied(self, caseload: Caseload, _: Horizon) -> Caseload:
        """Return the caseload with the ceiling."""
        if self.worker_id is None:
            service = replace(caseload.service, ceiling=self.ceiling)
            return replace(caseload, service=service)
        worker = caseload.worker[self.worker_id]
        return _with_worker(caseload, replace(worker, ceiling=self.ceiling))

    def said(self, words: Words) -> str:
        """Return it as a clause."""
        ceiling = format_sce(self.ceiling)
        if self.worker_id is None:
            return f"the ceiling is {ceiling} SCE for a full-time post"
        return f"{words.workers_own(self.worker_id)} ceiling is {ceiling} SCE"


def _with_worker(caseload: Caseload, changed: Worker) -> Caseload:
    return replace(
        caseload,
        workers=tuple(
            changed if worker.worker_id == changed.worker_id else worker
            for worker in caseload.workers
        ),
    )


def _each_their_own(caseload: Caseload) -> bool:
    return all(worker.ceiling is not None for worker in caseload.workers)
