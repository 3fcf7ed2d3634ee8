"""The flags about transition dates and phases."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from cti.calendar import add_months
from cti.caseload.clocks import person_transition
from cti.caseload.people import Person
from cti.phases import Phase, TransitionBasis
from cti.plans.coming import ComingChange, coming_changes
from cti.plans.document import Flag, FlagKind
from cti.plans.facts import PlanFacts
from cti.plans.words import Words, sentence, short
from cti.units import format_sce


def transition_date_needed(facts: PlanFacts) -> Iterator[Flag]:
    """Flag everybody whose transition date is assumed, or has yet to happen."""
    on, words = facts.horizon.on, facts.words
    for open_person in facts.open.values():
        person = open_person.person
        known = person_transition(person, facts.horizon)
        early = person.transition_on is not None and person.transition_on > on
        if known.basis is not TransitionBasis.ASSUMED and not early:
            continue
        message, remedy = _transition_needed(words, person, early=early, on=on)
        assumed = known.basis is TransitionBasis.ASSUMED
        turn = "the plan assumes" if assumed else "the plan goes by"
        yield Flag(
            kind=FlagKind.TRANSITION_DATE_NEEDED,
            worker_id=facts.holder_on(person.person_id),
            person_id=person.person_id,
            from_on=on,
            amount=None if early else _days_overdue(person, on),
            message=sentence(f"{message}; {turn} {words.day(known.on)}"),
            suggestion=remedy,
        )


def pre_cti_long(facts: PlanFacts) -> Iterator[Flag]:
    """Flag everybody who has been in Pre-CTI for longer than the programme expects."""
    on = facts.horizon.on
    for person_id, open_person in facts.open.items():
        started, clock = open_person.person.started_on, open_person.clock
        if started is None or clock.phase_on(on) is not Phase.PRE_CTI:
            continue
        limit = clock.programme.pre_cti_long_months
        until = add_months(started, limit)
        if on > until:
            person = facts.words.person(person_id)
            yield Flag(
                kind=FlagKind.PRE_CTI_LONG,
                worker_id=facts.holder_on(person_id),
                person_id=person_id,
                from_on=until + timedelta(days=1),
                amount=Fraction((on - until).days),
                message=(
                    f"{person} has been in Pre-CTI since {facts.words.day(started)}, "
                    f"longer than {limit} months."
                ),
                suggestion="At case review, ask what would bring the move nearer.",
            )


def phase_change(facts: PlanFacts) -> Iterator[Flag]:
    """Flag each phase that begins, and each support that ends, in the next 14 days."""
    for change in coming_changes(facts):
        yield Flag(
            kind=FlagKind.PHASE_CHANGE,
            worker_id=change.worker_id,
            person_id=change.person_id,
            from_on=change.on,
            message=_change_message(facts.words, change),
            suggestion=_CHANGE_HELP[change.phase],
        )


def _days_overdue(person: Person, on: date) -> Fraction | None:
    expected = person.transition_expected_on
    return Fraction((on - expected).days) if expected and expected < on else None


def _transition_needed(
    words: Words, person: Person, *, early: bool, on: date
) -> tuple[str, str]:
    """Return what is so, without a full stop, and what to do."""
    name = words.persons(person.person_id)
    expected, entered = person.transition_expected_on, person.transition_on
    if early and entered is not None:
        return (
            f"{name} transition is entered as having happened on "
            f"{words.day(entered)}, which is still to come",
            "Enter that day as the expected one until it has happened.",
        )
    if expected is not None and expected < on:
        return (
            f"{name} transition was expected on {words.day(expected)} and is not "
            "entered as having happened",
            "Enter the day it happened, or a new expected day.",
        )
    return (
        f"no transition date is known for {words.person(person.person_id)}",
        "Agree an expected day at the next contact.",
    )


def _change_message(words: Words, change: ComingChange) -> str:
    day = words.day(change.on)
    if change.phase is Phase.FINISHED:
        return f"{words.persons(change.person_id)} support ends on {day}."
    turn = f"{words.person(change.person_id)} enters {short(change.phase)} on {day}"
    before, after = change.weight_before, change.weight_after
    if before == after:
        return f"{turn}."
    return f"{turn} and counts {format_sce(after)} SCE instead of {format_sce(before)}."


_CHANGE_HELP = {
    Phase.TRANSITION: "Settle what the first three months are about.",
    Phase.TRY_OUT: "Look at what holds already, and what to try out next.",
    Phase.TRANSFER_OF_CARE: "Settle who carries on what, and from when.",
    Phase.FINISHED: "Plan a good ending, and who to turn to afterwards.",
}
"""What a phase change is a moment for."""
