"""The phase board is looked at and mended by whoever may, and by nobody else."""

import re
from datetime import timedelta

import pytest

from cti.store.tables import PEOPLE, TRANSITIONS, WORKERS
from cti.usecases.people import one_person, put_transition
from dashboards.pages.phase_board import Show
from tests.api.house import NOW, Household
from tests.builders import PLAN_DATE
from tests.dashboards.served import visits, words_of

TOMORROW = PLAN_DATE + timedelta(days=1)


def board(home: Household, name: str = "open") -> str:
    return f"/services/{home.services[name].service_id}/phases"


def sam(home: Household) -> str:
    return home.kept.row_id(PEOPLE, "sam")


def put(home: Household, **dates: object) -> int:
    """Put what is known of Sam's move, and return the version of him then."""
    said = {"happened_on": None, "expected_on": None, **dates}
    leader = home.accounts["leader"]
    seen = one_person(home.store, leader, sam(home), on=PLAN_DATE).version
    put_transition(
        home.store,
        leader,
        sam(home),
        seen=seen,
        on=PLAN_DATE,
        at=NOW,
        **said,  # type: ignore[arg-type]  # dates or None
    )
    return one_person(home.store, leader, sam(home), on=PLAN_DATE).version


def kept_dates(home: Household) -> tuple[object, object]:
    (row,) = home.kept.rows(TRANSITIONS, person_id=sam(home))
    return row["happened_on"], row["expected_on"]


@pytest.mark.parametrize("who", ["worker", "colleague", "leader", "officer", "cover"])
def test_whoever_plans_with_somebody_sees_where_they_are(
    home: Household, who: str
) -> None:
    page = words_of(visits(home, who).get(board(home)).text)

    assert "Phase One (Transition): 1" in page
    assert "day 22 of 92" in page
    assert "Tue 2 Feb 2027" in page
    assert "Phase Two begins" in page


@pytest.mark.parametrize("who", ["far colleague", "far leader"])
def test_another_team_is_told_that_there_is_somebody_and_no_more(
    home: Household, who: str
) -> None:
    answer = visits(home, who).get(board(home))

    page = words_of(answer.text)
    assert sam(home) not in answer.text
    assert "Phase One" not in page
    assert "1 person of other teams cannot be seen" in page


@pytest.mark.parametrize(
    ("who", "status"), [("partner", 403), ("outsider", 403), ("administrator", 404)]
)
def test_the_board_is_for_those_of_the_service(
    home: Household, who: str, status: int
) -> None:
    assert visits(home, who).get(board(home)).status_code == status


def test_a_hidden_service_is_answered_as_one_that_is_not_there(
    home: Household,
) -> None:
    asking = visits(home, "leader")
    hidden, nowhere = (
        asking.get(board(home, "hidden")),
        asking.get("/services/00000000000000000000000000000000/phases"),
    )

    assert (hidden.status_code, nowhere.status_code) == (404, 404)
    assert _without_number(hidden.text) == _without_number(nowhere.text)


def _without_number(html: str) -> str:
    """What a page says, but for the number to quote."""
    return words_of(html).partition("quote")[0]


@pytest.mark.parametrize("show", list(Show))
def test_every_part_of_the_board_says_what_it_is_for(
    home: Household, show: Show
) -> None:
    answer = visits(home, "officer").get(board(home), params={"show": show})

    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1
    assert answer.text.count('aria-current="true"') == 1
    assert 'class="govuk-body-l app-lead"' in answer.text


@pytest.mark.parametrize(
    ("show", "words"),
    [
        (Show.CHANGES, "The next one: Sam, Tue 2 Feb 2027 (in 10 weeks)."),
        (Show.ENDING, "The next one: Sam, Mon 2 Aug 2027 (in 36 weeks)."),
        (Show.DATES, "Every transition date is known."),
        (Show.MEETINGS, "The next one: Sam, Mon 1 Feb 2027 (in 10 weeks)."),
    ],
)
def test_where_nothing_is_the_next_one_is_named(
    home: Household, show: Show, words: str
) -> None:
    page = visits(home, "officer").get(board(home), params={"show": show})

    assert words in words_of(page.text)


def test_an_unknown_part_is_no_page(home: Household) -> None:
    asking = visits(home, "officer")

    assert asking.get(board(home), params={"show": "nothing"}).status_code == 404


def test_filters_are_kept_in_every_link_and_can_be_taken_off(home: Household) -> None:
    alex, bo = (home.kept.row_id(WORKERS, each) for each in ("alex", "bo"))
    asking = visits(home, "officer")

    his = asking.get(board(home), params={"worker": alex, "team": "east"})
    anothers = asking.get(board(home), params={"worker": bo})

    assert "Sam" in words_of(his.text)
    tabs = re.findall(r'href="([^"]*show=[^"]*)"', his.text)
    narrow = [each for each in tabs if f"worker={alex}" in each]
    assert len(narrow) == len(Show)
    assert all("team=east" in each for each in narrow)
    assert "Show everybody" in words_of(his.text)
    assert sam(home) not in anothers.text
    assert "Nobody has this worker" in words_of(anothers.text)


def test_what_is_not_known_is_told_with_what_it_decides(home: Household) -> None:
    put(home)
    answer = visits(home, "officer").get(board(home), params={"show": "completeness"})

    page = words_of(answer.text)
    assert "Alex 2 of 5 known (40 %)" in page
    assert "Transition date: 1 Sam Without it nobody can decide when each" in page
    assert f"show=dates#person-{sam(home)}" in answer.text


def test_a_date_is_put_on_the_row_and_the_page_comes_back(home: Household) -> None:
    version = put(home)
    asking = visits(home, "officer")
    page = asking.get(board(home), params={"show": "dates", "team": "east"})
    assert "No day is known, not even an expected one." in words_of(page.text)
    assert f'name="version" value="{version}"' in page.text

    answer = asking.post(
        f"{board(home)}/{sam(home)}/transition",
        data={
            "how": "expected",
            "day": "24/11/2026",
            "version": str(version),
            "team": "east",
        },
        follow_redirects=False,
    )

    assert answer.status_code == 303
    assert answer.headers["location"] == (
        f"{board(home)}?show=dates&team=east&saved={sam(home)}"
    )
    assert kept_dates(home) == (None, TOMORROW)
    after = words_of(asking.get(answer.headers["location"]).text)
    assert "Saved. Sam: expected to move on Tue 24 Nov." in after
    assert "The next expected move: Sam, Tue 24 Nov (tomorrow)." in after


def test_that_somebody_moved_leaves_what_was_expected(home: Household) -> None:
    version = put(home, expected_on=PLAN_DATE - timedelta(days=7))
    page = visits(home, "worker").get(board(home), params={"show": "dates"})
    assert "Was expected on Mon 16 Nov (7 days ago); did it happen?" in words_of(
        page.text
    )

    visits(home, "worker").post(
        f"{board(home)}/{sam(home)}/transition",
        data={"how": "happened", "day": "2026-11-20", "version": str(version)},
    )

    assert kept_dates(home) == (
        PLAN_DATE - timedelta(days=3),
        PLAN_DATE - timedelta(days=7),
    )


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"day": "24/11/2026"}, "Say whether they have moved, or are expected to"),
        ({"how": "expected"}, "Enter the day"),
        ({"how": "expected", "day": "soon"}, "“soon” is not a day"),
        ({"how": "happened", "day": "24/11/2026"}, "This day is still to come"),
        ({"how": "expected", "day": "22/11/2026"}, "This day has passed"),
        ({"how": "happened", "day": "1/1/1926"}, "more than ten years away"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_lost(
    home: Household, said: dict[str, str], words: str
) -> None:
    version = put(home)
    before = kept_dates(home)

    answer = visits(home, "officer").post(
        f"{board(home)}/{sam(home)}/transition",
        data={"version": str(version), **said},
    )

    assert answer.status_code == 422
    assert words_of(answer.text).count(words) == 2
    assert f'value="{said["day"]}"' in answer.text if "day" in said else True
    assert (" checked" in answer.text) is ("how" in said)
    assert f'name="version" value="{version}"' in answer.text
    assert kept_dates(home) == before


def test_who_was_slower_is_told_what_stands_there_and_keeps_their_words(
    home: Household,
) -> None:
    stale = put(home)
    newest = put(home, expected_on=TOMORROW)
    said = {"how": "expected", "day": "1/12/2026", "version": str(stale)}
    asking = visits(home, "officer")

    answer = asking.post(f"{board(home)}/{sam(home)}/transition", data=said)

    assert answer.status_code == 409
    page = words_of(answer.text)
    assert "Somebody else was quicker." in page
    assert "Sam: expected to move on Tue 24 Nov, as leader said on" in page
    assert 'value="1/12/2026"' in answer.text
    assert kept_dates(home) == (None, TOMORROW)

    again = asking.post(
        f"{board(home)}/{sam(home)}/transition",
        data={**said, "version": str(newest)},
        follow_redirects=False,
    )
    assert again.status_code == 303
    assert kept_dates(home) == (None, PLAN_DATE + timedelta(days=8))


@pytest.mark.parametrize(
    ("who", "status"),
    [("colleague", 403), ("far leader", 403), ("partner", 403), ("outsider", 403)],
)
def test_nobody_else_puts_a_date(home: Household, who: str, status: int) -> None:
    version = put(home)

    answer = visits(home, who).post(
        f"{board(home)}/{sam(home)}/transition",
        data={"how": "expected", "day": "24/11/2026", "version": str(version)},
    )

    assert answer.status_code == status
    assert kept_dates(home) == (None, None)


def test_who_may_look_and_not_change_sees_no_form(home: Household) -> None:
    put(home)
    page = visits(home, "colleague").get(board(home), params={"show": "dates"})

    assert "No day is known" in words_of(page.text)
    assert "/transition" not in page.text


def test_somebody_of_one_service_is_not_mended_on_the_board_of_another(
    home: Household,
) -> None:
    version = put(home)
    answer = visits(home, "officer").post(
        f"{board(home, 'another')}/{sam(home)}/transition",
        data={"how": "expected", "day": "24/11/2026", "version": str(version)},
    )

    assert answer.status_code == 404
    assert kept_dates(home) == (None, None)


def test_who_was_not_told_what_has_changed_cannot_go_over_it(home: Household) -> None:
    stale = put(home)
    put(home, expected_on=TOMORROW)

    answer = visits(home, "officer").post(
        f"{board(home)}/{sam(home)}/transition",
        data={"how": "expected", "day": "soon", "version": str(stale)},
    )

    assert answer.status_code == 422
    assert f'name="version" value="{stale}"' in answer.text
