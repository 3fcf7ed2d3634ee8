"""A worker opens a calendar for a phone, which fetches it for as long as it may."""

from datetime import datetime, timedelta

import icalendar
import pytest
from fastapi.testclient import TestClient

from cti.plans.contacts import ContactKind
from cti.store.tables import CALENDAR_FEEDS, PEOPLE, PLANNED_CONTACTS, WORKERS
from cti.store.unit import new_id
from tests.api.asking import of_another, posted
from tests.api.house import HOST, NOW, Household, a_key, application, browser
from tests.store.plans import a_document


@pytest.fixture
def home(home: Household) -> Household:
    """Bo meets Kim on Tuesday."""
    kept = home.kept
    row = {
        "plan_id": kept.draft(a_document()),
        "person_id": of_another(home).rpartition("/")[2],
        "worker_id": kept.row_id(WORKERS, "bo"),
        "at": datetime(2026, 11, 24, 10, 0),
        "minutes": 60,
        "kind": ContactKind.VISIT,
        "place": "home",
        "locality": None,
        "cover": True,
        "is_cancelled": False,
        "said_at": NOW,
    }
    with home.store.unit(author_id=new_id(), at=NOW) as unit:
        unit.add(PLANNED_CONTACTS, kept.service_id, [row])
    return home


def opened(home: Household, **said: object) -> tuple[str, str]:
    """A calendar of Bo's: its id, and the path a phone fetches."""
    made = posted(home.asks("colleague"), "/api/me/calendars", said)
    address = made["address"]
    assert address.startswith(f"https://{HOST}/api/calendars/")
    return made["id"], address.removeprefix(f"https://{HOST}")


def titles(answer: bytes) -> list[str]:
    calendar = icalendar.Calendar.from_ical(answer)
    assert isinstance(calendar, icalendar.Calendar)
    return [str(event["SUMMARY"]) for event in calendar.events]


def phone(home: Household) -> TestClient:
    return browser(home.app)


def test_a_phone_fetches_a_calendar_that_names_nobody(home: Household) -> None:
    _, path = opened(home)

    answer = phone(home).get(path)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private"
    assert "Kim" not in answer.text
    assert len(titles(answer.content)) == 1


def test_a_calendar_names_people_if_its_owner_asks_for_it(home: Household) -> None:
    _, path = opened(home, with_names=True)

    assert titles(phone(home).get(path).content) == ["Visit · Kim"]


def test_whatever_is_no_calendar_is_answered_alike(home: Household) -> None:
    revoked, path = opened(home)
    home.asks("colleague").delete(f"/api/me/calendars/{revoked}")
    _, expired = opened(home)
    later = browser(application(home.store, lambda: NOW + timedelta(days=365)))

    answers = [
        phone(home).get(path),
        later.get(expired),
        phone(home).get(f"/api/calendars/{a_key()}.ics"),
        phone(home).get("/api/calendars/%00%ff.ics"),
        phone(home).get(f"/api/calendars/{'x' * 2000}.ics"),
    ]

    told = [{**answer.json(), "request": ""} for answer in answers]
    assert {answer.status_code for answer in answers} == {404}
    assert all(each == told[0] for each in told)
    assert phone(home).get(expired).status_code == 200


def test_a_calendar_is_mine_to_see_and_to_end(home: Household) -> None:
    bo, alex = home.asks("colleague"), home.asks("worker")
    feed_id, path = opened(home)
    phone(home).get(path)
    mine = f"/api/me/calendars/{feed_id}"

    def told(asking: TestClient) -> dict[str, dict[str, object]]:
        return {each["id"]: each for each in asking.get("/api/me/calendars").json()}

    assert told(bo)[feed_id] == {
        "id": feed_id,
        "service_id": home.kept.service_id,
        "with_names": False,
        "opened_at": "2026-11-23T09:00:00Z",
        "expires_at": "2027-11-23T09:00:00Z",
        "revoked_at": None,
        "used_at": "2026-11-23T09:00:00Z",
    }
    assert feed_id not in told(alex)
    assert alex.delete(mine).status_code == 404
    assert phone(home).get(path).status_code == 200
    assert [bo.delete(mine).status_code for _ in range(2)] == [204, 204]
    assert told(bo)[feed_id]["revoked_at"] == "2026-11-23T09:00:00Z"


def test_the_secret_of_a_calendar_is_told_once_and_kept_nowhere(
    home: Household, caplog: pytest.LogCaptureFixture
) -> None:
    key = {"Idempotency-Key": a_key()}
    bo = home.asks("colleague")

    first = bo.post("/api/me/calendars", json={}, headers=key).json()
    second = bo.post("/api/me/calendars", json={}, headers=key).json()

    assert first["address"] != second["address"]
    secret = first["address"].rpartition("/")[2].removesuffix(".ics")
    (row,) = home.kept.rows(CALENDAR_FEEDS, id=first["id"])
    assert secret not in str(row)
    phone(home).get(f"/api/calendars/{secret}.ics")
    assert secret not in caplog.text


def test_who_meets_nobody_has_no_calendar(home: Household) -> None:
    for who in ("leader", "partner", "administrator"):
        asking = home.asks(who)
        assert asking.post("/api/me/calendars", json={}).status_code == 403
        assert asking.get("/api/me/calendars").json() == []
    elsewhere = {"service_id": home.services["another"].service_id}
    answer = home.asks("colleague").post("/api/me/calendars", json=elsewhere)
    assert answer.status_code == 403


def kims(home: Household, **said: object) -> tuple[str, str]:
    """A calendar of Kim's, opened by Bo: its id, and the path a phone fetches."""
    (met,) = home.kept.rows(PLANNED_CONTACTS)
    where = f"/api/people/{met['person_id']}/calendars"
    made = posted(home.asks("colleague"), where, said)
    return made["id"], made["address"].removeprefix(f"https://{HOST}")


def test_a_person_who_wishes_it_has_a_calendar_of_their_own_contacts(
    home: Household,
) -> None:
    _, path = kims(home)
    _, sams = opened_for_sam(home)

    answer = phone(home).get(path)

    assert answer.status_code == 200
    assert len(titles(answer.content)) == 1
    assert "Bo" not in answer.text
    assert "Kim" not in answer.text
    assert titles(phone(home).get(sams).content) == []


def test_a_persons_calendar_names_their_worker_if_they_ask_for_it(
    home: Household,
) -> None:
    _, path = kims(home, with_names=True)

    assert titles(phone(home).get(path).content) == ["Visit · Bo"]


def opened_for_sam(home: Household) -> tuple[str, str]:
    sam = home.kept.row_id(PEOPLE, "sam")
    made = posted(home.asks("worker"), f"/api/people/{sam}/calendars", {})
    return made["id"], made["address"].removeprefix(f"https://{HOST}")


def test_who_works_with_somebody_opens_and_ends_their_calendar_and_nobody_else(
    home: Household,
) -> None:
    feed_id, path = opened_for_sam(home)
    where = f"/api/people/{home.kept.row_id(PEOPLE, 'sam')}/calendars"
    for who, status in (
        ("cover", 200),
        ("colleague", 403),
        ("leader", 403),
        ("officer", 403),
        ("partner", 403),
        ("outsider", 403),
    ):
        assert home.asks(who).get(where).status_code == status
        made = home.asks(who).post(where, json={})
        assert made.status_code == (201 if status == 200 else status)
        if status != 200:
            assert home.asks(who).delete(f"{where}/{feed_id}").status_code == status

    ended = [home.asks("worker").delete(f"{where}/{feed_id}") for _ in range(2)]

    assert [each.status_code for each in ended] == [204, 204]
    assert phone(home).get(path).status_code == 404
    told = {each["id"]: each for each in home.asks("worker").get(where).json()}
    assert told[feed_id]["revoked_at"] == "2026-11-23T09:00:00Z"
    assert home.asks("worker").delete(f"{where}/{a_key()}").status_code == 404


def test_a_calendar_of_somebody_else_is_ended_by_no_other_address(
    home: Household,
) -> None:
    mine, path = opened(home)
    sam = home.kept.row_id(PEOPLE, "sam")

    answer = home.asks("worker").delete(f"/api/people/{sam}/calendars/{mine}")

    assert answer.status_code == 404
    assert phone(home).get(path).status_code == 200


def test_nobody_opens_a_calendar_for_whom_support_has_ended(home: Household) -> None:
    sam, worker = home.kept.row_id(PEOPLE, "sam"), home.asks("worker")
    _, path = opened_for_sam(home)
    seen = {"If-Match": worker.get(f"/api/people/{sam}").headers["ETag"]}
    closed = worker.patch(f"/api/people/{sam}", json={"status": "closed"}, headers=seen)
    assert closed.status_code == 200

    assert phone(home).get(path).status_code == 404
    covers = home.asks("cover")
    assert covers.post(f"/api/people/{sam}/calendars", json={}).status_code == 409


@pytest.mark.parametrize("how", ["ends", "leaves"])
def test_a_calendar_ends_with_the_account_of_its_owner(
    home: Household, how: str
) -> None:
    _, path = opened(home)
    account = f"/api/accounts/{home.accounts['colleague'].account_id}"
    role = f"{account}/memberships/{home.kept.service_id}"

    ended = home.asks("administrator").delete(account if how == "ends" else role)

    assert ended.status_code == 204
    assert phone(home).get(path).status_code == 404
