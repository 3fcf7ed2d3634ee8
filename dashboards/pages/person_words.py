"""What is said of one person: days, contacts, wishes and the rhythm of a phase."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from cti.calendar import on_the_wall
from cti.caseload.caseload import Outcome
from cti.caseload.people import Need, Person, Place, Status, Wishes
from cti.phases import TransitionBasis
from cti.usecases.contacts import ContactSeen
from cti.usecases.safety import SafetyPlanRead

RHYTHMS: Mapping[int, str] = {
    7: "weekly contact",
    14: "contact every two weeks",
    28: "monthly contact",
    30: "monthly contact",
}

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.ACHIEVED: "achieved: you met",
    Outcome.ATTEMPTED: "attempted",
    Outcome.DECLINED: "declined",
    Outcome.CANCELLED_BY_US: "called off by us",
    Outcome.COLLATERAL: "with somebody of their network",
}

PLACES: Mapping[Place, str] = {
    Place.HOME: "at home",
    Place.COMMUNITY: "somewhere in the community",
    Place.OFFICE: "at the office",
}

NEEDS: Mapping[Need | None, str] = {
    Need.MUST: "this must be met",
    Need.PREFER: "they would prefer it",
    None: "nobody has said how much it matters",
}

BASES: Mapping[TransitionBasis, str] = {
    TransitionBasis.HAPPENED: "It happened.",
    TransitionBasis.EXPECTED: "It is expected.",
    TransitionBasis.ASSUMED: "Nobody has said when: it is assumed.",
}


def day_words(on: date) -> str:
    """Write a day with its weekday: ``Mon 23 November 2026``."""
    return f"{on:%a} {on.day} {on:%B %Y}"


def moment_words(at: datetime) -> str:
    """Write a moment on the wall: ``Mon 23 November 2026, 10:00``."""
    return f"{day_words(at.date())}, {at:%H:%M}"


def rhythm_words(every_days: int) -> str:
    """Say how often people are met in a phase."""
    return RHYTHMS.get(every_days, f"contact every {every_days} days")


def contact_words(contact: ContactSeen) -> str:
    """Say what a contact is, where and with whom."""
    where = f" ({contact.place})" if contact.place else ""
    with_whom = f" with {contact.worker}" if contact.worker else ""
    cover = ", who covers" if contact.cover else ""
    return f"{contact.kind.capitalize()}{where}{with_whom}{cover}"


def became_words(contact: ContactSeen, *, now: datetime) -> str:
    """Say what became of a contact, or that it is to come."""
    if contact.outcome is not None:
        return OUTCOMES[contact.outcome]
    if contact.is_cancelled:
        return "called off"
    if contact.is_settled:
        return "it is said what became of it"
    return "planned" if contact.at >= now else "nobody has said yet how it went"


def wish_words(wishes: Wishes, workers: Mapping[str, str]) -> Iterator[str]:
    """Yield what somebody wishes, each in a sentence.

    Parameters
    ----------
    workers
        What workers are called, by id.
    """
    asked = (
        ("A worker who speaks {}", wishes.language, wishes.language_need),
        ("A worker who knows about {}", wishes.specialism, wishes.specialism_need),
        ("A worker who is {}", wishes.worker_gender, wishes.worker_gender_need),
    )
    for sentence, wish, need in asked:
        if wish:
            yield f"{sentence.format(wish)}: {NEEDS[need]}."
    if wishes.requested_worker:
        yield f"Asks for {workers.get(wishes.requested_worker, 'a worker')} by name."
    for each in sorted(workers.get(w, "a worker") for w in wishes.not_workers):
        yield f"Would rather not work with {each}."
    if wishes.locality:
        yield f"Lives in {wishes.locality}."
    yield f"Likes to meet {PLACES[wishes.contact_place]}."


def standing_words(person: Person, *, is_waiting: bool) -> str:
    """Say where somebody's support stands; empty where it simply goes on."""
    if is_waiting:
        return "Referred: support has not started yet."
    if person.status is Status.CLOSED:
        return "Support has ended."
    if person.status is not Status.PAUSED:
        return ""
    since = f" since {day_words(person.paused_from)}" if person.paused_from else ""
    review = person.paused_review_on
    then = f"; it is looked at again on {day_words(review)}" if review else ""
    return f"Support waits{since}{then}."


def safety_words(plan: SafetyPlanRead) -> str:
    """Say who wrote a safety plan and when, and when it is talked about again."""
    written = f"Written by {plan.author}, {moment_words(on_the_wall(plan.written_at))}."
    if plan.review_on is None:
        return written
    return f"{written} To be talked about again by {day_words(plan.review_on)}."
