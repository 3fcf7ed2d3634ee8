"""The review on a phone and on a wide screen, by day and by night."""

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import REVIEWS
from tests.browser.looking import faults

PHONE, DESK = 320, 1280
Scheme = Literal["light", "dark"]

pytestmark = pytest.mark.slow
every_review = pytest.mark.parametrize("name", REVIEWS)


def opened(
    browser: Browser, address: str, *, width: int, scheme: Scheme = "light"
) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme
    )
    page = context.new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["ordinary", "quiet"])
def test_axe_finds_no_fault(
    browser: Browser, reviews: dict[str, str], name: str, width: int, scheme: Scheme
) -> None:
    page = opened(browser, reviews[name], width=width, scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")

    assert faults(page) == []
    page.context.close()


def test_axe_finds_a_fault_that_was_planted(
    browser: Browser, reviews: dict[str, str]
) -> None:
    page = opened(browser, reviews["ordinary"], width=DESK)
    page.evaluate(
        "document.querySelector('main').append(document.createElement('img'))"
    )

    assert any(fault.startswith("image-alt") for fault in faults(page))
    page.context.close()


@every_review
def test_a_phone_needs_no_sideways_scrolling(
    browser: Browser, reviews: dict[str, str], name: str
) -> None:
    page = opened(browser, reviews[name], width=PHONE)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    page.context.close()


@every_review
def test_nothing_is_asked_for_and_nothing_is_refused(
    browser: Browser, reviews: dict[str, str], name: str
) -> None:
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(reviews[name])

    assert asked == [reviews[name]]
    assert said == []
    page.close()


@every_review
def test_every_table_keeps_its_roles_on_a_phone(
    browser: Browser, reviews: dict[str, str], name: str
) -> None:
    page = opened(browser, reviews[name], width=PHONE)
    # A long list is folded away; what is folded has no roles until it is opened.
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")

    tables = page.locator("table.cards")
    for number in range(tables.count()):
        table = tables.nth(number)
        assert table.get_by_role("row").count() > 1
        assert table.get_by_role("columnheader").count() > 1
        assert table.get_by_role("rowheader").count() > 0
    page.context.close()


@every_review
def test_the_keyboard_reaches_the_review_first(
    browser: Browser, reviews: dict[str, str], name: str
) -> None:
    page = opened(browser, reviews[name], width=DESK)
    page.keyboard.press("Tab")

    link = page.locator(".skip")
    assert link.evaluate("each => each === document.activeElement")
    box = link.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    page.context.close()


@every_review
def test_over_and_under_look_different_where_colours_are_forced(
    browser: Browser, reviews: dict[str, str], name: str
) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(reviews[name])

    def fill(kind: str) -> str:
        script = "each => getComputedStyle(each).fill"
        return str(page.locator(f".key .{kind}").first.evaluate(script))

    assert fill("held") != fill("over")
    assert page.locator(".key .lines").first.evaluate(
        "each => getComputedStyle(each).stroke"
    ) not in {fill("over"), "none"}
    context.close()


@every_review
def test_everything_can_be_read_without_scripts(
    browser: Browser, reviews: dict[str, str], name: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(reviews[name])

    assert page.get_by_role("heading", level=2).count() == 11
    context.close()
