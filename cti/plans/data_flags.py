"""The flags about what the caseload does not say, and what that leaves undecided."""

from collections.abc import Iterator
from datetime import timedelta

from cti.caseload.caseload import Pin
from cti.caseload.clocks import person_clock
from cti.caseload.contact_clock import last_achieved
from cti.caseload.people import Person, Place, Referral, Status
from cti.caseload.workers import Worker
from cti.phases import programme
from cti.plans.document import Flag, FlagKind
from cti.plans.facts import PlanFacts
from cti.plans.fit import id_of
from cti.plans.ways import Way
from cti.plans.words import Words, sentence
from cti.units import PersonId

Said = tuple[str, str]
"""What is missing and what that leaves undecided; and what to do."""


def missing_data(facts: PlanFacts) -> Iterator[Flag]:
    """Flag what is missing or cannot be, each with what it leaves undecided."""
    nobody_met = bool(facts.open) and not facts.caseload.contacts
    if nobody_met:
        yield Flag(
            kind=FlagKind.MISSING_DATA,
            message=(
                "No contact with anybody is recorded, so what is due is counted "
                "from the start of support."
            ),
            suggestion="Enter the last contact with each person.",
        )
    else:
        yield from _never_met(facts)
    for person in facts.caseload.people:
        if person.person_id in facts.open:
            yield from _flags(facts, person, _about_person(facts, person))
            yield from _flags(facts, person, _about_wishes(facts.words, person))
        elif person.status is not Status.CLOSED:
            yield from _flags(facts, person, _about_the_end(facts, person))
    for referral in facts.caseload.referrals:
        yield from _flags(facts, referral, _about_wishes(facts.words, referral))
    for worker in facts.caseload.workers:
        yield from _about_worker(facts.words, worker)
    for pin in facts.caseload.pins:
        yield from _about_pin(facts, pin)


def _flags(
    facts: PlanFacts, whom: Person | Referral, found: Iterator[Said]
) -> Iterator[Flag]:
    person_id = id_of(whom)
    for message, suggestion in found:
        yield Flag(
            kind=FlagKind.MISSING_DATA,
            worker_id=facts.holder_on(person_id),
            person_id=person_id,
            message=sentence(message),
            suggestion=suggestion,
        )


def _about_person(facts: PlanFacts, person: Person) -> Iterator[Said]:
    words, who = facts.words, person.person_id
    if person.started_on is None:
        yield (
            f"the day {words.persons(who)} support started is not known, which leaves "
            "the length of Pre-CTI open",
            "Enter started_on.",
        )
    if person.worker_id is None:
        yield f"{words.person(who)} has no worker, so the plan chooses one", ""
    elif person.worker_id not in facts.caseload.worker:
        yield (
            f"{words.persons(who)} worker, {person.worker_id}, is not among the "
            "workers, so the plan chooses another",
            "Correct worker_id, or add the worker.",
        )
    if person.status is Status.PAUSED and person.paused_review_on is None:
        pause = facts.open[who].clock.pause
        until = words.day(pause.until_on if pause else facts.horizon.on)
        yield (
            f"no day is set to review {words.persons(who)} pause, so the plan "
            f"assumes {until}",
            "Set a day for the review.",
        )


def _never_met(facts: PlanFacts) -> Iterator[Flag]:
    met = last_achieved(facts.caseload, facts.horizon.on)
    for person_id, open_person in facts.open.items():
        paused = open_person.clock.is_paused_on(facts.horizon.on)
        if person_id not in met and not paused:
            about = _no_contact(facts, open_person.person)
            yield from _flags(facts, open_person.person, about)


def _no_contact(facts: PlanFacts, person: Person) -> Iterator[Said]:
    on, started = facts.horizon.on, person.started_on
    days = programme(person.programme).first_contact_days
    counted = "when the next is due cannot be said"
    if started is not None:
        if on <= started + timedelta(days=days):
            return
        counted = f"what is due is counted from {facts.words.day(started)}"
    yield (
        f"no contact with {facts.words.person(person.person_id)} is recorded, "
        f"so {counted}",
        "If they have been met, enter the last time.",
    )


def _about_wishes(words: Words, whom: Person | Referral) -> Iterator[Said]:
    wishes, who = whom.wishes, id_of(whom)
    asked = (
        ("language", wishes.language, wishes.language_need),
        ("specialism", wishes.specialism, wishes.specialism_need),
        ("worker_gender", wishes.worker_gender, wishes.worker_gender_need),
    )
    for column, wish, need in asked:
        if wish is not None and need is None:
            yield (
                f"{words.persons(who)} wish for {wish} counts for nothing, for it is "
                "not said whether it must be met",
                f"Enter must or prefer in {column}_need.",
            )
    if wishes.locality is None and wishes.contact_place is not Place.OFFICE:
        yield (
            f"where {words.person(who)} is met is not known, so the way there is "
            "taken as the usual one",
            "Enter locality.",
        )


def _about_the_end(facts: PlanFacts, person: Person) -> Iterator[Said]:
    """Say so of somebody not closed who weighs nothing: their support is over."""
    ended_on = person_clock(person, facts.horizon).finished_on
    yield (
        f"{facts.words.persons(person.person_id)} support ended by the clock on "
        f"{facts.words.day(ended_on)} and is still entered as "
        f"{person.status.value}, so nothing is planned",
        "Close it, or correct the transition date.",
    )


def _about_worker(words: Words, worker: Worker) -> Iterator[Flag]:
    if worker.locality is None:
        yield Flag(
            kind=FlagKind.MISSING_DATA,
            worker_id=worker.worker_id,
            message=(
                f"Where {words.worker(worker.worker_id)} is based is not known, so "
                "the way to people is taken as the usual one."
            ),
            suggestion="Enter locality.",
        )
    if not worker.works.spans:
        yield Flag(
            kind=FlagKind.MISSING_DATA,
            worker_id=worker.worker_id,
            message=(
                f"{words.workers_own(worker.worker_id)} hours are not known, so "
                "nobody can be met by them."
            ),
            suggestion="Enter works.",
        )


def _ways(facts: PlanFacts, person_id: PersonId, way: Way) -> Iterator[Way]:
    """Yield the way of the plan, and every other if that is not enough."""
    yield way
    for other in facts.alternatives[person_id]:
        yield other.way


def _about_pin(facts: PlanFacts, pin: Pin) -> Iterator[Flag]:
    way = facts.ways.get(pin.person_id)
    if way is None:
        return
    if not any(
        pin.worker_id in {each.worker_id, each.before}
        for each in _ways(facts, pin.person_id, way)
    ):
        person = facts.words.person(pin.person_id)
        worker = facts.words.worker(pin.worker_id)
        yield Flag(
            kind=FlagKind.MISSING_DATA,
            worker_id=pin.worker_id,
            person_id=pin.person_id,
            message=(
                f"{person} is pinned to {worker}, who may not take them, so the pin "
                "does not hold."
            ),
            suggestion="Take the pin out, or change what stands in its way.",
        )
