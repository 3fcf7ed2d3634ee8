"""Help is for everybody, in words that a child of nine can read."""

import re

import pytest

from cti.access import Permission
from dashboards.pages.help import IS_FOR, WORDS
from dashboards.pages.me import SCOPES
from tests.api.house import Household
from tests.dashboards.reading import reading_age
from tests.dashboards.served import visits, words_of


def prose_of(html: str) -> str:
    """The sentences of a page, without its headings and names."""
    told = re.findall(r'<(?:p|dd) class="govuk-body">(.*?)</(?:p|dd)>', html, re.DOTALL)
    return " ".join(words_of(each) for each in told)


@pytest.mark.parametrize("who", ["worker", "leader", "officer", "partner"])
def test_help_says_what_it_is_about_and_begins_with_ones_own_pages(
    home: Household, who: str
) -> None:
    answer = visits(home, who).get("/help")
    assert answer.status_code == 200
    said = words_of(answer.text)
    assert said.count("this is you") == 1
    for name, weight in (
        ("Pre-CTI", "1.5"),
        ("Phase One", "2"),
        ("Phase Two", "1"),
        ("Phase Three", "0.5"),
    ):
        assert re.search(rf"{name}[^.]*? {re.escape(weight)} SCE", said), name
    assert "They count 20 SCE." in said


def test_help_leads_an_administrator_to_accounts_and_to_no_service(
    home: Household,
) -> None:
    page = visits(home, "administrator").get("/help").text
    assert 'href="/accounts"' in page
    assert "/services//" not in page


def test_a_child_of_nine_can_read_the_help(home: Household) -> None:
    text = prose_of(visits(home, "leader").get("/help").text)
    assert len(text.split()) > 300
    assert reading_age(text) <= 9


@pytest.mark.parametrize("text", [*IS_FOR.values(), *WORDS.values()])
def test_no_part_of_the_help_is_hard_by_itself(text: str) -> None:
    assert reading_age(text) <= 13


def test_a_hard_text_is_noticed() -> None:
    hard = (
        "Notwithstanding organisational considerations, practitioners should "
        "systematically prioritise interdisciplinary communication opportunities."
    )
    assert reading_age(hard) > 20
    assert reading_age("The cat sat on the mat. It was a red mat.") < 6


def test_everything_a_token_may_do_is_said_in_words() -> None:
    assert set(SCOPES) == set(Permission)
    assert len(set(SCOPES.values())) == len(SCOPES)
