"""A headless Chromium, and what it opens: reviews saved as files, and the planner.

Where there is no browser these tests fail, and say what to install. What is marked
``everything`` is left out, unless ``CTI_BROWSER=all`` asks for it: `make browser-all`.
"""

import os
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from cti.store.unit import Store
from cti.usecases import running
from dashboards.pages.layout import review_page
from dashboards.render import render
from tests.browser.hands import Seat
from tests.browser.site import Furnished, Site, furnished_in, proposed_in, served
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


PACKAGES = {"chromium": "chromium", "pdftotext": "poppler-utils"}


def needed(program: str) -> str:
    """Where a program is; without it the test fails: nobody has looked at the pages."""
    found = shutil.which(program)
    if found is None:
        package = PACKAGES[program]
        pytest.fail(
            f"{program} is not installed, so the pages cannot be looked at. "
            f"On Debian: apt-get install {package}",
            pytrace=False,
        )
    return found


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave out what only `make browser-all` has time for."""
    if os.environ.get("CTI_BROWSER") == "all":
        return
    left_out = [each for each in items if each.get_closest_marker("everything")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [each for each in items if each not in left_out]


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
    proposed: Furnished, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The planner, for who only looks."""
    with served(proposed, tmp_path_factory.mktemp("looked-at")) as site:
        yield site


@pytest.fixture
def site(furnished: Furnished, tmp_path: Path) -> Iterator[Site]:
    """The planner over a store of this test's own."""
    with served(furnished, tmp_path) as site:
        yield site


@pytest.fixture(scope="session")
def proposed(
    furnished: Furnished, tmp_path_factory: pytest.TempPathFactory
) -> Furnished:
    """A furnished store in which a plan with several changes waits to be decided."""
    return proposed_in(furnished, tmp_path_factory.mktemp("proposed"))


@pytest.fixture
def proposed_site(proposed: Furnished, tmp_path: Path) -> Iterator[Site]:
    """The planner over such a store, of this test's own."""
    with served(proposed, tmp_path) as site:
        yield site


@pytest.fixture
def seat(browser: Browser, manner: str) -> Seat:
    """Where a journey begins, one way or the other."""
    return Seat(browser=browser, manner=manner)


@pytest.fixture
def quick_plans(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plans that are asked for are made in a hurry: not how good they are is tested."""
    asked = running.ask_for_run

    def in_a_hurry(
        store: Store,
        service_id: str,
        *,
        on: date,
        author_id: str,
        at: datetime,
        seconds: float,
    ) -> str:
        assert seconds
        return asked(store, service_id, on=on, author_id=author_id, at=at, effort=0)

    monkeypatch.setattr(running, "ask_for_run", in_a_hurry)
