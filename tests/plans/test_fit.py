"""Why a worker may not take somebody, in sentences."""

from collections.abc import Iterable
from datetime import date
from itertools import product

import pytest
from hypothesis import given

from cti.caseload.people import Need, Person, Referral, Wishes
from cti.caseload.workers import FULL_REDUCTION, Absence, Worker
from cti.plans.assignment import Rule
from cti.plans.eligibility import refusing
from cti.plans.fit import Refusal, newcomer, promised_start, refusals
from cti.plans.policy import BALANCED
from cti.plans.ways import WayKind, ways
from cti.units import WorkerId
from tests.builders import (
    HORIZON,
    a_caseload,
    a_person,
    a_pin,
    a_plan_in_force,
    a_promise,
    a_referral,
    a_worker,
    an_absence,
    monday,
)
from tests.plans.drawn import SHORT, Planned, a_few, planned


def why(
    worker: Worker,
    person: Person | None = None,
    *,
    absences: Iterable[Absence] = (),
    week: int = 0,
) -> tuple[Refusal, ...]:
    whom = person or a_person(worker=None)
    caseload = a_caseload(workers=[worker], people=[whom], absences=absences)
    return refusals(caseload, HORIZON, worker, whom, week)


def test_nobody_is_refused_without_a_rule() -> None:
    assert why(a_worker("jo")) == ()


@pytest.mark.parametrize(
    ("worker", "wishes", "rule", "sentence"),
    [
        pytest.param(
            a_worker("jo"),
            Wishes(language="Polish", language_need=Need.MUST),
            Rule.MUSTS_MET,
            "Jo does not speak Polish, which Sam must have.",
            id="a language",
        ),
        pytest.param(
            a_worker("jo"),
            Wishes(specialism="dual diagnosis", specialism_need=Need.MUST),
            Rule.MUSTS_MET,
            "Jo does not have the specialism dual diagnosis, which Sam must have.",
            id="a specialism",
        ),
        pytest.param(
            a_worker("jo", gender="man"),
            Wishes(worker_gender="woman", worker_gender_need=Need.MUST),
            Rule.MUSTS_MET,
            "Jo is not recorded as a woman, as Sam's worker must be.",
            id="the gender of the worker",
        ),
        pytest.param(
            a_worker("jo"),
            Wishes(not_workers=frozenset({WorkerId("jo")})),
            Rule.NOT_WORKERS,
            "Sam and Jo are not to work together.",
            id="somebody not to work with",
        ),
        pytest.param(
            a_worker("jo", team="south"),
            Wishes(),
            Rule.SAME_TEAM,
            "Jo is in another team, south.",
            id="another team",
        ),
        pytest.param(
            a_worker("jo", accepts_new=False),
            Wishes(),
            Rule.ACCEPTS_NEW,
            "Jo is not taking on new people at present.",
            id="nobody new",
        ),
        pytest.param(
            a_worker("jo", starts_on=date(2026, 11, 24)),
            Wishes(),
            Rule.HERE_THROUGHOUT,
            "Jo starts on 24 November, which is too late.",
            id="not here yet",
        ),
        pytest.param(
            a_worker("jo", leaves_on=date(2027, 1, 12)),
            Wishes(),
            Rule.HERE_THROUGHOUT,
            "Jo leaves on 12 January, before Sam's support ends.",
            id="gone too soon",
        ),
    ],
)
def test_each_rule_has_its_sentence(
    worker: Worker, wishes: Wishes, rule: Rule, sentence: str
) -> None:
    assert why(worker, a_person(worker=None, wishes=wishes)) == (
        Refusal(rule, sentence),
    )


def test_being_away_is_said_without_the_kind_of_absence() -> None:
    away = an_absence("jo", kind="a private matter", load_reduction=FULL_REDUCTION)

    (refusal,) = why(a_worker("jo"), absences=[away])

    assert refusal.rule is Rule.NOT_ON_FULL_REDUCTION
    assert refusal.sentence == "Jo is away, with no caseload, on 23 November."


def test_every_need_that_is_not_met_is_named() -> None:
    wishes = Wishes(
        language="Polish",
        language_need=Need.MUST,
        specialism="women",
        specialism_need=Need.MUST,
    )

    found = why(a_worker("jo", accepts_new=False), a_person(wishes=wishes))

    assert [refusal.rule for refusal in found] == [
        Rule.ACCEPTS_NEW,
        Rule.MUSTS_MET,
        Rule.MUSTS_MET,
    ]


def test_both_dates_are_named_when_both_refuse() -> None:
    jo = a_worker("jo", starts_on=monday(1), leaves_on=monday(2))

    assert [refusal.sentence for refusal in why(jo)] == [
        "Jo starts on 30 November, which is too late.",
        "Jo leaves on 7 December, before Sam's support ends.",
    ]


def test_starting_on_the_day_itself_is_not_too_late() -> None:
    jo = a_worker("jo", starts_on=monday(1), leaves_on=monday(2))

    assert [refusal.sentence for refusal in why(jo, week=1)] == [
        "Jo leaves on 7 December, before Sam's support ends."
    ]


def test_leaving_on_the_day_support_ends_is_not_too_soon() -> None:
    # Sam's support ends on 2 August 2027, the first day no longer supported.
    enough = a_worker("jo", starts_on=monday(1), leaves_on=date(2027, 8, 2))

    assert [refusal.sentence for refusal in why(enough)] == [
        "Jo starts on 30 November, which is too late."
    ]


def test_a_referral_is_asked_about_from_the_start_on() -> None:
    jo = a_worker("jo", starts_on=monday(1))
    robin = a_referral()
    caseload = a_caseload(workers=[jo], referrals=[robin])

    assert refusals(caseload, HORIZON, jo, robin, 0)
    assert refusals(caseload, HORIZON, jo, robin, 1) == ()


def test_a_pin_to_somebody_else_refuses_until_they_leave() -> None:
    jo = a_worker("jo")
    person = a_person()
    caseload = a_caseload(
        workers=[a_worker(leaves_on=monday(3)), jo], people=[person], pins=[a_pin()]
    )

    (refusal,) = refusals(caseload, HORIZON, jo, person, 0)

    assert refusal.rule is Rule.PINS_HOLD
    assert refusal.sentence == "Sam is pinned to Alex (agreed at case review)."
    assert refusals(caseload, HORIZON, jo, person, 3) == ()


@a_few
@given(planned())
def test_there_is_a_sentence_for_every_rule_that_refuses(drawn: Planned) -> None:
    caseload, _ = drawn

    everybody: list[Person | Referral] = [*caseload.people, *caseload.referrals]
    for whom in everybody:
        for worker in caseload.workers:
            found = refusals(caseload, SHORT, worker, whom, 1)
            rules = set(refusing(caseload, SHORT, worker, newcomer(SHORT, whom, 1)))
            agreed = {Rule.PINS_HOLD, Rule.STARTS_PROMISED}
            assert {each.rule for each in found} - agreed == rules


@a_few
@given(planned())
def test_a_promised_start_refuses_every_other_while_it_is_the_only_way(
    drawn: Planned,
) -> None:
    caseload, _ = drawn
    open_to = ways(caseload, SHORT, BALANCED)

    for robin in caseload.referrals:
        told = promised_start(caseload, SHORT, BALANCED, robin)
        only = [
            (way.worker_id, SHORT.mondays[way.from_week])
            for way in open_to[robin.referral_id]
            if way.kind is WayKind.STARTS
        ]
        assert (told is not None) == (len(open_to[robin.referral_id]) == len(only))
        assert told is None or only == [(told.worker_id, told.from_on)]
        for worker, week in product(caseload.workers, range(SHORT.weeks)):
            found = refusals(caseload, SHORT, worker, robin, week)
            comes = worker.worker_id, SHORT.mondays[week]
            refused = Rule.STARTS_PROMISED in {each.rule for each in found}
            assert refused == (told is not None and only != [comes])


def test_a_promised_start_is_why_nobody_else_may_have_them() -> None:
    robin, ben = a_referral(), a_worker("ben")
    caseload = a_caseload(
        workers=[a_worker(), ben],
        referrals=[robin],
        in_force=a_plan_in_force(a_promise("robin", from_on=monday(2))),
    )

    (refusal,) = refusals(caseload, HORIZON, ben, robin, 2)

    assert refusal.rule is Rule.STARTS_PROMISED
    assert refusal.sentence == "Robin was promised a start with Alex on 7 December."
    assert refusals(caseload, HORIZON, caseload.workers[0], robin, 2) == ()


def test_a_pin_that_cannot_hold_refuses_nobody_a_referral() -> None:
    robin, full = a_referral(), a_worker("ben", accepts_new=False)
    caseload = a_caseload(
        workers=[a_worker(), full], referrals=[robin], pins=[a_pin("robin", "ben")]
    )

    assert refusals(caseload, HORIZON, caseload.workers[0], robin, 0) == ()
