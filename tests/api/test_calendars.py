"""A worker opens a calendar for a phone, which fetches it for as long as it may."""

from datetime import datetime, timedelta

import icalendar
import pytest
from fastapi.testclient import TestClient

from cti.plans.contacts import ContactKind
from cti.store.tables import CALENDAR_FEEDS, PLANNED_CONTACTS, WORKERS
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
