"""The audit is read a page at a time, by administrators, and checked."""

import pytest
from sqlalchemy import update

from cti.api.paging import cursor
from cti.store.tables import AUDIT, PEOPLE
from tests.api.house import NOW, Household
from tests.store.test_audit import without_guards

AUDIT_AT = "/api/audit"


def test_every_entry_is_on_one_page_once_while_others_are_written(
    home: Household,
) -> None:
    asking = home.asks("administrator")
    everything = {row["number"] for row in home.kept.rows(AUDIT)}
    seen, params = list[int](), {"limit": "40"}
    while True:
        page = asking.get(AUDIT_AT, params=params).json()
        seen += [each["number"] for each in page["items"]]
        _look(home)
        if page["next"] is None:
            break
        params["after"] = page["next"]

    assert seen == sorted(everything, reverse=True)


def test_entries_hold_ids_alone_and_are_narrowed(home: Household) -> None:
    sam = home.kept.row_id(PEOPLE, "sam")
    _look(home)
    asking = home.asks("administrator")

    (entry,) = asking.get(AUDIT_AT, params={"action": "notes:read"}).json()["items"]

    assert entry == {
        "number": entry["number"],
        "at": "2026-11-23T09:00:00Z",
        "account_id": "1" * 32,
        "action": "notes:read",
        "kind": "people",
        "object_id": sam,
        "reason_id": None,
    }
    of_sam = asking.get(AUDIT_AT, params={"object_id": sam}).json()["items"]
    assert {each["action"] for each in of_sam} == {"notes:read", "people:add"}
    theirs = asking.get(AUDIT_AT, params={"account_id": "1" * 32}).json()["items"]
    assert [each["number"] for each in theirs] == [entry["number"]]


@pytest.mark.parametrize(
    "params",
    [
        {"action": "Sam"},
        {"object_id": "sam"},
        {"after": "x"},
        {"after": cursor("1", "2")},
        {"after": cursor("1" * 19)},
        {"after": cursor("-1")},
    ],
)
def test_what_is_not_there_to_ask_is_refused(
    home: Household, params: dict[str, str]
) -> None:
    answer = home.asks("administrator").get(AUDIT_AT, params=params)

    assert answer.status_code == 422


def test_the_audit_is_checked_and_compared_with_what_was_kept(home: Household) -> None:
    asking, address = home.asks("administrator"), f"{AUDIT_AT}/verification"
    first = asking.post(address, json={}).json()
    assert (first["broken"], first["entries"] > 0) == (None, True)
    _look(home)

    again = asking.post(address, json={"kept": first["ends"]}).json()

    assert (again["broken"], again["entries"]) == (None, first["entries"] + 1)
    odd = asking.post(address, json={"kept": "everything is well"})
    assert odd.status_code == 422


def test_an_entry_that_somebody_changed_is_found(home: Household) -> None:
    with home.store.writing() as connection:
        without_guards(connection)
        somebody = update(AUDIT).where(AUDIT.c.number == 3)
        connection.execute(somebody.values(account_id="f" * 32))

    said = home.asks("administrator").post(f"{AUDIT_AT}/verification", json={}).json()

    assert (said["broken"]["number"], said["ends"]) == (3, "")
    assert said["broken"]["because"]


def _look(home: Household) -> None:
    with home.store.unit(author_id="1" * 32, at=NOW) as unit:
        unit.audit("notes:read", "people", home.kept.row_id(PEOPLE, "sam"))
