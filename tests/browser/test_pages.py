"""Every page that is served, by everybody who may see it, at every size and light."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.crawl import PAGES, Found, pages_for
from tests.browser.hands import PATIENCE
from tests.browser.looking import SIGHTS, faults, lost
from tests.browser.site import Site

pytestmark = pytest.mark.slow

ROLES = (
    "nobody",
    "team leader",
    "casework support officer",
    "worker",
    "view-only partner",
    "administrator",
)
NOWHERE = "/nowhere"
MAIN = (
    "/sign-in",
    "/services/{service_id}/review",
    "/services/{service_id}/phases dates",
    "/my-week",
    "/people/{person_id}",
    "/services/{service_id}/imports/{import_id}",
)
"""Those that axe looks at each day, each in another light."""


@pytest.fixture(scope="module")
def contexts(
    browser: Browser, lasting_site: Site
) -> Iterator[Mapping[str, BrowserContext]]:
    """A browser for everybody, who are signed in once."""
    made = {role: lasting_site.context(browser, role) for role in ROLES}
    for each in made.values():
        each.set_default_timeout(PATIENCE)
        each.set_default_navigation_timeout(PATIENCE)
    yield made
    for each in made.values():
        each.close()


@pytest.fixture(scope="module")
def found(
    contexts: Mapping[str, BrowserContext], lasting_site: Site
) -> dict[str, Found]:
    """What everybody comes to."""
    return {role: pages_for(each, lasting_site) for role, each in contexts.items()}


def seen_first(found: Mapping[str, Found]) -> Mapping[str, str]:
    """Who comes first to each page; it looks much the same to the others."""
    return {kind: role for role in reversed(ROLES) for kind in found[role].pages}


@contextmanager
def looked_at(context: BrowserContext, address: str, said: list[str]) -> Iterator[Page]:
    """Open a page, and write down what the browser complains of."""
    page = context.new_page()
    page.on("pageerror", lambda error: said.append(f"{address}: {error}"))
    page.on(
        "console",
        lambda each: (
            said.append(f"{address}: {each.text}")
            if each.type == "error" and NOWHERE not in address
            else None
        ),
    )
    page.goto(address)
    yield page
    page.close()


def test_a_link_leads_to_every_page(found: Mapping[str, Found]) -> None:
    reached = set().union(*(each.routes for each in found.values()))

    missing = sorted(set(PAGES) - reached)
    assert missing == [], "link to them, or say in NOT_LINKED where they are"


def test_no_page_scrolls_sideways_loses_words_or_has_two_headings(
    contexts: Mapping[str, BrowserContext], found: Mapping[str, Found]
) -> None:
    wrong: list[str] = []
    for kind, role in seen_first(found).items():
        with looked_at(contexts[role], found[role].pages[kind], wrong) as page:
            wrong += [f"{kind}: {each}" for each in lost(page)]

    assert wrong == []


def test_axe_finds_no_fault_on_the_main_pages(
    contexts: Mapping[str, BrowserContext], found: Mapping[str, Found]
) -> None:
    wrong: list[str] = []
    who = seen_first(found)
    for kind, sight in zip(MAIN, SIGHTS, strict=True):
        role = who[kind]
        with looked_at(contexts[role], found[role].pages[kind], wrong) as page:
            sight.of(page)
            wrong += [f"{kind} {sight}: {each}" for each in faults(page)]

    assert wrong == []


@pytest.mark.everything
@pytest.mark.parametrize("role", ROLES)
def test_axe_finds_no_fault_anywhere(
    contexts: Mapping[str, BrowserContext], found: Mapping[str, Found], role: str
) -> None:
    wrong: list[str] = []
    for kind, address in {**found[role].pages, NOWHERE: NOWHERE}.items():
        with looked_at(contexts[role], address, wrong) as page:
            wrong += [f"{kind}: {each}" for each in lost(page)]
            for sight in SIGHTS:
                sight.of(page)
                wrong += [f"{kind} {sight}: {each}" for each in faults(page)]

    assert wrong == []


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        ("<img src='data:,'>", "image-alt"),
        ("<p style='color: #999; background: #fff'>Pale</p>", "color-contrast"),
        (
            "<p><button style='all: unset; width: 9px; height: 9px'>a</button>"
            "<button style='all: unset; width: 9px; height: 9px'>b</button></p>",
            "target-size",
        ),
    ],
)
def test_axe_finds_a_fault_that_was_planted(
    browser: Browser, planted: str, fault: str
) -> None:
    page = browser.new_page()
    page.set_content(
        f"<html lang='en'><title>t</title><main><h1>h</h1>{planted}</main>"
    )

    assert any(each.startswith(fault) for each in faults(page))
    page.close()


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        ("<p style='width: 400px'>Wide</p>", "scrolls sideways"),
        ("<h1>Another</h1>", "has 2 first headings"),
        (
            "<style>@media (width <= 20em) { b { display: none } }</style><b>Gone</b>",
            "cannot be read at 400 %: Gone",
        ),
        ("<p>Ask the client</p>", "says “client”"),
    ],
)
def test_what_is_lost_is_noticed(browser: Browser, planted: str, fault: str) -> None:
    page = browser.new_page()
    page.set_content(
        f"<html lang='en'><title>t</title><main><h1>h</h1>{planted}</main>"
    )

    assert any(each.startswith(fault) for each in lost(page))
    page.close()
