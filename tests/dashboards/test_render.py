"""The page as a file: nothing from outside, nothing unescaped, nothing invented."""

import re
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import ClassVar

import pytest
from jinja2 import DictLoader, UndefinedError

from dashboards import render as rendering
from dashboards.pages.layout import review_page
from dashboards.render import render
from tests.builders import a_caseload, a_person, a_plan, a_service, a_stay, a_worker
from tests.dashboards.samples import a_busy_service, a_document, an_ordinary_week

HOSTILE = '<script>alert("x")</script>&'


@pytest.fixture(scope="module")
def html() -> str:
    document, caseload = an_ordinary_week()
    return render(review_page(document, caseload))


@dataclass(frozen=True)
class Invented:
    """A page without the field its template asks for."""

    template: ClassVar[str] = "review.html"


def test_a_name_the_template_invents_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="service"):
        render(Invented())


def test_every_section_of_the_review_is_there(html: str) -> None:
    headings = re.findall(r"<h2[^>]*>([^<]+)</h2>", html)

    assert headings == [
        "This week at a glance",
        "Over the ceiling, and what would help",
        "Changing phase in the next 14 days",
        "Contacts",
        "Referrals",
        "Presenting this week",
        "What this plan changes",
        "Load, worker by worker",
        "What to mend in the spreadsheet",
        "How good this plan is",
        "Contacts of the three weeks after",
        "Decided today",
    ]


def test_headings_go_down_one_step_at_a_time(html: str) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", html)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_link_inside_the_page_arrives(html: str) -> None:
    targets = set(re.findall(r'href="#([^"]+)"', html))
    ids = re.findall(r'\bid="([^"]+)"', html)

    assert targets
    assert targets <= set(ids)
    assert len(ids) == len(set(ids))


def test_hostile_names_are_shown_and_not_obeyed() -> None:
    person = a_person(HOSTILE)
    worker = a_worker(HOSTILE)
    caseload = a_caseload(
        service=a_service(name=HOSTILE),
        workers=(worker,),
        people=(a_person("sam", worker=HOSTILE), person),
    )
    plan = a_plan(a_stay("sam", HOSTILE), a_stay(HOSTILE, HOSTILE))

    html = render(review_page(a_document(caseload, plan), caseload))

    assert "<script" not in html.lower()
    assert "&lt;script&gt;" in html.lower()


def test_nothing_is_loaded_from_anywhere(html: str) -> None:
    assert not re.findall(r"(?:src|href|action|data|poster)\s*=\s*\"(?!#)", html)
    assert "http://" not in html
    assert "https://" not in html
    assert "@import" not in html
    assert not re.findall(r"url\((?!#)", html)


def test_the_policy_of_the_page_allows_its_own_style_and_nothing_else(
    html: str,
) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)

    assert policy is not None
    assert style is not None
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    assert policy[1].replace("&#39;", "'") == (
        "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"style-src 'sha256-{digest}'"
    )
    assert " style=" not in html


def test_the_page_has_no_script(html: str) -> None:
    assert "<script" not in html
    assert not re.findall(r"\son[a-z]+=", html)


def test_a_large_service_folds_its_longest_lists_and_a_small_one_does_not(
    html: str,
) -> None:
    large = render(review_page(*a_busy_service()))

    assert "<summary>worker" not in html.lower()
    assert "<summary>Worker-00-Of-The-Northern-Team, 7 contacts on 7 days" in large
    assert "<summary>Who, since when, and when they are met next" in large


def test_a_quiet_service_has_no_empty_section() -> None:
    caseload = a_caseload(people=(a_person("sam"),))

    html = render(review_page(a_document(caseload, a_plan(a_stay("sam"))), caseload))

    for calm in (
        "Nobody is over the ceiling",
        "No phase changes in the next 14 days. The next one: Sam",
        "Nobody has waited longer than agreed",
        "No referrals are waiting",
        "Nothing is missing",
    ):
        assert calm in html


def test_text_is_escaped_wherever_a_template_shows_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    environment = rendering._environment.__wrapped__()
    environment.loader = DictLoader(
        {"review.html": "{{ page.service }}", "page.css": "p {}"}
    )
    monkeypatch.setattr(rendering, "_environment", lambda: environment)

    @dataclass(frozen=True)
    class Page:
        template: ClassVar[str] = "review.html"
        service: str = HOSTILE

    assert "<script" not in render(Page())
