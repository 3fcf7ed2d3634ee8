"""What is to be tried, typed or in a file: read, or told what is wrong with it."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from cti.errors import SharedName, UnknownName, UnreadableScenario
from cti.exchange.scenario_in import Asked, read_scenarios, scenarios_of
from cti.phases import Phase
from cti.plans.scenario import Change
from cti.plans.scenario_referrals import IntakePaused, MoreReferrals
from cti.plans.scenario_service import PhaseWeighs, TeamsMerge
from cti.plans.scenario_workers import HasCeiling, Joins, Leaves, WorksHours
from cti.units import WorkerId

JO, DAY = WorkerId("W02"), date(2027, 1, 11)


def worker_of(said: str) -> WorkerId:
    if said.casefold() in {"jo", "w02", "jo on leave"}:
        return JO
    if said == "twin":
        raise SharedName(said, kind="worker", ids=["W03", "W04"])
    raise UnknownName(said, kind="worker", close=["Jo"] if said == "Joo" else [])


def changes(*asked: tuple[str, str], seed: int = 0) -> tuple[Change, ...]:
    (scenario,) = scenarios_of(
        [Asked(name="what if", changes=asked)], worker_of, seed=seed
    )
    return scenario.changes


def told(*asked: tuple[str, str]) -> list[str]:
    with pytest.raises(UnreadableScenario) as caught:
        changes(*asked)
    return [str(finding) for finding in caught.value.findings]


@pytest.mark.parametrize(
    ("option", "said", "change"),
    [
        ("leaves", "Jo:2027-01-11", Leaves(worker_id=JO, on=DAY)),
        ("leaves", " Jo : 11/01/2027 ", Leaves(worker_id=JO, on=DAY)),
        ("leaves", "Jo on 11 January 2027", Leaves(worker_id=JO, on=DAY)),
        ("leaves", "Jo on leave:2027-01-11", Leaves(worker_id=JO, on=DAY)),
        ("joins", "like Jo from 2027-01-11", Joins(like=JO, from_on=DAY)),
        ("joins", "Like jo from 2027-01-11", Joins(like=JO, from_on=DAY)),
        ("joins", "W02:2027-01-11", Joins(like=JO, from_on=DAY)),
        (
            "joins",
            "like Jo from 11 January 2027 as Nia B",
            Joins(like=JO, from_on=DAY, name="Nia B"),
        ),
        ("hours", "Jo:0.6", WorksHours(worker_id=JO, fte=Fraction(3, 5))),
        ("hours", "Jo at 1", WorksHours(worker_id=JO, fte=Fraction(1))),
        ("ceiling", "18", HasCeiling(ceiling=Fraction(18))),
        ("ceiling", "Jo:12.5", HasCeiling(ceiling=Fraction(25, 2), worker_id=JO)),
        ("weight", "pre:1.25", PhaseWeighs(phase=Phase.PRE_CTI, weight=Fraction(5, 4))),
        (
            "weight",
            "Phase One at 3",
            PhaseWeighs(phase=Phase.TRANSITION, weight=Fraction(3)),
        ),
        ("merge", "north, south", TeamsMerge(teams=("north", "south"))),
        ("merge", "a;b;c", TeamsMerge(teams=("a", "b", "c"))),
        ("referrals", "5", MoreReferrals(number=5)),
        ("pause", "2027-01-11", IntakePaused(until=DAY)),
        ("pause", "north:2027-01-11", IntakePaused(until=DAY, team="north")),
    ],
)
def test_each_change_is_read_as_a_leader_would_type_it(
    option: str, said: str, change: Change
) -> None:
    assert changes((option, said)) == (change,)


@pytest.mark.parametrize(
    ("option", "said", "wrong"),
    [
        ("leaves", "Jo", "«Jo» does not say both. Write WORKER:DATE"),
        ("leaves", ":2027-01-11", "does not say both"),
        ("leaves", "Jo:", "does not say both"),
        ("leaves", "Jo:2027-31-11", "«2027-31-11» is not a real date"),
        ("leaves", "Joo:2027-01-11", "no worker «Joo» in this caseload. Write Jo, if"),
        ("leaves", "Max:2027-01-11", "Write a name or an id of the workers sheet"),
        ("joins", "like Jo", "does not say like whom and from when"),
        ("joins", "like Jo from soon", "«soon» is not a date"),
        ("hours", "Jo:half", "«half» is not a plain number. Write a number such as"),
        ("ceiling", "a lot", "«a lot» is not a plain number"),
        ("ceiling", "Jo:1/0", "«1/0» is not a plain number"),
        ("weight", "four:1", "«four» is no phase that counts. Write one of: pre, one"),
        ("weight", "1.25", "does not say both"),
        ("referrals", "five", "«five» is no number of referrals"),
        ("referrals", "2.5", "«2.5» is no number of referrals"),
        ("pause", "north", "«north» is not a date"),
        ("referals", "5", "there is no such change. Write referrals, if that is meant"),
        ("xyzzy", "5", "there is no such change. Write one of: hours"),
        ("hours", "twin:0.5", "more than one worker is called «twin». Say which by"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_to_write(
    option: str, said: str, wrong: str
) -> None:
    (found,) = told((option, said))

    assert found.startswith(f"what if, {option}: ")
    assert wrong in found


def test_everything_wrong_is_told_at_once_in_every_scenario() -> None:
    asked = [
        Asked(name="one", changes=(("leaves", "Jo"), ("referrals", "x"))),
        Asked(name="two", changes=(("pause", "soon"),)),
    ]

    with pytest.raises(UnreadableScenario) as caught:
        scenarios_of(asked, worker_of, seed=0)

    places = [(each.sheet, each.column) for each in caught.value.findings]
    assert places == [("one", "leaves"), ("one", "referrals"), ("two", "pause")]


def test_changes_are_made_in_one_order_however_they_are_written() -> None:
    asked = [
        ("pause", "2027-01-11"),
        ("referrals", "5"),
        ("merge", "a,b"),
        ("weight", "pre:1"),
        ("joins", "like Jo from 2027-01-11"),
        ("leaves", "Jo:2027-01-11"),
        ("ceiling", "18"),
        ("hours", "Jo:0.6"),
    ]

    order = [change.option for change in changes(*asked)]

    assert order == [option for option, _ in reversed(asked)]


def test_referrals_are_drawn_by_the_seed_that_is_given() -> None:
    assert changes(("referrals", "5"), seed=7) == (MoreReferrals(number=5, seed=7),)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "winter.toml"


def test_a_file_has_a_scenario_in_each_table(file: Path) -> None:
    file.write_text(
        """
        ["Jo leaves"]
        leaves = "Jo:2027-01-11"

        ["A hard winter"]
        referrals = 5
        ceiling = [18, "Jo:12.5"]
        pause = 2027-01-11
        hours = ["Jo:0.6"]
        """,
        encoding="utf-8",
    )

    assert read_scenarios(file) == (
        Asked(name="Jo leaves", changes=(("leaves", "Jo:2027-01-11"),)),
        Asked(
            name="A hard winter",
            changes=(
                ("referrals", "5"),
                ("ceiling", "18"),
                ("ceiling", "Jo:12.5"),
                ("pause", "2027-01-11"),
                ("hours", "Jo:0.6"),
            ),
        ),
    )


def test_a_decimal_in_a_file_stays_as_it_was_written(file: Path) -> None:
    file.write_text("[winter]\nceiling = 17.1", encoding="utf-8")

    (asked,) = read_scenarios(file)

    assert asked.changes == (("ceiling", "17.1"),)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("referrals = 5", "winter.toml, referrals: it stands outside any scenario"),
        ("", "winter.toml: there is no scenario in it"),
        ("[a\n", "winter.toml, row 1: this is not how such a file is written"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(file: Path, text: str, wrong: str) -> None:
    file.write_text(text, encoding="utf-8")

    with pytest.raises(UnreadableScenario) as caught:
        read_scenarios(file)

    (found,) = caught.value.findings
    assert str(found).startswith(wrong)


def test_a_true_in_a_file_is_no_number_of_referrals(file: Path) -> None:
    file.write_text("[a]\nreferrals = true", encoding="utf-8")

    with pytest.raises(UnreadableScenario):
        scenarios_of(read_scenarios(file), worker_of, seed=0)
