"""Scenarios are put together on a page, planned side by side, and never published."""

import pytest
from httpx2 import Response

from cti.plans.life import RunState
from cti.store.tables import RUNS, WORKERS
from cti.usecases.what_if_kept import Choices
from dashboards.pages.what_if import MOST_CHANGES, Scenarios, what_if_page
from dashboards.site.forms import Form
from tests.api.house import Household
from tests.dashboards.served import visits, words_of

Said = str | list[str]
"""What is in a field, or is chosen of several."""


def address(home: Household, name: str = "open") -> str:
    return f"/services/{home.services[name].service_id}/what-if"


def adds(home: Household, **said: Said) -> Response:
    """Fill in a change and send it, as a leader."""
    return visits(home, "leader").post(address(home), data=said, follow_redirects=False)


def row(home: Household, worker: str = "alex") -> str:
    return home.kept.row_id(WORKERS, worker)


def test_a_newcomer_is_told_what_to_do_first(home: Household) -> None:
    answer = visits(home, "officer").get(address(home))

    words = words_of(answer.text)
    assert answer.status_code == 200
    assert "Nothing is otherwise yet." in words
    assert "Plan them side by side" not in words


def test_a_change_is_said_back_in_words_and_can_be_taken_out(home: Household) -> None:
    added = adds(
        home,
        kind="leaves",
        into="b",
        **{"leaves-worker": row(home), "leaves-on": "11/1/2027"},
    )
    assert added.status_code == 303
    where = added.headers["location"]
    assert where == f"{address(home)}?b=leaves%3D{row(home)}%3A2027-01-11"

    shown = visits(home, "leader").get(where)

    words = words_of(shown.text)
    assert "Scenario B" in words
    assert "leaves on 11 January" in words
    assert f'class="govuk-link what-if-out" href="{address(home)}"' in shown.text


@pytest.mark.parametrize(
    ("kind", "said", "written"),
    [
        ("joins", {"joins-worker": "ROW", "joins-on": "1/2/2027"}, "joins"),
        ("hours", {"hours-worker": "ROW", "hours-share": "0,6"}, "hours"),
        ("referrals", {"referrals-number": "5"}, "referrals"),
        ("ceiling", {"ceiling-number": "18"}, "ceiling"),
        ("ceiling", {"ceiling-worker": "ROW", "ceiling-number": "12"}, "ceiling"),
        ("weight", {"weight-phase": "pre", "weight-number": "1.25"}, "weight"),
        ("merge", {"merge-teams": ["east", "west"]}, "merge"),
        ("pause", {"pause-on": "4/1/2027", "pause-team": "east"}, "pause"),
    ],
)
def test_every_kind_of_change_can_be_tried(
    home: Household, kind: str, said: dict[str, Said], written: str
) -> None:
    filled = {name: row(home) if v == "ROW" else v for name, v in said.items()}

    added = adds(home, kind=kind, into="a", **filled)

    assert added.status_code == 303, words_of(added.text)
    assert f"?a={written}%3D" in added.headers["location"]


@pytest.mark.parametrize(
    ("kind", "said", "problem"),
    [
        ("leaves", {"leaves-on": "31/2/2027"}, "is not a day"),
        ("leaves", {"leaves-on": "11/1/2027"}, "Choose a worker"),
        ("hours", {"hours-worker": "ROW", "hours-share": "many"}, "is not a number"),
        ("hours", {"hours-worker": "ROW", "hours-share": "nan"}, "is not a number"),
        ("ceiling", {"ceiling-number": "-3"}, "above 0"),
        ("referrals", {}, "Enter how many"),
        ("merge", {"merge-teams": ["east"]}, "two teams or more"),
        ("", {}, "Choose what would be otherwise"),
        # It can be read, and would change nothing.
        ("ceiling", {"ceiling-number": "20"}, "20"),
    ],
)
def test_what_is_wrong_is_said_and_all_that_was_typed_is_kept(
    home: Household, kind: str, said: dict[str, Said], problem: str
) -> None:
    filled = {name: row(home) if v == "ROW" else v for name, v in said.items()}

    answer = adds(home, kind=kind, a="referrals=5", **filled)

    assert answer.status_code == 422
    assert problem in words_of(answer.text)
    assert 'name="a" value="referrals=5"' in answer.text
    for name, value in filled.items():
        if isinstance(value, str) and "worker" not in name:
            assert f'id="{name}" name="{name}"' in answer.text
            assert f'value="{value}"' in answer.text


def test_teams_are_not_merged_where_there_is_one_only() -> None:
    offered = [
        {
            kind.option
            for kind in what_if_page(
                "a",
                Scenarios(),
                said=(),
                choices=Choices(workers=(), teams=teams),
                form=Form(),
                may_plan=False,
            ).kinds
        }
        for teams in (("east",), ("east", "west"))
    ]

    assert offered[1] - offered[0] == {"merge"}


def test_scenarios_are_planned_beside_things_as_they_are(home: Household) -> None:
    asked = f"{address(home)}?a=leaves%3Dalex:2027-01-11&b=referrals%3D2&plan=yes"

    answer = visits(home, "leader").get(asked)

    words = words_of(answer.text)
    assert answer.status_code == 200
    assert "As it is Scenario A Scenario B" in words
    assert "People who change worker" in words
    assert "A scenario cannot be published" in words


def test_a_scenario_that_cannot_be_any_more_is_said(home: Household) -> None:
    answer = visits(home, "leader").get(f"{address(home)}?a=leaves%3DZed:2027-01-11")

    assert answer.status_code == 422
    assert "Zed" in words_of(answer.text)


def test_who_may_make_plans_asks_for_one_and_goes_on_to_the_review(
    home: Household,
) -> None:
    kept = home.kept

    answer = visits(home, "officer").post(
        f"{address(home)}/run", follow_redirects=False
    )

    assert answer.headers["location"] == f"/services/{kept.service_id}/review"
    (run,) = kept.rows(RUNS, service_id=kept.service_id)
    assert run["state"] is RunState.QUEUED


def test_a_worker_may_try_scenarios_and_ask_for_no_plan(home: Household) -> None:
    asking = visits(home, "worker")

    assert asking.get(address(home)).status_code == 200
    assert asking.post(f"{address(home)}/run").status_code == 403


@pytest.mark.parametrize("who", ["outsider", "partner", "administrator"])
def test_what_if_is_not_for_everybody(home: Household, who: str) -> None:
    asking = visits(home, who)

    assert asking.get(address(home)).status_code in (403, 404)
    assert asking.post(address(home), data={}).status_code in (403, 404)


def test_a_scenario_holds_so_much_and_no_more() -> None:
    scenarios = Scenarios.said([f"referrals={n}" for n in range(1, 40)], [], ["x=1"])

    assert len(scenarios.of[0]) == MOST_CHANGES
    assert scenarios.of[2] == ()
    assert scenarios.also(0, "referrals", "50") == scenarios
