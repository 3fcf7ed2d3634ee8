"""Planning runs: asked for, claimed by one worker, told of, taken over, ended.

Whoever works on a run holds a lease. It is renewed while the worker lives; once it is
over, another may take the run over, and what the first one finds then counts no more.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, and_, insert, or_, select, update
from sqlalchemy.exc import DBAPIError

from cti.errors import NotThere
from cti.plans.life import RunState
from cti.store.plain import Values
from cti.store.tables import RUNS, SERVICES
from cti.store.unit import Store, Unit, as_values, new_id
from cti.units import Points

LEASE = timedelta(seconds=60)
"""How long a worker may be silent: far longer than starting the planner takes."""

MOST_ATTEMPTS = 3
"""So often a run is begun before it is given up."""

GIVEN_UP = f"Its worker was lost {MOST_ATTEMPTS} times; nobody tries again."
NOT_BEGUN = "Cancelled before it began."
LOST_AND_CANCELLED = "Cancelled; its worker was lost before there was a plan."


class LostRun(Exception):
    """The run is somebody else's by now, or has ended."""


class Heard(StrEnum):
    """What a worker hears when it says that it is alive."""

    GO_ON = "go on"
    STOP = "stop"
    LOST = "lost"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be planned, and how.

    Attributes
    ----------
    policy, prices
        What the prices are called; and the prices as JSON, where they do not come with
        the program.
    seconds
        After so long the best plan so far is taken; None for no limit.
    """

    plan_on: date
    policy: str
    prices: str | None
    seed: int
    effort: int
    seconds: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A run that one worker has taken on.

    Attributes
    ----------
    attempt
        Tells this time from any other that the same worker may have had it.
    """

    run_id: str
    worker_name: str
    attempt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HowFar:
    """How far a run is.

    Attributes
    ----------
    share_done
        Of what is being done, 0 to 1; None where that cannot be known.
    best_cost, lower_bound
        The best found so far, and what no plan can be below; None before there is one.
    """

    doing: str
    share_done: float | None = None
    best_cost: Points | None = None
    lower_bound: Points | None = None


def ask(unit: Unit, service_id: str, wanted: Wanted) -> str:
    """Ask for a run, and return its id."""
    run_id = new_id()
    row = {
        "id": run_id,
        "service_id": service_id,
        "state": RunState.QUEUED,
        "asked_at": unit.at,
        "asked_by": unit.author_id,
        "plan_on": wanted.plan_on,
        "policy": wanted.policy,
        "prices": wanted.prices,
        "seed": wanted.seed,
        "effort": wanted.effort,
        "seconds": wanted.seconds,
        "cancel_asked": False,
        "attempts": 0,
        "doing": "",
        "reason": "",
    }
    unit.connection.execute(insert(RUNS), row)
    return run_id


def run_row(connection: Connection, run_id: str) -> Values:
    """Return what is known about a run.

    Raises
    ------
    NotThere
        If there is no such run.
    """
    found = connection.execute(select(RUNS).where(RUNS.c.id == run_id)).first()
    if found is None:
        raise NotThere(RUNS.name)
    return as_values(found)


def revision_of(connection: Connection, service_id: str) -> int:
    """Return a service's revision.

    Raises
    ------
    NotThere
        If there is no such service.
    """
    of = select(SERVICES.c.revision).where(SERVICES.c.id == service_id)
    revision = connection.execute(of).scalar_one_or_none()
    if revision is None:
        raise NotThere(SERVICES.name)
    return int(revision)


def claim(store: Store, *, worker_name: str, at: datetime) -> Claim | None:
    """Take on the run that has waited longest, or one whose worker went silent.

    A run whose workers were lost too often, or that somebody has cancelled since, is
    ended instead.

    Returns
    -------
    None if there is nothing to do.
    """
    waiting = _waiting(at)
    with store.reading() as connection:
        # Who has nothing to do must not keep others from writing.
        if (
            connection.execute(select(RUNS.c.id).where(waiting).limit(1)).first()
            is None
        ):
            return None
    oldest = select(RUNS).where(waiting).order_by(RUNS.c.asked_at, RUNS.c.id).limit(1)
    with store.writing() as connection:
        while found := connection.execute(
            oldest.with_for_update(skip_locked=True)
        ).first():
            run = as_values(found)
            if not _is_given_up(connection, run, at):
                return _taken(connection, run, worker_name, at)
    return None


def begin(store: Store, claimed: Claim, *, input_hash: str, revision: int) -> None:
    """Note what a run is made from.

    Raises
    ------
    LostRun
        If somebody else has it by now.
    """
    values = {"input_hash": input_hash, "revision": revision}
    with store.writing() as connection:
        _change_mine(connection, claimed, values)


def beat(store: Store, claimed: Claim, how_far: HowFar, *, at: datetime) -> Heard:
    """Say that the worker lives and how far it is; hear whether to go on."""
    mine = (
        update(RUNS)
        .where(_is_mine(claimed))
        .values(
            heartbeat_at=at,
            lease_until=at + LEASE,
            doing=how_far.doing,
            share_done=how_far.share_done,
            best_cost=how_far.best_cost,
            lower_bound=how_far.lower_bound,
        )
        .returning(RUNS.c.cancel_asked)
    )
    try:
        with store.writing() as connection:
            row = connection.execute(mine).first()
    except DBAPIError:
        # The database may be back before the lease is over.
        return Heard.NOTHING
    if row is None:
        return Heard.LOST
    return Heard.STOP if row.cancel_asked else Heard.GO_ON


def cancel(store: Store, run_id: str, *, at: datetime) -> RunState:
    """Cancel a run: at once if it waits; else its worker is asked to stop.

    Returns
    -------
    The state it is in now: running, while its worker has not yet heard.

    Raises
    ------
    NotThere
        If there is no such run.
    """
    with store.writing() as connection:
        locked = select(RUNS).where(RUNS.c.id == run_id).with_for_update()
        found = connection.execute(locked).first()
        if found is None:
            raise NotThere(RUNS.name)
        run = as_values(found)
        if run["state"] is RunState.QUEUED:
            _end_unheld(connection, run, RunState.CANCELLED, NOT_BEGUN, at)
            return RunState.CANCELLED
        if run["state"] is RunState.RUNNING:
            connection.execute(
                update(RUNS).where(RUNS.c.id == run_id).values(cancel_asked=True)
            )
        return RunState(run["state"])


def release(store: Store, claimed: Claim) -> None:
    """Give a run back, as if it had never been begun.

    Raises
    ------
    LostRun
        If somebody else has it by now.
    """
    values = {
        "state": RunState.QUEUED,
        "worker_name": None,
        "lease_until": None,
        "attempts": claimed.attempt - 1,
        "doing": "",
        "share_done": None,
        "best_cost": None,
        "lower_bound": None,
    }
    with store.writing() as connection:
        _change_mine(connection, claimed, values)


def end(
    connection: Connection,
    claimed: Claim,
    state: RunState,
    *,
    at: datetime,
    plan_id: str | None = None,
    reason: str = "",
) -> None:
    """End a run, in the transaction that keeps what it found.

    Raises
    ------
    LostRun
        If somebody else has it by now; what was found must then not be kept.
    """
    values = {
        "state": state,
        "worker_name": None,
        "lease_until": None,
        "ended_at": at,
        "ended_revision": revision_of(
            connection, run_row(connection, claimed.run_id)["service_id"]
        ),
        "plan_id": plan_id,
        "reason": reason,
    }
    _change_mine(connection, claimed, values)


def _waiting(at: datetime) -> ColumnElement[bool]:
    silent = and_(RUNS.c.state == RunState.RUNNING, RUNS.c.lease_until < at)
    return or_(RUNS.c.state == RunState.QUEUED, silent)


def _is_mine(claimed: Claim) -> ColumnElement[bool]:
    return and_(
        RUNS.c.id == claimed.run_id,
        RUNS.c.state == RunState.RUNNING,
        RUNS.c.worker_name == claimed.worker_name,
        RUNS.c.attempts == claimed.attempt,
    )


def _change_mine(connection: Connection, claimed: Claim, values: Values) -> None:
    mine = update(RUNS).where(_is_mine(claimed)).values(**values)
    if connection.execute(mine).rowcount != 1:
        raise LostRun


def _is_given_up(connection: Connection, run: Values, at: datetime) -> bool:
    """End a run that nobody should begin again."""
    if run["cancel_asked"]:
        _end_unheld(connection, run, RunState.CANCELLED, LOST_AND_CANCELLED, at)
        return True
    if run["attempts"] >= MOST_ATTEMPTS:
        _end_unheld(connection, run, RunState.FAILED, GIVEN_UP, at)
        return True
    return False


def _end_unheld(
    connection: Connection, run: Values, state: RunState, reason: str, at: datetime
) -> None:
    connection.execute(
        update(RUNS)
        .where(RUNS.c.id == run["id"])
        .values(
            state=state,
            reason=reason,
            ended_at=at,
            ended_revision=revision_of(connection, run["service_id"]),
            worker_name=None,
            lease_until=None,
        )
    )


def _taken(
    connection: Connection, run: Values, worker_name: str, at: datetime
) -> Claim:
    attempt = run["attempts"] + 1
    connection.execute(
        update(RUNS)
        .where(RUNS.c.id == run["id"])
        .values(
            state=RunState.RUNNING,
            worker_name=worker_name,
            attempts=attempt,
            heartbeat_at=at,
            lease_until=at + LEASE,
        )
    )
    return Claim(run_id=run["id"], worker_name=worker_name, attempt=attempt)
