"""A headless Chromium, and reviews saved as files for it to open.

Where there is no browser these tests are skipped with that reason; with
``REQUIRE_BROWSER=1`` a missing browser is a failure.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from dashboards.pages.layout import review_page
from dashboards.render import render
from tests.browser.site import Furnished, Site, furnished_in, served
from tests.dashboards.samples import a_busy_service, a_quiet_week, an_ordinary_week

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
REVIEWS = {
    "ordinary": an_ordinary_week,
    "quiet": a_quiet_week,
    "busy": a_busy_service,
}


def needed(program: str) -> str:
    """Where a program is; without it the test is skipped, or fails if it must run."""
    found = shutil.which(program)
    if found is None:
        message = f"{program} is not installed"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = needed("chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=[*FLAGS])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def reviews(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The address of each review, saved as a file."""
    folder: Path = tmp_path_factory.mktemp("reviews")
    addresses = {}
    for name, sample in REVIEWS.items():
        path = folder / f"{name}.html"
        path.write_text(render(review_page(*sample())), encoding="utf-8")
        addresses[name] = path.as_uri()
    return addresses


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    """A furnished store, to copy."""
    return furnished_in(tmp_path_factory.mktemp("furnished"))


@pytest.fixture(scope="session")
def lasting_site(
    furnished: Furnished, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The planner, for who only looks."""
    with served(furnished, tmp_path_factory.mktemp("looked-at")) as site:
        yield site


@pytest.fixture
def site(furnished: Furnished, tmp_path: Path) -> Iterator[Site]:
    """The planner over a store of this test's own."""
    with served(furnished, tmp_path) as site:
        yield site
