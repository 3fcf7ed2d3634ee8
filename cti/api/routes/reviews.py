"""Case reviews: what a team decided, by whom it is seen to, and until when."""

from typing import Annotated

from fastapi import Depends, Query, Response
from pydantic import Field

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.api.kept import Versioned, flat, made, tagged
from cti.api.paging import USUAL_PAGE, After, Limit, next_of, read_cursor
from cti.api.shapes import Day, Line, Page, PathId, RowId, Sent, Text
from cti.api.subject import subject
from cti.api.versions import SeenVersion, tag
from cti.usecases import reviewing
from cti.usecases.reviewing import DecisionSeen

reviews = subject("case reviews", "/services/{service_id}")

Reads = Annotated[
    Caller, Depends(of(Permission.CASELOAD_READ, "services", "service_id"))
]
Writes = Annotated[
    Caller, Depends(of(Permission.REVIEW_WRITE, "services", "service_id"))
]

Team = Annotated[
    Line | None, Query(description="Of one team; of every team unless it is said.")
]
Which = Annotated[RowId | None, Query(description="Only those with this one.")]


class Review(Versioned):
    """A case review that was held."""

    team: Annotated[str, Field(examples=["east"])]
    on: Day


class NewReview(Sent):
    """A case review that was held."""

    team: Annotated[Line, Field(examples=["east"])]
    on: Day


class Decision(Versioned):
    """What a case review decided; carried from week to week until it is done."""

    case_review_id: RowId
    team: Annotated[str, Field(examples=["east"])]
    reviewed_on: Annotated[Day, Field(description="The day of the case review.")]
    person_id: Annotated[
        RowId | None, Field(description="Whom it is about; null for the team.")
    ]
    words: Annotated[
        str | None,
        Field(
            description="Null for who does not see what the person's support is about.",
            examples=["Ask the library about Sundays"],
        ),
    ]
    owner_id: Annotated[RowId, Field(description="The worker who sees to it.")]
    due_on: Day
    done_on: Annotated[Day | None, Field(description="Null while it is not.")]
    is_late: Annotated[
        bool, Field(description="Whether it should have been done.", examples=[False])
    ]


class NewDecision(Sent):
    """Something a case review decided."""

    person_id: RowId | None = None
    words: Annotated[
        Text, Field(min_length=1, examples=["Ask the library about Sundays"])
    ]
    owner_id: RowId
    due_on: Day


class SaidOfDecision(Sent):
    """Who sees to a decision, until when, and whether it is done; all of it."""

    owner_id: RowId
    due_on: Day
    done_on: Day | None = None


@reviews.get("/reviews", summary="Case reviews that were held")
def all_reviews(
    caller: Reads,
    service_id: PathId,
    team: Team = None,
    limit: Limit = USUAL_PAGE,
    after: After = None,
) -> Page[Review]:
    """Return the case reviews of a service, the newest first."""
    part = reviewing.reviews_of(
        caller.store, service_id, team=team, after=read_cursor(after), limit=limit
    )
    items = [Review.model_validate(flat(each)) for each in part.items]
    return Page(items=items, next=next_of(part.ends))


@reviews.post("/reviews", status_code=201, summary="Hold a case review")
def hold(
    caller: Writes, service_id: PathId, said: NewReview, response: Response
) -> Review:
    """Say that a team held its case review; once for each day."""
    kept = reviewing.hold_review(
        caller.store,
        caller.actor,
        service_id,
        team=said.team,
        on=said.on,
        at=caller.at,
    )
    where = f"/api/services/{service_id}/reviews"
    return Review.model_validate(made(response, where, kept))


@reviews.get("/reviews/{review_id}", summary="A case review")
def one_review(
    caller: Reads, service_id: PathId, review_id: PathId, response: Response
) -> Review:
    """Return a case review; what it decided is among the decisions."""
    kept = reviewing.review_of(caller.store, service_id, review_id)
    return Review.model_validate(tagged(response, kept))


@reviews.post(
    "/reviews/{review_id}/decisions", status_code=201, summary="Decide something"
)
def decide(
    caller: Writes,
    service_id: PathId,
    review_id: PathId,
    said: NewDecision,
    response: Response,
) -> Decision:
    """Keep what a case review decided, who sees to it, and until when."""
    decision = reviewing.decide(
        caller.store,
        caller.actor,
        service_id,
        review_id,
        **said.model_dump(),
        on=caller.on,
        at=caller.at,
    )
    where = f"/api/services/{service_id}/decisions/{decision.id}"
    response.headers["Location"] = where
    return _told(caller, decision, response)


@reviews.get("/decisions", summary="What is still to do")
def all_decisions(
    caller: Reads,
    service_id: PathId,
    team: Team = None,
    owner_id: Which = None,
    person_id: Which = None,
    case_review_id: Which = None,
    limit: Limit = USUAL_PAGE,
    after: After = None,
    *,
    done: Annotated[bool, Query(description="Tell what is done instead.")] = False,
) -> Page[Decision]:
    """Return what case reviews decided and is still to do, what is due first in front.

    Of a decision about a person whose support one does not see, the words are left out.
    """
    part = reviewing.decisions_of(
        caller.store,
        caller.actor,
        service_id,
        is_done=done,
        team=team,
        owner_id=owner_id,
        person_id=person_id,
        case_review_id=case_review_id,
        on=caller.on,
        after=read_cursor(after),
        limit=limit,
    )
    items = [_told(caller, each) for each in part.items]
    return Page(items=items, next=next_of(part.ends))


@reviews.get("/decisions/{decision_id}", summary="A decision")
def one_decision(
    caller: Reads, service_id: PathId, decision_id: PathId, response: Response
) -> Decision:
    """Return what a case review decided."""
    decision = reviewing.decision_of(
        caller.store, caller.actor, service_id, decision_id, on=caller.on
    )
    return _told(caller, decision, response)


@reviews.put("/decisions/{decision_id}", summary="See to a decision")
def see_to(
    caller: Writes,
    service_id: PathId,
    decision_id: PathId,
    said: SaidOfDecision,
    version: SeenVersion,
    response: Response,
) -> Decision:
    """Say that it is done, or that another sees to it, or until another day.

    What was decided stays as it was decided.
    """
    decision = reviewing.see_to(
        caller.store,
        caller.actor,
        service_id,
        decision_id,
        owner_id=said.owner_id,
        due_on=said.due_on,
        done_on=said.done_on,
        version=version,
        on=caller.on,
        at=caller.at,
    )
    return _told(caller, decision, response)


def _told(
    caller: Caller, decision: DecisionSeen, response: Response | None = None
) -> Decision:
    if response is not None:
        tag(response, decision.version)
    said = {name: getattr(decision, name) for name in DecisionSeen.__slots__}
    is_late = decision.is_late_on(caller.on)
    return Decision.model_validate({**said, "is_late": is_late})
