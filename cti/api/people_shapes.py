"""People as JSON: the card, and what is planned from; and what may be changed."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, Field, Strict

from cti.access import Level
from cti.api.shapes import (
    UNSAID,
    Change,
    Day,
    Line,
    Name,
    ProgrammeKey,
    RowId,
    Sent,
    Told,
    sce,
)
from cti.api.week import Week, hours_of, week_of
from cti.caseload.people import Keep, Need, Person, Place, Status, Wishes
from cti.phases import Phase, TransitionBasis
from cti.usecases.people import PersonSeen, Planning

WAITING = "waiting"

LEVELS = tuple(each.name.lower() for each in Level)

KnownAs = Annotated[Name, Field(examples=["Sam"])]
Team = Annotated[Name, Field(examples=["Riverside"])]
Keeping = Annotated[
    Keep,
    Strict(strict=False),
    Field(description="What they say of the worker they have.", examples=["keep"]),
]
HowMuch = Annotated[Need, Strict(strict=False), Field(examples=["prefer"])]
Where = Annotated[Place, Strict(strict=False), Field(examples=["home"])]


class WorkerCard(Told):
    """A worker, by name."""

    id: RowId
    name: Annotated[str, Field(examples=["Alex"])]


class PhaseTold(Told):
    """Where somebody is on their way today."""

    phase: Annotated[Phase, Field(examples=["one"])]
    label: Annotated[str, Field(examples=["Phase One (Transition)"])]
    transition_on: Annotated[date, Field(description="Day 0.")]
    basis: Annotated[
        TransitionBasis, Field(description="How day 0 is known.", examples=["happened"])
    ]
    day: Annotated[
        int | None, Field(description="Of the phase, from 1.", examples=[22])
    ]
    days: Annotated[
        int | None,
        Field(description="Of the phase; null for Pre-CTI.", examples=[92]),
    ]
    next_phase: Annotated[Phase | None, Field(examples=["two"])]
    next_on: Annotated[date | None, Field(description="When that begins.")]
    is_paused: bool
    weight: Annotated[
        float, Field(description="What they count for, SCE.", examples=[2])
    ]


class TransitionTold(Told):
    """The day of the move into the community."""

    happened_on: date | None
    expected_on: date | None


class PauseTold(Told):
    """Support that waits."""

    from_on: date | None
    review_on: Annotated[
        date | None, Field(description="From when it goes on, if nothing is said.")
    ]


class WishesTold(Told):
    """What somebody wishes of their worker and of the meetings."""

    language: str | None
    language_need: Need | None
    specialism: str | None
    specialism_need: Need | None
    worker_gender: str | None
    worker_gender_need: Need | None
    requested_worker_id: RowId | None
    not_worker_ids: list[RowId]
    locality: str | None
    available: Week | None
    contact_place: Place

    @classmethod
    def of(cls, wishes: Wishes) -> "WishesTold":
        """Tell what somebody wishes."""
        hours = wishes.available
        return cls(
            language=wishes.language,
            language_need=wishes.language_need,
            specialism=wishes.specialism,
            specialism_need=wishes.specialism_need,
            worker_gender=wishes.worker_gender,
            worker_gender_need=wishes.worker_gender_need,
            requested_worker_id=wishes.requested_worker,
            not_worker_ids=sorted(wishes.not_workers),
            locality=wishes.locality,
            available=None if hours is None else week_of(hours),
            contact_place=wishes.contact_place,
        )


class PlanningTold(Told):
    """What a plan is made from, of one person."""

    external_id: Annotated[
        str, Field(description="As their service knows them.", examples=["P001"])
    ]
    team: Team
    programme: Annotated[str, Field(examples=["cti"])]
    status: Annotated[
        str, Field(examples=["open"], description="open, paused, closed or waiting")
    ]
    started_on: date | None
    keep_worker: Keep | None
    today: Annotated[
        PhaseTold | None, Field(description="Null before support starts, and after.")
    ]
    transition: TransitionTold
    pause: PauseTold | None
    wishes: WishesTold

    @classmethod
    def of(cls, planning: Planning) -> "PlanningTold":
        """Tell what a plan is made from."""
        person, waits = planning.person, planning.is_waiting
        return cls(
            external_id=planning.external_id,
            team=person.team,
            programme=person.programme,
            status=WAITING if waits else person.status,
            started_on=person.started_on,
            keep_worker=None if waits else person.keep_worker,
            today=_today(planning),
            transition=TransitionTold(
                happened_on=person.transition_on,
                expected_on=person.transition_expected_on,
            ),
            pause=_pause(person),
            wishes=WishesTold.of(person.wishes),
        )


class SupportTold(Told):
    """What those know who support somebody."""

    met_at: Annotated[
        datetime | None,
        Field(
            description="When they were met last, on the wall.",
            examples=["2026-11-16T10:00:00"],
        ),
    ]


class PersonTold(Told):
    """Somebody, in as much as this account may see."""

    id: RowId
    service_id: RowId
    service: Annotated[str, Field(examples=["Riverside"])]
    known_as: Annotated[str, Field(examples=["Sam"])]
    level: Annotated[
        str,
        Field(
            description=f"How much may be seen: {', '.join(LEVELS[1:])}.",
            examples=["planning"],
        ),
    ]
    workers: Annotated[
        list[WorkerCard], Field(description="Who works with them today.")
    ]
    planning: Annotated[
        PlanningTold | None, Field(description="Null for who may see the card alone.")
    ]
    support: Annotated[
        SupportTold | None, Field(description="Null for who does not support them.")
    ]

    @classmethod
    def of(cls, seen: PersonSeen) -> "PersonTold":
        """Tell of somebody."""
        return cls(
            id=seen.id,
            service_id=seen.service_id,
            service=seen.service,
            known_as=seen.known_as,
            level=seen.level.name.lower(),
            workers=[WorkerCard.model_validate(each) for each in seen.workers],
            planning=PlanningTold.of(seen.planning) if seen.planning else None,
            support=SupportTold(met_at=seen.support.met_at) if seen.support else None,
        )


class WishesChange(Change):
    """What somebody wishes otherwise; null for no such wish."""

    language: Annotated[Name, Field(examples=["Polish"])] | None = UNSAID
    language_need: HowMuch | None = UNSAID
    specialism: Annotated[Name, Field(examples=["mental health"])] | None = UNSAID
    specialism_need: HowMuch | None = UNSAID
    worker_gender: Annotated[Name, Field(examples=["female"])] | None = UNSAID
    worker_gender_need: HowMuch | None = UNSAID
    requested_worker_id: RowId | None = UNSAID
    not_worker_ids: Annotated[
        list[RowId],
        Field(max_length=100, description="All who must never be theirs."),
    ] = UNSAID
    locality: Annotated[Line, Field(min_length=1, examples=["Byker"])] | None = UNSAID
    available: Week | None = UNSAID
    contact_place: Where = UNSAID

    def in_columns(self) -> tuple[dict[str, Any], frozenset[str] | None]:
        """Return what is different as it is kept, and all those declined."""
        said = self.said()
        declined = said.pop("not_worker_ids", None)
        if "requested_worker_id" in said:
            said["requested_worker"] = said.pop("requested_worker_id")
        if said.get("available") is not None:
            said["available"] = hours_of(said["available"])
        return said, None if declined is None else frozenset(declined)


def _said_so(status: Status) -> Status:
    if status is Status.PAUSED:
        msg = "a pause has days: say them with it"
        raise ValueError(msg)
    return status


class PersonChange(Change):
    """What is to be so of somebody; what is not named stays as it is."""

    known_as: KnownAs = UNSAID
    team: Team = UNSAID
    programme: ProgrammeKey = UNSAID
    keep_worker: Keeping = UNSAID
    status: Annotated[
        Status,
        Strict(strict=False),
        AfterValidator(_said_so),
        Field(
            description="`closed` ends support today; `open` lets it go on again.",
            json_schema_extra={"enum": ["open", "closed"]},
            examples=["closed"],
        ),
    ] = UNSAID
    wishes: WishesChange = UNSAID

    def in_columns(
        self,
    ) -> tuple[dict[str, Any], dict[str, Any], frozenset[str] | None]:
        """Return what is different as it is kept: of them, of their wishes."""
        said = self.said()
        wishes: WishesChange | None = said.pop("wishes", None)
        return (said, *(wishes.in_columns() if wishes else ({}, None)))


class TransitionSaid(Sent):
    """When somebody moved into the community, or is expected to."""

    happened_on: Annotated[Day | None, Field(description="Null if it has not.")]
    expected_on: Annotated[Day | None, Field(description="Null if nobody knows.")]


class PauseSaid(Sent):
    """From when support waits, and when that is looked at again."""

    from_on: Day
    review_on: Annotated[
        Day | None, Field(description="From then on it goes on, if nothing is said.")
    ] = None


def _today(planning: Planning) -> PhaseTold | None:
    today = planning.phase_today
    if today is None:
        return None
    return PhaseTold(
        phase=today.phase,
        label=today.phase.label,
        transition_on=today.transition_on,
        basis=today.basis,
        day=today.day,
        days=today.days,
        next_phase=today.next_phase,
        next_on=today.next_on,
        is_paused=today.is_paused,
        weight=sce(today.weight),
    )


def _pause(person: Person) -> PauseTold | None:
    if person.status is not Status.PAUSED:
        return None
    return PauseTold(from_on=person.paused_from, review_on=person.paused_review_on)
