"""The flags about caseloads over their ceiling, and what is said to cause them."""

from datetime import date
from fractions import Fraction

from cti.caseload.people import Status
from cti.caseload.workers import FULL_REDUCTION
from cti.plans.document import Flag, FlagKind
from cti.plans.facts import PlanFacts
from cti.plans.overload_flags import far_over_for_long, over_ceiling
from tests.builders import (
    a_caseload,
    a_person,
    a_referral,
    a_stay,
    a_worker,
    an_absence,
    monday,
)
from tests.plans.said import facts_of


def only(facts: PlanFacts) -> Flag:
    (flag,) = over_ceiling(facts)
    return flag


def test_a_phase_change_is_named_as_the_cause() -> None:
    # Sam is in Pre-CTI until 3 December, then weighs 2 until 3 March.
    sam = a_person(transition_on=None, transition_expected_on=date(2026, 12, 3))
    facts = facts_of(
        a_caseload(workers=[a_worker(ceiling="1.5")], people=[sam]), a_stay()
    )

    flag = only(facts)

    assert flag.kind is FlagKind.OVER_CEILING
    assert (flag.worker_id, flag.person_id) == ("alex", None)
    assert flag.from_on == date(2026, 12, 7)
    assert flag.to_on == date(2027, 3, 7)
    assert flag.amount == Fraction(1, 2)
    assert flag.message == (
        "Alex is over the ceiling from 7 December to 7 March, by up to 0.5 SCE "
        "(2 of 1.5): Sam enters Phase One on 3 December."
    )
    assert flag.suggestion


def test_being_over_on_the_plan_date_has_no_other_cause() -> None:
    facts = facts_of(
        a_caseload(workers=[a_worker(ceiling=1)], people=[a_person()]), a_stay()
    )

    assert only(facts).message == (
        "Alex is over the ceiling already, until 7 February, by up to 1 SCE (2 of 1)."
    )


def test_starts_and_arrivals_are_named_together() -> None:
    caseload = a_caseload(
        workers=[a_worker(), a_worker("ben", ceiling="2.5")],
        people=[a_person(), a_person("kim")],
        referrals=[a_referral(transition_expected_on=date(2027, 6, 1))],
    )
    facts = facts_of(
        caseload,
        a_stay(worker="ben"),
        a_stay("kim", worker="ben"),
        a_stay("robin", worker="ben", from_on=monday(1)),
    )

    assert next(over_ceiling(facts)).message == (
        "Ben is over the ceiling from 23 November to 2 May, by up to 3 SCE "
        "(5.5 of 2.5): Kim and Sam come on 23 November and Robin starts on 30 November."
    )


def test_the_end_of_a_pause_is_named() -> None:
    sam = a_person(status=Status.PAUSED, paused_review_on=date(2026, 12, 16))
    facts = facts_of(a_caseload(workers=[a_worker(ceiling=1)], people=[sam]), a_stay())

    assert only(facts).message.endswith(": Sam's pause ends on 16 December.")


def test_a_ceiling_that_falls_is_named_without_the_kind_of_absence() -> None:
    less = an_absence(
        from_on=date(2026, 12, 4),
        to_on=date(2026, 12, 11),
        kind="a private matter",
        load_reduction=50,
    )
    caseload = a_caseload(
        workers=[a_worker(ceiling=2)], people=[a_person()], absences=[less]
    )

    assert only(facts_of(caseload, a_stay())).message == (
        "Alex is over the ceiling in the week of 7 December, by 1 SCE (2 of 1): the "
        "ceiling falls to 1 SCE by 7 December."
    )


def test_a_worker_with_no_caseload_agreed_has_no_ceiling_to_be_over() -> None:
    away = an_absence(
        from_on=date(2026, 12, 4),
        to_on=date(2026, 12, 18),
        load_reduction=FULL_REDUCTION,
    )
    caseload = a_caseload(people=[a_person()], absences=[away])

    assert only(facts_of(caseload, a_stay())).message == (
        "From 7 December to 20 December no caseload is agreed with Alex, who still "
        "holds up to 2 SCE."
    )


def test_what_comes_after_the_peak_is_not_its_cause() -> None:
    kim = a_person("kim", transition_on=date(2026, 2, 28))  # ends on 28 November
    sam = a_person(transition_on=date(2026, 9, 1))  # Phase Two on 1 December
    pat = a_person(  # half an SCE more on 7 December
        "pat", transition_on=None, transition_expected_on=date(2026, 12, 7)
    )
    facts = facts_of(
        a_caseload(workers=[a_worker(ceiling=1)], people=[kim, sam, pat]),
        a_stay(),
        a_stay("kim"),
        a_stay("pat"),
    )

    assert only(facts).message == (
        "Alex is over the ceiling already, until 6 June 2027, by up to 3 SCE (4 of 1)."
    )


def test_an_overload_to_the_last_monday_runs_to_the_end_of_the_plan() -> None:
    sam = a_person(transition_on=None, transition_expected_on=monday(37))
    facts = facts_of(
        a_caseload(workers=[a_worker(ceiling="1.5")], people=[sam]), a_stay()
    )

    flag = only(facts)

    assert "from 9 August 2027 to the end of the plan" in flag.message
    assert flag.to_on == date(2027, 8, 29)


def far_over(weeks: int, ceiling: str) -> list[Flag]:
    sam = a_person(transition_on=None, transition_expected_on=monday(40 - weeks))
    facts = facts_of(
        a_caseload(workers=[a_worker(ceiling=ceiling)], people=[sam]), a_stay()
    )
    return list(far_over_for_long(facts))


def test_four_weeks_far_over_deserve_a_flag() -> None:
    (flag,) = far_over(4, "1.8")

    assert flag.kind is FlagKind.OVER_110_FOR_4_WEEKS
    assert (flag.from_on, flag.to_on) == (monday(36), date(2027, 8, 29))
    assert flag.amount == Fraction(1, 5)
    assert flag.message == (
        "Alex holds more than 110 % of the ceiling for 4 weeks in a row, from 2 August "
        "2027 to the end of the plan, by up to 0.2 SCE."
    )
    assert flag.suggestion == (
        "Agree with Alex, in writing, what is taken off them and what waits."
    )


def test_three_weeks_do_not() -> None:
    assert far_over(3, "1.8") == []


def test_exactly_110_per_cent_is_not_far_over() -> None:
    ceiling = Fraction(2) / Fraction(11, 10)

    assert far_over(4, str(ceiling)) == []


def test_being_away_with_people_is_a_matter_of_cover() -> None:
    away = an_absence(to_on=date(2026, 12, 18), load_reduction=FULL_REDUCTION)
    caseload = a_caseload(people=[a_person()], absences=[away])

    (flag,) = far_over_for_long(facts_of(caseload, a_stay()))

    assert flag.message == (
        "From 23 November to 20 December no caseload is agreed with Alex, who still "
        "holds up to 2 SCE, for 4 weeks in a row."
    )
    assert flag.suggestion == "Agree, in writing, who covers for Alex."
