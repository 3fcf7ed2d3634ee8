"""What somebody is told of what others decide and open, and that they have read it."""

import logging
from http import HTTPStatus

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import select

from cti.access import Permission
from cti.api.house import settle
from cti.plans.life import LetterKind
from cti.store.plans import plan_row
from cti.store.publishing import put_in_force
from cti.store.tables import ASSIGNMENTS, LETTERS, PEOPLE, WORKERS
from cti.store.unit import new_id
from tests.api.asking import every_page, of_sam, posted
from tests.api.house import NOW, Household, house_over
from tests.api.rows import ROW_OF
from tests.builders import a_planned_contact, a_stay
from tests.store.plans import a_document, an_overload

MESSAGES = "/api/me/messages"


def moves_sam(home: Household, worker: str, where: str = "open", day: str = "") -> None:
    """The leader decides who works with Sam."""
    asking = home.asks("leader")
    address = of_sam(home, "assignments", where)
    tag = asking.get(address).headers["ETag"]
    said = {
        "worker_id": home.services[where].row_id(WORKERS, worker),
        "from_on": day or NOW.date().isoformat(),
        "why": "agreed",
    }
    answer = asking.post(address, json=said, headers={"If-Match": tag})
    assert answer.status_code == HTTPStatus.CREATED, answer.text


def told(home: Household, who: str, **query: str) -> list[tuple[str, str | None]]:
    found = every_page(home.asks(who), MESSAGES, 2, **query)
    return [(each["kind"], each["known_as"]) for each in found]


def written_to(home: Household) -> list[tuple[str, LetterKind]]:
    names = {each.account_id: who for who, each in home.accounts.items()}
    with home.store.reading() as connection:
        rows = connection.execute(select(LETTERS)).all()
    return sorted((names[row.account_id], row.kind) for row in rows)


def test_both_workers_are_told_of_a_move_that_was_decided_by_hand(
    home: Household,
) -> None:
    moves_sam(home, "bo")

    assert told(home, "worker") == [("handover", "Sam")]
    assert told(home, "colleague") == [("handover", "Sam")]
    assert told(home, "far colleague") == []
    assert told(home, "leader") == []
    assert written_to(home) == [
        ("colleague", LetterKind.MOVE),
        ("worker", LetterKind.MOVE),
    ]


def test_who_gets_somebody_back_before_it_came_to_it_is_told_that_it_is_off(
    home: Household,
) -> None:
    moves_sam(home, "bo", day="2026-12-07")
    moves_sam(home, "alex", day="2026-11-30")

    # At the same moment: which of the two stands first is not said.
    assert sorted(told(home, "worker")) == [("called off", "Sam"), ("handover", "Sam")]
    assert sorted(told(home, "colleague")) == [
        ("called off", "Sam"),
        ("handover", "Sam"),
    ]


def test_whoever_starts_with_a_worker_is_new_to_them(home: Household) -> None:
    asking = home.asks("leader")
    person_id = home.kept.row_id(PEOPLE, "robin")
    address = f"/api/people/{person_id}/assignments"
    said = {
        "worker_id": home.kept.row_id(WORKERS, "bo"),
        "from_on": NOW.date().isoformat(),
        "why": "agreed",
    }
    tag = asking.get(address).headers["ETag"]
    assert asking.post(address, json=said, headers={"If-Match": tag}).is_success

    (message,) = asking_of(home, "colleague").json()["items"]
    assert (message["kind"], message["person_id"]) == ("new person", person_id)
    assert (message["from_on"], message["plan_id"]) == ("2026-11-23", None)
    assert home.kept.rows(ASSIGNMENTS, person_id=person_id)


def asking_of(home: Household, who: str) -> Response:
    return home.asks(who).get(MESSAGES)


def test_what_is_read_is_read_for_oneself_and_once(home: Household) -> None:
    moves_sam(home, "bo")
    asking = home.asks("worker")
    (message,) = asking.get(MESSAGES).json()["items"]
    assert message["read_at"] is None
    assert told(home, "worker", is_read="true") == []

    for _ in range(2):
        answer = asking.put(f"{MESSAGES}/{message['id']}/reading")
        assert answer.status_code == HTTPStatus.NO_CONTENT

    (again,) = asking.get(MESSAGES).json()["items"]
    assert again["read_at"] is not None
    assert told(home, "worker", is_read="false") == []
    assert told(home, "colleague", is_read="false") == [("handover", "Sam")]


@pytest.mark.parametrize("who", ["leader", "far colleague", "outsider", "partner"])
def test_what_others_were_told_is_not_there(home: Household, who: str) -> None:
    moves_sam(home, "bo")
    (message,) = home.asks("worker").get(MESSAGES).json()["items"]

    answer = home.asks(who).put(f"{MESSAGES}/{message['id']}/reading")

    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert home.asks(who).get(MESSAGES).json()["items"] == []


def test_leaders_of_the_team_are_told_when_notes_are_opened_with_a_reason(
    home: Household,
) -> None:
    said = {"words": "She rang the duty phone and I was on duty."}
    posted(home.asks("far colleague"), of_sam(home, "reasons"), said)

    assert told(home, "leader") == [("notes opened", "Sam")]
    assert told(home, "far leader") == []
    assert told(home, "worker") == []
    assert written_to(home) == [("leader", LetterKind.NOTES_OPENED)]


def test_a_reason_that_says_too_little_tells_nobody(home: Household) -> None:
    asking = home.asks("far colleague")
    answer = asking.post(of_sam(home, "reasons"), json={"words": "because"})

    assert answer.is_client_error
    assert (told(home, "leader"), written_to(home)) == ([], [])


def test_a_token_for_oneself_alone_names_nobody(home: Household) -> None:
    moves_sam(home, "bo")
    asking = home.asks_with("worker", frozenset({Permission.ME_READ}))

    (message,) = asking.get(MESSAGES).json()["items"]
    assert message["known_as"] is None
    assert message["person_id"] == ROW_OF["people"](home.kept)


def test_many_messages_come_a_page_at_a_time_each_once(home: Household) -> None:
    for worker in ("bo", "alex", "bo", "alex", "bo"):
        moves_sam(home, worker)

    found = every_page(home.asks("worker"), MESSAGES, 2)
    assert len(found) == len({each["id"] for each in found}) == 5


def test_who_was_told_by_a_plan_reads_it_here_as_well(home: Household) -> None:
    plan_id = home.kept.draft(
        a_document(
            a_stay("sam", "bo"),
            contacts=[a_planned_contact("sam", "bo")],
            flags=[an_overload("bo")],
        )
    )
    with home.store.unit(author_id=new_id(), at=NOW) as unit:
        put_in_force(unit, plan_row(unit.connection, plan_id))

    assert told(home, "worker") == [("handover", "Sam")]
    assert sorted(told(home, "colleague")) == [("handover", "Sam"), ("meetings", None)]
    assert told(home, "leader") == [("overload", None)]
    assert told(home, "far leader") == []


def test_nobody_may_ask_for_what_is_not_in_a_list(home: Household) -> None:
    answer = home.asks("worker").get(MESSAGES, params={"unread": "true"})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.fixture
def with_mail(home: Household) -> Household:
    """The same house, with a mail server."""
    settle(home.app, house_over(home.store, sends_letters=True))
    return home


def asks_for_link(asking: TestClient, email: str) -> Response:
    return asking.post("/api/sessions/forgotten", json={"email": email})


def test_who_asks_for_a_link_is_answered_alike_for_every_address(
    with_mail: Household,
) -> None:
    asking = with_mail.asks("nobody")
    answers = [
        asks_for_link(asking, email)
        for email in ("worker@example.org", "nobody@example.org", "no address")
    ]

    assert {(each.status_code, each.text) for each in answers} == {(202, "null")}
    assert written_to(with_mail) == [("worker", LetterKind.PASSWORD)]


def test_who_asks_too_often_waits_and_may_still_sign_in(with_mail: Household) -> None:
    asking = with_mail.asks("nobody")
    for email in ("worker@example.org", "nobody@example.org"):
        said = [asks_for_link(asking, email).status_code for _ in range(6)]
        assert said == [HTTPStatus.ACCEPTED] * 5 + [HTTPStatus.TOO_MANY_REQUESTS]

    proof = {"email": "worker@example.org", "password": "gravel pelican anthem"}
    assert asking.post("/api/sessions", json=proof).status_code == HTTPStatus.CREATED
    assert len(written_to(with_mail)) == 5


def test_without_a_mail_server_it_is_said_that_none_is_sent(home: Household) -> None:
    for email in ("worker@example.org", "nobody@example.org"):
        answer = asks_for_link(home.asks("nobody"), email)
        assert answer.status_code == HTTPStatus.CONFLICT

    assert written_to(home) == []


def test_an_invitation_goes_to_whom_it_is_for_and_to_nobody_else(
    with_mail: Household, caplog: pytest.LogCaptureFixture
) -> None:
    said = {"email": "jo@example.org", "name": "Jo"}
    with caplog.at_level(logging.INFO):
        made = posted(with_mail.asks("administrator"), "/api/accounts", said)

    assert made["link"] is None
    with with_mail.store.reading() as connection:
        (letter,) = connection.execute(select(LETTERS)).all()
    assert (letter.account_id, letter.kind) == (
        made["account_id"],
        LetterKind.INVITATION,
    )
    assert "jo@example.org" not in caplog.text
