"""Referrals: who waits for support; somebody new, other days, a withdrawal."""

from datetime import date
from typing import Annotated

from fastapi import Depends, Query
from pydantic import Field
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, Needs, of
from cti.api.paging import Asked, cut, read_cursor
from cti.api.people_shapes import KnownAs, PersonTold, Team, WishesChange
from cti.api.shapes import (
    UNSAID,
    Change,
    Day,
    Line,
    Name,
    Page,
    PathId,
    ProgrammeKey,
    RowId,
    Sent,
    Told,
)
from cti.api.subject import subject
from cti.api.versions import SeenVersion, tag
from cti.caseload.people import Priority
from cti.usecases import referrals as usecases
from cti.usecases.referrals import ReferralSeen

referrals = subject("referrals")

Lists = Annotated[Caller, Depends(Needs(Permission.PLANNING_READ))]
Reads = Annotated[Caller, Depends(of(Permission.PLANNING_READ, "people", "person_id"))]
Changes = Annotated[
    Caller, Depends(of(Permission.PERSON_CHANGE, "people", "person_id"))
]
Adds = Annotated[Caller, Depends(of(Permission.REFERRAL_ADD, "services", "service_id"))]

HowSoon = Annotated[
    int,
    Field(ge=1, le=3, description="1 urgent, 2 soon, 3 routine.", examples=[3]),
]


class ReferralTold(Told):
    """Somebody who was referred; the id is the person's."""

    id: RowId
    referred_on: date | None
    earliest_start_on: Annotated[
        date | None, Field(description="Null where any day would do.")
    ]
    priority: HowSoon
    person: PersonTold

    @classmethod
    def of(cls, seen: ReferralSeen) -> "ReferralTold":
        """Tell of somebody who was referred."""
        return cls(
            id=seen.person.id,
            referred_on=seen.referred_on,
            earliest_start_on=seen.earliest_start_on,
            priority=seen.priority.value,
            person=PersonTold.of(seen.person),
        )


class ReferralsAsked(Asked):
    """Which of those who wait are asked for."""

    name: Annotated[Line, Field(description="A part of what they are known as.")] = ""
    service_id: RowId | None = None
    team: Line | None = None
    priority: HowSoon | None = None


class ReferralWanted(Sent):
    """Somebody who is to wait for support."""

    known_as: KnownAs
    team: Team
    programme: Annotated[
        ProgrammeKey | None, Field(description="Null for that of the service.")
    ] = None
    external_id: Annotated[
        Name | None,
        Field(
            description="As the service knows them; null for a random one.",
            examples=["P001"],
        ),
    ] = None
    referred_on: Annotated[Day | None, Field(description="Null for today.")] = None
    earliest_start_on: Annotated[
        Day | None, Field(description="Null where any day would do.")
    ] = None
    transition_expected_on: Annotated[
        Day | None, Field(description="Null if nobody knows.")
    ] = None
    priority: HowSoon = 3
    wishes: WishesChange | None = None


class ReferralAdded(Told):
    """Somebody who waits from now on; the id is the person's."""

    id: RowId


class ReferralChange(Change):
    """What is to be so of a referral; what is not named stays as it is."""

    referred_on: Day | None = UNSAID
    earliest_start_on: Day | None = UNSAID
    priority: HowSoon = UNSAID


@referrals.get("/referrals", summary="Who waits for support")
def some_referrals(
    caller: Lists, asked: Annotated[ReferralsAsked, Query()]
) -> Page[ReferralTold]:
    """Return those who wait and whose planning this account may see, by name."""
    found = usecases.some_referrals(
        caller.store,
        caller.actor,
        usecases.WhichReferrals(
            name=asked.name,
            service_id=asked.service_id,
            team=asked.team,
            priority=None if asked.priority is None else Priority(asked.priority),
        ),
        on=caller.on,
        after=read_cursor(asked.after),
        limit=asked.limit + 1,
    )
    page, then = cut(
        found, asked.limit, lambda each: (each.person.known_as, each.person.id)
    )
    return Page(items=[ReferralTold.of(each) for each in page], next=then)


@referrals.post(
    "/services/{service_id}/referrals", status_code=201, summary="Refer somebody"
)
def add_referral(
    caller: Adds, service_id: PathId, said: ReferralWanted, response: Response
) -> ReferralAdded:
    """Let somebody new wait for support.

    Whoever refers somebody to another team than their own is told no more than the id.
    """
    own = {"known_as": said.known_as, "team": said.team}
    if said.programme is not None:
        own["programme"] = said.programme
    wishes, not_workers = said.wishes.in_columns() if said.wishes else ({}, None)
    person_id = usecases.add_referral(
        caller.store,
        caller.actor,
        service_id,
        external_id=said.external_id,
        person=own,
        referral={
            "referred_on": said.referred_on or caller.on,
            "earliest_start_on": said.earliest_start_on,
            "priority": Priority(said.priority),
        },
        wishes=wishes,
        not_workers=not_workers,
        expected_on=said.transition_expected_on,
        at=caller.at,
    )
    response.headers["Location"] = f"/api/referrals/{person_id}"
    return ReferralAdded(id=person_id)


@referrals.get("/referrals/{person_id}", summary="A referral")
def one_referral(caller: Reads, person_id: PathId, response: Response) -> ReferralTold:
    """Return how somebody was referred, whether they wait still or not."""
    return _tell(caller, person_id, response)


@referrals.patch("/referrals/{person_id}", summary="Let a referral be otherwise")
def change_referral(
    caller: Changes,
    person_id: PathId,
    seen: SeenVersion,
    said: ReferralChange,
    response: Response,
) -> ReferralTold:
    """Change what is named; the rest stays. The person is changed as a person."""
    own = said.said()
    if "priority" in own:
        own["priority"] = Priority(own["priority"])
    usecases.change_referral(
        caller.store,
        caller.actor,
        person_id,
        own,
        seen=seen,
        on=caller.on,
        at=caller.at,
    )
    return _tell(caller, person_id, response)


@referrals.post(
    "/referrals/{person_id}/withdrawal", summary="Let a referral come to nothing"
)
def withdraw(
    caller: Changes, person_id: PathId, seen: SeenVersion, response: Response
) -> ReferralTold:
    """Withdraw a referral: nobody waits, and nobody is planned for."""
    usecases.withdraw(
        caller.store, caller.actor, person_id, seen=seen, on=caller.on, at=caller.at
    )
    return _tell(caller, person_id, response)


def _tell(caller: Caller, person_id: str, response: Response) -> ReferralTold:
    now = usecases.one_referral(caller.store, caller.actor, person_id, on=caller.on)
    tag(response, now.version)
    return ReferralTold.of(now.seen)
