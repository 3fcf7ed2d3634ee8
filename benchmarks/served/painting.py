"""When a browser shows something of a page: measured in a headless Chromium."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
COOKIE = "cti"

Paints = tuple[float, float]
"""When there was something to see at a first visit and at a second, in milliseconds."""

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
    """Return when there is something to see, at a first visit and at a second.

    Returns
    -------
    Milliseconds from when the address was entered to the first text or picture.
    """
    context = browser.new_context(base_url=address)
    context.add_cookies([{"name": COOKIE, "value": session, "url": address}])
    took = []
    for _ in range(2):
        page = context.new_page()
        page.goto(where)
        took.append(float(page.evaluate(_FIRST)))
        page.close()
    context.close()
    first, second = took
    return first, second
