"""What if somebody left, joined, or more were referred: futures side by side."""

from typing import Annotated

from fastapi import Depends
from pydantic import ConfigDict, Field

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.api.planning_shapes import (
    Effort,
    PlanDay,
    PolicyName,
    Prices,
    Seed,
    Whom,
    points,
)
from cti.api.shapes import Day, Line, PathId, Sent, Told, sce
from cti.api.subject import subject
from cti.exchange.scenario_in import Asked
from cti.plans.outcome import WorkerOutcome
from cti.usecases.assigning import Search
from cti.usecases.choosing import meant_policy
from cti.usecases.what_if import MOST_SCENARIOS, Future
from cti.usecases.what_if_kept import WhatIfKept, what_if_of_service

scenarios = subject("scenarios")

Asks = Annotated[Caller, Depends(of(Permission.PLAN_READ, "services", "service_id"))]

MOST_SECONDS = 60
MOST_CHANGES = 20


class ChangeTried(Sent):
    """One thing that is otherwise in a scenario, as `cti what-if` takes it."""

    change: Annotated[
        Line,
        Field(
            description="hours, ceiling, leaves, joins, weight, merge, referrals or "
            "pause.",
            examples=["leaves"],
        ),
    ]
    said: Annotated[
        Line,
        Field(
            description="What is otherwise; a worker by their row, name or id.",
            examples=["3f2a1c0de4b54f7f9a0d6c1e2b3a4f5e:2027-01-11"],
        ),
    ]


class Scenario(Sent):
    """One future, under a name of its own."""

    name: Annotated[Line, Field(min_length=1, examples=["Jo leaves in January"])]
    changes: Annotated[list[ChangeTried], Field(min_length=1, max_length=MOST_CHANGES)]


class WhatIf(Sent):
    """What is to be tried, and how far to search."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "plan_on": "2026-11-23",
                    "scenarios": [
                        {
                            "name": "Jo leaves in January",
                            "changes": [{"change": "leaves", "said": "Jo:2027-01-11"}],
                        }
                    ],
                }
            ]
        }
    )

    plan_on: Annotated[PlanDay, Field(description="The plan date.")]
    scenarios: Annotated[list[Scenario], Field(min_length=1, max_length=MOST_SCENARIOS)]
    policy: PolicyName | None = None
    prices: Prices | None = None
    seed: Seed = 0
    effort: Effort = 1
    seconds: Annotated[
        float,
        Field(
            ge=1,
            le=MOST_SECONDS,
            description="How long all the plans together may take.",
            examples=[20],
        ),
    ] = 20


class Fullest(Told):
    """The Monday on which a worker has the most above the ceiling, or least below."""

    on: Day
    sce: float
    ceiling: float


class WorkerFuture(Told):
    """What a future comes to for one worker."""

    worker: Annotated[
        Whom, Field(description="Without a row, somebody who joins in the scenario.")
    ]
    fullest: Fullest | None
    mondays_over: int
    sce_weeks_over: float
    come: int
    go: int
    start: int
    unmet_wishes: int


class PlannedFuture(Told):
    """A future, planned."""

    name: Annotated[str, Field(examples=["as it is"])]
    said: Annotated[str, Field(description="What is otherwise.")]
    compared: Annotated[
        list[str], Field(description="What it comes to beside the caseload as it is.")
    ]
    lower_bound: Annotated[float, Field(description="No plan of it costs less.")]
    quality: Annotated[str, Field(examples=["within 0.3 % of the best possible"])]
    sce_weeks_over: float
    mondays_over: int
    people: int
    change_worker: int
    must_change: int
    alone: int
    referrals: int
    weeks_waited: int
    not_placed: int
    unmet_wishes: int
    told_otherwise: Annotated[
        int | None, Field(description="Null where no plan is in force.")
    ]
    workers: list[WorkerFuture]


class Futures(Told):
    """The caseload as it is and as it could be."""

    now: PlannedFuture
    futures: list[PlannedFuture]


@scenarios.post("/services/{service_id}/scenarios", summary="What if")
def try_them(caller: Asks, service_id: PathId, said: WhatIf) -> Futures:
    """Plan the caseload as it is and in up to three futures; nothing of it is kept."""
    found = what_if_of_service(
        caller.store,
        service_id,
        [
            Asked(
                name=each.name,
                changes=tuple((one.change, one.said) for one in each.changes),
            )
            for each in said.scenarios
        ],
        on=said.plan_on,
        policy=meant_policy(said.policy, said.prices),
        search=Search(seed=said.seed, effort=said.effort, seconds=said.seconds),
    )
    return Futures(
        now=_future(found, found.found.as_it_is),
        futures=[_future(found, each) for each in found.found.futures],
    )


_COUNTED = (
    "mondays_over",
    "people",
    "change_worker",
    "must_change",
    "alone",
    "referrals",
    "weeks_waited",
    "not_placed",
    "unmet_wishes",
    "told_otherwise",
)


def _future(kept: WhatIfKept, future: Future) -> PlannedFuture:
    comes_to = future.outcome
    return PlannedFuture(
        name=future.name,
        said=future.said,
        compared=[*future.compared],
        lower_bound=points(future.lower_bound),
        quality=future.quality,
        sce_weeks_over=sce(comes_to.sce_weeks_over),
        workers=[_worker(kept, each) for each in comes_to.workers],
        **{name: getattr(comes_to, name) for name in _COUNTED},
    )


def _worker(kept: WhatIfKept, found: WorkerOutcome) -> WorkerFuture:
    row = found.fullest
    fullest = (
        None
        if row is None
        else Fullest(on=row.week, sce=sce(row.sce), ceiling=sce(row.ceiling))
    )
    worker_id = found.worker_id
    return WorkerFuture(
        worker=Whom(id=kept.ids.worker.get(worker_id), external_id=worker_id),
        fullest=fullest,
        mondays_over=found.mondays_over,
        sce_weeks_over=sce(found.sce_weeks_over),
        come=found.come,
        go=found.go,
        start=found.start,
        unmet_wishes=found.unmet_wishes,
    )
