"""Plan again while a plan is in force, as a team does from week to week."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from cti.caseload.caseload import Caseload
from cti.caseload.people import Keep
from cti.errors import NotInForce, UnreadablePlan
from cti.exchange.caseload_file import CaseloadFile
from cti.exchange.caseload_out import write_caseload
from cti.plans.document import PlanDocument
from cti.plans.policies import POLICIES
from cti.plans.policy import BALANCED, Policy
from cti.units import PersonId
from cti.usecases.assigning import Search
from cti.usecases.checking import judge
from cti.usecases.explaining import explain
from cti.usecases.opening import open_plan
from cti.usecases.planning import plan_caseload, write_planned
from tests.builders import (
    PLAN_DATE,
    a_caseload,
    a_person,
    a_referral,
    a_service,
    a_worker,
    monday,
)

pytestmark = pytest.mark.slow

BEFORE = a_caseload(
    service=a_service(name="Riverside", ceiling=6),
    workers=(a_worker("alex"), a_worker("ben"), a_worker("cleo")),
    people=(
        a_person("sam"),
        a_person("kim"),
        a_person("lee", worker="ben"),
        a_person("noor", worker="ben", transition_on=date(2026, 8, 30)),
    ),
    referrals=(a_referral("robin"),),
)
SEARCH = Search(effort=1)


class Team:
    """A spreadsheet that changes, and the plans made of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.caseload = folder / "caseload"
        self.now_it_says(BEFORE)

    def now_it_says(self, caseload: Caseload) -> None:
        write_caseload(CaseloadFile.of(caseload), self.caseload)

    def plan(
        self,
        name: str,
        *,
        in_force: str | None = None,
        on: date = PLAN_DATE,
        policy: Policy = BALANCED,
        search: Search = SEARCH,
    ) -> PlanDocument:
        found = plan_caseload(
            self.caseload,
            on=on,
            in_force=None if in_force is None else self.folder / in_force,
            policy=policy,
            search=search,
        )
        write_planned(found, self.folder / name, review_html="")
        return found.document


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path)


def test_an_unchanged_caseload_gives_the_plan_in_force(team: Team) -> None:
    first = team.plan("monday")

    again = team.plan("again", in_force="monday")

    assert replace(again, seconds=first.seconds) == first
    assert again.departures == ()


@pytest.mark.parametrize(
    "plan",
    [
        pytest.param(
            lambda team: team.plan("again", in_force="monday", search=Search(effort=2)),
            id="another effort",
        ),
        pytest.param(
            lambda team: team.plan(
                "again", in_force="monday", search=Search(effort=1, seed=3)
            ),
            id="another seed",
        ),
        pytest.param(
            lambda team: team.plan(
                "again", in_force="monday", policy=POLICIES["continuity first"].policy
            ),
            id="other prices",
        ),
        pytest.param(
            lambda team: team.plan("again", in_force="monday", on=date(2026, 11, 24)),
            id="another day",
        ),
    ],
)
def test_asked_otherwise_it_is_planned_and_still_nothing_changes(
    team: Team, plan: Callable[[Team], PlanDocument]
) -> None:
    first = team.plan("monday")

    again = plan(team)

    assert again.in_force is not None
    assert again.in_force.on == PLAN_DATE
    assert again.cost.promises == 0
    starts = {stay.person_id: stay.worker_id for stay in first.assignment.stays}
    assert {s.person_id: s.worker_id for s in again.assignment.stays} == starts


def test_whatever_is_new_in_the_spreadsheet_is_planned(team: Team) -> None:
    team.plan("monday")
    kim = replace(BEFORE.people[1], keep_worker=Keep.CHANGE)
    team.now_it_says(
        replace(BEFORE, people=(BEFORE.people[0], kim, *BEFORE.people[2:]))
    )

    again = team.plan("again", in_force="monday")

    assert again.in_force is not None
    assert [each.person_id for each in again.departures] == ["kim"]


def test_a_plan_that_somebody_bent_is_planned_anew(team: Team) -> None:
    team.plan("monday")
    plan = team.folder / "monday" / "assignments.csv"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("kim,alex", "kim,nobody"), encoding="utf-8")

    again = team.plan("again", in_force="monday")

    assert again.in_force is not None
    assert [each.person_id for each in again.departures] == ["kim"]


def test_a_leaver_changes_what_must_and_the_plan_says_so(team: Team) -> None:
    team.plan("monday")
    leaving = a_worker("ben", leaves_on=monday(8))
    team.now_it_says(
        replace(BEFORE, workers=(BEFORE.workers[0], leaving, BEFORE.workers[2]))
    )

    again = team.plan("again", in_force="monday")

    told = {str(each.person_id): each for each in again.departures}
    assert {"lee", "noor"} <= set(told)
    assert all(told[who].keeping_costs is None for who in ("lee", "noor"))
    assert all(
        each.keeping_costs is None or each.keeping_costs > 0 for each in told.values()
    )


def test_a_promised_start_is_kept_where_breaking_it_would_be_cheaper(
    team: Team,
) -> None:
    first = team.plan("monday")
    (start,) = first.assignment.of[BEFORE.referrals[0].referral_id]
    full = [
        replace(worker, ceiling=Fraction(0))
        if worker.worker_id == start.worker_id
        else worker
        for worker in BEFORE.workers
    ]
    team.now_it_says(replace(BEFORE, workers=tuple(full)))

    kept = team.plan("kept", in_force="monday")
    free = team.plan("free")

    assert kept.assignment.of[start.person_id] == (start,)
    assert free.assignment.of[start.person_id] != (start,)
    assert free.cost.total < kept.cost.total


def test_a_week_later_what_was_promised_still_stands(team: Team) -> None:
    first = team.plan("monday")
    (start,) = first.assignment.of[BEFORE.referrals[0].referral_id]

    later = team.plan("later", in_force="monday", on=monday(1))

    (now,) = later.assignment.of[start.person_id]
    assert now.worker_id == start.worker_id
    assert now.from_on == max(start.from_on, monday(1))
    assert later.cost.promises == 0


def test_a_plan_made_after_another_is_judged_by_what_people_had_been_told(
    team: Team,
) -> None:
    team.plan("monday")
    team.now_it_says(replace(BEFORE, workers=BEFORE.workers[::2]))
    document = team.plan("again", in_force="monday")

    opened = open_plan(
        team.caseload, team.folder / "again", on=None, today=date(2020, 1, 1)
    )
    judged = judge(opened)

    assert document.cost.promises == 120
    assert judged.holds
    assert judged.cost == document.cost
    assert judged.contact_cost == document.contact_cost
    assert opened.facts.caseload.in_force == document.in_force
    assert opened.is_of_this_caseload


def test_why_not_says_that_it_would_break_what_somebody_was_told(team: Team) -> None:
    team.plan("monday")
    team.plan("again", in_force="monday", search=Search(effort=0))
    opened = open_plan(
        team.caseload, team.folder / "again", on=None, today=date(2020, 1, 1)
    )

    found = explain(opened.facts, "sam", worker="cleo")

    assert "it would break what Sam was told" in " ".join(found.why_not.values())


def test_assignments_alone_can_be_in_force(team: Team) -> None:
    first = team.plan("monday")

    again = team.plan("again", in_force="monday/assignments.csv")

    assert again.in_force is not None
    assert again.in_force.contacts == ()
    assert again.assignment == first.assignment


def test_a_plan_of_a_later_day_is_not_in_force(team: Team) -> None:
    team.plan("later", on=monday(1))

    with pytest.raises(NotInForce) as caught:
        team.plan("now", in_force="later")

    assert caught.value.message.endswith(
        "cannot be the plan in force: it was made for 30 November 2026, and this plan "
        "is for 23 November 2026."
    )


def test_a_plan_of_another_service_is_not_in_force(team: Team) -> None:
    team.plan("monday")
    others = tuple(
        replace(each, person_id=PersonId(f"x{each.person_id}"))
        for each in BEFORE.people
    )
    team.now_it_says(replace(BEFORE, people=others, referrals=()))

    with pytest.raises(NotInForce, match="it knows nobody who is in this caseload"):
        team.plan("again", in_force="monday")


def test_what_is_no_plan_cannot_be_read_as_one(team: Team) -> None:
    with pytest.raises(UnreadablePlan):
        team.plan("again", in_force="caseload")
