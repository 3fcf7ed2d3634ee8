"""The figures on the page of the method are those of the code."""

import re
from collections.abc import Mapping
from fractions import Fraction

from cti.caseload.pacing import steady_heads, sustainable_intake
from cti.caseload.people import Keep, Priority
from cti.phases import SUPPORTED, Phase, programme
from cti.plans.policies import POLICIES, prices_that_differ
from cti.plans.policy import BALANCED, Policy
from tests.house.tree import ROOT

METHOD = ROOT / "docs" / "method.md"
CTI = programme("cti")
FULL_TIME = Fraction(20)
PRE_CTI_MONTHS = (0, 1, 2, 3, 4, 6)
OF_A_PRICE = 4
"""Columns of a table of prices: part, what is paid for, points, name."""


def priced(text: str) -> dict[str, list[Fraction]]:
    """The numbers of every price, from tables whose last column names it.

    A row without a name goes on with the price above it.
    """
    found: dict[str, list[Fraction]] = {}
    name = ""
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|") or len(cells) != OF_A_PRICE:
            name = ""
            continue
        name = cells[3].strip("`") or name
        number = re.fullmatch(r"(?:× )?(\d+(?:\.\d+)?)", cells[2])
        if number:
            found.setdefault(name, []).append(Fraction(number[1]))
    return found


def instead(text: str) -> dict[str, dict[str, list[Fraction]]]:
    """The prices by which policies differ, from tables of policy, price and points."""
    found: dict[str, dict[str, list[Fraction]]] = {}
    policy = ""
    for line in text.splitlines():
        row = re.fullmatch(r"\| (?:`([^`]+)`)? ?\| `([\w.]+)` \| ([\d., ]+) \|", line)
        if row:
            policy = row[1] or policy
            numbers = [Fraction(number) for number in row[3].split(", ")]
            found.setdefault(policy, {})[row[2]] = numbers
    return found


def _price(policy: Policy, name: str) -> object:
    owner, _, last = name.rpartition(".")
    return getattr(policy.contacts if owner else policy, last)


def _points(price: object) -> list[Fraction]:
    """The steps of a price as a reader meets them."""
    if isinstance(price, Mapping):
        return [price[phase] for phase in SUPPORTED]
    if isinstance(price, tuple):
        return [band.price for band in price]
    assert isinstance(price, Fraction)
    return [price]


def test_every_price_on_the_page_is_the_price_that_is_paid() -> None:
    moving, late = BALANCED.moving, BALANCED.contacts.late_day
    keep, wait = BALANCED.keep_factor, BALANCED.wait_factor
    contacts = BALANCED.contacts

    assert priced(METHOD.read_text(encoding="utf-8")) == {
        "bands": [band.price for band in BALANCED.bands],
        "moving": [moving[phase] for phase in SUPPORTED[1:]],
        "keep_factor": [keep[Keep.KEEP], keep[Keep.EITHER], keep[Keep.CHANGE]],
        "staying_despite_wish": [BALANCED.staying_despite_wish],
        "handover": [BALANCED.handover],
        "unmet_preference": [BALANCED.unmet_preference],
        "not_the_requested": [BALANCED.not_the_requested],
        "other_locality": [BALANCED.other_locality],
        "wait_week": [BALANCED.wait_week],
        "wait_past_transition_week": [BALANCED.wait_past_transition_week],
        "not_placed": [BALANCED.not_placed],
        "wait_factor": [wait[priority] for priority in Priority],
        "uncovered_week": [BALANCED.uncovered_week],
        "broken_promise": [BALANCED.broken_promise],
        "late_day": [late[Phase.PRE_CTI], late[Phase.TRY_OUT]],
        "first_contact_day": [contacts.first_contact_day],
        "meeting_missed": [contacts.meeting_missed],
        "cover": [contacts.cover],
        "familiar_cover": [contacts.familiar_cover],
        "other_weekday": [contacts.other_weekday],
        "other_time": [contacts.other_time],
        "travel_minute": [contacts.travel_minute],
        "moved": [contacts.moved],
    }


def test_prices_that_the_page_says_are_the_same_are_the_same() -> None:
    moving, late = BALANCED.moving, BALANCED.contacts.late_day

    assert moving[Phase.PRE_CTI] == moving[Phase.TRANSITION]
    assert late[Phase.PRE_CTI] == late[Phase.TRANSITION]
    assert late[Phase.TRY_OUT] == late[Phase.TRANSFER_OF_CARE]
    assert [band.above for band in BALANCED.bands] == [
        Fraction(9, 10),
        1,
        Fraction(11, 10),
    ]
    assert BALANCED.last_start_week == 12


def test_every_policy_on_the_page_differs_in_the_prices_it_says() -> None:
    text = METHOD.read_text(encoding="utf-8")
    others = {
        key: {
            name: _points(_price(named.policy, name))
            for name in prices_that_differ(named.policy, BALANCED)
        }
        for key, named in POLICIES.items()
        if named.policy != BALANCED
    }

    assert len(others) > 1
    assert instead(text) == others


def test_the_rhythm_on_the_page_is_that_of_the_programme() -> None:
    text = METHOD.read_text(encoding="utf-8")

    for phase in SUPPORTED:
        label = phase.label.split(" (")[0].removeprefix("Phase ")
        cadence = CTI.cadence[phase]
        row = (
            f"| {label} | {cadence.every_days} days | {cadence.tolerance_days} "
            f"| {cadence.minutes} | {cadence.how} |"
        )
        assert row in text


def test_what_a_caseload_sustains_is_as_the_page_says() -> None:
    text = METHOD.read_text(encoding="utf-8")
    intake = [sustainable_intake(FULL_TIME, CTI, months) for months in PRE_CTI_MONTHS]
    heads = [steady_heads(FULL_TIME, CTI, months) for months in PRE_CTI_MONTHS]

    months = " | ".join(str(months) for months in PRE_CTI_MONTHS)
    paces = " | ".join(f"{float(pace):.2f}" for pace in intake)
    at_once = " | ".join(f"{float(each):.1f}" for each in heads)
    assert f"| months of Pre-CTI | {months} |" in text
    assert f"| new people a month | {paces} |" in text
    assert f"| people at once | {at_once} |" in text


def test_a_price_that_differs_is_noticed() -> None:
    page = """
| part | what is paid for | points | name |
|---|---|---|---|
| `load` | near the ceiling | 2 | `bands` |
| | over it | 18 | |
| `moving` | times | × 1.5 | `keep_factor` |

| flag | when |
|---|---|
| | 7 |
"""

    assert priced(page) == {
        "bands": [Fraction(2), Fraction(18)],
        "keep_factor": [Fraction(3, 2)],
    }
    assert priced(page.replace("18", "20"))["bands"] == [2, 20]


def test_a_policy_that_differs_otherwise_is_noticed() -> None:
    page = """
| policy | price | points instead |
|---|---|---|
| `protect workers` | `bands` | 5, 35, 40 |
| | `contacts.travel_minute` | 0.4 |
"""

    assert instead(page) == {
        "protect workers": {
            "bands": [Fraction(5), Fraction(35), Fraction(40)],
            "contacts.travel_minute": [Fraction(2, 5)],
        }
    }
