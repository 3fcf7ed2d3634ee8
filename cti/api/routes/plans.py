"""Plans: drafts, the one in force and those before it; publish one, throw one away."""

from typing import Annotated

from fastapi import Depends
from pydantic import Field
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.api.newest import page, read_behind
from cti.api.paging import USUAL_PAGE, After, Limit
from cti.api.planning_shapes import Whom, points, whom
from cti.api.shapes import Day, Moment, Page, PathId, RowId, Sent, Told, sce
from cti.api.subject import subject
from cti.api.versions import SeenVersion, tag
from cti.plans.life import PlanState
from cti.usecases import plans_kept
from cti.usecases.calling import names_of_accounts
from cti.usecases.publishing import publish

plans = subject("plans")

Lists = Annotated[Caller, Depends(of(Permission.PLAN_READ, "services", "service_id"))]
Reads = Annotated[Caller, Depends(of(Permission.PLAN_READ, "plans", "plan_id"))]
Publishes = Annotated[Caller, Depends(of(Permission.PLAN_PUBLISH, "plans", "plan_id"))]
Discards = Annotated[Caller, Depends(of(Permission.PLAN_MAKE, "plans", "plan_id"))]

LARGEST_REVISION = 2**31 - 1


_COSTS = ("cost", "lower_bound", "contact_cost", "contact_lower_bound")


class Plan(Told):
    """A plan, and where it is in its life."""

    id: RowId
    service_id: RowId
    version: int
    state: Annotated[PlanState, Field(examples=["draft"])]
    plan_on: Day
    weeks: int
    policy: Annotated[str, Field(examples=["balanced"])]
    seed: int
    effort: int
    repeatable: Annotated[
        bool, Field(description="Whether planning again finds the same.")
    ]
    engine_version: str
    input_hash: str
    revision: Annotated[
        int, Field(description="The service's revision it was made from.")
    ]
    is_stale: Annotated[
        bool, Field(description="Whether anything it was made from was changed since.")
    ]
    cost: Annotated[float, Field(description="In points.", examples=[1840])]
    lower_bound: Annotated[float, Field(description="No plan costs less.")]
    contact_cost: float
    contact_lower_bound: float
    made_at: Moment
    made_by: RowId
    published_at: Moment | None
    published_by: RowId | None
    superseded_at: Moment | None
    superseded_by: Annotated[
        RowId | None, Field(description="The plan that took its place.")
    ]


class Overload(Told):
    """A worker whom the plan has over the ceiling for a time."""

    id: RowId
    worker: Whom
    from_on: Day
    to_on: Annotated[Day, Field(description="The last day, inclusive.")]
    over: Annotated[
        float, Field(description="The most they are over, SCE.", examples=[1.5])
    ]


class OpenedPlan(Plan):
    """A plan, what is over the ceiling in it, and where its service is by now."""

    service_revision: Annotated[
        int,
        Field(description="The service's revision now; send it as `seen_revision`."),
    ]
    overloads: list[Overload]


class Change(Told):
    """Somebody for whom the plan has something else than the plan in force."""

    person: Whom
    from_worker: Whom | None
    to_worker: Whom | None
    on: Annotated[Day, Field(description="The Monday from which it differs.")]
    was_told: Annotated[
        bool, Field(description="Whether they were told anything before.")
    ]
    keeping_costs: Annotated[
        float | None,
        Field(
            description="Points that leaving it as it was would cost; null where no "
            "rule allows it any more.",
            examples=[36.5],
        ),
    ]
    said: Annotated[
        str,
        Field(
            description="What changes, why, and what not to would cost.",
            examples=["Sam moves to Bo on 30 November instead of staying with Alex."],
        ),
    ]


class Changes(Told):
    """What the plan changes against the plan that was in force when it was made."""

    said: Annotated[str, Field(examples=["1 person has something else."])]
    changes: list[Change]
    edits: Annotated[
        list[str], Field(description="What was changed in the service since.")
    ]


class Publication(Sent):
    """What whoever publishes has seen."""

    seen_revision: Annotated[
        int,
        Field(
            ge=0,
            le=LARGEST_REVISION,
            description="The service's revision, as it was when the plan was read.",
        ),
    ]


class Published(Told):
    """That a plan is in force."""

    plan_id: RowId
    revision: Annotated[int, Field(description="The service's revision it made.")]
    superseded_id: Annotated[
        RowId | None, Field(description="The plan it took the place of.")
    ]


@plans.get("/services/{service_id}/plans", summary="The plans of a service")
def some(
    caller: Lists,
    service_id: PathId,
    state: PlanState | None = None,
    limit: Limit = USUAL_PAGE,
    after: After = None,
) -> Page[Plan]:
    """Return the plans of a service, the newest first."""
    found = plans_kept.some_plans(
        caller.store,
        service_id,
        state=state,
        behind=read_behind(after),
        most=limit + 1,
    )
    return page(found, limit, key=lambda each: (each.made_at, each.plan_id), tell=_told)


@plans.get("/plans/{plan_id}", summary="A plan")
def one(caller: Reads, plan_id: PathId, response: Response) -> OpenedPlan:
    """Return what is known about a plan; its ETag is needed to throw it away."""
    opened = plans_kept.look_at_plan(caller.store, plan_id)
    tag(response, opened.plan.version)
    return OpenedPlan(
        **_told(opened.plan).model_dump(),
        service_revision=opened.service_revision,
        overloads=[
            Overload(
                id=each.overload_id,
                worker=Whom(id=each.worker_id, external_id=each.worker),
                from_on=each.from_on,
                to_on=each.to_on,
                over=sce(each.over),
            )
            for each in opened.overloads
        ],
    )


@plans.get(
    "/plans/{plan_id}/document",
    summary="All of a plan",
    response_class=Response,
    responses={
        200: {
            "description": "plan.json, to the byte as it was kept.",
            "content": {"application/json": {"schema": {"type": "object"}}},
        }
    },
)
def document(caller: Reads, plan_id: PathId) -> Response:
    """Return all of a plan as `plan.json` has it, to the byte.

    People and workers stand in it by the ids their service knows them by.
    """
    text = plans_kept.document_text(caller.store, plan_id)
    return Response(text, media_type="application/json")


@plans.get("/plans/{plan_id}/changes", summary="What a plan changes, and why")
def changes(caller: Reads, plan_id: PathId) -> Changes:
    """Return what it changes against the plan in force when it was made, with reasons.

    What was changed in the service since is told beside.
    """
    store = caller.store
    found = plans_kept.changes_in_plan(store, plan_id, name_of=names_of_accounts(store))
    return Changes(
        said=found.said,
        changes=[_change(each) for each in found.changes],
        edits=[*found.edits],
    )


@plans.post("/plans/{plan_id}/publication", summary="Publish a plan")
def put_in_force(caller: Publishes, plan_id: PathId, said: Publication) -> Published:
    """Publish a draft: the plan in force is superseded, and people are told.

    A plan of what is no longer so is refused with status 409; `more` says what changed
    since, by whom and when, and what a plan that was published meanwhile has otherwise.
    """
    store = caller.store
    done = publish(
        store,
        plan_id,
        author_id=caller.actor.account_id,
        at=caller.at,
        seen_revision=said.seen_revision,
        name_of=names_of_accounts(store),
    )
    return Published.model_validate(done)


@plans.delete("/plans/{plan_id}", status_code=204, summary="Throw a draft away")
def discard(caller: Discards, plan_id: PathId, seen: SeenVersion) -> None:
    """Throw away a draft that nobody wants; what was published is kept."""
    plans_kept.discard_draft(
        caller.store,
        plan_id,
        version=seen,
        author_id=caller.actor.account_id,
        at=caller.at,
    )


def _told(plan: plans_kept.KeptPlan) -> Plan:
    names = Plan.model_fields.keys() - {"id", *_COSTS}
    return Plan.model_validate(
        {
            "id": plan.plan_id,
            **{name: getattr(plan, name) for name in names},
            **{name: points(getattr(plan, name)) for name in _COSTS},
        }
    )


def _change(changed: plans_kept.Changed) -> Change:
    departure = changed.departure
    price = departure.keeping_costs
    return Change(
        person=Whom(id=changed.person_id, external_id=departure.person_id),
        from_worker=whom(changed.from_worker_id, departure.from_worker),
        to_worker=whom(changed.to_worker_id, departure.to_worker),
        on=departure.on,
        was_told=departure.was_told,
        keeping_costs=None if price is None else points(price),
        said=departure.said,
    )
