"""Planning runs: ask for a plan, look how far it is, cancel it."""

from typing import Annotated

from fastapi import Depends
from pydantic import ConfigDict, Field
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.api.newest import page, read_behind
from cti.api.paging import USUAL_PAGE, After, Limit
from cti.api.planning_shapes import Effort, PlanDay, PolicyName, Prices, Seed, points
from cti.api.shapes import Day, Moment, Page, PathId, RowId, Sent, Told
from cti.api.subject import subject
from cti.plans.life import RunState
from cti.usecases import running
from cti.usecases.calling import names_of_accounts
from cti.usecases.choosing import meant_policy

runs = subject("runs")

Lists = Annotated[Caller, Depends(of(Permission.PLAN_READ, "services", "service_id"))]
Asks = Annotated[Caller, Depends(of(Permission.PLAN_MAKE, "services", "service_id"))]
Reads = Annotated[Caller, Depends(of(Permission.PLAN_READ, "runs", "run_id"))]
Cancels = Annotated[Caller, Depends(of(Permission.PLAN_MAKE, "runs", "run_id"))]

MOST_SECONDS = 3600
"""A run that takes longer is not waited for."""

MOST_EDITS = 200
"""So many edits are told, and how many there are in all."""


class RunWanted(Sent):
    """What is to be planned, and how far to search for it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"plan_on": "2026-11-23", "policy": "balanced", "seconds": 120}
            ]
        }
    )

    plan_on: Annotated[PlanDay, Field(description="The plan date.")]
    policy: PolicyName | None = None
    prices: Prices | None = None
    seed: Seed = 0
    effort: Effort = 2
    seconds: Annotated[
        float | None,
        Field(
            ge=1,
            le=MOST_SECONDS,
            description="After so long the best plan so far is taken.",
            examples=[120],
        ),
    ] = None


class Run(Told):
    """A planning run, as it is now."""

    id: RowId
    service_id: RowId
    state: Annotated[RunState, Field(examples=["running"])]
    asked_by: RowId
    asked_at: Moment
    plan_on: Day
    policy: Annotated[str, Field(examples=["balanced"])]
    seed: int
    effort: int
    seconds: float | None
    doing: Annotated[str, Field(examples=["choosing workers"])]
    share_done: Annotated[
        float | None, Field(description="Of what it is doing, 0 to 1.", examples=[0.4])
    ]
    best_cost: Annotated[
        float | None, Field(description="The best so far, in points.", examples=[1840])
    ]
    lower_bound: Annotated[
        float | None, Field(description="No plan costs less.", examples=[1795.5])
    ]
    cancel_asked: bool
    attempts: Annotated[int, Field(description="How often it was begun.")]
    input_hash: str | None
    revision: Annotated[
        int | None, Field(description="The service's revision it is made from.")
    ]
    ended_at: Moment | None
    plan_id: Annotated[RowId | None, Field(description="The draft it made.")]
    reason: Annotated[str, Field(description="Why there is no plan; else empty.")]


class RunNow(Run):
    """A planning run, and what was changed since it began."""

    edits: Annotated[
        list[str],
        Field(
            description=f"What was changed, by whom and when: {MOST_EDITS} at most.",
            examples=[["Sam's pause was added, by Jo on 23 November 2026 at 09:00."]],
        ),
    ]
    edits_in_all: int


@runs.post("/services/{service_id}/runs", status_code=201, summary="Ask for a plan")
def ask(
    caller: Asks, service_id: PathId, said: RunWanted, response: Response
) -> RunNow:
    """Ask for a plan; a worker makes it, and leaves a draft."""
    run_id = running.ask_for_run(
        caller.store,
        service_id,
        on=said.plan_on,
        author_id=caller.actor.account_id,
        at=caller.at,
        policy=meant_policy(said.policy, said.prices),
        seed=said.seed,
        effort=said.effort,
        seconds=said.seconds,
    )
    response.headers["Location"] = f"/api/runs/{run_id}"
    return _now(caller, run_id)


@runs.get("/services/{service_id}/runs", summary="The runs of a service")
def some(
    caller: Lists,
    service_id: PathId,
    state: RunState | None = None,
    limit: Limit = USUAL_PAGE,
    after: After = None,
) -> Page[Run]:
    """Return the runs of a service, the newest first."""
    found = running.some_runs(
        caller.store,
        service_id,
        state=state,
        behind=read_behind(after),
        most=limit + 1,
    )
    return page(found, limit, key=lambda each: (each.asked_at, each.run_id), tell=_told)


@runs.get("/runs/{run_id}", summary="How far a run is, and what came of it")
def one(caller: Reads, run_id: PathId) -> RunNow:
    """Return a run as it is now, and what was changed since it began."""
    return _now(caller, run_id)


@runs.post("/runs/{run_id}/cancellation", summary="Cancel a run")
def cancel(caller: Cancels, run_id: PathId) -> RunNow:
    """Cancel a run; one that has begun ends soon, with the best plan so far.

    A run that has ended stays as it ended.
    """
    running.cancel_run(caller.store, run_id, at=caller.at)
    return _now(caller, run_id)


def _now(caller: Caller, run_id: str) -> RunNow:
    store = caller.store
    run = running.look_at_run(store, run_id, name_of=names_of_accounts(store))
    return RunNow(
        **_told(run).model_dump(),
        edits=[*run.edits[:MOST_EDITS]],
        edits_in_all=len(run.edits),
    )


def _told(run: running.Run) -> Run:
    names = Run.model_fields.keys() - {"id", "best_cost", "lower_bound"}
    return Run(
        **{name: getattr(run, name) for name in names},
        id=run.run_id,
        best_cost=None if run.best_cost is None else points(run.best_cost),
        lower_bound=None if run.lower_bound is None else points(run.lower_bound),
    )
