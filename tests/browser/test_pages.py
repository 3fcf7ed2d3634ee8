"""Every page that is served, on a phone and at a desk, by day and by night."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.site import DESK, PHONE, Site
from tests.browser.test_screen import WCAG

pytestmark = pytest.mark.slow

SERVICE_PAGES: tuple[str, ...] = ()
EVERY = {"nobody": ("/sign-in", "/password", "/nowhere")}
"""The pages of each role, by their paths; those of the service are named in words."""

SEEN = [(role, path) for role, paths in EVERY.items() for path in paths]
LOOKS = ["light", "dark", "forced"]


@pytest.fixture(scope="module", params=LOOKS)
def look(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def context(
    browser: Browser, lasting_site: Site, look: str, role: str, width: int
) -> Iterator[BrowserContext]:
    made = lasting_site.context(
        browser,
        role,
        width=width,
        scheme="dark" if look == "dark" else "light",
        forced=look == "forced",
    )
    yield made
    made.close()


def faults(page: Page) -> list[str]:
    options = {"runOnly": {"type": "tag", "values": WCAG}}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found]


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize(("role", "path"), SEEN)
def test_axe_finds_no_fault_and_nothing_is_wider_than_the_screen(
    context: BrowserContext, path: str, width: int
) -> None:
    page = context.new_page()
    page.goto(path)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
