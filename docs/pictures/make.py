"""Take the pictures of the README and the guides from the demo: ``make pictures``."""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import FloatRect, Page, ViewportSize, sync_playwright
from screens import screens

from cti.cli import planning

HERE = Path(__file__).parent
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LARGEST = 300_000
"""Bytes; the pictures are part of the repository."""
LARGEST_SCREEN = 120_000
DESK = ViewportSize(width=1120, height=900)


def main() -> None:
    """Plan the sample caseload, open its review and save what the README shows."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("chromium is not installed")
    with tempfile.TemporaryDirectory() as folder:
        planning.demo(Path(folder))
        review = (Path(folder) / "plan" / "review.html").as_uri()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium, args=[*FLAGS]
            )
            page = browser.new_page(viewport=DESK)
            page.goto(review)
            save(page, "review.png", height=1190)
            save(page, "load.png", section="#pictures")
            for path in screens(browser, HERE / "screens"):
                weigh(path, LARGEST_SCREEN)
            browser.close()


def save(
    page: Page, name: str, *, height: int | None = None, section: str = "body"
) -> None:
    """Save a part of the page, as wide as the page, or as much of it as is wanted.

    Raises
    ------
    SystemExit
        If the picture is too large to be kept.
    """
    box = page.locator(section).bounding_box()
    width = page.viewport_size["width"] if page.viewport_size else 0
    top, tall = (box["y"], box["height"]) if box else (0, 0)
    clip = FloatRect(x=0, y=top, width=width, height=height or tall)
    path = HERE / name
    page.screenshot(path=path, clip=clip, full_page=True)
    weigh(path, LARGEST)


def weigh(path: Path, largest: int) -> None:
    """Say how large a picture is.

    Raises
    ------
    SystemExit
        If it is too large to be kept.
    """
    size = path.stat().st_size
    print(f"{path.name}: {size:,} bytes")
    if size > largest:
        sys.exit(f"{path.name} is larger than {largest:,} bytes")


if __name__ == "__main__":
    main()
