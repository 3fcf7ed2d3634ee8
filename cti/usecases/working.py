"""Be the worker that does planning runs, one after another.

The planner is imported while a heart beats already: that takes seconds, in which others
would think the worker lost.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Event, Thread
from types import TracebackType
from typing import TYPE_CHECKING

from cti.errors import CtiError
from cti.exchange.caseload_file import CaseloadFile
from cti.exchange.plan_in import PlanFiles
from cti.exchange.plan_json import plan_json
from cti.plans.life import RunState
from cti.store import runs
from cti.store.plain import Values
from cti.store.plans import (
    Made,
    assignment_of,
    keep_draft,
    plan_in_force,
    read_in_force,
)
from cti.store.reading import read_caseload
from cti.store.runs import Claim, Heard, HowFar, LostRun
from cti.store.unit import Store
from cti.usecases.choosing import kept_policy
from cti.usecases.progress import Progress, Stage, Watch, unwatched

if TYPE_CHECKING:
    from cti.usecases.planning import Planned

Clock = Callable[[], datetime]

BEAT_SECONDS = 0.3
"""How often a worker says how far it is, and hears whether to stop."""

IDLE_SECONDS = 1.0
"""How long a worker waits before it looks for something to do again."""

PAUSE_SECONDS = 5.0
"""How long a worker beside something else waits after the store failed it."""

BETWEEN = frozenset({Stage.CHECKING, Stage.REASONS})
"""Where a run can be left: nothing of the planner is at work then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Who does runs.

    Attributes
    ----------
    name
        Unlike any other worker's.
    clock
        Tells the moment.
    stopping
        Whether to do no more; a run that has begun is given back.
    on_failure
        Told of a failure nobody foresaw; the run is failed, and the worker goes on.
    watch
        Told how far each run is, beside what the store is told.
    """

    name: str
    clock: Clock
    stopping: Event
    on_failure: Callable[[Exception], None]
    watch: Watch = unwatched


def work(store: Store, worker: Worker) -> None:
    """Do runs until told to stop."""
    while not worker.stopping.is_set():
        if do_one(store, worker) is None:
            worker.stopping.wait(IDLE_SECONDS)


@contextmanager
def working_beside(store: Store, worker: Worker) -> Iterator[None]:
    """Do runs in a thread until the block ends; a run that has begun is given back.

    Whatever fails there is told, and the worker goes on after a pause.
    """
    thread = Thread(target=_work_on, args=(store, worker), daemon=True)
    thread.start()
    try:
        yield
    finally:
        worker.stopping.set()
        thread.join()


def do_one(store: Store, worker: Worker) -> str | None:
    """Do one run, if there is one to do.

    Returns
    -------
    Its id, however it ended; None if there was none.
    """
    claimed = runs.claim(store, worker_name=worker.name, at=worker.clock())
    if claimed is None:
        return None
    try:
        with Heart(store, claimed, worker) as heart:
            _do(store, claimed, worker, heart)
    except _Left:
        _release(store, claimed)
    except LostRun:
        pass  # it is another's by now, and nothing of ours was kept
    return claimed.run_id


def _work_on(store: Store, worker: Worker) -> None:
    while not worker.stopping.is_set():
        try:
            work(store, worker)
        except Exception as error:  # what is beside it goes on, and so does it
            worker.on_failure(error)
            worker.stopping.wait(PAUSE_SECONDS)


class Heart:
    """Beats while a run is done: renews the lease, tells how far it is, hears."""

    def __init__(self, store: Store, claimed: Claim, worker: Worker) -> None:
        self._store, self._claim, self._worker = store, claimed, worker
        self._how_far = HowFar(doing="")
        self._heard = Heard.GO_ON
        self._over = Event()
        self._thread = Thread(target=self._beat_on_and_on, daemon=True)

    def __enter__(self) -> "Heart":
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _where: TracebackType | None,
    ) -> None:
        self.rest()

    def rest(self) -> None:
        """Beat no more."""
        self._over.set()
        self._thread.join()

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody has asked to stop with the best plan so far."""
        return self._heard is Heard.STOP

    def is_to_stop(self) -> bool:
        """Whether searching further is of no use."""
        ended = self._heard in {Heard.STOP, Heard.LOST}
        return ended or self._worker.stopping.is_set()

    def watch(self, step: Progress) -> None:
        """Take note of how far planning is; leave it where that is of no use."""
        self._worker.watch(step)
        self._how_far = HowFar(
            doing=step.stage.value,
            share_done=step.share,
            best_cost=self._how_far.best_cost if step.cost is None else step.cost,
            lower_bound=(
                self._how_far.lower_bound
                if step.lower_bound is None
                else step.lower_bound
            ),
        )
        if step.stage in BETWEEN:
            if self._heard is Heard.LOST:
                raise LostRun
            if self._worker.stopping.is_set():
                raise _Left

    def _beat_on_and_on(self) -> None:
        while not self._over.wait(BEAT_SECONDS):
            heard = runs.beat(
                self._store, self._claim, self._how_far, at=self._worker.clock()
            )
            if heard is not Heard.NOTHING:
                self._heard = heard


class _Left(Exception):
    """The worker is to stop, and gives the run back."""


def _do(store: Store, claimed: Claim, worker: Worker, heart: Heart) -> None:
    try:
        run, revision, planned = _planned(store, claimed, heart)
    except CtiError as error:
        _fail(store, claimed, worker, f"{error.message} {error.hint}")
        return
    except (_Left, LostRun):
        raise
    except Exception as error:  # one run that fails must not end the worker
        worker.on_failure(error)
        _fail(store, claimed, worker, f"The planner failed: {type(error).__name__}.")
        return
    state = RunState.CANCELLED if heart.is_cancelled else RunState.DONE
    heart.rest()
    made = Made(
        document=planned.document,
        text=plan_json(planned.document, planned.file.caseload),
        prices=run["prices"],
        revision=revision,
    )
    at = worker.clock()
    with store.unit(author_id=run["asked_by"], at=at) as unit:
        plan_id = keep_draft(unit, run["service_id"], made)
        runs.end(unit.connection, claimed, state, at=at, plan_id=plan_id)


def _planned(
    store: Store, claimed: Claim, heart: Heart
) -> tuple[Values, int, "Planned"]:
    from cti.usecases.assigning import Search  # noqa: PLC0415, after the first heartbeat
    from cti.usecases.planning import plan_read  # noqa: PLC0415, after it too
    from cti.usecases.replanning import InForce  # noqa: PLC0415, after it too

    with store.reading() as connection:
        run = runs.run_row(connection, claimed.run_id)
        service_id, on = run["service_id"], run["plan_on"]
        revision = runs.revision_of(connection, service_id)
        caseload = replace(
            read_caseload(connection, service_id, on=on),
            in_force=read_in_force(connection, service_id, on=on),
        )
        told = plan_in_force(connection, service_id)
        before = None
        if told is not None:
            stays = assignment_of(connection, told)
            files = PlanFiles(assignment=stays, contacts=None, why={}, about=None)
            before = InForce(plan=files, made_on=told["plan_on"])
    file = CaseloadFile.of(caseload)
    runs.begin(store, claimed, input_hash=file.digest, revision=revision)
    search = Search(seed=run["seed"], effort=run["effort"], seconds=run["seconds"])
    planned = plan_read(
        file,
        before=before,
        on=on,
        policy=kept_policy(run["policy"], run["prices"]),
        search=search,
        watch=heart.watch,
        stop=heart.is_to_stop,
    )
    return run, revision, planned


def _fail(store: Store, claimed: Claim, worker: Worker, reason: str) -> None:
    with store.writing() as connection:
        runs.end(connection, claimed, RunState.FAILED, at=worker.clock(), reason=reason)


def _release(store: Store, claimed: Claim) -> None:
    with suppress(LostRun):
        runs.release(store, claimed)
