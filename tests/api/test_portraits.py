"""What somebody says of themselves, and what keeps them safe, for other software."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import select

from cti.access import Permission
from cti.store.tables import AUDIT
from tests.api.asking import of_another, of_sam, seen
from tests.api.house import Household

SAID = {"matters": "Sunday lunch with my sister", "strengths": "Never gives up"}
AGREED = {"words": "Ring before you come", "review_on": "2027-01-04"}
BOTH: Mapping[str, dict[str, Any]] = {"portrait": SAID, "safety-plan": AGREED}


def opened(home: Household) -> list[tuple[str, str | None]]:
    """Who opened whose safety plan, as the audit has it."""
    found = select(AUDIT.c.account_id, AUDIT.c.object_id).where(
        AUDIT.c.action == "safety_plans:read"
    )
    with home.store.reading() as connection:
        return [(row.account_id, row.object_id) for row in connection.execute(found)]


def test_what_matters_to_somebody_is_told_in_the_words_that_were_said_last(
    home: Household,
) -> None:
    alex, path = home.asks("worker"), f"{of_another(home)}/portrait"

    before = alex.get(path)
    first = alex.put(path, json=SAID, headers=seen(0))
    again = alex.put(path, json={**SAID, "matters": "My dog"}, headers=seen(1))

    assert before.headers["ETag"] == '"0"'
    assert before.json() == {"version": 0, "matters": "", "strengths": ""}
    assert (first.status_code, first.headers["ETag"]) == (200, '"1"')
    assert first.json() == {"version": 1, **SAID}
    assert again.json() == alex.get(path).json()
    assert again.json() == {"version": 2, **SAID, "matters": "My dog"}
    assert again.headers["ETag"] == alex.get(path).headers["ETag"] == '"2"'


def test_a_safety_plan_takes_the_place_of_the_one_that_was_seen(
    home: Household,
) -> None:
    alex, path = home.asks("worker"), f"{of_another(home)}/safety-plan"
    in_pairs = {"words": "Come in pairs"}

    before = alex.get(path)
    first = alex.put(path, json=AGREED, headers=seen(0))
    one = alex.get(path)
    again = alex.put(path, json=in_pairs, headers=seen(1))

    nothing = {"review_on": None, "author": None, "written_at": None}
    assert before.json() == {"version": 0, "words": "", **nothing}
    assert (first.status_code, first.json()) == (200, {"version": 1})
    assert one.headers["ETag"] == first.headers["ETag"] == '"1"'
    assert one.json() == {
        "version": 1,
        **AGREED,
        "author": "worker",
        "written_at": "2026-11-23T09:00:00Z",
    }
    assert (again.json(), again.headers["ETag"]) == ({"version": 2}, '"2"')
    assert alex.get(path).json()["words"] == "Come in pairs"


@pytest.mark.parametrize("which", BOTH)
def test_who_was_not_the_first_is_told_and_changes_nothing(
    home: Household, which: str
) -> None:
    alex, path = home.asks("worker"), f"{of_another(home)}/{which}"
    early = alex.put(path, json=BOTH[which], headers=seen(1))
    alex.put(path, json=BOTH[which], headers=seen(0))
    stands = alex.get(path).json()

    unseen = alex.put(path, json=BOTH[which])
    late = alex.put(path, json=BOTH[which], headers=seen(0))

    assert (early.status_code, unseen.status_code, late.status_code) == (412, 428, 412)
    assert late.json()["hint"]
    assert alex.get(path).json() == stands


@pytest.mark.parametrize("which", BOTH)
@pytest.mark.parametrize(
    ("who", "reads", "writes"),
    [
        ("worker", 200, 200),
        ("cover", 200, 200),
        ("leader", 200, 200),
        # Who looks after the spreadsheet changes what they need not see, but not this.
        ("officer", 403, 403),
        ("colleague", 403, 403),
        ("partner", 403, 403),
        ("outsider", 403, 403),
        ("administrator", 404, 404),
    ],
)
def test_who_sees_the_support_sees_it_and_nobody_changes_it_unseen(
    home: Household, which: str, who: str, reads: int, writes: int
) -> None:
    path = of_sam(home, which)

    read = home.asks(who).get(path)
    wrote = home.asks(who).put(path, json=BOTH[which], headers=seen(0))

    assert (read.status_code, wrote.status_code) == (reads, writes)


@pytest.mark.parametrize("which", BOTH)
def test_a_token_that_may_not_read_it_does_not_write_it(
    home: Household, which: str
) -> None:
    asking = home.asks_with("worker", frozenset({Permission.PERSON_CHANGE}))

    answer = asking.put(of_sam(home, which), json=BOTH[which], headers=seen(0))

    assert answer.status_code == 403
    assert home.asks("worker").get(of_sam(home, which)).json()["version"] == 0


def test_the_audit_says_who_opened_a_safety_plan(home: Household) -> None:
    path = of_sam(home, "safety-plan")
    home.asks("colleague").get(path)
    home.asks("leader").get(path)

    sam = path.split("/")[3]
    assert opened(home) == [(home.accounts["leader"].account_id, sam)]


@pytest.mark.parametrize(
    ("which", "wrong"),
    [
        ("portrait", {"matters": " ", "strengths": ""}),
        ("portrait", {"matters": "My dog"}),
        ("portrait", {**SAID, "score": 3}),
        ("portrait", {**SAID, "matters": "a\x00b"}),
        ("safety-plan", {"words": " "}),
        ("safety-plan", {"words": "x" * 10_001}),
        ("safety-plan", {**AGREED, "review_on": "4/1/2027"}),
    ],
)
def test_what_says_nothing_or_cannot_be_read_is_refused_with_a_hint(
    home: Household, which: str, wrong: dict[str, Any]
) -> None:
    answer = home.asks("worker").put(of_sam(home, which), json=wrong, headers=seen(0))

    assert answer.status_code == 422
    assert answer.json()["wrong"] or answer.json()["hint"]
