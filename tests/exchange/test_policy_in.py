"""A policy of one's own: read exactly, and everything to mend is told at once."""

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cti.caseload.people import Keep, Priority
from cti.errors import UnreadablePlan, UnreadablePolicy
from cti.exchange.plan_in import read_plan
from cti.exchange.plan_json import plan_json
from cti.exchange.plan_out import write_plan
from cti.exchange.policy_in import policy_of, policy_table, read_policy
from cti.exchange.report import Report
from cti.phases import Phase
from cti.plans.policies import POLICIES
from cti.plans.policy import BALANCED, Band, Policy
from tests.exchange.documents import a_document, sound_caseload


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ours.toml"


def found_in(file: Path, text: str) -> list[str]:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadablePolicy) as caught:
        read_policy(file)
    return [str(finding) for finding in caught.value.findings]


def read(file: Path, text: str) -> Policy:
    file.write_text(text, encoding="utf-8")
    return read_policy(file)


def test_an_empty_file_is_the_balanced_policy_under_the_files_name(file: Path) -> None:
    assert read(file, "") == replace(BALANCED, key="ours")


def test_a_file_says_only_what_it_changes(file: Path) -> None:
    policy = read(
        file,
        """
        name = "Riverside"
        staying_despite_wish = 60
        moving = { three = 160 }
        keep_factor = { keep = 1.25 }
        wait_factor = { urgent = 6 }
        last_start_week = 8
        [contacts]
        travel_minute = 0.3
        late_day = { one = 50 }
        """,
    )

    assert policy == replace(
        BALANCED,
        key="Riverside",
        staying_despite_wish=Fraction(60),
        moving={**BALANCED.moving, Phase.TRANSFER_OF_CARE: Fraction(160)},
        keep_factor={**BALANCED.keep_factor, Keep.KEEP: Fraction(5, 4)},
        wait_factor={**BALANCED.wait_factor, Priority.URGENT: Fraction(6)},
        last_start_week=8,
        contacts=replace(
            BALANCED.contacts,
            travel_minute=Fraction(3, 10),
            late_day={**BALANCED.contacts.late_day, Phase.TRANSITION: Fraction(50)},
        ),
    )


def test_a_file_may_begin_with_another_policy(file: Path) -> None:
    policy = read(file, 'based_on = "Protect-Workers"\nhandover = 5')

    protecting = POLICIES["protect workers"].policy
    assert policy == replace(protecting, key="ours", handover=Fraction(5))


def test_the_steps_of_load_are_given_whole(file: Path) -> None:
    policy = read(file, "bands = [{above = 1.0, price = 12.5}, {above = 2, price = 0}]")

    assert policy.bands == (
        Band(Fraction(1), Fraction(25, 2)),
        Band(Fraction(2), Fraction(0)),
    )


def test_everything_to_mend_is_told_at_once(file: Path) -> None:
    said = found_in(
        file,
        """
        name = "balanced"
        based_on = "brave"
        staying_despite_wish = -3
        movng = 3
        not_placed = "many"
        keep_factor = { keep = 1.5, ether = 2 }
        moving = 7
        last_start_week = 2.5
        [contacts]
        cover = nan
        late_day = { pre = true }
        """,
    )

    assert sorted(said) == sorted(
        [
            "ours.toml, name: «balanced» is the name of a policy that comes with the "
            "program. Write another, so that nobody takes one for the other.",
            "ours.toml, based_on: there is no policy «brave» to begin with. Write one "
            "of: balanced, continuity first, protect workers.",
            "ours.toml, staying_despite_wish: -3 is less than nothing. Write 0 for "
            "what costs nothing; no price is a reward.",
            "ours.toml, movng: there is nothing of that name. Write moving, if that is "
            "meant.",
            "ours.toml, not_placed: «many» is not a number. Write one such as 30.",
            "ours.toml, keep_factor.ether: there is nothing of that name. Write "
            "either, if that is meant.",
            "ours.toml, moving: 7 stands where several numbers belong. Write moving = "
            "{ pre = 10 } or more of: pre, one, two, three.",
            "ours.toml, last_start_week: 2.5 is not a whole number. Write one such as "
            "12.",
            "ours.toml, contacts.cover: nan is not a number. Write one such as 30.",
            "ours.toml, contacts.late_day.pre: true is not a number. Write one such "
            "as 30.",
        ]
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("bands = 3", "bands: 3 is no list of steps", id="no list"),
        pytest.param("bands = []", "bands: [] is no list of steps", id="no step"),
        pytest.param("bands = [5]", "step 1: it does not say", id="no table"),
        pytest.param("bands = [{above = 1}]", "step 1: it does not say", id="no price"),
        pytest.param(
            "bands = [{above = 1, price = 2, x = 3}]", "step 1, x: there is", id="more"
        ),
        pytest.param(
            "bands = [{above = 1, price = 9}, {above = 1, price = 2}]",
            "step 2, above: 1 is not above the step before it, which begins at 1",
            id="twice the same",
        ),
        pytest.param(
            "bands = [{above = 1.1, price = 9}, {above = 1, price = 2}]",
            "step 2, above: 1 is not above the step before it, which begins at 1.1",
            id="out of order",
        ),
        pytest.param(
            "bands = [{above = 1, price = 9}, {above = 1.1, price = -2}]",
            "step 2, price: -2 is less than nothing",
            id="not convex",
        ),
        pytest.param(
            "bands = [{above = 90, price = 9}]", "90 times the ceiling", id="per cent"
        ),
        pytest.param(
            "bands = [{above = 1.1, price = 9}]",
            "bands: being over the ceiling costs nothing",
            id="free up to far over",
        ),
        pytest.param(
            "bands = [{above = 1, price = 0}]",
            "bands: being over the ceiling costs nothing",
            id="free",
        ),
    ],
)
def test_steps_that_are_not_steps_upwards_are_refused(
    file: Path, text: str, said: str
) -> None:
    (found,) = found_in(file, text)

    assert said in found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("handover = 0.25", "0.25 is finer", id="a fine price"),
        pytest.param(
            "keep_factor = { keep = 1.125 }", "1.125 is finer", id="a fine factor"
        ),
        pytest.param("handover = 100001", "100001 is too much", id="dear"),
        pytest.param("handover = inf", "inf is not a number", id="endless"),
        pytest.param("handover = 2026-11-23", "2026-11-23 is not a number", id="a day"),
        pytest.param("name = ''", "«» is no name", id="no name"),
        pytest.param("name = 3", "3 is no name", id="a number for a name"),
        pytest.param("based_on = 3", "no policy 3 to begin with", id="based on 3"),
        pytest.param("last_start_week = 52", "52 is more than a year", id="late start"),
        pytest.param("contacts = 3", "contacts: 3 stands where", id="contacts"),
        pytest.param("xyzzy = 3", "xyzzy: there is nothing", id="nothing near"),
        pytest.param(
            "handover = 1\nhandover = 2", "row 2: this is not how", id="twice"
        ),
        pytest.param("handover 3", "row 1: this is not how", id="no equals sign"),
    ],
)
def test_each_slip_is_told_with_what_to_write(file: Path, text: str, said: str) -> None:
    (found,) = found_in(file, text)

    assert said in found
    assert found.startswith("ours.toml, ")


@pytest.mark.parametrize(
    "text", ["handover = 0.1", "handover = 100000", "last_start_week = 51"]
)
def test_a_number_exactly_at_its_limit_is_taken(file: Path, text: str) -> None:
    assert read(file, text).key == "ours"


def test_a_file_that_is_no_text_or_not_there_is_told(file: Path) -> None:
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnreadablePolicy) as no_text:
        read_policy(file)
    with pytest.raises(UnreadablePolicy) as not_there:
        read_policy(file.with_name("gone.toml"))

    assert "not a text file" in str(no_text.value.findings[0])
    assert "cannot be opened" in str(not_there.value.findings[0])


@pytest.mark.parametrize("key", POLICIES)
def test_every_price_of_a_policy_is_written_and_read_back(key: str) -> None:
    policy, report = POLICIES[key].policy, Report()

    again = policy_of(policy_table(policy), report, file="plan.json", called="own")

    assert not report.findings
    assert again == replace(policy, key="own")


tenths = st.integers(0, 10_000).map(lambda number: Fraction(number, 10))


@settings(deadline=None)
@given(tenths, tenths, tenths)
def test_any_price_travels_with_a_plan_exactly(
    handover: Fraction, moving: Fraction, travel: Fraction
) -> None:
    policy = replace(
        BALANCED,
        key="ours",
        handover=handover,
        moving={**BALANCED.moving, Phase.TRY_OUT: moving},
        contacts=replace(BALANCED.contacts, travel_minute=travel),
    )
    document = replace(a_document(), policy="ours", prices=policy)
    caseload, report = sound_caseload(), Report()

    said = json.loads(plan_json(document, caseload), parse_float=Fraction)

    assert policy_of(said["prices"], report, file="x", called="ours") == policy
    assert not report.findings


def test_a_plan_carries_prices_of_ones_own_and_no_others(tmp_path: Path) -> None:
    own = replace(POLICIES["protect workers"].policy, key="ours")
    caseload = sound_caseload()
    carrying = replace(a_document(), policy="ours", prices=own)
    write_plan(carrying, caseload, tmp_path / "own", review_html="")
    write_plan(a_document(), caseload, tmp_path / "shipped", review_html="")

    of_own = read_plan(tmp_path / "own", caseload).about
    of_shipped = read_plan(tmp_path / "shipped", caseload).about

    assert of_own is not None
    assert of_own.prices == own
    assert of_shipped is not None
    assert of_shipped.prices is None


@pytest.mark.parametrize(
    ("prices", "said"),
    [
        ({"handover": -1}, "plan.json, prices, handover: -1 is less than nothing"),
        ([1, 2], "plan.json is not one written by this program"),
    ],
)
def test_prices_in_a_plan_are_checked_like_those_in_a_file(
    tmp_path: Path, prices: object, said: str
) -> None:
    caseload = sound_caseload()
    write_plan(a_document(), caseload, tmp_path / "plan", review_html="")
    path = tmp_path / "plan" / "plan.json"
    about = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**about, "prices": prices}), encoding="utf-8")

    with pytest.raises(UnreadablePlan) as caught:
        read_plan(tmp_path / "plan", caseload)

    assert said in str(caught.value.findings[0])
