"""What is wrong with how a page looks, at one size and in one light."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import sleep
from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.site import DESK, PHONE
from tests.house.test_words import forbidden, uses

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
Light = Literal["light", "dark", "forced"]
LIGHTS: Sequence[Light] = ("light", "dark", "forced")
TALL = {PHONE: 256, DESK: 1024}
"""A window of 1280 by 1024, and what is left of it at 400 %."""

OPTIONS = {
    "runOnly": {"type": "tag", "values": WCAG},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
AXE = "options => axe.run(document, options).then((found) => found.violations)"
UNFOLD = "() => document.querySelectorAll('details').forEach((d) => { d.open = true; })"
LOOKS = 20
A_MOMENT = 0.25
"""Seconds; pictures are drawn anew when the width changes."""

WIDER = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const out = [...document.querySelectorAll("main *, header *, footer *")].filter(
    (each) => each.getBoundingClientRect().right > wide + 1);
  return ["scrolls sideways: " + (out.at(-1) || document.body).outerHTML.slice(0, 120)];
}"""
HEADINGS = "() => [...document.querySelectorAll('h1')].map((each) => each.innerText)"
WORDS = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    if (parent.closest("svg, script, style, .js-plotly-plot")) continue;
    if (!parent.checkVisibility()) continue;
    found.push(...walk.currentNode.data.trim().split(/\\s+/));
  }
  return found.filter(Boolean);
}"""


@dataclass(frozen=True, slots=True)
class Sight:
    """How a page is looked at."""

    light: Light
    width: int

    def of(self, page: Page) -> None:
        """Look at a page so, with nothing folded away."""
        page.set_viewport_size({"width": self.width, "height": TALL[self.width]})
        page.emulate_media(
            color_scheme="dark" if self.light == "dark" else "light",
            forced_colors="active" if self.light == "forced" else "none",
        )
        page.evaluate(UNFOLD)


SIGHTS = [Sight(light, width) for light in LIGHTS for width in (PHONE, DESK)]


def faults(page: Page) -> list[str]:
    """What axe finds, each with the place."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(AXE, OPTIONS)
    return [
        f"{each['id']}: {node['html'][:120]}"
        for each in found
        for node in each["nodes"][:2]
    ]


def lost(page: Page) -> Iterator[str]:
    """What is wrong with the shape of a page, at both widths, and in its words."""
    read = {}
    for width in (DESK, PHONE):
        Sight("light", width).of(page)
        yield from _what_is_wider(page)
        read[width] = page.evaluate(WORDS)
    missing = sorted(set(read[DESK]) - set(read[PHONE]))
    if missing:
        yield f"cannot be read at 400 %: {' '.join(missing)}"
    headings = page.evaluate(HEADINGS)
    if len(headings) != 1:
        yield f"has {len(headings)} first headings: {headings}"
    for word in uses(" ".join(read[DESK]), forbidden()):
        yield f"says “{word}”"


def _what_is_wider(page: Page) -> Sequence[str]:
    """What is wider than a page, and stays so."""
    found: Sequence[str] = page.evaluate(WIDER)
    for _ in range(LOOKS):
        if not found:
            break
        sleep(A_MOMENT)
        found = page.evaluate(WIDER)
    return found
