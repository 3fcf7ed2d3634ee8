"""Why a plan has somebody where it does, and what would clear an overload."""

from typing import Annotated, Self

from fastapi import Depends
from pydantic import ConfigDict, Field, model_validator

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.api.planning_shapes import Whom
from cti.api.routes.recommendations import person, worker
from cti.api.shapes import AN_ID, Day, PathId, RowId, Sent, Told
from cti.api.subject import subject
from cti.usecases import asking_kept
from cti.usecases.asking_kept import Explained

explanations = subject("explanations")

Reads = Annotated[Caller, Depends(of(Permission.PLAN_READ, "plans", "plan_id"))]

MOST_SECONDS = 30


class Question(Sent):
    """One question: about a person, about a worker, or about one overload."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"person_id": AN_ID, "seconds": 5}]}
    )

    person_id: Annotated[
        RowId | None, Field(description="Why is this person with whom they are?")
    ] = None
    worker_id: Annotated[
        RowId | None,
        Field(
            description="With a person: why not this worker? Alone: what would clear "
            "their overloads?"
        ),
    ] = None
    overload_id: Annotated[
        RowId | None, Field(description="What would clear this overload of the plan?")
    ] = None
    seconds: Annotated[
        float,
        Field(
            ge=0,
            le=MOST_SECONDS,
            description="How long everybody may be planned anew, to say what else "
            "would do for a person; 0 for not at all.",
            examples=[5],
        ),
    ] = 5

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        asked = (self.person_id or self.worker_id, self.overload_id)
        if sum(each is not None for each in asked) != 1:
            msg = "ask about a person, a worker or an overload"
            raise ValueError(msg)
        return self


class WhyNot(Told):
    """What another worker would mean."""

    worker: Whom
    said: str


class OverloadExplained(Told):
    """A worker over the ceiling, and all that would clear it."""

    worker: Whom
    from_on: Day
    what: str
    remedies: list[str]


class Explanation(Told):
    """What the plan has to say."""

    plan_id: RowId
    is_stale: Annotated[
        bool, Field(description="Whether anything it was made from was changed since.")
    ]
    person: Whom | None
    why: Annotated[
        str,
        Field(
            description="What the plan does with them, and what the alternatives mean.",
            examples=["Robin starts with Bo, who has room."],
        ),
    ]
    why_not: list[WhyNot]
    anew: Annotated[
        list[str],
        Field(description="What planning everybody anew finds instead, and its price."),
    ]
    gives_way: Annotated[
        list[str],
        Field(description="Where nobody may take them: which rules would give way."),
    ]
    overloads: list[OverloadExplained]


@explanations.post("/plans/{plan_id}/explanations", summary="Ask a plan why")
def explain(caller: Reads, plan_id: PathId, said: Question) -> Explanation:
    """Answer one question about a plan; nothing is changed by it.

    What else would do for a person is found by planning everybody anew, for so many
    seconds at most.
    """
    store = caller.store
    if said.overload_id is not None:
        return _told(asking_kept.explain_overload(store, plan_id, said.overload_id))
    if said.person_id is None:
        worker_id = said.worker_id or ""
        return _told(asking_kept.explain_worker(store, plan_id, worker_id))
    found = asking_kept.explain_person(
        store,
        plan_id,
        said.person_id,
        worker_id=said.worker_id,
        seconds=said.seconds,
    )
    return _told(found)


def _told(found: Explained) -> Explanation:
    plan, about, anew = found.plan, found.explanation, found.anew
    return Explanation(
        plan_id=plan.plan_id,
        is_stale=plan.is_stale,
        person=person(plan, about.person_id) if about else None,
        why=about.why if about else "",
        why_not=[
            WhyNot(worker=worker(plan, worker_id), said=said)
            for worker_id, said in (about.why_not if about else {}).items()
        ],
        anew=[*anew.sentences] if anew else [],
        gives_way=[*anew.gives_way] if anew else [],
        overloads=[
            OverloadExplained(
                worker=worker(plan, each.worker_id),
                from_on=each.from_on,
                what=each.what,
                remedies=[*each.remedies],
            )
            for each in found.overloads
        ],
    )
