"""Take screens of the served pages, at 320 and 1280 px, from the demonstration."""

import logging
import tempfile
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

import uvicorn
from playwright.sync_api import Browser, Page, ViewportSize

from cti.api.house import House
from cti.calendar import ZONE
from cti.cli.clock import now
from cti.cli.demonstrating import OPENS_AT, free_socket, shifted
from cti.usecases.demonstration import PASSWORD, Demonstration, Pace, furnish, propose
from cti.usecases.installing import Installation
from cti.usecases.sample import SAMPLE_DATE
from dashboards.application import create_planner

LEADER, OFFICER, WORKER = "team leader", "casework support officer", "worker"
PHONE, DESK = 320, 1280
HEIGHTS: Mapping[int, int] = {PHONE: 640, DESK: 900}
WHAT_IF = urlencode(
    [
        ("a", "leaves=Hywel K:2027-01-11"),
        ("b", "leaves=Hywel K:2027-01-11"),
        ("b", "joins=like Hywel K from 2027-02-01 as Nia"),
    ]
)
"""One who leaves, without and with somebody in their place."""
QUALITY = 0.75
AS_WEBP = """async ([png, quality]) => {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  canvas.getContext("2d").drawImage(image, 0, 0);
  const blob = await canvas.convertToBlob({ type: "image/webp", quality });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return btoa(Array.from(bytes, (each) => String.fromCharCode(each)).join(""));
}"""
"""What a browser does to write a picture as WebP."""

PATIENCE_MS = 180_000
"""How long a page may take, where the machine has other things to do too."""


@dataclass(frozen=True, slots=True)
class Screen:
    """One page that is shown.

    Attributes
    ----------
    name
        Of the picture.
    who
        Who looks at it.
    address
        Where it is, beneath the service unless it begins with a stroke.
    """

    name: str
    who: str
    address: str


SCREENS = (
    Screen("case-review", LEADER, "review"),
    Screen("what-if", LEADER, f"what-if?{WHAT_IF}"),
    Screen("caseloads", LEADER, "caseloads"),
    Screen("phase-board", OFFICER, "phases"),
    Screen("my-week", WORKER, "/my-week"),
    Screen("person", WORKER, "/people"),
)


def screens(browser: Browser, into: Path) -> Iterator[Path]:
    """Furnish the demonstration, and take a picture of each screen at both widths.

    Yields
    ------
    Each picture, as it is taken.
    """
    into.mkdir(exist_ok=True)
    with _demonstration() as (address, found):
        for who in (LEADER, OFFICER, WORKER):
            for width, height in HEIGHTS.items():
                page = browser.new_page(
                    viewport=ViewportSize(width=width, height=height),
                    reduced_motion="reduce",
                )
                page.set_default_timeout(PATIENCE_MS)
                _sign_in(page, address, found.emails[who])
                for screen in SCREENS:
                    if screen.who == who:
                        path = into / f"{screen.name}-{width}.webp"
                        png = _taken(page, address, found, screen)
                        path.write_bytes(smaller(browser, png))
                        yield path
                page.close()


@contextmanager
def _demonstration() -> Iterator[tuple[str, Demonstration]]:
    opens = datetime.combine(SAMPLE_DATE, OPENS_AT, tzinfo=ZONE)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        there = stack.enter_context(
            closing(Installation(f"sqlite:///{folder / 'cti.db'}"))
        )
        pace = Pace(tell=print)
        found = furnish(there.store, at=opens, on=SAMPLE_DATE, pace=pace)
        propose(there.store, found, at=opens, on=SAMPLE_DATE, pace=pace)
        listening = stack.enter_context(free_socket())
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        house = House(
            store=there.store, clock=shifted(now), is_secure=False, address=address
        )
        app = create_planner(house, why_not_ready=there.why_not_ready)
        logging.getLogger().setLevel(logging.WARNING)
        server = uvicorn.Server(uvicorn.Config(app, log_config=None))
        thread = Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield address, found
        finally:
            server.should_exit = True
            thread.join()


def _sign_in(page: Page, address: str, email: str) -> None:
    # Where nothing has to be worked out.
    page.goto(f"{address}/sign-in?then=%2Fme")
    page.fill("#email", email)
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.wait_for_load_state()


def _taken(page: Page, address: str, found: Demonstration, screen: Screen) -> bytes:
    where = screen.address
    if not where.startswith("/"):
        where = f"/services/{found.service_id}/{where}"
    page.goto(f"{address}{where}")
    if screen.name == "what-if":
        page.get_by_role("button", name="Plan them side by side").click()
        page.get_by_role("heading", name="What would come of it").wait_for()
    if screen.name == "person":
        page.locator("main a[href^='/people/']").first.click()
        page.wait_for_load_state()
    page.wait_for_load_state("networkidle")
    return page.screenshot()


def smaller(browser: Browser, png: bytes) -> bytes:
    """Let the browser write a picture as WebP, in a third of the bytes."""
    blank = browser.new_page()
    written = blank.evaluate(AS_WEBP, [b64encode(png).decode(), QUALITY])
    blank.close()
    return b64decode(written)
