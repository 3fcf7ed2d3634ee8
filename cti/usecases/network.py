"""The meetings of a person and their network, and who of it came."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from cti.access import AboutPerson, Actor
from cti.caseload.casework.network import NetworkGuest, NetworkMeeting
from cti.errors import NotThere
from cti.store import casework as kept
from cti.store.casework import TABLE_OF, Kept
from cti.store.keyset import Part, Place
from cti.store.unit import Store, Unit
from cti.usecases.casework import theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingWithGuests:
    """A network meeting, and who of the network came to it."""

    meeting: Kept[NetworkMeeting]
    guests: Sequence[Kept[NetworkGuest]]


def meetings_of(
    store: Store, person: AboutPerson, *, after: Place, limit: int
) -> Part[MeetingWithGuests]:
    """Return the meetings of a person and their network, with who came."""
    with store.reading() as connection:
        found = kept.kept_part(
            connection,
            NetworkMeeting,
            after=after,
            limit=limit,
            person_id=person.person_id,
        )
        ids = tuple(meeting.row_id for meeting in found.items)
        guests = kept.kept_of(connection, NetworkGuest, network_meeting_id=ids)
    return found.each(
        lambda meeting: MeetingWithGuests(
            meeting=meeting,
            guests=[
                guest
                for guest in guests
                if guest.what.network_meeting_id == meeting.row_id
            ],
        )
    )


def guests_of(
    store: Store, person: AboutPerson, meeting_id: str
) -> Sequence[Kept[NetworkGuest]]:
    """Return who of the network came to a meeting.

    Raises
    ------
    NotThere
        If there is no such meeting of theirs.
    """
    with store.reading() as connection:
        theirs(kept.kept_one(connection, NetworkMeeting, meeting_id), person)
        return kept.kept_of(connection, NetworkGuest, network_meeting_id=meeting_id)


def add_guest(
    store: Store,
    actor: Actor,
    person: AboutPerson,
    meeting_id: str,
    member_id: str,
    *,
    at: datetime,
) -> Kept[NetworkGuest]:
    """Say that somebody of the network came to a meeting.

    Raises
    ------
    NotThere
        If the meeting or the member is not theirs.
    ChangedMeanwhile
        If it is said already.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        theirs(kept.kept_one(unit.connection, NetworkMeeting, meeting_id), person)
        guest = NetworkGuest(network_meeting_id=meeting_id, network_member_id=member_id)
        row_id = kept.add(unit, person.service_id, guest)
        return kept.kept_one(unit.connection, NetworkGuest, row_id)


def remove_guest(
    store: Store,
    actor: Actor,
    person: AboutPerson,
    meeting_id: str,
    guest_id: str,
    *,
    at: datetime,
) -> None:
    """Take back that somebody came to a meeting; the fact of it stays.

    Raises
    ------
    NotThere
        If there is no such meeting of theirs, or no such guest at it.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        theirs(kept.kept_one(unit.connection, NetworkMeeting, meeting_id), person)
        guest = kept.kept_one(unit.connection, NetworkGuest, guest_id)
        if guest.what.network_meeting_id != meeting_id:
            raise NotThere(TABLE_OF[NetworkGuest].name)
        unit.remove(TABLE_OF[NetworkGuest], guest_id, version=guest.version)


def say_meeting(
    store: Store,
    actor: Actor,
    person: AboutPerson,
    meeting_id: str,
    *,
    version: int,
    planned_at: datetime | None,
    held_on: date | None,
    agreed: str,
    celebrated: str,
    came: Collection[str],
    at: datetime,
) -> None:
    """Let a meeting be as it is said now, and those have come who are named.

    Parameters
    ----------
    version
        The one that was seen.
    came
        The members of the network who came; whoever is not among them did not.

    Raises
    ------
    NotThere
        If there is no such meeting, or no such member, of theirs.
    ChangedMeanwhile
        If somebody else changed it since; nothing is changed then.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        before = theirs(
            kept.kept_one(unit.connection, NetworkMeeting, meeting_id), person
        )
        after = replace(
            before.what,
            planned_at=planned_at,
            held_on=held_on,
            agreed=agreed,
            celebrated=celebrated,
        )
        kept.change(unit, meeting_id, after, version=version)
        _let_come(unit, person, meeting_id, came)


def _let_come(
    unit: Unit, person: AboutPerson, meeting_id: str, came: Collection[str]
) -> None:
    """Let those be the guests of a meeting who are named, and nobody else."""
    there = kept.kept_of(unit.connection, NetworkGuest, network_meeting_id=meeting_id)
    for each in there:
        if each.what.network_member_id not in came:
            unit.remove(TABLE_OF[NetworkGuest], each.row_id, version=each.version)
    for member_id in sorted({*came} - {g.what.network_member_id for g in there}):
        guest = NetworkGuest(network_meeting_id=meeting_id, network_member_id=member_id)
        kept.add(unit, person.service_id, guest)
