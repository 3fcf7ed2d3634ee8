"""The review on paper: everything is there, and nothing is cut."""

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from dashboards.pages.layout import review_page
from dashboards.render import render
from tests.browser.conftest import REVIEWS, needed
from tests.dashboards.samples import a_week_with

pytestmark = pytest.mark.slow
every_review = pytest.mark.parametrize("name", REVIEWS)

HEADERS = (
    r"When\s+Person\s+Worker",
    r"Person\s+Worker\s+Late by",
    r"Person\s+Start\s+With",
    r"Person\s+From\s+To",
    r"Where\s+What\s+What to do",
    r"Week of\s+\w+",
)
HEADINGS = ("Contacts$", "Referrals$", "Presenting", "What this", "What to", "How good")
PAGE_NUMBER = r"\d+ of \d+"


def pages(browser: Browser, address: str, folder: Path) -> list[str]:
    """The text of each printed page, laid out as on paper."""
    path = folder / "review.pdf"
    page = browser.new_page()
    page.goto(address)
    page.pdf(path=path, prefer_css_page_size=True, tagged=True)
    page.close()
    text = subprocess.run(
        [needed("pdftotext"), "-layout", str(path), "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return text.split("\f")[:-1]


def cut(printed: list[str]) -> list[str]:
    """The last lines of pages that end with a heading or the head of a table."""
    found = []
    for text in printed:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        assert re.fullmatch(PAGE_NUMBER, lines[-1])
        if any(re.match(head, lines[-2]) for head in (*HEADERS, *HEADINGS)):
            found.append(lines[-2])
    return found


@every_review
def test_every_section_is_printed(
    browser: Browser, reviews: dict[str, str], name: str, tmp_path: Path
) -> None:
    text = "\n".join(pages(browser, reviews[name], tmp_path))

    for heading in (
        "This week at a glance",
        "Over the ceiling, and what would help",
        "Changing phase in the next 14 days",
        "Contacts",
        "Referrals",
        "Presenting this week",
        "What this plan changes",
        "Load, worker by worker",
        "What to mend in the spreadsheet",
        "How good this plan is",
        "Contacts of the three weeks after",
        "Decided today",
    ):
        assert heading in text


@every_review
def test_what_a_screen_folds_away_is_printed_in_full(
    browser: Browser, reviews: dict[str, str], name: str, tmp_path: Path
) -> None:
    text = "\n".join(pages(browser, reviews[name], tmp_path))

    assert "23 Aug 2027" in text
    if name != "quiet":
        assert "Mon 30 November to Sun 6 December" in text


@every_review
def test_no_page_ends_with_the_head_of_a_table_or_a_heading(
    browser: Browser, reviews: dict[str, str], name: str, tmp_path: Path
) -> None:
    assert cut(pages(browser, reviews[name], tmp_path)) == []


def test_that_holds_wherever_on_the_page_the_next_part_begins(
    browser: Browser, tmp_path: Path
) -> None:
    for overdue in range(24, 34):
        path = tmp_path / f"{overdue}.html"
        path.write_text(render(review_page(*a_week_with(overdue))), encoding="utf-8")

        assert cut(pages(browser, path.as_uri(), tmp_path)) == []


@every_review
def test_a_table_that_goes_on_has_its_head_again(
    browser: Browser, reviews: dict[str, str], name: str, tmp_path: Path
) -> None:
    printed = pages(browser, reviews[name], tmp_path)

    with_overdue = [text for text in printed if "days longer ago than agreed" in text]
    for text in with_overdue:
        assert re.search(r"Person\s+Worker\s+Late by", text)
    if name == "busy":
        assert len(with_overdue) > 1
