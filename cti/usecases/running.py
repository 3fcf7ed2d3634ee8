"""Ask for a planning run, look how far it is and what came of it, and cancel it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cti.exchange.plan_json import prices_json
from cti.plans.life import RunState
from cti.plans.policy import BALANCED, Policy
from cti.store import runs
from cti.store.edits import edits_since
from cti.store.pages import Behind, runs_page
from cti.store.plain import Values
from cti.store.runs import Wanted
from cti.store.unit import Store, Unit
from cti.units import Points
from cti.usecases.choosing import own_prices
from cti.usecases.publishing import NameOf, by_id, in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A planning run, as it is now.

    Attributes
    ----------
    doing
        What it is at, in words; empty before it begins.
    share_done
        Of what it is at, 0 to 1; None where that cannot be known.
    best_cost, lower_bound
        The best found so far, in points, and what no plan can be below; None before
        there is one.
    cancel_asked
        Whether somebody has asked its worker to stop.
    attempts
        How often it has been begun.
    input_hash, revision
        What it is made from; None before it begins.
    plan_id
        The draft it made; None while there is none.
    reason
        Why there is no plan, in words.
    edits
        What was changed since it began, by whom and when, in sentences.
    """

    run_id: str
    service_id: str
    state: RunState
    asked_by: str
    asked_at: datetime
    plan_on: date
    policy: str
    seed: int
    effort: int
    seconds: float | None
    doing: str
    share_done: float | None
    best_cost: Points | None
    lower_bound: Points | None
    cancel_asked: bool
    attempts: int
    input_hash: str | None
    revision: int | None
    ended_at: datetime | None
    plan_id: str | None
    reason: str
    edits: tuple[str, ...]


def ask_for_run(
    store: Store,
    service_id: str,
    *,
    on: date,
    author_id: str,
    at: datetime,
    policy: Policy = BALANCED,
    seed: int = 0,
    effort: int = 2,
    seconds: float | None = None,
) -> str:
    """Ask for a plan, and return the id of the run that will make it.

    Parameters
    ----------
    on
        The plan date.
    seed, effort, seconds
        How far to search.

    Raises
    ------
    NotThere
        If there is no such service.
    """
    with store.unit(author_id=author_id, at=at) as unit:
        return ask_in(
            unit,
            service_id,
            on=on,
            policy=policy,
            seed=seed,
            effort=effort,
            seconds=seconds,
        )


def ask_in(
    unit: Unit,
    service_id: str,
    *,
    on: date,
    policy: Policy,
    seed: int = 0,
    effort: int,
    seconds: float | None,
) -> str:
    """Ask for a plan, together with what it is to be made from."""
    wanted = Wanted(
        plan_on=on,
        policy=policy.key,
        prices=prices_json(own_prices(policy)),
        seed=seed,
        effort=effort,
        seconds=seconds,
    )
    runs.revision_of(unit.connection, service_id)
    run_id = runs.ask(unit, service_id, wanted)
    unit.audit("runs:add", "runs", run_id)
    return run_id


def cancel_run(store: Store, run_id: str, *, at: datetime) -> RunState:
    """Cancel a run; one that is running ends soon, with the best plan so far.

    Returns
    -------
    The state it is in now.

    Raises
    ------
    NotThere
        If there is no such run.
    """
    return runs.cancel(store, run_id, at=at)


def look_at_run(store: Store, run_id: str, *, name_of: NameOf = by_id) -> Run:
    """Return a run as it is now, and what was changed since it began.

    Parameters
    ----------
    name_of
        What the author of an edit is called.

    Raises
    ------
    NotThere
        If there is no such run.
    """
    with store.reading() as connection:
        row = runs.run_row(connection, run_id)
        edits = (
            ()
            if row["revision"] is None
            else edits_since(
                connection, row["service_id"], row["revision"], to=row["ended_revision"]
            )
        )
    return _run(row, in_words(edits, name_of))


def some_runs(
    store: Store,
    service_id: str,
    *,
    most: int,
    state: RunState | None = None,
    behind: Behind | None = None,
) -> Sequence[Run]:
    """Return runs of a service, the newest first, without what was changed meanwhile.

    Parameters
    ----------
    state
        None for all of them.
    behind
        When the last one that was read was asked for, and its id; None for the
        beginning.
    """
    with store.reading() as connection:
        rows = runs_page(connection, service_id, state=state, behind=behind, most=most)
    return [_run(row, ()) for row in rows]


def _run(row: Values, edits: tuple[str, ...]) -> Run:
    names = (name for name in Run.__dataclass_fields__ if name in row)
    return Run(run_id=row["id"], edits=edits, **{name: row[name] for name in names})
