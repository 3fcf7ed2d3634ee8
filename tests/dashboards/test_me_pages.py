"""Somebody looks after their own account and reads their messages with a browser."""

import re
from dataclasses import replace

import pyotp
import pytest

from cti.api.house import settle
from cti.plans.life import Addressee, MessageKind
from cti.store.messages import tell
from cti.store.tables import PEOPLE, WORKERS
from tests.api.house import NOW, Household, house_over
from tests.dashboards.served import visits, words_of
from tests.store.households import PASSWORD, SEAL
from tests.store.plans import LEADER

CHANGE = {"old": PASSWORD, "new": "pebble lantern octave"}


def sealing(home: Household) -> Household:
    """The house with a key to keep the secrets of authenticators with."""
    settle(home.app, replace(house_over(home.store), seal=SEAL))
    return home


@pytest.mark.parametrize("who", ["worker", "leader", "partner", "administrator"])
def test_everybody_has_an_account_of_their_own(home: Household, who: str) -> None:
    answer = visits(home, who).get("/me")
    assert answer.status_code == 200
    assert "Where you are signed in" in words_of(answer.text)
    assert ("Open a calendar" in answer.text) is (who == "worker")


def test_a_password_is_changed_and_one_signs_in_anew(home: Household) -> None:
    asking = visits(home, "leader")
    answer = asking.post("/me/password", data=CHANGE, follow_redirects=False)
    assert answer.headers["location"] == "/sign-in?notice=password"
    assert asking.get("/me", follow_redirects=False).status_code == 303


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"new": CHANGE["new"]}, "Enter the password you have now"),
        ({"old": PASSWORD}, "Enter a new password"),
        ({**CHANGE, "old": "another one"}, "This is not the password you have now"),
        ({**CHANGE, "new": "short"}, "12"),
    ],
)
def test_a_password_that_cannot_be_changed_is_said_beside_its_field(
    home: Household, said: dict[str, str], words: str
) -> None:
    answer = visits(home, "leader").post("/me/password", data=said)
    assert answer.status_code == 422
    assert words in words_of(answer.text)
    assert CHANGE["new"] not in answer.text
    assert PASSWORD not in answer.text


def test_an_authenticator_is_set_up_confirmed_and_ended(home: Household) -> None:
    asking = visits(sealing(home), "leader")
    begun = asking.post("/me/codes")
    assert 'href="otpauth://totp/' in begun.text
    (key,) = re.findall(r"((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})", begun.text)
    codes = pyotp.TOTP(key.replace(" ", ""))

    wrong = asking.post("/me/codes/confirmation", data={"code": "000000"})
    assert wrong.status_code == 422
    assert key not in wrong.text
    told = asking.post("/me/codes/confirmation", data={"code": codes.at(NOW)})
    recovery = re.findall(r"<li>([0-9a-f]{20})</li>", told.text)
    assert len(recovery) == 10

    page = words_of(asking.get("/me").text)
    assert "You are asked for a code" in page
    assert recovery[0] not in page
    refused = asking.post("/me/codes/end", data={"code": "000000"})
    assert refused.status_code == 422
    ended = asking.post("/me/codes/end", data={"code": recovery[0]})
    assert "You are asked for codes no longer" in words_of(ended.text)


def test_without_a_key_no_authenticator_is_offered(home: Household) -> None:
    page = visits(home, "leader").get("/me").text
    assert "Codes cannot be used here" in words_of(page)
    assert 'action="/me/codes"' not in page


def test_a_session_is_ended_from_another(home: Household) -> None:
    here, there = visits(home, "leader"), visits(home, "leader")
    sessions = re.findall(r"/me/sessions/([0-9a-f]{32})/end", here.get("/me").text)
    assert len(sessions) == 2
    for each in sessions:
        visits(home, "leader").post(f"/me/sessions/{each}/end", follow_redirects=False)
    assert there.get("/me", follow_redirects=False).status_code == 303


def test_a_token_is_shown_once_and_ended(home: Household) -> None:
    asking = visits(home, "leader")
    said = {"token_name": "Our board", "scope": "caseload:read", "lasts": "30"}
    told = asking.post("/me/tokens", data=said)
    (secret,) = re.findall(r"cti_[\w-]{40,}", told.text)
    assert "Our board" not in told.text
    bears = {"Authorization": f"Bearer {secret}"}
    there = f"/api/services/{home.kept.service_id}/caseload"
    assert visits(home, "nobody").get(there, headers=bears).status_code == 200

    page = asking.get("/me").text
    assert secret not in page
    assert "Our board" in page
    assert "See caseloads" in page
    ours = page[page.index("Our board") :]
    token_id = re.findall(r"/me/tokens/([0-9a-f]{32})/end", ours)[0]
    asking.post(f"/me/tokens/{token_id}/end")
    assert visits(home, "nobody").get(there, headers=bears).status_code == 401


def test_a_token_is_for_something_that_its_owner_may_do(home: Household) -> None:
    asking = visits(home, "partner")
    page = asking.get("/me").text
    assert 'value="person:read"' in page
    assert 'value="plan:publish"' not in page
    said = {"token_name": "x", "scope": "plan:publish", "lasts": "30"}
    answer = asking.post("/me/tokens", data=said)
    assert answer.status_code == 422
    assert "Choose at least one thing" in answer.text
    empty = asking.post("/me/tokens")
    for words in ("Enter what the token is for", "Choose how long it is good"):
        assert words in empty.text


def test_a_calendar_is_opened_and_ended(home: Household) -> None:
    asking = visits(home, "worker")
    told = asking.post("/me/calendars")
    (path,) = re.findall(r"(/api/calendars/[\w-]+\.ics)", told.text)
    assert visits(home, "nobody").get(path).status_code == 200
    page = asking.get("/me").text
    assert path not in page
    assert "Nobody’s name" in page
    (feed_id,) = re.findall(r"/me/calendars/([0-9a-f]{32})/end", page)
    asking.post(f"/me/calendars/{feed_id}/end")
    assert visits(home, "nobody").get(path).status_code == 404


def test_who_has_no_contacts_opens_no_calendar(home: Household) -> None:
    answer = visits(home, "leader").post("/me/calendars")
    assert answer.status_code == 422
    assert "only a worker" in words_of(answer.text)


def told_of(
    home: Household, kind: MessageKind, to: Addressee = Addressee.WORKER
) -> None:
    """Tell Alex, or the leader of Alex's team, something about Sam."""
    alex, sam = home.kept.row_id(WORKERS, "alex"), home.kept.row_id(PEOPLE, "sam")
    row = {
        "kind": kind,
        "addressee": to,
        "worker_id": alex,
        "person_id": sam,
        "from_on": NOW.date(),
    }
    teams = {alex: "east", sam: "east"}
    with home.store.unit(author_id=LEADER, at=NOW) as unit:
        tell(unit, home.kept.service_id, [row], teams=teams)


@pytest.mark.parametrize(
    ("kind", "words", "address"),
    [
        (MessageKind.NEW_PERSON, "You will work with Sam from Mon 23 Nov", "/people/"),
        (MessageKind.HANDOVER, "Sam changes worker on Mon 23 Nov", "/people/"),
        (MessageKind.CALLED_OFF, "called off: Sam", "/people/"),
        (MessageKind.MEETINGS, "Some of your meetings have changed", "/my-week"),
    ],
)
def test_a_worker_reads_what_was_decided(
    home: Household, kind: MessageKind, words: str, address: str
) -> None:
    told_of(home, kind)
    page = visits(home, "worker").get("/messages").text
    assert words in words_of(page)
    assert f'href="{address}' in page
    assert words not in words_of(visits(home, "colleague").get("/messages").text)


def test_a_leader_reads_of_an_overload_by_the_name_of_the_worker(
    home: Household,
) -> None:
    told_of(home, MessageKind.OVERLOAD, Addressee.LEADER)
    page = visits(home, "leader").get("/messages").text
    assert "Alex will be over the ceiling from Mon 23 Nov 2026" in words_of(page)
    assert f"/services/{home.kept.service_id}/review" in page


def test_what_was_read_is_kept_and_shown_among_all(home: Household) -> None:
    told_of(home, MessageKind.NEW_PERSON)
    told_of(home, MessageKind.HANDOVER)
    asking = visits(home, "worker")
    ids = re.findall(
        r'name="read" value="([0-9a-f]{32})"', asking.get("/messages").text
    )
    one = asking.post("/messages", data={"read": ids[0]})
    assert "Kept: you have read it" in words_of(one.text)
    assert ids[0] not in one.text
    assert ids[1] in one.text
    rest = asking.post("/messages", data={"read": ids})
    assert "You have read everything." in words_of(rest.text)
    everything = words_of(asking.get("/messages", params={"which": "all"}).text)
    assert "You will work with Sam" in everything


def test_nobody_reads_what_another_was_told(home: Household) -> None:
    told_of(home, MessageKind.NEW_PERSON)
    page = visits(home, "worker").get("/messages").text
    (message_id, *_) = re.findall(r'name="read" value="([0-9a-f]{32})"', page)
    other = visits(home, "colleague").post("/messages", data={"read": message_id})
    assert other.status_code == 404
    wrong = visits(home, "worker").post("/messages", data={"read": "1 or 1"})
    assert wrong.status_code == 404


def test_with_nothing_to_read_it_is_said_what_will_be_there(home: Household) -> None:
    page = words_of(visits(home, "worker").get("/messages").text)
    assert "You have read everything." in page
    everything = visits(home, "worker").get("/messages", params={"which": "all"})
    assert "Nobody has told you anything yet." in words_of(everything.text)
