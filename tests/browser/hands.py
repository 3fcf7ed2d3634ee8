"""Two ways to go through the pages: at the keyboard alone, and without scripts.

A journey is told once, in what somebody sees and does; either pair of hands does it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import sleep
from typing import Protocol

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.site import DESK, Site

PATIENCE = 120_000
"""Milliseconds: no clock decides whether a journey ends well."""

MOST_TABS = 600
MOST_ARROWS = 60
MOST_LOOKS = 600
A_MOMENT = 0.2

LOOKS = """
const look = (node, part) => {
  const s = getComputedStyle(node, part);
  return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow,
    s.backgroundColor, s.borderTopColor, s.borderTopWidth, s.color].join(" ");
};
const around = (node) => [look(node), look(node, "::before"),
  ...[...(node.labels || [])].map((each) => look(each) + look(each, "::before"))
].join("|");
"""

ARRIVE = (
    "() => {"
    + LOOKS
    + """
  const now = document.activeElement, was = window.focusWas, faults = [];
  if (was && was.node !== now && was.node.isConnected && around(was.node) === was.look)
    faults.push("looks the same with focus: " + was.node.outerHTML.slice(0, 160));
  window.focusWas = null;
  if (now && now !== document.body) {
    const { top, right, bottom, left } = now.getBoundingClientRect();
    if (bottom <= 0 || right <= 0 || top >= innerHeight || left >= innerWidth)
      faults.push("is out of sight with focus: " + now.outerHTML.slice(0, 160));
    window.focusWas = { node: now, look: around(now) };
  }
  return faults;
}"""
)
IS_THERE = "each => each === document.activeElement"
IS_BESIDE = """each => {
  const now = document.activeElement;
  return now.type === "radio" && now.name === each.name && now.form === each.form;
}"""
CHOSEN = "each => each.selectedOptions[0].textContent.trim()"


class Hands(Protocol):
    """What somebody does on a page."""

    @property
    def page(self) -> Page:
        """The page they look at."""

    def press(self, button: str | Locator) -> None:
        """Press a button."""

    def follow(self, link: str | Locator) -> None:
        """Follow a link."""

    def unfold(self, summary: str | Locator) -> None:
        """Unfold what is folded away."""

    def choose(self, radio: str | Locator) -> None:
        """Choose one of several."""

    def write(self, field: str | Locator, words: str) -> None:
        """Write into a field, in place of what is there."""

    def pick(self, field: str | Locator, words: str) -> None:
        """Pick a line of a list."""

    def bring(self, field: str | Locator, file: Path) -> None:
        """Choose a file."""

    def wait_for(self, until: str) -> None:
        """Wait for what is worked out elsewhere, or look again whether it is there."""


def button(page: Page, said: str | Locator) -> Locator:
    return page.get_by_role("button", name=said) if isinstance(said, str) else said


def link(page: Page, said: str | Locator) -> Locator:
    return page.get_by_role("link", name=said) if isinstance(said, str) else said


def labelled(page: Page, said: str | Locator) -> Locator:
    return page.get_by_label(said) if isinstance(said, str) else said


def summary(page: Page, said: str | Locator) -> Locator:
    if not isinstance(said, str):
        return said
    return page.locator("summary").filter(has_text=said)


def expect_none(faults: Sequence[str]) -> None:
    """Fail with what is wrong, if anything is."""
    if faults:
        pytest.fail("; ".join(faults))


def sees(page: Page, *sentences: str) -> None:
    """Wait until every sentence can be read."""
    for each in sentences:
        shown = page.get_by_text(each).filter(visible=True).first
        expect(shown).to_be_visible(timeout=PATIENCE)


@dataclass(frozen=True, slots=True)
class Keyboard:
    """Tab, Enter, Space, arrows and letters; where one is can always be seen."""

    page: Page

    def press(self, button_: str | Locator) -> None:
        self._reach(button(self.page, button_))
        self.page.keyboard.press("Enter")

    def follow(self, link_: str | Locator) -> None:
        self._reach(link(self.page, link_))
        self.page.keyboard.press("Enter")

    def unfold(self, summary_: str | Locator) -> None:
        self._reach(summary(self.page, summary_))
        self.page.keyboard.press("Enter")

    def choose(self, radio: str | Locator) -> None:
        """Come to the group, then go on by arrows: only one of it is a stop."""
        wanted = labelled(self.page, radio)
        self._reach(wanted, IS_BESIDE)
        for _ in range(MOST_ARROWS):
            if wanted.evaluate(IS_THERE):
                break
            self.page.keyboard.press("ArrowDown")
        if not wanted.is_checked():
            self.page.keyboard.press("Space")
        expect(wanted).to_be_checked(timeout=PATIENCE)

    def write(self, field: str | Locator, words: str) -> None:
        self._reach(labelled(self.page, field))
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(words)

    def pick(self, field: str | Locator, words: str) -> None:
        listed = labelled(self.page, field)
        self._reach(listed)
        self.page.keyboard.press("Home")
        for _ in range(MOST_ARROWS):
            if listed.evaluate(CHOSEN) == words:
                return
            self.page.keyboard.press("ArrowDown")
        pytest.fail(f"{words} is in no line of {field}")

    def bring(self, field: str | Locator, file: Path) -> None:
        self._reach(labelled(self.page, field))
        with self.page.expect_file_chooser() as chosen:
            self.page.keyboard.press("Space")
        chosen.value.set_files(file)

    def wait_for(self, until: str) -> None:
        sees(self.page, until)

    def _reach(self, wanted: Locator, there: str = IS_THERE) -> None:
        wanted.wait_for(state="attached", timeout=PATIENCE)
        for _ in range(MOST_TABS):
            if wanted.evaluate(there):
                return
            self.page.keyboard.press("Tab")
            expect_none(self.page.evaluate(ARRIVE))
        pytest.fail(f"the keyboard never comes to {wanted}")


@dataclass(frozen=True, slots=True)
class Unscripted:
    """A pointer, in a browser that runs no script."""

    page: Page

    def press(self, button_: str | Locator) -> None:
        button(self.page, button_).click(timeout=PATIENCE)

    def follow(self, link_: str | Locator) -> None:
        link(self.page, link_).click(timeout=PATIENCE)

    def unfold(self, summary_: str | Locator) -> None:
        summary(self.page, summary_).click(timeout=PATIENCE)

    def choose(self, radio: str | Locator) -> None:
        labelled(self.page, radio).check(timeout=PATIENCE)

    def write(self, field: str | Locator, words: str) -> None:
        labelled(self.page, field).fill(words, timeout=PATIENCE)

    def pick(self, field: str | Locator, words: str) -> None:
        labelled(self.page, field).select_option(label=words, timeout=PATIENCE)

    def bring(self, field: str | Locator, file: Path) -> None:
        labelled(self.page, field).set_input_files(file, timeout=PATIENCE)

    def wait_for(self, until: str) -> None:
        again = self.page.get_by_role("link", name="Look again")
        for _ in range(MOST_LOOKS):
            if not again.count():
                break
            sleep(A_MOMENT)
            again.click(timeout=PATIENCE)
        sees(self.page, until)


KEYBOARD, UNSCRIPTED = "keyboard", "unscripted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Where somebody sits down to go through the pages, one way or the other."""

    browser: Browser
    manner: str
    complaints: list[str] = field(default_factory=list)

    @contextmanager
    def at(
        self, site: Site, role: str, path: str, *, width: int = DESK
    ) -> Iterator[Hands]:
        """Let somebody look at a page; a browser's complaint about a script fails."""
        scripts = self.manner != UNSCRIPTED
        context = site.context(self.browser, role, width=width, scripts=scripts)
        context.set_default_timeout(PATIENCE)
        context.set_default_navigation_timeout(PATIENCE)
        try:
            page = context.new_page()
            page.on("pageerror", lambda error: self.complaints.append(str(error)))
            page.goto(path)
            yield Unscripted(page) if self.manner == UNSCRIPTED else Keyboard(page)
            expect_none(self.complaints)
        finally:
            context.close()


def both_ways(
    *, daily: str, ways: Sequence[str] = (KEYBOARD, UNSCRIPTED)
) -> pytest.MarkDecorator:
    """A journey goes both ways in `make browser-all`, and one way each day."""
    marked = [
        pytest.param(each, marks=() if each == daily else pytest.mark.everything)
        for each in ways
    ]
    return pytest.mark.parametrize("manner", marked)
