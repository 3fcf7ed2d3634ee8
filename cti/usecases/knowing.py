"""All that is known of somebody, in as much as an account may see, at one moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cti.access import AboutPerson, Actor, Level, Permission, can
from cti.caseload.casework.network import NetworkMember
from cti.caseload.casework.phones import Phone
from cti.caseload.casework.portraits import Portrait
from cti.exchange.plan_kept import why_of
from cti.store.assignments_told import AssignmentSeen
from cti.store.casework import Kept
from cti.store.contacts import ContactSeen, Wanted
from cti.store.plans import Ids, document_of, plan_in_force
from cti.store.unit import Store
from cti.usecases.casework import all_of
from cti.usecases.contacts import contacts
from cti.usecases.focus import FocusWithSteps, focus_of
from cti.usecases.moving import assignments_of
from cti.usecases.network import MeetingWithGuests, meetings_of
from cti.usecases.people import PersonSeen, one_person
from cti.usecases.phones import phone_of
from cti.usecases.portraits import portrait_of
from cti.usecases.safety import has_safety_plan
from cti.usecases.workers import worker_names

MOST = 200
"""More of a kind than anybody has."""

LOOKED_BACK = timedelta(weeks=13)
LOOKED_AHEAD = timedelta(weeks=8)
"""How far contacts are looked at from today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Casework:
    """What those know who support somebody.

    Attributes
    ----------
    portrait, phone
        None while nobody has asked them.
    """

    portrait: Kept[Portrait] | None
    phone: Kept[Phone] | None
    focus: Sequence[FocusWithSteps]
    network: Sequence[Kept[NetworkMember]]
    meetings: Sequence[MeetingWithGuests]
    has_safety_plan: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody, in as much as an account may see.

    Attributes
    ----------
    version
        Of what a plan is made from.
    workers
        Everybody who has worked with them or is to, from first to last.
    contacts
        Of the last quarter and the next weeks, in order of time.
    why
        Why the plan in force has them where it does; empty where it does not say.
    everybody
        What the workers of their service are called, by id.
    casework
        None for whoever does not see the support.
    may_change, may_write, may_share, may_record
        Whether this account may change what is planned, write notes, look at all of it
        together with the person, and record a contact of its worker's.
    may_read_notes, notes_need_reason
        Whether it may open notes, and whether it is asked why first.
    """

    seen: PersonSeen
    version: int
    on: date
    workers: Sequence[AssignmentSeen]
    contacts: Sequence[ContactSeen]
    why: str
    everybody: Mapping[str, str]
    casework: Casework | None
    may_change: bool
    may_write: bool
    may_share: bool
    may_record: bool
    may_read_notes: bool
    notes_need_reason: bool


def all_known(store: Store, actor: Actor, person: AboutPerson, *, on: date) -> Known:
    """Return all that an account may see of somebody.

    Raises
    ------
    NotThere
        If there is no such person, or none this account may know of.
    """
    person_id = person.person_id
    found = one_person(store, actor, person_id, on=on)
    plans = found.seen.planning is not None
    opening = can(actor, Permission.NOTES_READ, person)
    return Known(
        seen=found.seen,
        version=found.version,
        on=on,
        workers=assignments_of(store, actor, person_id, on=on).assignments
        if plans
        else (),
        contacts=_contacts(store, actor, person_id, on) if plans else (),
        why=why_in_force(store, person) if plans else "",
        everybody=workers_of(store, person) if plans else {},
        casework=_casework(store, person)
        if found.seen.level >= Level.SUPPORT
        else None,
        may_change=can(actor, Permission.PERSON_CHANGE, person).allowed,
        may_write=can(actor, Permission.NOTES_WRITE, person).allowed,
        may_share=can(actor, Permission.VIEW_SHARE, person).allowed,
        may_record=_may_record(actor, person),
        may_read_notes=opening.allowed or opening.needs_reason,
        notes_need_reason=opening.needs_reason,
    )


def _may_record(actor: Actor, person: AboutPerson) -> bool:
    ours = actor.membership_in(person.service_id)
    is_worker = ours is not None and ours.worker_id is not None
    return is_worker and can(actor, Permission.CONTACT_WRITE, person).allowed


def workers_of(store: Store, person: AboutPerson) -> Mapping[str, str]:
    """Return what the workers of somebody's service are called, by id."""
    found = worker_names(store, person.service_id, after=None, limit=MOST)
    return {each.id: each.name for each in found}


def why_in_force(store: Store, person: AboutPerson) -> str:
    """Return why the plan in force has somebody where it does, in a sentence.

    Returns
    -------
    Empty where there is no plan, or it says nothing of them.
    """
    with store.reading() as connection:
        plan = plan_in_force(connection, person.service_id)
        if plan is None:
            return ""
        ids = Ids.of(connection, person.service_id).turned()
        known = ids.person[person.person_id]
        return why_of(document_of(connection, plan["id"]), known)


def _contacts(
    store: Store, actor: Actor, person_id: str, on: date
) -> Sequence[ContactSeen]:
    wanted = Wanted(
        person_id=person_id, from_on=on - LOOKED_BACK, to_on=on + LOOKED_AHEAD
    )
    return contacts(store, actor, wanted, on=on, after=None, limit=MOST).items


def _casework(store: Store, person: AboutPerson) -> Casework:
    return Casework(
        portrait=portrait_of(store, person),
        phone=phone_of(store, person),
        focus=focus_of(store, person, after=None, limit=MOST).items,
        network=all_of(store, NetworkMember, person, after=None, limit=MOST).items,
        meetings=meetings_of(store, person, after=None, limit=MOST).items,
        has_safety_plan=has_safety_plan(store, person),
    )
