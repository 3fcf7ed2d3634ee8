"""What is measured of pages: who looks at what, and what is made of the answers."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from benchmarks.caseloads import ON
from benchmarks.make_caseload import Size, make_caseload
from benchmarks.sections.pages import AT, is_light, is_quick, painted_row, text, told
from benchmarks.served.here import served_here
from benchmarks.served.looked_at import (
    PAGES,
    REVIEW_MS,
    USUAL_MS,
    Look,
    Page,
    Weight,
    fetched,
    pages_of,
)
from benchmarks.served.team import Team, change_something, furnish_team
from benchmarks.served.visiting import Visit
from cti.access import Role
from cti.store.runs import revision_of
from cti.usecases.installing import Installation

PAGE = Page(name="a page", role=Role.LEADER, where="/people", held_to=USUAL_MS)


def a_look(milliseconds: float, *, status: int = 200) -> Look:
    seconds = milliseconds / 1000
    return Look(status=status, seconds=seconds, processor=seconds / 2, size=1)


def a_weight(files: int = 30_000) -> Weight:
    return Weight(page=5_000, files=files, charts=400_000)


@pytest.fixture(scope="module")
def there(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Installation, Team]]:
    """A small team, whose store was furnished as a large one is."""
    folder = tmp_path_factory.mktemp("team")
    size = Size(workers=2, people=20, referrals=2)
    make_caseload(folder / "small", size, seed=3, on=ON)
    with Installation(f"sqlite:///{folder / 'team.db'}") as there:
        yield there, furnish_team(there.store, folder / "small", on=ON, at=AT)


@pytest.mark.slow
def test_every_page_is_answered_to_who_looks_at_it(
    there: tuple[Installation, Team],
) -> None:
    installation, team = there
    found = [*pages_of(team)]

    with (
        served_here(installation, at=AT) as address,
        closing(Visit(installation, team, address, found, AT)) as visit,
    ):
        looks = visit.looked_at(1)
        weights = visit.weighed()

    seen = [each for looked in looks.values() for each in looked]
    assert {each.status for each in seen} == {200}
    assert {page.role for page, _ in found} == {page.role for page in PAGES}
    assert all(each.size and each.seconds > 0 for each in seen)
    assert weights["people"].page < weights["people"].files
    assert [name for name, each in weights.items() if each.charts] == ["caseloads"]


@pytest.mark.slow
def test_a_change_is_one_that_plans_are_made_from(
    there: tuple[Installation, Team],
) -> None:
    installation, team = there
    with installation.store.reading() as connection:
        before = revision_of(connection, team.service_id)

    change_something(installation.store, team, at=AT)

    with installation.store.reading() as connection:
        assert revision_of(connection, team.service_id) == before + 1


def test_a_page_of_what_a_team_has_not_is_left_out() -> None:
    team = Team(
        by="a",
        service_id="b",
        holders={},
        person_id="c",
        referral_id="",
        overload_id="",
        worker_id="d",
    )

    found = dict(pages_of(team))

    names = {page.name for page in PAGES} - {page.name for page in found}
    assert names == {"an overload", "a referral"}


def test_only_styles_and_scripts_are_fetched_each_once() -> None:
    html = (
        '<link rel="stylesheet" href="/static/app.0123.css">'
        '<link rel="icon" href="/static/icon.svg">'
        '<link rel="stylesheet" href="/static/app.0123.css">'
        '<script src="/static/vendor/htmx.min.4567.js" defer></script>'
        '<a href="/people">People</a>'
    )

    assert fetched(html) == ["/static/app.0123.css", "/static/vendor/htmx.min.4567.js"]


def test_a_page_is_quick_below_what_it_is_held_to_and_not_at_it() -> None:
    quick = told(PAGE, [a_look(99.9)], [a_look(1)], a_weight())
    slow = told(PAGE, [a_look(100)], [a_look(1)], a_weight())
    failed = told(PAGE, [a_look(1, status=500)], [a_look(1)], a_weight())

    assert [is_quick(each) for each in (quick, slow, failed)] == [True, False, False]


def test_a_page_is_light_below_sixty_thousand_bytes_without_its_charts() -> None:
    light = told(PAGE, [a_look(1)], [a_look(1)], a_weight(files=54_999))
    heavy = told(PAGE, [a_look(1)], [a_look(1)], a_weight(files=55_000))

    assert [is_light(each) for each in (light, heavy)] == [True, False]


def test_of_the_answers_after_a_change_the_longest_is_told() -> None:
    row = told(PAGE, [a_look(10), a_look(30)], [a_look(200), a_look(90)], a_weight())

    assert (row["p50"], row["worst"], row["changed"]) == (10, 30, 200)
    assert (row["processor_p50"], row["processor_p95"]) == (5, 15)


def test_the_text_says_what_holds_and_what_does_not() -> None:
    fine = told(PAGE, [a_look(50)], [a_look(60)], a_weight())
    paint = painted_row([(300, 40), (600, 50), (400, 60)])
    slow = told(PAGE, [a_look(150)], [a_look(60)], a_weight(files=80_000))

    said = text([{**fine, **paint}, {**slow, "page": "another"}])

    assert (
        "| a page | team leader | 1 | 50 | 50 | 50 | 100 | yes | 25 | 25 | 60 |" in said
    )
    assert (
        "| another | team leader | 1 | 150 | 150 | 150 | 100 | no | 75 | 75 | 60 |"
        in said
    )
    assert "| a page | 5.0 | 35.0 | 60 | yes | 400.0 |" in said
    assert "| another | 5.0 | 85.0 | 60 | no | 400.0 |" in said
    assert "| a page | 3 | 400 | 600 | 500 | yes | 50 |" in said


def test_where_no_browser_was_that_is_said() -> None:
    said = text([told(PAGE, [a_look(1)], [a_look(1)], a_weight())])

    assert "No browser was there to look with." in said


def test_the_review_is_held_to_more_than_other_pages() -> None:
    held = {page.name: page.held_to for page in PAGES}

    assert held.pop("case review") == REVIEW_MS
    assert set(held.values()) == {USUAL_MS}
