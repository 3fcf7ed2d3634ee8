"""The flags about leavers, people nobody may take, and referrals that wait."""

from datetime import date

import pytest

from cti.caseload.people import Need, Referral, Wishes
from cti.caseload.workers import Worker
from cti.plans.assignment import Rule
from cti.plans.blocked import nearest, refused
from cti.plans.document import Flag
from cti.plans.facts import PlanFacts
from cti.plans.placement_flags import (
    leaver_handover,
    nobody_allowed,
    referral_waiting,
)
from cti.units import PersonId, WorkerId
from tests.builders import (
    a_caseload,
    a_person,
    a_pin,
    a_referral,
    a_stay,
    a_worker,
    an_absence,
    monday,
)
from tests.plans.said import facts_of

SAM, ROBIN = PersonId("sam"), PersonId("robin")
POLISH = Wishes(language="Polish", language_need=Need.MUST)


def handovers(facts: PlanFacts) -> list[tuple[str | None, date | None, str, str]]:
    return [
        (flag.worker_id, flag.to_on, flag.message, flag.suggestion)
        for flag in leaver_handover(facts)
    ]


def test_a_handover_says_who_to_whom_and_by_when() -> None:
    caseload = a_caseload(
        workers=[a_worker(leaves_on=date(2027, 1, 12)), a_worker("ben")],
        people=[a_person()],
    )
    stays = [a_stay(to_on=monday(8)), a_stay(worker="ben", from_on=monday(8))]

    assert handovers(facts_of(caseload, *stays)) == [
        (
            "alex",
            monday(8),
            "Alex leaves on 12 January; Ben becomes Sam's worker on 18 January.",
            "Plan a contact for Sam with Alex and Ben while all are here.",
        )
    ]


def test_a_handover_by_somebody_who_has_left() -> None:
    caseload = a_caseload(
        workers=[a_worker(leaves_on=monday(0)), a_worker("ben")], people=[a_person()]
    )

    assert handovers(facts_of(caseload, a_stay(worker="ben"))) == [
        (
            "alex",
            monday(0),
            "Alex has left; Ben becomes Sam's worker on 23 November.",
            "Let Ben be introduced by somebody Sam knows.",
        )
    ]


def test_others_who_move_are_not_handed_over() -> None:
    caseload = a_caseload(workers=[a_worker(), a_worker("ben")], people=[a_person()])

    assert handovers(facts_of(caseload, a_stay(worker="ben"))) == []


def test_a_leaver_after_the_support_hands_nobody_over() -> None:
    caseload = a_caseload(workers=[a_worker(leaves_on=monday(36))], people=[a_person()])

    assert handovers(facts_of(caseload, a_stay())) == []


def uncovered(*others: Worker, wishes: Wishes = POLISH) -> Flag:
    caseload = a_caseload(
        workers=[a_worker(leaves_on=monday(8)), *others],
        people=[a_person(wishes=wishes)],
    )
    stays = [a_stay(to_on=monday(8)), a_stay(worker=None, from_on=monday(8))]
    (flag,) = nobody_allowed(facts_of(caseload, *stays))
    return flag


def test_nobody_allowed_names_the_rule_and_what_would_help() -> None:
    flag = uncovered(a_worker("ben"))

    assert (flag.worker_id, flag.person_id, flag.from_on) == ("alex", "sam", monday(8))
    assert flag.message == (
        "Nobody may take Sam from 18 January. Ben comes nearest: Ben does not speak "
        "Polish, which Sam must have."
    )
    assert flag.suggestion == (
        "If a worker who speaks Polish were a preference, not a must, Ben could take "
        "Sam."
    )


@pytest.mark.parametrize(
    ("worker", "suggestion"),
    [
        pytest.param(
            a_worker("ben", accepts_new=False),
            "If Ben took on somebody new, Ben could take Sam.",
            id="nobody new",
        ),
        pytest.param(
            a_worker("ben", team="south"),
            "If Ben could help another team, Ben could take Sam.",
            id="another team",
        ),
        pytest.param(
            a_worker("ben", team="south", accepts_new=False),
            "If Ben could help another team and Ben took on somebody new, "
            "Ben could take Sam.",
            id="both",
        ),
        pytest.param(
            a_worker("ben", leaves_on=monday(20)),
            "Look for somebody outside the team.",
            id="a date is not for relaxing",
        ),
    ],
)
def test_what_would_help_depends_on_the_rules(worker: Worker, suggestion: str) -> None:
    assert uncovered(worker, wishes=Wishes()).suggestion == suggestion


def test_somebody_who_may_after_all_is_named_without_a_condition() -> None:
    assert uncovered(a_worker("ben"), wishes=Wishes()).suggestion == (
        "Ben could take Sam."
    )


def test_lifting_a_pin_is_suggested_where_it_is_all_that_stands_between() -> None:
    # Ben is away, with no caseload, on the Monday of the handover, but not before.
    away = an_absence("ben", from_on=monday(8), to_on=monday(9), load_reduction=100)
    caseload = a_caseload(
        workers=[a_worker(leaves_on=monday(8)), a_worker("ben")],
        people=[a_person()],
        absences=[away],
        pins=[a_pin()],
    )
    stays = [a_stay(to_on=monday(8)), a_stay(worker=None, from_on=monday(8))]

    (flag,) = nobody_allowed(facts_of(caseload, *stays))

    assert flag.suggestion == "If the pin were lifted, Ben could take Sam."


def test_a_no_to_a_worker_is_never_to_be_relaxed() -> None:
    refused_one = Wishes(not_workers=frozenset({WorkerId("ben")}))

    alone = uncovered(a_worker("ben"), wishes=refused_one)
    beside = uncovered(
        a_worker("ben"),
        a_worker("caro", team="south", accepts_new=False),
        wishes=refused_one,
    )

    assert alone.suggestion == "Look for somebody outside the team."
    assert "Caro comes nearest" in beside.message


def test_a_referral_nobody_may_take_is_flagged_from_the_plan_date() -> None:
    facts = facts_of(a_caseload(referrals=[a_referral(wishes=POLISH)]))

    (flag,) = nobody_allowed(facts)

    assert (flag.worker_id, flag.person_id, flag.from_on) == (None, "robin", monday(0))
    assert flag.message.startswith("Nobody may take Robin. Alex comes nearest:")


def test_a_referral_that_could_start_but_waits_is_not_refused() -> None:
    assert list(nobody_allowed(facts_of(a_caseload(referrals=[a_referral()])))) == []


def test_a_referral_that_cannot_start_yet_is_not_refused() -> None:
    late = a_referral(earliest_start_on=monday(13))

    assert list(nobody_allowed(facts_of(a_caseload(referrals=[late])))) == []


def test_refused_counts_a_worker_only_where_no_monday_would_do() -> None:
    caseload = a_caseload(
        workers=[a_worker(starts_on=monday(5)), a_worker("ben", starts_on=monday(13))],
        referrals=[a_referral()],
    )
    facts = facts_of(caseload, a_stay("robin", from_on=monday(5)))

    assert [each.worker_id for each in refused(facts, ROBIN)] == ["ben"]
    assert nearest(facts, ROBIN)[0].rules == (Rule.HERE_THROUGHOUT,)


def test_a_leavers_person_is_asked_about_from_the_leaving_on() -> None:
    workers = [
        a_worker(leaves_on=monday(8)),
        a_worker("ben", team="south", starts_on=monday(4)),
    ]
    caseload = a_caseload(workers=workers, people=[a_person()])
    stays = [a_stay(to_on=monday(8)), a_stay(worker=None, from_on=monday(8))]

    ben = nearest(facts_of(caseload, *stays), SAM)[0]

    assert (ben.worker_id, ben.rules) == ("ben", (Rule.SAME_TEAM,))


def test_a_pin_is_in_the_way_too() -> None:
    caseload = a_caseload(
        workers=[a_worker(), a_worker("ben")], people=[a_person()], pins=[a_pin()]
    )

    assert nearest(facts_of(caseload, a_stay()), SAM)[0].rules == (Rule.PINS_HOLD,)


def waiting(referral: Referral, start: int | None, **worker: date) -> list[Flag]:
    caseload = a_caseload(
        workers=[a_worker(starts_on=worker.get("starts_on"))], referrals=[referral]
    )
    stays = [] if start is None else [a_stay("robin", from_on=monday(start))]
    return list(referral_waiting(facts_of(caseload, *stays)))


def test_a_referral_that_starts_at_once_does_not_wait() -> None:
    assert waiting(a_referral(), 0) == []


def test_a_referral_that_waits_says_how_long_and_why() -> None:
    (flag,) = waiting(a_referral(), 2, starts_on=monday(2))

    assert (flag.worker_id, flag.from_on, flag.to_on) == (
        "alex",
        monday(0),
        date(2026, 12, 6),
    )
    assert flag.amount == 14
    assert flag.message == (
        "Robin starts with Alex on 7 December, 2 weeks after the first Monday possible."
    )
    assert flag.suggestion == "Nobody may take Robin sooner."


def test_waiting_past_the_transition_counts_from_it() -> None:
    (flag,) = waiting(a_referral(transition_expected_on=date(2026, 12, 3)), 2)

    assert flag.amount == 4
    assert flag.message == (
        "Robin starts with Alex on 7 December, 2 weeks after the first Monday "
        "possible; the transition was expected on 3 December."
    )


def test_a_start_on_the_day_of_the_transition_is_not_past_it() -> None:
    assert waiting(a_referral(transition_expected_on=monday(0)), 0) == []


def test_starting_at_once_may_be_past_the_transition_all_the_same() -> None:
    (flag,) = waiting(a_referral(transition_expected_on=date(2026, 11, 16)), 0)

    assert (flag.from_on, flag.to_on) == (date(2026, 11, 16), date(2026, 11, 22))
    assert flag.amount == 7
    assert flag.message == (
        "Robin starts with Alex on 23 November; the transition was expected on 16 "
        "November."
    )
    assert flag.suggestion == (
        "Check the date: if the move has happened, the clock runs already."
    )


def test_a_referral_without_a_start_waits() -> None:
    (flag,) = waiting(a_referral(transition_expected_on=date(2026, 11, 16)), None)

    assert (flag.worker_id, flag.to_on, flag.amount) == (None, None, None)
    assert flag.message == (
        "Robin has no start in this plan; the transition was expected on 16 November."
    )
    assert flag.suggestion.startswith("Starting with Alex on 23 November, ")


def test_a_referral_that_cannot_start_in_this_plan_waits_from_its_own_day() -> None:
    (flag,) = waiting(a_referral(earliest_start_on=date(2027, 3, 1)), None)

    assert flag.from_on == date(2027, 3, 1)
    assert flag.suggestion == ""
