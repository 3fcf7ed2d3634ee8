"""Scenarios are put together, planned side by side, and made so if somebody says so."""

from html import escape
from importlib import import_module

import pytest
from httpx2 import Response

from cti.plans.life import RunState
from cti.store.tables import RUNS, WORKERS
from cti.usecases.trying import Trial, look
from cti.usecases.what_if_kept import Choices
from dashboards.pages.what_if import MOST_CHANGES, Scenarios, what_if_page
from dashboards.site.forms import Form
from tests.api.house import Household
from tests.dashboards.served import visits, words_of
from tests.usecases.test_trying import PATIENCE_SECONDS, Planner

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


def planned(home: Household, **scenarios: Said) -> str:
    """Have scenarios planned by a leader, and return where the answer is."""
    asked = visits(home, "leader").post(
        f"{address(home)}/trials", data=scenarios, follow_redirects=False
    )
    assert asked.status_code == 303, words_of(asked.text)
    return str(asked.headers["location"])


def trial_of(home: Household, where: str) -> Trial:
    actor, service_id = home.accounts["leader"], home.kept.service_id
    trial = look(actor, service_id, where.rpartition("trial=")[2])
    assert trial is not None
    return trial


def test_scenarios_are_planned_beside_things_as_they_are(home: Household) -> None:
    where = planned(home, a="leaves=alex:2027-01-11", b="referrals=2")
    trial_of(home, where).wait(PATIENCE_SECONDS)

    answer = visits(home, "leader").get(where)

    words = words_of(answer.text)
    assert answer.status_code == 200
    assert "As it is Scenario A Scenario B" in words
    assert "People who change worker" in words
    assert "Make Scenario B so" in words
    # It is for who asked, of just these scenarios, and for nobody else.
    for who, other in (("far leader", where), ("leader", f"{where}&c=referrals%3D9")):
        elsewhere = words_of(visits(home, who).get(other).text)
        assert "This answer is not kept any more" in elsewhere
        assert "People who change worker" not in elsewhere


def test_who_waits_sees_how_far_it_is_and_may_stop_it(
    home: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    planner = Planner(monkeypatch)
    monkeypatch.setattr(
        import_module("dashboards.routes.what_if"), "PATIENCE_SECONDS", 0
    )
    asking = visits(home, "leader")
    where = planned(home, a="leaves=alex:2027-01-11")
    trial = trial_of(home, where)
    assert planner.is_at_work.wait(PATIENCE_SECONDS)

    going = asking.get(where)
    polled = asking.get(where, headers={"HX-Request": "true"})
    stopped = asking.post(
        f"{address(home)}/trials/{trial.trial_id}/cancellation",
        data={"a": "leaves=alex:2027-01-11"},
        follow_redirects=False,
    )
    planner.go_on.set()
    trial.wait(PATIENCE_SECONDS)
    over = asking.get(where, headers={"HX-Request": "true"})

    assert "Planning as it is, 1 of 2 , 25 % of all done" in words_of(going.text)
    assert f'href="{escape(where)}">Look again how far it is' in going.text
    assert "HX-Redirect" not in polled.headers
    assert planner.was_stopped
    assert "Planning is stopped." in words_of(
        asking.get(stopped.headers["location"]).text
    )
    assert over.headers["HX-Redirect"] == where


def test_nothing_is_planned_where_nothing_is_otherwise(home: Household) -> None:
    assert planned(home) == address(home)


def test_what_went_wrong_in_a_trial_is_said(
    home: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    Planner(monkeypatch).go_on.set()
    where = planned(home, a="leaves=alex:2027-01-11")
    trial_of(home, where).wait(PATIENCE_SECONDS)

    assert visits(home, "leader").get(where).status_code == 500


def test_a_scenario_that_cannot_be_any_more_is_said(home: Household) -> None:
    answer = visits(home, "leader").get(f"{address(home)}?a=leaves%3DZed:2027-01-11")

    assert answer.status_code == 422
    assert "Zed" in words_of(answer.text)


def asks_for(home: Household, who: str = "leader", **scenarios: Said) -> Response:
    """Ask what would be written down of the first scenario."""
    return visits(home, who).get(
        f"{address(home)}/so", params={"which": "a", **scenarios}
    )


def test_what_would_be_written_down_is_shown_before_it_is(home: Household) -> None:
    shown = asks_for(home, a=["leaves=alex:2027-01-11", "referrals=2"])

    words = words_of(shown.text)
    assert shown.status_code == 200, words
    assert "Make scenario A so" in words
    assert "It is written down as the first day no longer here." in words
    assert "This cannot be written down 2 more referrals" in words
    nothing = words_of(asks_for(home, a="referrals=2").text)
    assert "Nothing of this scenario can be written down." in nothing
    assert "Write it down and plan" not in nothing


def test_a_scenario_is_made_so_planned_from_and_taken_back(home: Household) -> None:
    asking, kept = visits(home, "officer"), home.kept
    said = {
        "a": ["joins=like bo from 2027-02-01", "leaves=alex:2027-01-11"],
        "which": "a",
        "revision": str(kept.revision),
    }

    def sent(**more: str) -> Response:
        return asking.post(
            f"{address(home)}/so", data={**said, **more}, follow_redirects=False
        )

    nameless, late = sent(**{"name-0": ""}), sent(revision="1", **{"name-0": "Nia"})
    done = sent(**{"name-0": "Nia"})

    assert nameless.status_code == 422
    assert "Enter what they are called" in words_of(nameless.text)
    assert late.status_code == 409
    assert "Somebody changed something of the service" in words_of(late.text)
    assert 'value="Nia"' in late.text
    assert done.status_code == 303
    (run,) = kept.rows(RUNS, service_id=kept.service_id)
    assert (run["state"], run["asked_by"]) == (
        RunState.QUEUED,
        home.accounts["officer"].account_id,
    )
    written = asking.get(done.headers["location"])
    words = words_of(written.text)
    assert "The entry of Nia was added, by officer on 23 November 2026" in words
    assert "Waiting for its turn" in words
    where, _, _ = done.headers["location"].partition("?")

    undone = asking.post(f"{where}/undoing", follow_redirects=False)

    assert "All of it is as it was before." in words_of(
        asking.get(undone.headers["location"]).text
    )
    (alex,) = kept.rows(WORKERS, service_id=kept.service_id, external_id="alex")
    assert alex["leaves_on"] is None
    assert "cannot be taken back at one go" in words_of(asking.get(where).text)
    # The review still shows everybody, with nobody on a list who is not there.
    review = asking.get(f"/services/{kept.service_id}/review")
    assert review.status_code == 200
    assert "Nia" not in words_of(review.text)


def test_what_was_never_written_down_cannot_be_seen_or_taken_back(
    home: Household,
) -> None:
    asking = visits(home, "leader")

    for revision in ("1", "999", "soon"):
        where = f"{address(home)}/so/{revision}"
        assert asking.get(where).status_code == 404
        assert asking.post(f"{where}/undoing").status_code == 404
    assert asks_for(home, a="leaves=alex:2027-01-11", which="b").status_code == 404


def test_a_worker_may_try_scenarios_and_make_none_so(home: Household) -> None:
    asking = visits(home, "worker")

    assert asking.get(address(home)).status_code == 200
    assert asks_for(home, "worker", a="leaves=alex:2027-01-11").status_code == 403


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
