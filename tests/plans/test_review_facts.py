"""What the weekly case review goes through."""

from datetime import date, datetime
from fractions import Fraction

from cti.caseload.people import Need, Priority, Wishes
from cti.phases import Phase
from cti.plans.review_facts import ReferralStart, review_facts
from tests.builders import (
    a_caseload,
    a_contact,
    a_person,
    a_referral,
    a_stay,
    a_worker,
    an_absence,
    an_event,
    monday,
)
from tests.plans.said import facts_of


def test_phase_changes_come_by_date() -> None:
    people = [
        a_person("later", transition_on=date(2026, 9, 4)),
        a_person("sooner", transition_on=date(2026, 8, 30)),
    ]
    facts = facts_of(
        a_caseload(people=people), *(a_stay(each.person_id) for each in people)
    )

    changes = review_facts(facts).phase_changes

    assert [(each.person_id, each.on, each.phase) for each in changes] == [
        ("sooner", date(2026, 11, 30), Phase.TRY_OUT),
        ("later", date(2026, 12, 4), Phase.TRY_OUT),
    ]
    assert {each.weight_before - each.weight_after for each in changes} == {Fraction(1)}


def test_the_longest_overdue_comes_first() -> None:
    people = [a_person("a"), a_person("b"), a_person("c")]
    contacts = [
        a_contact("a", at=datetime(2026, 11, 13, 10)),
        a_contact("b", at=datetime(2026, 11, 6, 10)),
        a_contact("c", at=datetime(2026, 11, 16, 10)),
    ]
    caseload = a_caseload(people=people, contacts=contacts)
    facts = facts_of(caseload, *(a_stay(each.person_id) for each in people))

    overdue = review_facts(facts).overdue

    assert [(each.person_id, each.due.overdue_days) for each in overdue] == [
        ("b", 8),
        ("a", 1),
    ]


def test_referrals_come_by_priority_then_by_the_day_they_could_start() -> None:
    referrals = [
        a_referral("routine"),
        a_referral("late", priority=Priority.SOON, earliest_start_on=monday(3)),
        a_referral("never", priority=Priority.SOON, earliest_start_on=monday(20)),
        a_referral("soon", priority=Priority.SOON),
        a_referral("urgent", priority=Priority.URGENT, earliest_start_on=monday(5)),
    ]

    found = review_facts(facts_of(a_caseload(referrals=referrals))).referrals

    assert [each.referral_id for each in found] == [
        "urgent",
        "soon",
        "late",
        "never",
        "routine",
    ]
    assert found[3].possible_on is None


def test_a_start_fits_where_nobody_goes_over_for_it() -> None:
    # Sam weighs 2 until 2 February; then there is room for 1.5 beside Sam's 1.
    robin = a_referral(transition_expected_on=date(2027, 9, 1))
    caseload = a_caseload(
        workers=[a_worker(ceiling="2.5")], people=[a_person()], referrals=[robin]
    )
    facts = facts_of(caseload, a_stay(), a_stay("robin", from_on=monday(1)))

    assert review_facts(facts).referrals == (
        ReferralStart(
            referral_id=robin.referral_id,
            priority=Priority.ROUTINE,
            possible_on=monday(0),
            fits_on=monday(11),
            fits_with=a_worker().worker_id,
            starts_on=monday(1),
            worker_id=a_worker().worker_id,
        ),
    )


def test_what_comes_after_the_support_does_not_stand_in_the_way() -> None:
    # Robin's support ends on 21 December; Alex agrees to less from 4 January on.
    robin = a_referral(transition_expected_on=date(2026, 3, 21))
    less = an_absence(from_on=monday(6), to_on=date(2027, 3, 1), load_reduction=50)
    caseload = a_caseload(
        workers=[a_worker(ceiling="2.5")],
        people=[a_person()],
        referrals=[robin],
        absences=[less],
    )

    assert review_facts(facts_of(caseload, a_stay())).referrals[0].fits_on == monday(0)


def test_somebody_already_placed_does_not_stand_in_their_own_way() -> None:
    robin = a_referral(transition_expected_on=date(2027, 9, 1))
    caseload = a_caseload(workers=[a_worker(ceiling="1.5")], referrals=[robin])
    facts = facts_of(caseload, a_stay("robin", from_on=monday(4)))

    assert review_facts(facts).referrals[0].fits_on == monday(0)


def test_of_several_who_have_room_the_best_fit_is_named() -> None:
    robin = a_referral(wishes=Wishes(language="Polish", language_need=Need.PREFER))
    workers = [a_worker(), a_worker("ben", languages=["Polish"])]

    found = review_facts(facts_of(a_caseload(workers=workers, referrals=[robin])))

    assert found.referrals[0].fits_with == "ben"


def test_a_referral_may_fit_nowhere() -> None:
    caseload = a_caseload(workers=[a_worker(ceiling=1)], referrals=[a_referral()])

    (start,) = review_facts(facts_of(caseload)).referrals

    assert (start.fits_on, start.fits_with, start.starts_on) == (None, None, None)


def test_the_rota_is_part_of_the_review() -> None:
    caseload = a_caseload(people=[a_person()], events=[an_event()])

    found = review_facts(facts_of(caseload, a_stay())).presentations

    assert [each.person_id for each in found] == ["sam"]
