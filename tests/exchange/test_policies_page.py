"""The page about policies is what the code makes, and names what the code has."""

import runpy

import pytest

from cti.exchange.policy_in import policy_table
from cti.plans.policies import POLICIES
from cti.plans.policy import BALANCED
from cti.plans.policy_words import read_aloud
from tests.house.tree import ROOT

PAGE = ROOT / "docs" / "policies.md"


def test_the_page_is_what_the_policies_make() -> None:
    made = runpy.run_path(str(ROOT / "docs" / "make_policies.py"))["render"]()

    assert PAGE.read_text(encoding="utf-8") == made


@pytest.mark.parametrize("key", POLICIES)
def test_the_page_reads_every_policy_aloud_and_gives_every_reason(key: str) -> None:
    text = PAGE.read_text(encoding="utf-8")
    named = POLICIES[key]

    assert [said for said in read_aloud(named.policy) if said not in text] == []
    assert [why for why in named.reasons.values() if why not in text] == []


def test_the_page_lists_every_price() -> None:
    text = PAGE.read_text(encoding="utf-8")

    for name, value in policy_table(BALANCED).items():
        parts = value if isinstance(value, dict) else {"": None}
        for part in parts:
            assert f"| `{name}{'.' if part else ''}{part}" in text
