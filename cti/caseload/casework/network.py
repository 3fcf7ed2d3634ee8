"""The people around somebody, and the meetings at which they come together."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from cti.errors import BreaksARule
from cti.phases import TIMED, Phase


class Tie(StrEnum):
    """What somebody is to a person."""

    FAMILY = "family"
    FRIEND = "friend"
    NEIGHBOUR = "neighbour"
    COMMUNITY = "community"
    SERVICE = "service"


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkMember:
    """Somebody in a person's network.

    Attributes
    ----------
    known_as
        What the person calls them.
    tie
        What they are to the person.
    reached_by
        How they would like to be reached.
    ended_on
        The first day they are no longer part of it; None while they are.
    """

    person_id: str
    known_as: str
    tie: Tie
    reached_by: str
    ended_on: date | None = None

    def __post_init__(self) -> None:
        if not self.known_as.strip():
            msg = "Somebody in a network has a name."
            raise BreaksARule(
                msg,
                hint="Write what the person calls them.",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkMeeting:
    """The meeting of a person and their network at the end of a phase.

    Attributes
    ----------
    planned_at
        Local date and time it is planned for; None while it is open.
    held_on
        The day it was held; None while it is ahead.
    agreed
        What was agreed.
    celebrated
        What was celebrated.
    """

    person_id: str
    phase: Phase
    planned_at: datetime | None
    held_on: date | None = None
    agreed: str = ""
    celebrated: str = ""

    def __post_init__(self) -> None:
        if self.phase not in TIMED:
            msg = "A network meeting is at the end of a phase that has an end."
            raise BreaksARule(
                msg,
                hint="Choose Phase One, Two or Three.",
            )

    @property
    def is_final(self) -> bool:
        """Whether it marks the end of support."""
        return self.phase is TIMED[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkGuest:
    """Somebody of the network who came to a meeting."""

    network_meeting_id: str
    network_member_id: str
