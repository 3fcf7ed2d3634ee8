"""Scenarios: each change does what it says, and says why where it cannot."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cti.caseload.caseload import Caseload
from cti.caseload.clocks import open_people
from cti.caseload.ledger import ceiling_on
from cti.caseload.people import Priority, Wishes
from cti.errors import UnreadableScenario
from cti.phases import Phase, programme
from cti.plans.scenario import Change, Scenario, said, tried
from cti.plans.scenario_referrals import IntakePaused, MoreReferrals
from cti.plans.scenario_service import PhaseWeighs, TeamsMerge
from cti.plans.scenario_workers import HasCeiling, Joins, Leaves, WorksHours
from cti.plans.words import Words
from cti.units import PersonId, WorkerId
from tests.builders import (
    HORIZON,
    PLAN_DATE,
    a_caseload,
    a_person,
    a_referral,
    a_worker,
    an_event,
    monday,
)
from tests.plans.drawn import SHORT, a_few
from tests.strategies import caseloads

ALEX, BEN = WorkerId("alex"), WorkerId("ben")
ONE_DAY = timedelta(days=1)
TEAM = a_caseload(
    workers=[
        a_worker(fte="0.5"),
        a_worker("ben", ceiling=12, team="south", languages=["BSL"]),
    ],
    people=[a_person(), a_person("kim", team="south", programme="cti-published")],
    referrals=[a_referral()],
    events=[an_event()],
)


def with_changes(*changes: Change, caseload: Caseload = TEAM) -> Caseload:
    return tried(caseload, HORIZON, Scenario(name="what if", changes=changes))


def refused(*changes: Change, caseload: Caseload = TEAM) -> list[str]:
    with pytest.raises(UnreadableScenario) as caught:
        with_changes(*changes, caseload=caseload)
    return [str(finding) for finding in caught.value.findings]


def sentence_of(*changes: Change) -> str:
    words = Words.of(with_changes(*changes), HORIZON)
    return said(words, Scenario(name="what if", changes=changes))


def test_the_caseload_it_is_made_of_stays_as_it_is() -> None:
    before = replace(TEAM)

    with_changes(
        Leaves(worker_id=ALEX, on=monday(4)),
        Joins(like=BEN, from_on=monday(2)),
        PhaseWeighs(phase=Phase.PRE_CTI, weight=Fraction(1)),
        TeamsMerge(teams=("north", "south")),
        MoreReferrals(number=2),
        IntakePaused(until=monday(3)),
    )

    assert before == TEAM


def test_a_scenario_of_nothing_is_the_caseload_itself() -> None:
    assert with_changes() == TEAM
    assert sentence_of() == "Everything is as it is."


def test_a_worker_leaves() -> None:
    caseload = with_changes(Leaves(worker_id=ALEX, on=monday(4)))

    assert caseload.worker[ALEX].leaves_on == monday(4)
    assert ceiling_on(caseload, caseload.worker[ALEX], monday(3)) == 10
    assert ceiling_on(caseload, caseload.worker[ALEX], monday(4)) == 0
    assert sentence_of(Leaves(worker_id=ALEX, on=monday(4))) == (
        "Alex leaves on 21 December."
    )


@pytest.mark.parametrize(
    ("on", "said_so"),
    [
        pytest.param(PLAN_DATE - ONE_DAY, "2026-11-22 has passed", id="yesterday"),
        pytest.param(HORIZON.end, "lies after the end of the plan", id="at the end"),
    ],
)
def test_a_day_outside_the_plan_is_refused(on: date, said_so: str) -> None:
    for change in (
        Leaves(worker_id=ALEX, on=on),
        Joins(like=ALEX, from_on=on),
        IntakePaused(until=on),
    ):
        assert any(said_so in finding for finding in refused(change))


@pytest.mark.parametrize("on", [PLAN_DATE, HORIZON.end - ONE_DAY])
def test_the_first_and_the_last_day_of_the_plan_are_days_of_it(on: date) -> None:
    assert with_changes(Leaves(worker_id=ALEX, on=on)).worker[ALEX].leaves_on == on


def test_a_leaving_that_comes_sooner_or_before_the_start_is_refused() -> None:
    caseload = a_caseload(
        workers=[a_worker(leaves_on=monday(4)), a_worker("ben", starts_on=monday(5))]
    )

    assert refused(Leaves(worker_id=ALEX, on=monday(4)), caseload=caseload) == [
        "what if, leaves: Alex leaves on 2026-12-21 as it is. Give an earlier day."
    ]
    assert refused(Leaves(worker_id=BEN, on=monday(5)), caseload=caseload) == [
        "what if, leaves: Ben only starts on 2026-12-28. Give a later day."
    ]
    sooner = Leaves(worker_id=ALEX, on=monday(4) - ONE_DAY)
    assert with_changes(sooner, caseload=caseload).worker[ALEX].leaves_on == sooner.on


def test_somebody_new_is_like_another_but_new() -> None:
    gone = replace(TEAM.worker[BEN], leaves_on=monday(3), accepts_new=False)
    caseload = replace(TEAM, workers=(TEAM.workers[0], gone))

    joined = with_changes(
        Joins(like=BEN, from_on=monday(2)),
        Joins(like=BEN, from_on=monday(2), name="Nia"),
        caseload=caseload,
    )

    *_, new, nia = joined.workers
    assert new == replace(
        gone,
        worker_id=WorkerId("new-worker-1"),
        name="somebody new like Ben",
        starts_on=monday(2),
        leaves_on=None,
        accepts_new=True,
    )
    assert (nia.worker_id, nia.name) == ("new-worker-2", "Nia")
    assert set(joined.absences_of) == {"alex", "ben", "new-worker-1", "new-worker-2"}


def test_joining_is_said_with_and_without_a_name() -> None:
    assert sentence_of(Joins(like=BEN, from_on=monday(2))) == (
        "Somebody new like Ben joins on 7 December."
    )
    assert sentence_of(Joins(like=BEN, from_on=monday(2), name="Nia")) == (
        "Nia, like Ben, joins on 7 December."
    )


def test_hours_take_a_ceiling_of_ones_own_along() -> None:
    more = with_changes(
        WorksHours(worker_id=ALEX, fte=Fraction(1)),
        WorksHours(worker_id=BEN, fte=Fraction(1, 2)),
    )

    assert more.worker[ALEX].fte == 1
    assert ceiling_on(more, more.worker[ALEX], PLAN_DATE) == 20
    assert ceiling_on(more, more.worker[BEN], PLAN_DATE) == 6
    assert sentence_of(WorksHours(worker_id=ALEX, fte=Fraction(3, 5))) == (
        "Alex works 0.6 of a full-time post."
    )


@pytest.mark.parametrize("fte", ["0", "-1", "1.51", "0.5"])
def test_hours_that_are_none_or_as_they_are_are_refused(fte: str) -> None:
    assert len(refused(WorksHours(worker_id=ALEX, fte=Fraction(fte)))) == 1


def test_hours_at_their_most_are_taken() -> None:
    most = WorksHours(worker_id=ALEX, fte=Fraction(3, 2))

    assert with_changes(most).worker[ALEX].fte == Fraction(3, 2)


def test_a_ceiling_without_hours_cannot_follow_them() -> None:
    caseload = a_caseload(workers=[a_worker(fte=0, ceiling=4)])

    (found,) = refused(WorksHours(worker_id=ALEX, fte=Fraction(1)), caseload=caseload)

    assert "Give the ceiling instead" in found


def test_a_ceiling_is_the_services_or_one_workers() -> None:
    everybody = with_changes(HasCeiling(ceiling=Fraction(18)))
    one = with_changes(HasCeiling(ceiling=Fraction(9), worker_id=BEN))

    assert ceiling_on(everybody, everybody.worker[ALEX], PLAN_DATE) == 9
    assert ceiling_on(everybody, everybody.worker[BEN], PLAN_DATE) == 12
    assert ceiling_on(one, one.worker[BEN], PLAN_DATE) == 9
    assert sentence_of(HasCeiling(ceiling=Fraction(18))) == (
        "The ceiling is 18 SCE for a full-time post."
    )
    assert sentence_of(HasCeiling(ceiling=Fraction(9), worker_id=BEN)) == (
        "Ben's ceiling is 9 SCE."
    )


@pytest.mark.parametrize(
    ("change", "said_so"),
    [
        pytest.param(HasCeiling(ceiling=Fraction(-1)), "a ceiling of -1", id="below"),
        pytest.param(HasCeiling(ceiling=Fraction(101)), "a ceiling of 101", id="above"),
        pytest.param(HasCeiling(ceiling=Fraction(20)), "20 as it is", id="the same"),
        pytest.param(
            HasCeiling(ceiling=Fraction(10), worker_id=ALEX), "10 as it is", id="by fte"
        ),
        pytest.param(
            HasCeiling(ceiling=Fraction(12), worker_id=BEN), "12 as it is", id="own"
        ),
    ],
)
def test_a_ceiling_nobody_agrees_or_everybody_has_is_refused(
    change: Change, said_so: str
) -> None:
    (found,) = refused(change)

    assert said_so in found


def test_where_all_have_their_own_the_services_ceiling_changes_nothing() -> None:
    caseload = a_caseload(workers=[a_worker(ceiling=12)])

    (found,) = refused(HasCeiling(ceiling=Fraction(18)), caseload=caseload)

    assert "every worker has a ceiling of their own" in found


def test_more_referrals_are_like_those_of_late_and_made_today() -> None:
    like = a_referral(
        referred_on=PLAN_DATE - timedelta(days=10),
        earliest_start_on=PLAN_DATE - timedelta(days=3),
        transition_expected_on=PLAN_DATE + timedelta(days=20),
        priority=Priority.URGENT,
        wishes=Wishes(
            language="BSL", requested_worker=ALEX, not_workers=frozenset({BEN})
        ),
    )
    caseload = a_caseload(workers=TEAM.workers, referrals=[like])

    *_, new = with_changes(MoreReferrals(number=2), caseload=caseload).referrals

    assert new == replace(
        like,
        referral_id=PersonId("new-referral-2"),
        known_as="new referral 2",
        referred_on=PLAN_DATE,
        earliest_start_on=PLAN_DATE + timedelta(days=7),
        transition_expected_on=PLAN_DATE + timedelta(days=30),
        wishes=Wishes(language="BSL"),
    )


def test_people_whose_support_began_lately_were_referred_lately() -> None:
    lately = PLAN_DATE - timedelta(days=183)
    caseload = a_caseload(
        people=[
            a_person(
                started_on=lately,
                transition_on=None,
                transition_expected_on=lately + timedelta(days=90),
            ),
            a_person("kim", team="elsewhere", started_on=lately - ONE_DAY),
        ]
    )

    *new, last = with_changes(MoreReferrals(number=9), caseload=caseload).referrals

    assert {referral.team for referral in (*new, last)} == {"north"}
    assert last.transition_expected_on == PLAN_DATE + timedelta(days=90)
    assert last.earliest_start_on is None
    assert last.priority is Priority.ROUTINE


def test_who_is_drawn_depends_on_the_seed_and_on_nothing_else() -> None:
    caseload = a_caseload(
        referrals=[
            a_referral(f"r{number}", team=f"team {number}") for number in range(9)
        ]
    )

    def teams(number: int, seed: int) -> list[str]:
        change = MoreReferrals(number=number, seed=seed)
        return [r.team for r in with_changes(change, caseload=caseload).referrals[9:]]

    assert teams(5, 0) == teams(5, 0)
    assert teams(10, 0)[:5] == teams(5, 0)
    assert teams(10, 1) != teams(10, 0)
    assert len(set(teams(10, 0))) > 1


@pytest.mark.parametrize("number", [0, -1, 101])
def test_a_number_of_referrals_that_is_none_is_refused(number: int) -> None:
    (found,) = refused(MoreReferrals(number=number))

    assert "Give one from 1 to 100" in found


def test_nobody_is_like_nobody() -> None:
    caseload = a_caseload(people=[a_person(started_on=None)])

    (found,) = refused(MoreReferrals(number=1), caseload=caseload)

    assert "nobody was referred lately" in found


def test_referrals_are_said_by_their_number() -> None:
    assert sentence_of(MoreReferrals(number=1)) == (
        "1 more referral like those of late comes."
    )
    assert sentence_of(MoreReferrals(number=5)) == (
        "5 more referrals like those of late come."
    )


def test_a_phase_weighs_otherwise_in_every_programme() -> None:
    caseload = with_changes(
        PhaseWeighs(phase=Phase.TRANSITION, weight=Fraction(5, 2)),
        PhaseWeighs(phase=Phase.PRE_CTI, weight=Fraction(1)),
    )

    weighing = open_people(caseload, HORIZON)

    assert [each.weights[0] for each in weighing.values()] == [Fraction(5, 2)] * 2
    assert programme(caseload.referrals[0].programme).weight_in(Phase.PRE_CTI) == 1
    assert programme(caseload.service.programme).weight_in(Phase.TRANSITION) == 2.5
    assert sentence_of(PhaseWeighs(phase=Phase.PRE_CTI, weight=Fraction(1))) == (
        "Pre-CTI counts for 1 SCE."
    )


@pytest.mark.parametrize(
    ("weight", "said_so"),
    [("-0.5", "nobody counts"), ("10.5", "nobody counts"), ("2", "counts for 2 as")],
)
def test_a_weight_nobody_has_or_everybody_is_refused(weight: str, said_so: str) -> None:
    change = PhaseWeighs(phase=Phase.TRANSITION, weight=Fraction(weight))

    (found,) = refused(change)

    assert said_so in found


def test_teams_that_merge_are_one_for_people_workers_referrals_and_events() -> None:
    caseload = with_changes(TeamsMerge(teams=("north", "south")))

    assert {each.team for each in caseload.workers} == {"north and south"}
    assert {each.team for each in caseload.people} == {"north and south"}
    assert {each.team for each in caseload.referrals} == {"north and south"}
    assert {each.team for each in caseload.events} == {"north and south"}
    assert sentence_of(TeamsMerge(teams=("north", "south"))) == (
        "North and south work as one team."
    )


def test_a_team_beside_those_that_merge_stays_as_it_is() -> None:
    west = a_worker("caro", team="west")
    caseload = replace(TEAM, workers=(*TEAM.workers, west))

    merged = with_changes(TeamsMerge(teams=("north", "south")), caseload=caseload)

    assert merged.worker[west.worker_id] == west


@pytest.mark.parametrize(
    ("teams", "said_so"),
    [
        (("north", "west"), "there is no team «west»"),
        (("north",), "it takes two teams"),
        (("north", "north"), "it takes two teams"),
    ],
)
def test_teams_that_are_not_two_are_refused(
    teams: tuple[str, ...], said_so: str
) -> None:
    assert said_so in refused(TeamsMerge(teams=teams))[0]


def test_a_pause_in_intake_holds_back_who_could_start_sooner() -> None:
    caseload = a_caseload(
        workers=TEAM.workers,
        referrals=[
            a_referral(),
            a_referral("early", earliest_start_on=monday(2)),
            a_referral("late", earliest_start_on=monday(4)),
            a_referral("south", team="south"),
        ],
    )

    everywhere = with_changes(IntakePaused(until=monday(3)), caseload=caseload)
    north = with_changes(IntakePaused(until=monday(3), team="north"), caseload=caseload)

    def starts(found: Caseload) -> list[date | None]:
        return [each.earliest_start_on for each in found.referrals]

    assert starts(everywhere) == [monday(3), monday(3), monday(4), monday(3)]
    assert starts(north) == [monday(3), monday(3), monday(4), None]
    assert sentence_of(IntakePaused(until=monday(3), team="north")) == (
        "Nobody new starts in north before 14 December."
    )
    assert sentence_of(IntakePaused(until=monday(3))) == (
        "Nobody new starts before 14 December."
    )


def test_a_pause_that_holds_back_nobody_is_refused() -> None:
    assert (
        "no referral could start before"
        in refused(IntakePaused(until=monday(3), team="south"))[0]
    )
    assert (
        "there is no team «west»"
        in refused(IntakePaused(until=monday(3), team="west"))[0]
    )


def test_everything_wrong_with_a_scenario_is_told_at_once() -> None:
    found = refused(
        WorksHours(worker_id=ALEX, fte=Fraction(0)),
        TeamsMerge(teams=("north",)),
        MoreReferrals(number=0),
    )

    assert [each.split(":")[0] for each in found] == [
        "what if, hours",
        "what if, merge",
        "what if, referrals",
    ]


def test_each_change_is_made_to_what_the_one_before_has_left() -> None:
    caseload = with_changes(
        HasCeiling(ceiling=Fraction(12), worker_id=ALEX),
        WorksHours(worker_id=ALEX, fte=Fraction(1)),
    )

    assert caseload.worker[ALEX].ceiling == 24


def test_several_changes_are_said_in_one_sentence() -> None:
    assert (
        sentence_of(
            Leaves(worker_id=ALEX, on=monday(4)), HasCeiling(ceiling=Fraction(18))
        )
        == "Alex leaves on 21 December; the ceiling is 18 SCE for a full-time post."
    )


CHANGES: tuple[Change, ...] = (
    Leaves(worker_id=WorkerId("w0"), on=monday(1)),
    Joins(like=WorkerId("w0"), from_on=monday(1)),
    WorksHours(worker_id=WorkerId("w0"), fte=Fraction(4, 5)),
    HasCeiling(ceiling=Fraction(3)),
    MoreReferrals(number=2, seed=3),
    PhaseWeighs(phase=Phase.TRY_OUT, weight=Fraction(3, 2)),
    TeamsMerge(teams=("north", "south")),
    IntakePaused(until=monday(2)),
)


@a_few
@given(caseloads(), st.lists(st.sampled_from(CHANGES), max_size=4))
def test_what_is_tried_can_always_be_planned_from_or_is_refused_in_words(
    caseload: Caseload, changes: list[Change]
) -> None:
    scenario = Scenario(name="drawn", changes=tuple(changes))

    with suppress(UnreadableScenario):
        after = tried(caseload, SHORT, scenario)

        assert said(Words.of(after, SHORT), scenario).endswith(".")
        assert set(after.worker) >= set(caseload.worker)
        assert set(open_people(after, SHORT)) == set(open_people(caseload, SHORT))
        assert len(after.worker) == len(after.workers)
        assert len(after.referral) == len(after.referrals)


@pytest.mark.parametrize(
    ("change", "other"),
    [
        (Leaves(worker_id=ALEX, on=monday(4)), Leaves(worker_id=ALEX, on=monday(2))),
        (
            WorksHours(worker_id=ALEX, fte=Fraction(3, 5)),
            WorksHours(worker_id=ALEX, fte=Fraction(2, 5)),
        ),
        (HasCeiling(ceiling=Fraction(18)), HasCeiling(ceiling=Fraction(16))),
        (
            HasCeiling(ceiling=Fraction(8), worker_id=ALEX),
            HasCeiling(ceiling=Fraction(6), worker_id=ALEX),
        ),
        (
            PhaseWeighs(phase=Phase.PRE_CTI, weight=Fraction(1)),
            PhaseWeighs(phase=Phase.PRE_CTI, weight=Fraction(2)),
        ),
        (MoreReferrals(number=1), MoreReferrals(number=2)),
        (IntakePaused(until=monday(2)), IntakePaused(until=monday(6))),
        (
            IntakePaused(until=monday(2), team="north"),
            IntakePaused(until=monday(6), team="north"),
        ),
    ],
    ids=lambda change: change.option,
)
def test_what_can_be_only_once_is_refused_twice(change: Change, other: Change) -> None:
    assert refused(change, other) == [
        f"what if, {change.option}: it is said twice, and only one can hold. "
        "Say it once."
    ]


def test_several_may_join_and_each_worker_and_phase_may_change_once() -> None:
    caseload = with_changes(
        WorksHours(worker_id=ALEX, fte=Fraction(3, 5)),
        WorksHours(worker_id=BEN, fte=Fraction(3, 5)),
        HasCeiling(ceiling=Fraction(18)),
        HasCeiling(ceiling=Fraction(8), worker_id=ALEX),
        Joins(like=BEN, from_on=monday(2)),
        Joins(like=BEN, from_on=monday(2)),
        PhaseWeighs(phase=Phase.PRE_CTI, weight=Fraction(1)),
        PhaseWeighs(phase=Phase.TRY_OUT, weight=Fraction(2)),
    )

    assert len(caseload.workers) == len(TEAM.workers) + 2
