"""Contacts are told in order of time, settled once, and recorded by who made them."""

from datetime import datetime
from typing import Any

import pytest

from cti.plans.contacts import ContactKind
from cti.store.tables import CONTACT_RECORDS, PLANNED_CONTACTS, WORKERS
from cti.store.unit import new_id
from tests.api.asking import every_page, of_another, of_service, posted
from tests.api.house import NOW, Household, a_key
from tests.store.plans import a_document

FRIDAY = "2026-11-20T10:00:00"
TUESDAY = "2026-11-24T10:00:00"


@pytest.fixture
def plan_id(home: Household) -> str:
    return home.kept.draft(a_document())


class Plan:
    """What people were told of."""

    def __init__(self, home: Household, plan_id: str) -> None:
        self.home, self.plan_id = home, plan_id

    def told(
        self, person: str, at: str = FRIDAY, worker: str = "alex", **other: object
    ) -> str:
        """Tell somebody of a contact, and return its id."""
        kept = self.home.kept
        row = {
            "plan_id": self.plan_id,
            "person_id": id_of(person),
            "worker_id": kept.row_id(WORKERS, worker),
            "at": datetime.fromisoformat(at),
            "minutes": 60,
            "kind": ContactKind.VISIT,
            "place": "home",
            "locality": None,
            "cover": False,
            "is_cancelled": False,
            "said_at": NOW,
            **other,
        }
        with self.home.store.unit(author_id=new_id(), at=NOW) as unit:
            return unit.add(PLANNED_CONTACTS, kept.service_id, [row])[0]


@pytest.fixture
def plan(home: Household, plan_id: str) -> Plan:
    return Plan(home, plan_id)


def id_of(person: str) -> str:
    return person.rpartition("/")[2]


def test_a_contact_is_told_and_it_is_said_once_what_became_of_it(
    home: Household, plan: Plan
) -> None:
    alex, kim = home.asks("worker"), of_another(home)
    contact = plan.told(kim)
    (planned,) = every_page(alex, f"{kim}/contacts")

    answer = alex.post(
        f"{kim}/contacts/{contact}/outcome", json={"outcome": "achieved", "minutes": 50}
    )
    again = alex.post(
        f"{kim}/contacts/{contact}/outcome", json={"outcome": "attempted"}
    )

    assert planned == {
        "id": contact,
        "person_id": id_of(kim),
        "known_as": "Kim",
        "worker_id": home.kept.row_id(WORKERS, "alex"),
        "worker": "Alex",
        "at": FRIDAY,
        "minutes": 60,
        "kind": "visit",
        "place": "home",
        "cover": False,
        "is_planned": True,
        "is_cancelled": False,
        "is_settled": False,
        "record_id": None,
        "outcome": None,
        "held_at": None,
    }
    assert (answer.status_code, again.status_code) == (201, 409)
    (settled,) = every_page(alex, f"{kim}/contacts")
    assert settled == {
        **planned,
        "is_settled": True,
        "record_id": answer.json()["record_id"],
        "outcome": "achieved",
        "held_at": FRIDAY,
    }
    assert alex.get(answer.headers["Location"]).json() == settled
    (record,) = home.kept.rows(CONTACT_RECORDS, person_id=id_of(kim))
    assert (record["minutes"], record["place"], record["worker_id"]) == (
        50,
        "home",
        planned["worker_id"],
    )


def test_a_contact_that_is_sent_again_with_its_key_is_recorded_once(
    home: Household,
) -> None:
    alex, kim = home.asks("worker"), of_another(home)
    said = {"held_at": FRIDAY, "outcome": "achieved"}
    key = {"Idempotency-Key": a_key()}

    first = alex.post(f"{kim}/contacts", json=said, headers=key)
    second = alex.post(f"{kim}/contacts", json=said, headers=key)

    assert first.json() == second.json()
    assert len(every_page(alex, f"{kim}/contacts")) == 1


def test_what_nobody_had_planned_is_recorded_by_who_made_it(home: Household) -> None:
    alex, kim = home.asks("worker"), of_another(home)
    said = {"held_at": FRIDAY, "outcome": "collateral", "kind": "call to the library"}
    by_bo = {**said, "worker_id": home.kept.row_id(WORKERS, "bo")}

    posted(alex, f"{kim}/contacts", said)
    posted(home.asks("leader"), f"{kim}/contacts", by_bo)
    told = every_page(alex, f"{kim}/contacts")

    assert {each["worker"] for each in told} == {"Alex", "Bo"}
    assert {(each["outcome"], each["kind"]) for each in told} == {
        ("collateral", "call to the library")
    }
    assert not any(each["is_planned"] for each in told)


def test_what_became_of_a_contact_is_for_who_sees_the_support(
    home: Household, plan: Plan
) -> None:
    alex, kim = home.asks("worker"), of_another(home)
    contact = plan.told(kim)
    path = f"{kim}/contacts/{contact}"
    posted(alex, f"{path}/outcome", {"outcome": "declined"})
    posted(alex, f"{kim}/contacts", {"held_at": FRIDAY, "outcome": "achieved"})

    def outcomes(who: str) -> list[Any]:
        found = every_page(home.asks(who), of_service(home, "contacts"), 50)
        of_kim = [each for each in found if each["person_id"] == id_of(kim)]
        return [(each["is_settled"], each["outcome"]) for each in of_kim]

    whole = [(True, "achieved"), (True, "declined")]
    for who in ("worker", "leader"):
        assert sorted(outcomes(who)) == whole
    for who in ("colleague", "officer"):
        assert outcomes(who) == [(True, None)]
        assert home.asks(who).get(path).json()["record_id"] is None
    for who in ("far colleague", "far leader"):
        assert outcomes(who) == []
        assert home.asks(who).get(path).status_code == 403


def test_who_may_write_and_not_see_it_is_told_no_more(
    home: Household, plan: Plan
) -> None:
    officer, kim = home.asks("officer"), of_another(home)
    contact = plan.told(kim)

    answer = posted(
        officer, f"{kim}/contacts/{contact}/outcome", {"outcome": "achieved"}
    )

    assert set(answer) == {"contact_id", "record_id"}


def test_every_page_has_each_once_in_order_of_time(home: Household, plan: Plan) -> None:
    alex, kim = home.asks("worker"), of_another(home)
    path = f"{kim}/contacts"
    days = [f"2026-11-{day:02}T10:00:00" for day in (16, 17, 17, 18, 19, 20)]
    planned = [plan.told(kim, at=at) for at in days]
    for at in days[::2]:
        posted(alex, path, {"held_at": at, "outcome": "achieved"})
    posted(alex, f"{path}/{planned[0]}/outcome", {"outcome": "achieved"})

    told = every_page(alex, path, 2)

    assert [each["at"] for each in told] == sorted([*days, *days[::2]])
    assert len({each["id"] for each in told}) == len(told)


def test_days_and_workers_narrow_a_list(home: Household, plan: Plan) -> None:
    kim = of_another(home)
    for at in ("2026-11-16T00:00:00", "2026-11-17T12:00:00", "2026-11-18T23:45:00"):
        plan.told(kim, at=at)
    plan.told(kim, at="2026-11-17T09:00:00", worker="bo")
    leader, path = home.asks("leader"), f"{kim}/contacts"

    def found(**query: str) -> list[str]:
        return [each["at"][8:10] for each in every_page(leader, path, **query)]

    assert found() == ["16", "17", "17", "18"]
    assert found(**{"from": "2026-11-16", "to": "2026-11-17"}) == ["16", "17", "17"]
    assert found(**{"from": "2026-11-18", "to": "2026-11-18"}) == ["18"]
    assert found(**{"from": "0001-01-01", "to": "9999-12-31"}) == found()
    assert found(worker_id=home.kept.row_id(WORKERS, "bo")) == ["17"]


def test_my_week_has_what_i_am_to_do_cover_in_another_team_as_well(
    home: Household, plan: Plan
) -> None:
    kim = of_another(home)
    mine = plan.told(kim, at=TUESDAY, worker="dee", cover=True)
    plan.told(kim, at="2026-11-30T10:00:00", worker="dee", cover=True)
    plan.told(kim, at=TUESDAY, worker="bo")
    dee = home.asks("far colleague")

    def of_kim(week: dict[str, Any]) -> list[dict[str, Any]]:
        return [each for each in week["contacts"] if each["person_id"] == id_of(kim)]

    this = dee.get("/api/me/week").json()
    next_one = dee.get("/api/me/week", params={"week_of": "2026-12-06"}).json()

    assert (this["from_on"], this["to_on"]) == ("2026-11-23", "2026-11-29")
    assert [each["id"] for each in of_kim(this)] == [mine]
    assert [each["at"][:10] for each in of_kim(next_one)] == ["2026-11-30"]
    assert home.asks("leader").get("/api/me/week").json()["contacts"] == []
    for wrong in ("9999-12-31", "0001-01-01", "soon"):
        answer = dee.get("/api/me/week", params={"week_of": wrong})
        assert answer.status_code == 422


def test_who_is_to_meet_somebody_these_days_works_with_them(
    home: Household, plan: Plan
) -> None:
    dee, kim = home.asks("far colleague"), of_another(home)
    refused = dee.get(f"{kim}/focus-areas").status_code
    called_off = plan.told(kim, at=TUESDAY, worker="dee", is_cancelled=True)
    still_refused = dee.get(f"{kim}/focus-areas").status_code

    plan.told(kim, at=TUESDAY, worker="dee", cover=True)

    assert (refused, still_refused) == (403, 403)
    assert dee.get(f"{kim}/focus-areas").status_code == 200
    assert called_off in {each["id"] for each in every_page(dee, f"{kim}/contacts")}


def test_what_is_to_come_has_not_been_and_may_be_called_off(
    home: Household, plan: Plan
) -> None:
    alex, kim = home.asks("worker"), of_another(home)
    contact = plan.told(kim, at=TUESDAY)
    path = f"{kim}/contacts/{contact}/outcome"

    early = alex.post(path, json={"outcome": "achieved"})
    unplanned = alex.post(
        f"{kim}/contacts", json={"held_at": TUESDAY, "outcome": "achieved"}
    )
    called_off = alex.post(path, json={"outcome": "cancelled by us"})

    assert (early.status_code, unplanned.status_code) == (422, 422)
    assert early.json()["hint"]
    assert called_off.status_code == 201
    (told,) = every_page(alex, f"{kim}/contacts")
    assert (told["is_cancelled"], told["held_at"]) == (True, "2026-11-23T09:00:00")


def test_nothing_of_another_is_settled_or_named(home: Household, plan: Plan) -> None:
    alex, kim, other = home.asks("worker"), of_another(home), of_another(home)
    contact = plan.told(kim)
    elsewhere = home.services["another"].row_id(WORKERS, "alex")
    achieved = {"outcome": "achieved"}
    unplanned = {**achieved, "held_at": FRIDAY}

    answers = [
        alex.post(f"{other}/contacts/{contact}/outcome", json=achieved),
        alex.post(f"{kim}/contacts/{a_key()}/outcome", json=achieved),
        alex.post(
            f"{kim}/contacts/{contact}/outcome",
            json={**achieved, "worker_id": elsewhere},
        ),
        alex.post(f"{kim}/contacts", json={**unplanned, "worker_id": elsewhere}),
        alex.post(f"{kim}/contacts", json={**unplanned, "worker_id": a_key()}),
        alex.get(f"{other}/contacts/{contact}"),
    ]

    assert [answer.status_code for answer in answers] == [404] * len(answers)
    (told,) = every_page(alex, f"{kim}/contacts")
    assert not told["is_settled"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": "collateral"},
        {"outcome": "no answer"},
        {"outcome": "achieved", "minutes": 0},
        {"outcome": "achieved", "minutes": 10**30},
        {"outcome": "achieved", "held_at": "2026-11-20T10:00:00+01:00"},
        {"outcome": "achieved", "held_at": 1},
        {"outcome": "achieved", "held_at": "0001-01-01T00:00:00"},
        {"outcome": "achieved", "place": "\x00"},
    ],
)
def test_what_makes_no_sense_is_refused(
    home: Household, plan: Plan, wrong: dict[str, Any]
) -> None:
    kim = of_another(home)
    contact = plan.told(kim)

    answer = home.asks("worker").post(f"{kim}/contacts/{contact}/outcome", json=wrong)

    assert answer.status_code == 422
    assert answer.json()["wrong"]
