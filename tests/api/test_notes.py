"""Notes are for those who work with somebody; others say why, and leaders see it."""

from datetime import datetime

import pytest
from sqlalchemy import select

from cti.caseload.caseload import Outcome
from cti.store.tables import AUDIT, CONTACT_RECORDS, FACTS
from cti.store.unit import new_id
from tests.api.asking import every_page, of_another, of_service, posted
from tests.api.house import NOW, Household, a_key

WHY = {"words": "She rang the duty phone and I was on duty."}


def recorded(home: Household, person: str) -> str:
    """A contact with somebody."""
    row = {
        "person_id": person.rpartition("/")[2],
        "worker_id": None,
        "at": datetime(2026, 11, 20, 14, 0),
        "kind": "visit",
        "outcome": Outcome.ACHIEVED,
        "minutes": 60,
        "place": "home",
    }
    with home.store.unit(author_id=new_id(), at=NOW) as unit:
        return unit.add(CONTACT_RECORDS, home.kept.service_id, [row])[0]


def audited(home: Household, person: str) -> list[tuple[str, str | None]]:
    """Who opened somebody's notes, and whether they gave a reason."""
    with home.store.reading() as connection:
        rows = connection.execute(
            select(AUDIT.c.account_id, AUDIT.c.reason_id)
            .where(
                AUDIT.c.action == "notes:read",
                AUDIT.c.object_id == person.rpartition("/")[2],
            )
            .order_by(AUDIT.c.number)
        )
        return [(row.account_id, row.reason_id) for row in rows]


def test_who_works_with_somebody_writes_and_opens_notes_and_the_audit_says_so(
    home: Household,
) -> None:
    alex, kim = home.asks("worker"), of_another(home)
    contact = recorded(home, kim)

    note = posted(
        alex, f"{kim}/notes", {"contact_record_id": contact, "words": "She cooked."}
    )
    told = every_page(alex, f"{kim}/notes")

    assert told == [note]
    assert (note["contact_at"], note["contact_kind"], note["author"]) == (
        "2026-11-20T14:00:00",
        "visit",
        "worker",
    )
    assert note["written_by"] == home.accounts["worker"].account_id
    assert audited(home, kim) == [(note["written_by"], None)]


def test_what_a_note_says_is_in_no_fact(home: Household) -> None:
    kim = of_another(home)
    said = {"contact_record_id": recorded(home, kim), "words": "Only here, once."}
    note = posted(home.asks("worker"), f"{kim}/notes", said)

    with home.store.reading() as connection:
        facts = connection.execute(
            select(FACTS.c.after).where(FACTS.c.row_id == note["id"])
        ).scalars()
        assert "Only here" not in str([*facts])


def test_others_give_a_reason_first_and_leaders_of_the_team_see_it(
    home: Household,
) -> None:
    kim = of_another(home)
    contact = recorded(home, kim)
    said = {"contact_record_id": contact, "words": "She cooked."}
    note = posted(home.asks("worker"), f"{kim}/notes", said)
    for who in ("colleague", "outsider"):
        asking = home.asks(who)

        refused = asking.get(f"{kim}/notes")
        short = asking.post(f"{kim}/reasons", json={"words": "Duty."})
        given = posted(asking, f"{kim}/reasons", WHY)
        told = asking.get(f"{kim}/notes")

        assert (refused.status_code, short.status_code) == (403, 403)
        assert "needs a reason" in refused.json()["detail"]
        assert "reason" in refused.json()["hint"]
        assert told.json()["items"] == [note]
        assert audited(home, kim)[-1] == (home.accounts[who].account_id, given["id"])
    about_kim = [
        each
        for each in every_page(home.asks("leader"), of_service(home, "reasons"))
        if each["person_id"] == kim.rpartition("/")[2]
    ]
    assert {(each["given_by"], each["words"]) for each in about_kim} == {
        ("colleague", WHY["words"]),
        ("outsider", WHY["words"]),
    }
    assert {each["known_as"] for each in about_kim} == {"Kim"}
    far = every_page(home.asks("far leader"), of_service(home, "reasons"))
    assert far == []


def test_no_reason_does_for_a_partner(home: Household) -> None:
    partner, kim = home.asks("partner"), of_another(home)

    assert partner.post(f"{kim}/reasons", json=WHY).status_code == 403
    assert partner.get(f"{kim}/notes").status_code == 403
    assert audited(home, kim) == []


def test_a_note_is_corrected_by_one_that_stands_in_its_place(home: Household) -> None:
    alex, kim = home.asks("worker"), of_another(home)
    path = f"{kim}/notes"
    said = {"contact_record_id": recorded(home, kim), "words": "She coked."}
    first = posted(alex, path, said)

    second = posted(alex, f"{path}/{first['id']}/corrections", {"words": "She cooked."})
    again = alex.post(f"{path}/{first['id']}/corrections", json={"words": "He did."})

    assert again.status_code == 409
    assert every_page(alex, path) == [second]
    everything = every_page(alex, path, 1, with_corrected="true")
    assert {each["id"]: each["corrected_by"] for each in everything} == {
        first["id"]: second["id"],
        second["id"]: None,
    }
    assert second["corrects_id"] == first["id"]


def test_every_page_has_each_note_once_while_others_are_written(
    home: Household,
) -> None:
    alex, kim = home.asks("worker"), of_another(home)
    contact, path = recorded(home, kim), f"{kim}/notes"
    written = [
        posted(alex, path, {"contact_record_id": contact, "words": str(n)})["id"]
        for n in range(5)
    ]

    told = every_page(alex, path)

    assert sorted(each["id"] for each in told) == sorted(written)
    assert len(audited(home, kim)) == 3


def test_a_note_is_on_a_contact_with_the_person_it_is_about(home: Household) -> None:
    alex, kim, other = home.asks("worker"), of_another(home), of_another(home)
    contact = recorded(home, kim)
    note = posted(
        alex, f"{kim}/notes", {"contact_record_id": contact, "words": "She cooked."}
    )
    here = {"contact_record_id": contact, "words": "Here."}

    answers = [
        alex.post(f"{other}/notes", json=here),
        alex.post(f"{kim}/notes", json={**here, "contact_record_id": a_key()}),
        alex.post(f"{other}/notes/{note['id']}/corrections", json={"words": "Here."}),
        alex.post(f"{kim}/notes/{a_key()}/corrections", json={"words": "Here."}),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    # Whether there is such a contact with somebody else is not told.
    assert answers[0].json()["detail"] == answers[1].json()["detail"]
    assert answers[2].json()["detail"] == answers[3].json()["detail"]
    assert every_page(alex, f"{other}/notes") == []


@pytest.mark.parametrize("words", ["", " ", "x" * 20_001, "a\x00b", 5, None])
def test_a_note_says_something_that_ends(home: Household, words: object) -> None:
    kim = of_another(home)
    said = {"contact_record_id": recorded(home, kim), "words": words}

    answer = home.asks("worker").post(f"{kim}/notes", json=said)

    assert answer.status_code == 422
