"""Look at a plan that is there: judge it, compare it, explain it."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from cti.calendar import Horizon
from cti.exchange.caseload_file import CaseloadFile
from cti.exchange.caseload_in import read_caseload
from cti.exchange.caseload_out import write_caseload
from cti.usecases.checking import judge
from cti.usecases.comparing import changes_against_today, changes_between
from cti.usecases.explaining import explain
from cti.usecases.opening import OpenedPlan, facts_of, open_plan
from tests.builders import (
    HORIZON,
    PLAN_DATE,
    a_caseload,
    a_person,
    a_plan,
    a_referral,
    a_service,
    a_stay,
    a_worker,
    monday,
)

TEAM = CaseloadFile.of(
    a_caseload(
        service=a_service(ceiling=4),
        workers=(a_worker("alex"), a_worker("blair")),
        people=(a_person("sam"), a_person("kim"), a_person("lee", worker="blair")),
        referrals=(a_referral("robin"),),
    )
)
HEADINGS = "person_id,worker_id,from_on,to_on"


@pytest.fixture
def caseload(tmp_path: Path) -> Path:
    folder = tmp_path / "caseload"
    write_caseload(TEAM, folder)
    return folder


def by_hand(folder: Path, *rows: str) -> Path:
    """A plan somebody wrote in a spreadsheet."""
    path = folder / "assignments.csv"
    path.write_text("\n".join([HEADINGS, *rows]) + "\n", encoding="utf-8")
    return path


def opened(caseload: Path, plan: Path, *, on: date | None = PLAN_DATE) -> OpenedPlan:
    return open_plan(caseload, plan, on=on, today=date(2020, 1, 1))


def test_a_plan_made_by_hand_is_judged(caseload: Path, tmp_path: Path) -> None:
    plan = by_hand(
        tmp_path,
        "sam,alex,2026-11-23,",
        "kim,blair,2026-11-23,",
        "lee,blair,2026-11-23,",
    )

    judgement = judge(opened(caseload, plan))

    assert judgement.holds
    assert judgement.cost.moving == 360
    assert judgement.contact_cost is None
    assert judgement.late_days is None


def test_every_broken_rule_is_told(caseload: Path, tmp_path: Path) -> None:
    plan = by_hand(tmp_path, "sam,alex,2026-11-24,", "lee,nobody,2026-11-23,")

    judgement = judge(opened(caseload, plan))

    assert not judgement.holds
    rules = {violation.rule.value for violation in judgement.violations}
    assert {"known_names", "allowed_dates", "everybody_once"} <= rules


def test_a_plan_that_names_no_date_is_judged_by_the_day_given_or_today(
    caseload: Path, tmp_path: Path
) -> None:
    plan = by_hand(tmp_path, "sam,alex,2026-11-23,")

    given = opened(caseload, plan)
    asked_later = opened(caseload, plan, on=None)

    assert given.facts.horizon.on == PLAN_DATE
    assert asked_later.facts.horizon.on == date(2020, 1, 1)
    assert given.is_of_this_caseload is None


def test_reading_a_caseload_and_writing_it_keeps_its_digest(caseload: Path) -> None:
    assert read_caseload(caseload).digest == TEAM.digest


def test_a_change_of_worker_is_told_in_a_sentence() -> None:
    plan = a_plan(a_stay("sam"), a_stay("kim", "blair"), a_stay("lee", "blair"))
    facts = facts_of(TEAM, HORIZON, plan)

    told = changes_against_today(facts)

    assert told[0] == "1 of 3 people changes worker."
    assert any(each.startswith("Kim moves from Alex to Blair") for each in told)


def test_two_plans_are_compared_with_each_other() -> None:
    kept = a_plan(a_stay("sam"), a_stay("kim"), a_stay("lee", "blair"))
    with_start = a_plan(*kept.stays, a_stay("robin", "blair", from_on=monday(2)))
    before, after = (facts_of(TEAM, HORIZON, plan) for plan in (kept, with_start))

    told = changes_between(before, after)

    assert "Robin starts with Blair on 7 December." in told
    assert changes_between(before, before) == (
        "Nothing changes in who works with whom, or in when people start.",
    )


def test_a_plan_is_explained_against_every_other_worker_or_one() -> None:
    plan = a_plan(a_stay("sam"), a_stay("kim"), a_stay("lee", "blair"))
    facts = facts_of(TEAM, HORIZON, plan)

    everybody = explain(facts, "Sam")
    one = explain(facts, "sam", worker="Blair")

    assert everybody.why.startswith("Alex keeps Sam.")
    assert set(everybody.why_not) == {"blair"}
    assert one.why_not == everybody.why_not
    assert "points" in one.why_not[TEAM.caseload.workers[1].worker_id]


def test_somebody_whose_support_is_over_is_not_explained_away() -> None:
    over = a_person("sam", transition_on=PLAN_DATE - timedelta(days=400))
    file = CaseloadFile.of(a_caseload(people=(over,)))
    facts = facts_of(file, Horizon(PLAN_DATE), a_plan())

    found = explain(facts, "Sam")

    assert found.why == "Sam's support is over, so nobody is planned."
    assert found.why_not == {}
