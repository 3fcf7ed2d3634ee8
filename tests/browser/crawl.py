"""Every page there is, found as people find them: by going from link to link.

Which pages there are is said by `tests.dashboards.tables`. Of each one a page is
enough, and of a page with parts, such as the phase board, one of each part.
"""

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import BrowserContext

from cti.store.tables import FACTS, RUNS, WORKERS, WORKING_PATTERNS
from tests.browser.site import HALVED, Site
from tests.dashboards.tables import OPEN, TABLE

PAGES = sorted({path for method, path in {*TABLE, *OPEN} if method == "GET"})
PARTS = "show"
"""The field of an address that chooses a part of a page."""

TRIED = 4
"""So many pages of a kind are opened in search of links: not everybody has a note."""

PATIENCE = 300_000
"""Milliseconds: no clock decides whether a page is there."""

HTML = "text/html"


def _a_run(site: Site) -> str:
    (run, *_) = site.kept.rows(RUNS)
    return site.service(f"review/runs/{run['id']}")


def _a_worker(site: Site) -> str:
    worker_id = site.kept.row_id(WORKERS, HALVED)
    return site.service(f"workers/{worker_id}/leaving")


def _a_scenario(site: Site) -> str:
    leaves = urlencode({"a": f"leaves={HALVED}:2027-01-11", "which": "a"})
    return site.service(f"what-if/so?{leaves}")


def _what_was_written(site: Site) -> str:
    facts = site.kept.rows(FACTS, about=WORKING_PATTERNS.name)
    last = max(int(fact["revision"]) for fact in facts)
    return site.service(f"what-if/so/{last}")


NOT_LINKED: Mapping[str, Callable[[Site], str]] = {
    "/password": lambda _: "/password",
    "/service-worker.js": lambda _: "/service-worker.js",
    "/services/{service_id}/review/runs/{run_id}": _a_run,
    "/services/{service_id}/workers/{worker_id}/leaving": _a_worker,
    "/services/{service_id}/what-if/so": _a_scenario,
    "/services/{service_id}/what-if/so/{revision}": _what_was_written,
}
"""Where only a letter leads, a script, or what somebody sends or has written."""


@dataclass(frozen=True, slots=True)
class Found:
    """What somebody comes to.

    Attributes
    ----------
    pages
        An address of each page, by what it is an example of.
    others
        What is no page: files, and addresses that lead on to a page.
    """

    pages: dict[str, str] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)

    @property
    def routes(self) -> set[str]:
        """All of it, as the tables call it."""
        return {each.split()[0] for each in self.pages} | self.others


def route_of(path: str) -> str | None:
    """The page an address leads to, as the tables call it."""
    for route in sorted(PAGES, key=lambda each: (each.count("{"), -len(each))):
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", route), path):
            return route
    return None


def kind_of(address: str) -> str | None:
    """What an address is an example of: a page, or a part of one."""
    parts = urlsplit(address)
    route = route_of(parts.path)
    if route is None:
        return None
    return " ".join((route, *parse_qs(parts.query).get(PARTS, ())))


def links_of(html: str) -> Iterator[str]:
    """Where the links of a page lead on this site."""
    for link in re.findall(r'href="(/[^"]*)"', html):
        yield unescape(link).partition("#")[0]


def pages_for(context: BrowserContext, site: Site) -> Found:
    """Go wherever somebody may go who begins at the first page."""
    begin = ["/", *(address(site) for address in NOT_LINKED.values())]
    found, tried = Found(), dict[str, int]()
    waiting, seen = deque(begin), set(begin)
    while waiting:
        address = waiting.popleft()
        kind = kind_of(address)
        if kind is None or tried.get(kind, 0) >= TRIED:
            continue
        tried[kind] = tried.get(kind, 0) + 1
        new = _opened(context, found, kind, address)
        waiting.extend(each for each in new if each not in seen)
        seen.update(new)
    return found


def _opened(
    context: BrowserContext, found: Found, kind: str, address: str
) -> Sequence[str]:
    """Write down what is at an address, and return where it leads."""
    answer = context.request.get(address, timeout=PATIENCE)
    if not answer.ok:
        return ()
    at = kind_of(answer.url)
    if HTML not in answer.headers["content-type"]:
        found.others.add(kind)
        return ()
    if at != kind:
        found.others.add(kind)
    if at is not None:
        found.pages.setdefault(at, answer.url)
    return list(links_of(answer.text()))
