"""Who should take somebody next, and whom a worker could take: asked of a plan."""

from typing import Annotated

from fastapi import Depends, Query
from pydantic import Field

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.api.planning_shapes import Whom, points
from cti.api.shapes import Day, PathId, RowId, Told, sce
from cti.api.subject import subject
from cti.plans.blocked import Blocked
from cti.units import PersonId, WorkerId
from cti.usecases import asking_kept
from cti.usecases.asking_kept import AskedPlan
from cti.usecases.recommending import Offer as Found

recommendations = subject("recommendations")

AboutPerson = Annotated[
    Caller, Depends(of(Permission.PLAN_READ, "people", "person_id"))
]
AboutWorker = Annotated[
    Caller, Depends(of(Permission.PLAN_READ, "workers", "worker_id"))
]

MOST_OFFERS = 500
USUAL_OFFERS = 8

Most = Annotated[
    int, Query(ge=1, le=MOST_OFFERS, description="How many to offer, the best first.")
]
PlanId = Annotated[
    str | None,
    Query(
        pattern="^[0-9a-f]{32}$",
        description="The plan it is asked of; else the plan in force, or the newest "
        "draft where none is.",
    ),
]


class Offer(Told):
    """One worker and start for one person, with what it would do."""

    person: Whom
    worker: Whom
    on: Annotated[Day, Field(description="The Monday they would come.")]
    points: Annotated[
        float,
        Field(
            description="What it adds to the cost of the plan; less than nothing where "
            "it saves.",
            examples=[12.5],
        ),
    ]
    sce_weeks_over: Annotated[
        float, Field(description="What it adds above the ceilings, SCE by weeks.")
    ]
    price: Annotated[str, Field(examples=["12.5 points more"])]
    impact: Annotated[
        str,
        Field(
            description="What it does to the worker's caseload over time.",
            examples=["Bo has room for Robin: 12 of 20 SCE at the fullest."],
        ),
    ]
    meaning: Annotated[
        str, Field(description="What it means beside; empty where nothing more.")
    ]
    is_planned: bool


class Refused(Told):
    """Somebody whom a rule refuses."""

    person: Whom
    worker: Whom
    rules: Annotated[list[str], Field(examples=[["same_team"]])]
    said: list[str]


class Recommendations(Told):
    """What is recommended, and who is refused."""

    plan_id: Annotated[RowId, Field(description="The plan it is asked of.")]
    is_stale: Annotated[
        bool, Field(description="Whether anything it was made from was changed since.")
    ]
    offers: Annotated[list[Offer], Field(description="The best first.")]
    more: Annotated[int, Field(description="How many there are besides.")]
    refused: list[Refused]
    nothing: Annotated[str, Field(description="Why there is no offer; else empty.")]


@recommendations.get(
    "/referrals/{person_id}/recommendations", summary="Who should take somebody next"
)
def for_referral(
    caller: AboutPerson,
    person_id: PathId,
    *,
    plan_id: PlanId = None,
    every_start: Annotated[
        bool, Query(description="Each start with each worker, not only the best.")
    ] = False,
    most: Most = USUAL_OFFERS,
) -> Recommendations:
    """Rank the workers and start weeks for somebody, and say whom a rule refuses.

    It may be asked of somebody who is supported already, too.
    """
    found = asking_kept.recommend_for_person(
        caller.store,
        caller.service_id,
        person_id,
        plan_id=plan_id,
        every_start=every_start,
        most=most,
    )
    return _told(found)


@recommendations.get(
    "/workers/{worker_id}/recommendations", summary="Whom a worker could take next"
)
def to_worker(
    caller: AboutWorker,
    worker_id: PathId,
    plan_id: PlanId = None,
    most: Most = USUAL_OFFERS,
) -> Recommendations:
    """Rank the people a worker could take next, and say whom a rule refuses."""
    found = asking_kept.recommend_to_worker(
        caller.store, caller.service_id, worker_id, plan_id=plan_id, most=most
    )
    return _told(found)


def person(plan: AskedPlan, person_id: PersonId) -> Whom:
    """Return a person of a plan as they are answered."""
    return Whom(id=plan.ids.person.get(person_id), external_id=person_id)


def worker(plan: AskedPlan, worker_id: WorkerId) -> Whom:
    """Return a worker of a plan as they are answered."""
    return Whom(id=plan.ids.worker.get(worker_id), external_id=worker_id)


def _told(found: asking_kept.Advised) -> Recommendations:
    plan, advice = found.plan, found.advice
    return Recommendations(
        plan_id=plan.plan_id,
        is_stale=plan.is_stale,
        offers=[_offer(plan, each) for each in advice.offers],
        more=advice.more,
        refused=[_refused(plan, whom, each) for whom, each in advice.blocked],
        nothing=advice.nothing,
    )


def _offer(plan: AskedPlan, offer: Found) -> Offer:
    return Offer(
        person=person(plan, offer.person_id),
        worker=worker(plan, offer.worker_id),
        on=offer.on,
        points=points(offer.points),
        sce_weeks_over=sce(offer.sce_weeks_over),
        price=offer.price,
        impact=offer.impact,
        meaning=offer.meaning,
        is_planned=offer.is_planned,
    )


def _refused(plan: AskedPlan, whom: PersonId, blocked: Blocked) -> Refused:
    return Refused(
        person=person(plan, whom),
        worker=worker(plan, blocked.worker_id),
        rules=[each.value for each in blocked.rules],
        said=[each.sentence for each in blocked.refusals],
    )
