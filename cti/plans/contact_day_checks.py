"""The rules that contacts keep or break together: a person's weeks, a worker's day."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import combinations, groupby, pairwise
from operator import attrgetter

from cti.plans.contact_day import ContactDay, Leg
from cti.plans.contacts import (
    BREAK_MINUTES,
    MAX_CONTACT_MINUTES_A_DAY,
    PlannedContact,
)
from cti.plans.judged_contacts import Broken, JudgedContacts, fixed_as


def fixed_appointments_stay(judged: JudgedContacts) -> Iterator[Broken]:
    """Keep every appointment agreed with a person as it is."""
    planned = Counter(fixed_as(contact) for contact in judged.plan.contacts)
    for need in judged.needs.values():
        times = Counter(fixed_as(agreed) for agreed in need.agreed)
        for agreed in need.agreed:
            if planned[fixed_as(agreed)] < times[fixed_as(agreed)]:
                yield judged.about(agreed, "as agreed, and the plan does not say so")
            if planned[fixed_as(agreed)] > times[fixed_as(agreed)]:
                yield judged.about(agreed, "as agreed, and the plan says it twice")


def days_apart(judged: JudgedContacts) -> Iterator[Broken]:
    """Leave some days between two contacts with one person."""
    for person_id, contacts in judged.plan.of.items():
        if person_id in judged.needs:
            yield from _together(judged, contacts)
            yield from _too_close(judged, contacts)


def no_overlap_with_travel(judged: JudgedContacts) -> Iterator[Broken]:
    """Leave a worker time to be in one place and then in another."""
    for day in judged.days:
        for one, other in combinations(day.contacts, 2):
            agreed = judged.is_agreed(one) and judged.is_agreed(other)
            if other.at < one.ends_at and not agreed:
                yield judged.about(other, "and somebody else at the same time")
        for leg in day.legs():
            yield from _no_time(judged, leg)


def daily_minutes(judged: JudgedContacts) -> Iterator[Broken]:
    """Limit the minutes of contact in a worker's day."""
    for day in judged.days:
        minutes = sum(contact.minutes for contact in day.contacts)
        if minutes > MAX_CONTACT_MINUTES_A_DAY and judged.adds_to(day):
            what = f"has {minutes} minutes of contact; {MAX_CONTACT_MINUTES_A_DAY} "
            yield _about_day(judged, day, what + "are agreed")


def midday_break(judged: JudgedContacts) -> Iterator[Broken]:
    """Leave a worker a break at midday."""
    for day in judged.days:
        if not judged.adds_to(day) or day.has_break():
            continue
        agreed = [contact for contact in day.contacts if judged.is_agreed(contact)]
        if day.only(agreed).has_break():
            what = f"has no {BREAK_MINUTES} minutes' break between 12:00 and 14:00"
            yield _about_day(judged, day, what)


def _together(
    judged: JudgedContacts, contacts: Sequence[PlannedContact]
) -> Iterator[Broken]:
    """Find several rows at one moment that are no handover."""
    for _, group in groupby(contacts, key=attrgetter("at")):
        rows = list(group)
        beside = [row for row in rows if not judged.is_along(row)]
        workers = {row.worker_id for row in rows}
        twice = len(beside) > 1 or len(workers) < len(rows)
        if twice and not all(judged.is_agreed(row) for row in rows):
            yield judged.about(rows[-1], "which is planned twice")


def _too_close(
    judged: JudgedContacts, contacts: Sequence[PlannedContact]
) -> Iterator[Broken]:
    need = judged.needs[contacts[0].person_id]
    apart = need.clock.programme.contact_apart_days
    if need.ever_met:
        for contact in contacts:
            days = (contact.on - need.since_on).days
            if days < apart and not judged.is_agreed(contact):
                yield judged.about(contact, "too soon after the last contact")
    moments: dict[datetime, PlannedContact] = {}
    for contact in contacts:
        if contact.at not in moments or not judged.is_agreed(contact):
            moments[contact.at] = contact
    for one, other in pairwise(moments.values()):
        agreed = judged.is_agreed(one) and judged.is_agreed(other)
        if (other.on - one.on).days < apart and not agreed:
            yield judged.about(other, f"less than {apart} days after another contact")


def _no_time(judged: JudgedContacts, leg: Leg) -> Iterator[Broken]:
    """Find a way that the plan, and not appointments alone, leaves no time for.

    Two stops at the same time have no way between them; other checks find those.
    """
    ends = (leg.before.contact, leg.after.contact)
    met = [contact for contact in ends if contact is not None]
    in_turn = leg.before.to_minute <= leg.after.from_minute
    if in_turn and not leg.fits and not all(map(judged.is_agreed, met)):
        way = f"for a way of {leg.travel_minutes}"
        yield judged.about(met[-1], f"with {leg.working_minutes} minutes {way}")


def _about_day(judged: JudgedContacts, day: ContactDay, what: str) -> Broken:
    worker_id = day.worker.worker_id
    name, when = judged.words.worker(worker_id), judged.words.day(day.on)
    return Broken(
        sentence=f"On {day.on:%A} {when} {name} {what}.",
        person_id=None,
        worker_id=worker_id,
        on=day.on,
    )
