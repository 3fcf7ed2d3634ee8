"""Look at pages often: again and again, after changes, and in a browser."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from benchmarks.served.asking import Browser
from benchmarks.served.looked_at import Look, Page, Weight, look, weigh
from benchmarks.served.painting import Paints, first_paints, painter
from benchmarks.served.team import Team, change_something
from cti.access import Role
from cti.usecases.installing import Installation


@dataclass(frozen=True, slots=True, kw_only=True)
class Often:
    """How often each page is looked at.

    Attributes
    ----------
    times
        With nothing changed since it was looked at before.
    changes
        Right after something was changed that every load depends on.
    paints
        In a browser, each time one that was never there.
    """

    times: int
    changes: int
    paints: int


@dataclass(frozen=True, slots=True)
class Visit:
    """Those who look at the pages of a team, each in a browser of their own.

    Attributes
    ----------
    at
        The moment it is there.
    """

    there: Installation
    team: Team
    address: str
    asked: Sequence[tuple[Page, str]]
    at: datetime
    browsers: dict[Role, Browser] = field(default_factory=dict)

    def close(self) -> None:
        """Let go of the connections."""
        for browser in self.browsers.values():
            browser.close()

    def looked_at(self, times: int) -> Mapping[str, list[Look]]:
        """Look at all pages in turns, so many times, after once that does not count."""
        found: dict[str, list[Look]] = {page.name: [] for page, _ in self.asked}
        for turn in range(times + 1):
            for page, where in self.asked:
                seen = look(self._browser(page), where)
                if turn:
                    found[page.name].append(seen)
        return found

    def looked_at_after_changes(self, times: int) -> Mapping[str, list[Look]]:
        """Look at each page right after something was changed."""
        found: dict[str, list[Look]] = {page.name: [] for page, _ in self.asked}
        for _ in range(times):
            for page, where in self.asked:
                change_something(self.there.store, self.team, at=self.at)
                found[page.name].append(look(self._browser(page), where))
        return found

    def weighed(self) -> Mapping[str, Weight]:
        """Fetch each page with its styles and scripts."""
        return {
            page.name: weigh(self._browser(page), where) for page, where in self.asked
        }

    def paints(self, times: int) -> Mapping[str, Sequence[Paints]]:
        """Look at the main pages in Chromium; nothing where there is none."""
        with painter() as browser:
            if browser is None:
                return {}
            return {
                page.name: [
                    first_paints(browser, self.address, self._session(page), where)
                    for _ in range(times)
                ]
                for page, where in self.asked
                if page.is_main
            }

    def _session(self, page: Page) -> str:
        return self.team.holders[page.role].session

    def _browser(self, page: Page) -> Browser:
        if page.role not in self.browsers:
            holder = self.team.holders[page.role]
            self.browsers[page.role] = Browser(self.address, holder)
        return self.browsers[page.role]
