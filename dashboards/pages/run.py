"""How far a planning run is, in words."""

from dataclasses import dataclass

from cti.plans.life import RunState
from cti.units import format_points
from cti.usecases.running import Run

GOING = {RunState.QUEUED, RunState.RUNNING}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunShown:
    """A planning run, as far as it is.

    Attributes
    ----------
    address
        Where to look how far it is.
    is_going
        Whether it waits or is at work.
    doing
        What it is at, in words.
    percent
        How much of that is done, 0 to 100; None where that cannot be known.
    found
        The best so far and what no plan can be below, in words; empty for nothing yet.
    ended
        How it ended, in a sentence; empty while it has not.
    """

    address: str
    is_going: bool
    doing: str
    percent: int | None
    found: str
    ended: str
    is_cancelled: bool


def run_shown(run: Run, *, address: str) -> RunShown:
    """Lay out how far a run is."""
    return RunShown(
        address=f"{address}/runs/{run.run_id}",
        is_going=run.state in GOING,
        doing=_doing(run),
        percent=None if run.share_done is None else round(run.share_done * 100),
        found=_found(run),
        ended=_ended(run),
        is_cancelled=run.cancel_asked,
    )


def _doing(run: Run) -> str:
    if run.state is RunState.QUEUED:
        return "Waiting for its turn"
    if run.cancel_asked:
        return "Stopping with the best plan so far"
    return run.doing[:1].upper() + run.doing[1:] or "Beginning"


def _found(run: Run) -> str:
    if run.best_cost is None:
        return ""
    best = f"Best plan so far: {format_points(run.best_cost)} points"
    if run.lower_bound is None:
        return f"{best}."
    return f"{best}; no plan can cost less than {format_points(run.lower_bound)}."


def _ended(run: Run) -> str:
    match run.state:
        case RunState.DONE:
            return "The plan is ready."
        case RunState.CANCELLED if run.plan_id:
            return "It was stopped; the best plan so far is kept as a draft."
        case RunState.CANCELLED:
            return "It was cancelled before there was a plan."
        case RunState.FAILED:
            return f"There is no new plan. {run.reason}".strip()
        case _:
            return ""
