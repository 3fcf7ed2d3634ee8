"""When a browser shows something of a page: measured in a headless Chromium."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
COOKIE = "cti"

Paints = tuple[float, float]
"""When there was something to see at a first visit and coming back, in milliseconds."""

BLANK, ELSEWHERE = "about:blank", "/help"
AT_REST = 500
"""Milliseconds in which a tab that was just opened is done with itself."""

_FIRST = """() => new Promise(told => new PerformanceObserver((list, seen) => {
  const found = list.getEntriesByName("first-contentful-paint")[0];
  if (found) { seen.disconnect(); told(found.startTime); }
}).observe({type: "paint", buffered: true}))"""


@contextmanager
def painter() -> Iterator[Browser | None]:
    """Yield a browser; None where there is no Chromium."""
    program = shutil.which("chromium")
    if program is None:
        yield None
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*FLAGS])
        yield browser
        browser.close()


def first_paints(browser: Browser, address: str, session: str, where: str) -> Paints:
    """Return when there is something to see, at a first visit and coming back.

    A tab is open and at rest before the first, as with whoever enters an address. The
    second time they come from another page of the planner, in the same tab.

    Returns
    -------
    Milliseconds from when they set out to the first text or picture.
    """
    context = browser.new_context(base_url=address)
    context.add_cookies([{"name": COOKIE, "value": session, "url": address}])
    page = context.new_page()
    page.goto(BLANK)
    page.wait_for_timeout(AT_REST)
    took = []
    for _ in range(2):
        page.goto(where)
        took.append(float(page.evaluate(_FIRST)))
        page.goto(ELSEWHERE)
    context.close()
    first, second = took
    return first, second
