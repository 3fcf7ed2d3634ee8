"""The pages that people look at, and what a browser fetches for each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter, process_time

from benchmarks.served.asking import Browser
from benchmarks.served.team import Team
from cti.access import Role

LEADER, OFFICER = Role.LEADER, Role.SUPPORT_OFFICER
WORKER, ADMINISTRATOR = Role.WORKER, Role.ADMINISTRATOR

USUAL_MS, REVIEW_MS = 100, 2000

_FETCHED = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"')
_OF_CHARTS = "/static/vendor/plotly"
_PACKED = {"Accept-Encoding": "gzip"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page, and who looks at it.

    Attributes
    ----------
    where
        Its address, with names for what a team has; empty names leave the page out.
    held_to
        Milliseconds, for 95 of 100 answers.
    is_main
        Whether somebody's work begins there, so that it is looked at in a browser.
    """

    name: str
    role: Role
    where: str
    held_to: int = USUAL_MS
    is_main: bool = False


_OF_SERVICE = "/services/{service_id}"

PAGES = (
    Page(
        name="case review",
        role=LEADER,
        where=f"{_OF_SERVICE}/review",
        held_to=REVIEW_MS,
        is_main=True,
    ),
    Page(
        name="an overload",
        role=LEADER,
        where=f"{_OF_SERVICE}/review/overloads/{{overload_id}}",
    ),
    Page(
        name="a referral",
        role=LEADER,
        where=f"{_OF_SERVICE}/referrals/{{referral_id}}",
    ),
    Page(name="caseloads", role=LEADER, where=f"{_OF_SERVICE}/caseloads", is_main=True),
    Page(name="what if", role=LEADER, where=f"{_OF_SERVICE}/what-if", is_main=True),
    Page(name="settings", role=LEADER, where=f"{_OF_SERVICE}/settings"),
    Page(name="imports", role=LEADER, where=f"{_OF_SERVICE}/imports"),
    Page(name="phases", role=OFFICER, where=f"{_OF_SERVICE}/phases", is_main=True),
    Page(name="dates missing", role=OFFICER, where=f"{_OF_SERVICE}/phases?show=dates"),
    Page(name="people", role=OFFICER, where="/people", is_main=True),
    Page(name="people by name", role=OFFICER, where="/people?q=an"),
    Page(name="my week", role=WORKER, where="/my-week", is_main=True),
    Page(name="a person", role=WORKER, where="/people/{person_id}", is_main=True),
    Page(name="a handover pack", role=WORKER, where="/people/{person_id}/handover"),
    Page(name="messages", role=WORKER, where="/messages"),
    Page(name="my account", role=WORKER, where="/me"),
    Page(name="help", role=WORKER, where="/help"),
    Page(name="accounts", role=ADMINISTRATOR, where="/accounts"),
    Page(name="services", role=ADMINISTRATOR, where="/services"),
    Page(name="audit", role=ADMINISTRATOR, where="/audit"),
)
"""Where each role begins and goes most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One answer.

    Attributes
    ----------
    seconds
        From the request to the last byte.
    processor
        Seconds that server and browser spent meanwhile.
    size
        Bytes, compressed.
    """

    status: int
    seconds: float
    processor: float
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What a browser fetches at its first visit, in bytes, compressed.

    Attributes
    ----------
    page
        The page alone.
    files
        Its styles and scripts.
    charts
        Those of them that draw charts, apart.
    """

    page: int
    files: int
    charts: int

    @property
    def without_charts(self) -> int:
        """What every page is held to."""
        return self.page + self.files


def pages_of(team: Team) -> Iterator[tuple[Page, str]]:
    """Yield each page with its address, but for those of what a team has not."""
    known = {
        "service_id": team.service_id,
        "overload_id": team.overload_id,
        "referral_id": team.referral_id,
        "person_id": team.person_id,
    }
    for page in PAGES:
        missing = [name for name, value in known.items() if not value]
        if not any(f"{{{name}}}" in page.where for name in missing):
            yield page, page.where.format(**known)


def look(browser: Browser, where: str) -> Look:
    """Look at a page once."""
    spent, began = process_time(), perf_counter()
    response, body = browser.send_raw("GET", where, b"", _PACKED)
    return Look(
        status=response.status,
        seconds=perf_counter() - began,
        processor=process_time() - spent,
        size=len(body),
    )


def weigh(browser: Browser, where: str) -> Weight:
    """Fetch a page as a browser does that was never there."""
    _, plain = browser.send_raw("GET", where, b"", {})
    found = fetched(plain.decode())
    charts = [each for each in found if each.startswith(_OF_CHARTS)]
    return Weight(
        page=look(browser, where).size,
        files=sum(look(browser, each).size for each in found if each not in charts),
        charts=sum(look(browser, each).size for each in charts),
    )


def fetched(html: str) -> Sequence[str]:
    """Return the styles and scripts that a page names, each once."""
    return [*dict.fromkeys(_FETCHED.findall(html))]
