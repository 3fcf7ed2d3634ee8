"""Who is supported, who has been referred, and what they wish."""

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum

from cti.caseload.hours import WeekHours
from cti.units import PersonId, WorkerId


class Status(StrEnum):
    """Where somebody's support stands."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class Keep(StrEnum):
    """What somebody says about the worker they have."""

    KEEP = "keep"
    EITHER = "either"
    CHANGE = "change"


class Need(StrEnum):
    """How much a wish about a worker matters."""

    MUST = "must"
    PREFER = "prefer"


class Place(StrEnum):
    """Where somebody would like to be met."""

    HOME = "home"
    COMMUNITY = "community"
    OFFICE = "office"


class Priority(IntEnum):
    """How soon a referral should start."""

    URGENT = 1
    SOON = 2
    ROUTINE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What somebody wishes of their worker and of the meetings.

    Attributes
    ----------
    language, specialism, worker_gender
        Asked of the worker; None where there is no such wish.
    language_need, specialism_need, worker_gender_need
        Whether the wish must be met. A wish without it binds nobody and is flagged.
    requested_worker
        Somebody they asked for by name.
    not_workers
        Workers who must never be theirs.
    locality
        Where they live; None if unknown.
    available
        When they can be met; None for whenever the worker works.
    contact_place
        Where they like to meet.
    """

    language: str | None = None
    language_need: Need | None = None
    specialism: str | None = None
    specialism_need: Need | None = None
    worker_gender: str | None = None
    worker_gender_need: Need | None = None
    requested_worker: WorkerId | None = None
    not_workers: frozenset[WorkerId] = frozenset()
    locality: str | None = None
    available: WeekHours | None = None
    contact_place: Place = Place.HOME


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody supported.

    Attributes
    ----------
    worker_id
        The worker they have; None if nobody. May name somebody who has left.
    started_on
        The day support started.
    transition_on, transition_expected_on
        The move into the community: when it happened, or when it is expected.
    paused_from, paused_review_on
        First day of a pause, and the day it is reviewed (exclusive).
    """

    person_id: PersonId
    known_as: str
    team: str
    programme: str
    worker_id: WorkerId | None
    started_on: date | None
    transition_on: date | None
    transition_expected_on: date | None
    status: Status
    paused_from: date | None
    paused_review_on: date | None
    keep_worker: Keep
    wishes: Wishes = field(default_factory=Wishes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """Somebody referred, whose support has not started.

    Attributes
    ----------
    referral_id
        Their id; they keep it in every file of a plan.
    earliest_start_on
        The first day support could start; None if any day would do.
    """

    referral_id: PersonId
    known_as: str
    team: str
    programme: str
    referred_on: date | None
    earliest_start_on: date | None
    transition_expected_on: date | None
    priority: Priority
    wishes: Wishes = field(default_factory=Wishes)
