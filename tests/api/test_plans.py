"""Plans are looked at, published once, refused when stale, and drafts thrown away."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from httpx2 import Response

from cti.exchange.plan_json import plan_json
from cti.plans.document import Departure, PlanDocument
from cti.store.plans import Made, keep_draft
from cti.store.tables import AUDIT, PEOPLE, PLAN_STAYS, PLANS, RUNS, WORKERS
from cti.units import PersonId, Points, WorkerId
from cti.usecases.working import do_one
from tests.api.house import NOW, Household
from tests.builders import (
    PLAN_DATE,
    a_caseload,
    a_plan_in_force,
    a_stay,
    a_worker,
    monday,
)
from tests.store.plans import Kept, a_document, an_overload
from tests.usecases.runs import Clock, asked_for, planning_is


def a_draft(home: Household, *documents: PlanDocument, which: str = "open") -> str:
    (document,) = documents or (a_document(a_stay("sam", "alex")),)
    return home.services[which].draft(document)


def published(home: Household, who: str, plan_id: str, seen: int) -> Response:
    return home.asks(who).post(
        f"/api/plans/{plan_id}/publication", json={"seen_revision": seen}
    )


def that_moves_sam() -> PlanDocument:
    """A plan that takes Sam from Alex, with whom people had been told they were."""
    departure = Departure(
        person_id=PersonId("sam"),
        from_worker=WorkerId("alex"),
        to_worker=None,
        on=monday(1),
        was_told=True,
        keeping_costs=Points(73) / 2,
        said="Sam has nobody from 30 November instead of staying with Alex.",
    )
    return replace(a_document(), in_force=a_plan_in_force(), departures=(departure,))


def with_changes(home: Household) -> str:
    """A draft that moves Sam."""
    document, kept = that_moves_sam(), home.kept
    made = Made(
        document=document,
        text=plan_json(document, a_caseload(workers=[a_worker("alex")])),
        prices=None,
        revision=kept.revision,
    )
    with home.store.unit(author_id="0" * 32, at=NOW) as unit:
        return keep_draft(unit, kept.service_id, made)


def test_a_draft_is_read_and_published_and_takes_the_place_of_the_one_before(
    home: Household,
) -> None:
    first, second = a_draft(home), ""
    asking = home.asks("leader")
    read = asking.get(f"/api/plans/{first}")
    assert (read.json()["state"], read.json()["is_stale"]) == ("draft", False)
    assert read.headers["ETag"] == '"1"'

    done = published(home, "leader", first, read.json()["service_revision"])

    assert done.status_code == 200
    second = a_draft(home)
    seen = asking.get(f"/api/plans/{second}").json()["service_revision"]
    assert done.json()["revision"] == seen
    assert published(home, "leader", second, seen).json()["superseded_id"] == first
    states = [
        asking.get(f"/api/plans/{each}").json()["state"] for each in (first, second)
    ]
    assert states == ["superseded", "published"]


def test_a_stale_plan_is_refused_with_what_changed_and_what_differs(
    home: Household,
) -> None:
    kept = home.kept
    late = a_draft(home, a_document(a_stay("sam", "bo")))
    seen = kept.revision
    published(home, "leader", a_draft(home), seen)

    refused = published(home, "far leader", late, seen)

    assert refused.status_code == 409
    problem = refused.json()
    assert problem["detail"].startswith("Another plan was published by leader on 23 ")
    assert problem["more"][0].startswith("A plan was published, by leader on 23 ")
    assert any("Bo" in each for each in problem["more"][1:])
    assert home.asks("worker").get(f"/api/plans/{late}").json()["is_stale"]
    assert home.asks("worker").get(f"/api/plans/{late}/changes").json()["edits"]


def test_changes_are_told_with_reason_and_price_and_rows(home: Household) -> None:
    plan_id = with_changes(home)

    said = home.asks("worker").get(f"/api/plans/{plan_id}/changes").json()

    (change,) = said["changes"]
    kept = home.kept
    assert change == {
        "person": {"id": kept.row_id(PEOPLE, "sam"), "external_id": "sam"},
        "from_worker": {"id": kept.row_id(WORKERS, "alex"), "external_id": "alex"},
        "to_worker": None,
        "on": monday(1).isoformat(),
        "was_told": True,
        "keeping_costs": 36.5,
        "said": "Sam has nobody from 30 November instead of staying with Alex.",
    }
    assert said["said"] == "1 person has something else than they were told."
    first = home.asks("worker").get(f"/api/plans/{a_draft(home)}/changes").json()
    assert first["said"] == "No plan was in force when this one was made."


def test_the_document_is_told_to_the_byte(home: Household) -> None:
    answer = home.asks("worker").get(f"/api/plans/{a_draft(home)}/document")

    assert (answer.content, answer.headers["content-type"]) == (
        b"{}\n",
        "application/json",
    )


def test_overloads_are_told_with_the_rows_they_are_about(home: Household) -> None:
    plan_id = a_draft(home, a_document(flags=[an_overload("alex", over=2)]))

    (over,) = home.asks("worker").get(f"/api/plans/{plan_id}").json()["overloads"]

    assert over["worker"]["id"] == home.kept.row_id(WORKERS, "alex")
    assert (over["from_on"], over["to_on"], over["over"]) == (
        PLAN_DATE.isoformat(),
        "2026-12-06",
        2,
    )


def test_a_draft_is_thrown_away_with_all_of_it_and_its_run_says_so(
    home: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    planning_is(monkeypatch, lambda _watch, _stop: None)
    run_id = asked_for(home.kept)
    do_one(home.store, Clock().worker())
    asking, revision = home.asks("officer"), home.kept.revision
    plan_id = asking.get(f"/api/runs/{run_id}").json()["plan_id"]

    gone = asking.delete(f"/api/plans/{plan_id}", headers={"If-Match": '"1"'})

    assert gone.status_code == 204
    assert asking.get(f"/api/plans/{plan_id}").status_code == 404
    assert home.kept.rows(PLAN_STAYS, plan_id=plan_id) == []
    assert home.kept.rows(RUNS, id=run_id)[0]["reason"] == "Its plan was thrown away."
    assert home.kept.revision == revision
    (entry,) = home.kept.rows(AUDIT, action="plans:remove", object_id=plan_id)
    assert entry["account_id"] == home.accounts["officer"].account_id


def test_what_was_published_is_not_thrown_away(home: Household) -> None:
    plan_id = a_draft(home)
    asking, address = home.asks("leader"), f"/api/plans/{plan_id}"
    assert asking.delete(address).status_code == 428
    assert asking.delete(address, headers={"If-Match": '"7"'}).status_code == 412
    published(home, "leader", plan_id, home.kept.revision)
    stale = asking.delete(address, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    version = asking.get(address).headers["ETag"]

    refused = asking.delete(address, headers={"If-Match": version})

    assert refused.status_code == 409
    assert "what was published is kept" in refused.json()["detail"]
    assert home.kept.rows(PLANS, id=plan_id)


@pytest.mark.parametrize(
    "body",
    [{}, {"seen_revision": "1"}, {"seen_revision": -1}, {"seen_revision": 2**40}],
)
def test_a_publication_says_what_was_seen(
    home: Household, body: Mapping[str, object]
) -> None:
    asking = home.asks("leader")
    answer = asking.post(f"/api/plans/{a_draft(home)}/publication", json=body)

    assert answer.status_code == 422


def test_every_plan_is_on_one_page_once_while_others_are_made(home: Household) -> None:
    kept = home.services["another"]
    made = {_made(kept, minutes=number // 2) for number in range(5)}
    address = f"/api/services/{kept.service_id}/plans"
    asking, seen, params = home.asks("outsider"), list[str](), {"limit": "2"}
    while True:
        page = asking.get(address, params=params).json()
        seen += [each["id"] for each in page["items"]]
        _made(kept, minutes=60)
        if page["next"] is None:
            break
        params["after"] = page["next"]

    assert sorted(seen) == sorted(made)
    drafts = asking.get(address, params={"state": "published"}).json()
    assert drafts == {"items": [], "next": None}


def test_a_plan_of_a_hidden_service_leaves_no_trace(home: Household) -> None:
    plan_id = a_draft(home, which="hidden")
    asking = home.asks("leader")

    for path in ("", "/document", "/changes"):
        hidden = asking.get(f"/api/plans/{plan_id}{path}")
        nothing = asking.get(f"/api/plans/{'0' * 32}{path}")
        assert hidden.status_code == nothing.status_code == 404
        assert hidden.json()["detail"] == nothing.json()["detail"]
    page = asking.get(f"/api/services/{home.kept.service_id}/plans").json()
    assert plan_id not in {each["id"] for each in page["items"]}


def _made(kept: Kept, *, minutes: int) -> str:
    document = a_document(a_stay("sam", "alex"))
    made = Made(document=document, text="{}\n", prices=None, revision=kept.revision)
    at = NOW + timedelta(minutes=minutes)
    with kept.store.unit(author_id="0" * 32, at=at) as unit:
        return keep_draft(unit, kept.service_id, made)
