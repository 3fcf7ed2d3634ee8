"""A worker looks at their week on a phone, and says how contacts went with a tap."""

import re

import pytest

from cti.store.tables import (
    CALENDAR_FEEDS,
    CONTACT_NOTES,
    CONTACT_RECORDS,
    FELT_WEIGHTS,
    PLANNED_CONTACTS,
    SETTLED_CONTACTS,
)
from tests.api.house import Household, a_key
from tests.dashboards.contacts import (
    EARLIER,
    FRIDAY,
    LATER,
    TUESDAY,
    sam_of,
    told,
)
from tests.dashboards.served import visits, words_of


def test_the_next_contact_stands_on_top_with_who_when_and_where(
    home: Household,
) -> None:
    told(home, EARLIER)
    told(home, LATER)

    page = visits(home, "worker").get("/my-week")

    assert page.status_code == 200
    words = words_of(page.text)
    assert "Next 14:00 to 15:00 Mon 23 Nov, today Sam Visit at home" in words
    assert words.index("14:00 to 15:00") < words.index("08:00 to 09:00")
    assert "As at Mon 23 Nov, 09:00" in words


def test_what_was_before_today_and_is_unsaid_is_asked_for(home: Household) -> None:
    told(home, FRIDAY)

    words = words_of(visits(home, "worker").get("/my-week").text)

    assert "Still to say how it went Fri 20 Nov, 10:00 to 11:00 Sam" in words


def test_the_weeks_before_and_after_are_a_link_away(home: Household) -> None:
    told(home, TUESDAY)
    asking = visits(home, "worker")

    this = asking.get("/my-week").text
    after = asking.get("/my-week?week=2026-12-02").text

    assert 'href="/my-week?week=2026-11-30"' in this
    assert 'href="/my-week?week=2026-11-16"' in this
    assert "Sam" in words_of(this)
    assert 'href="/my-week" rel="prev"' in after
    assert "No contacts in this week." in words_of(after)
    assert asking.get("/my-week?week=soon").status_code == 422


def test_load_and_heads_stand_against_what_is_agreed(home: Household) -> None:
    words = words_of(visits(home, "worker").get("/my-week").text)

    assert re.search(r"[\d.]+ SCE of 20 agreed, with 1 person", words)
    assert "There is room for" in words


def test_cover_is_told_to_both_sides(home: Household) -> None:
    told(home, TUESDAY, worker="caro", cover=True)

    mine = words_of(visits(home, "worker").get("/my-week").text)
    theirs = words_of(visits(home, "cover").get("/my-week").text)

    assert "Tue 24 Nov, 10:00: Caro meets Sam" in mine
    assert "Tue 24 Nov, 10:00: you meet Sam instead of Alex" in theirs
    assert "Cover for Alex" in theirs


def test_both_workers_of_a_warm_handover_are_told_of_each_other(
    home: Household,
) -> None:
    mine = told(home, LATER)
    told(home, LATER, worker="caro")
    told(home, TUESDAY, worker="caro")

    asked = {who: visits(home, who) for who in ("worker", "cover")}

    for who, other in (("worker", "Caro"), ("cover", "Alex")):
        words = words_of(asked[who].get("/my-week").text)
        assert f"Visit at home, together with {other}" in words
    card = words_of(asked["worker"].get(f"/contacts/{mine}").text)
    assert "Visit at home, together with Caro" in card
    alone = words_of(asked["cover"].get("/my-week").text)
    assert alone.count("together with") == 2  # next, and in the week; not on Tuesday


def test_who_is_called_off_does_not_come_along(home: Household) -> None:
    told(home, LATER)
    told(home, LATER, worker="caro", is_cancelled=True)

    assert "together with" not in visits(home, "worker").get("/my-week").text


def test_an_account_of_no_worker_is_told_that_it_has_no_week(home: Household) -> None:
    words = words_of(visits(home, "leader").get("/my-week").text)

    assert "belongs to no worker" in words


@pytest.mark.parametrize("outcome", ["achieved", "attempted", "declined"])
def test_one_tap_says_how_it_went(home: Household, outcome: str) -> None:
    contact = told(home)
    asking = visits(home, "worker")

    answer = asking.post(
        f"/contacts/{contact}/outcome",
        data={"outcome": outcome, "words": ""},
        follow_redirects=False,
    )

    assert (answer.status_code, answer.headers["location"]) == (303, "/my-week")
    (record,) = home.kept.rows(CONTACT_RECORDS, person_id=sam_of(home))
    assert (record["outcome"], record["at"]) == (outcome, EARLIER)
    assert outcome.capitalize() in words_of(asking.get("/my-week").text)


def test_a_contact_of_later_today_is_done_when_it_is_tapped(home: Household) -> None:
    contact = told(home, LATER)

    visits(home, "worker").post(
        f"/contacts/{contact}/outcome", data={"outcome": "achieved"}
    )

    (record,) = home.kept.rows(CONTACT_RECORDS, person_id=sam_of(home))
    assert record["at"].isoformat() == "2026-11-23T09:00:00"


def test_what_is_to_come_on_another_day_has_not_been(home: Household) -> None:
    contact = told(home, TUESDAY)
    asking = visits(home, "worker")

    page = asking.post(f"/contacts/{contact}/outcome", data={"outcome": "achieved"})

    assert page.status_code == 422
    assert "said when it has been" in words_of(page.text)
    assert 'value="declined"' in page.text
    assert 'value="achieved"' not in page.text


def test_words_are_kept_as_a_note_with_the_tap(home: Household) -> None:
    contact = told(home)

    visits(home, "worker").post(
        f"/contacts/{contact}/outcome",
        data={"outcome": "achieved", "words": "We cooked."},
    )

    (note,) = home.kept.rows(CONTACT_NOTES)
    assert note["words"] == "We cooked."


def test_words_can_follow_later_and_none_are_no_words(home: Household) -> None:
    contact = told(home)
    asking = visits(home, "worker")
    asking.post(f"/contacts/{contact}/outcome", data={"outcome": "achieved"})

    none = asking.post(f"/contacts/{contact}/words", data={"words": " "})
    some = asking.post(f"/contacts/{contact}/words", data={"words": "We cooked."})

    assert none.status_code == 422
    assert "Write something first" in words_of(none.text)
    assert 'value="23/11/2026"' in none.text
    assert "Your words are kept" in words_of(some.text)
    assert [each["words"] for each in home.kept.rows(CONTACT_NOTES)] == ["We cooked."]


def test_words_of_who_may_not_write_notes_lose_the_whole_of_it_and_say_so(
    home: Household,
) -> None:
    contact = told(home)

    answer = visits(home, "leader").post(
        f"/contacts/{contact}/outcome",
        data={"outcome": "achieved", "words": "We cooked."},
    )

    assert answer.status_code == 403
    assert home.kept.rows(SETTLED_CONTACTS) == []


def test_a_tap_that_arrives_again_is_done_once_even_after_it_was_taken_back(
    home: Household,
) -> None:
    contact = told(home)
    asking = visits(home, "worker")
    tap = {"outcome": "attempted", "key": a_key()}

    first = asking.post(f"/contacts/{contact}/outcome", data=tap)
    asking.post(f"/contacts/{contact}/taking-back")
    second = asking.post(f"/contacts/{contact}/outcome", data=tap)

    assert (first.status_code, second.status_code) == (200, 200)
    assert home.kept.rows(SETTLED_CONTACTS) == []


def test_the_same_word_twice_is_done_and_another_is_shown(home: Household) -> None:
    contact = told(home)
    asking = visits(home, "worker")
    address = f"/contacts/{contact}/outcome"
    asking.post(address, data={"outcome": "achieved"})

    same = asking.post(address, data={"outcome": "achieved"}, follow_redirects=False)
    other = asking.post(address, data={"outcome": "declined", "words": "She was out."})

    assert same.status_code == 303
    assert other.status_code == 409
    assert "Somebody was quicker. It already says: Achieved" in words_of(other.text)
    assert "She was out." in other.text


def test_what_was_said_can_be_taken_back_while_there_are_no_words(
    home: Household,
) -> None:
    contact = told(home)
    asking = visits(home, "worker")
    asking.post(f"/contacts/{contact}/outcome", data={"outcome": "declined"})

    asking.post(f"/contacts/{contact}/taking-back")

    assert home.kept.rows(SETTLED_CONTACTS) == []
    assert home.kept.rows(CONTACT_RECORDS, person_id=sam_of(home)) == []


def test_what_was_said_can_be_corrected_by_who_saw_it_last(home: Household) -> None:
    contact = told(home)
    asking = visits(home, "worker")
    asking.post(f"/contacts/{contact}/outcome", data={"outcome": "achieved"})
    said = {
        "outcome": "attempted",
        "day": "23/11/2026",
        "time": "08:20",
        "minutes": "15",
        "place": "library",
        "version": "1",
    }

    asking.post(f"/contacts/{contact}/correction", data=said)
    stale = asking.post(
        f"/contacts/{contact}/correction", data={**said, "outcome": "declined"}
    )

    (record,) = home.kept.rows(CONTACT_RECORDS, person_id=sam_of(home))
    assert (record["outcome"], record["minutes"]) == ("attempted", 15)
    assert (record["place"], record["at"].minute) == ("library", 20)
    assert stale.status_code == 409
    assert 'value="library"' in stale.text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"time": "late"}, "is not a time"),
        ({"day": ""}, "Enter the day and the time"),
        ({"day": "24/11/2026"}, "said when it has been"),
        ({"outcome": ""}, "Choose how it went"),
    ],
)
def test_a_correction_that_cannot_be_is_said_beside_its_field(
    home: Household, wrong: dict[str, str], words: str
) -> None:
    contact = told(home)
    asking = visits(home, "worker")
    asking.post(f"/contacts/{contact}/outcome", data={"outcome": "achieved"})
    said = {"outcome": "attempted", "day": "23/11/2026", "time": "8:20"}

    page = asking.post(
        f"/contacts/{contact}/correction", data={**said, "version": "1", **wrong}
    )

    assert page.status_code == 422
    assert words in words_of(page.text)


def test_who_is_late_moves_a_contact_of_today_once(home: Household) -> None:
    contact = told(home, LATER)
    asking = visits(home, "worker")
    address = f"/contacts/{contact}/lateness"
    said = {"minutes": "20", "seen": LATER.isoformat()}

    first = asking.post(address, data=said, follow_redirects=False)
    again = asking.post(address, data=said)

    assert (first.status_code, again.status_code) == (303, 409)
    (planned,) = home.kept.rows(PLANNED_CONTACTS, id=contact)
    assert (planned["at"].isoformat(), planned["version"]) == (
        "2026-11-23T14:20:00",
        2,
    )


def test_nobody_is_late_for_another_day(home: Household) -> None:
    contact = told(home, TUESDAY)
    said = {"minutes": "20", "seen": TUESDAY.isoformat()}

    answer = visits(home, "worker").post(f"/contacts/{contact}/lateness", data=said)

    assert answer.status_code == 422


def test_a_contact_nobody_had_planned_is_recorded_once(home: Household) -> None:
    asking = visits(home, "worker")
    address = f"/my-week/people/{sam_of(home)}/contact"
    said = {
        "outcome": "achieved",
        "kind": "phone call",
        "day": "23/11/2026",
        "time": "08:45",
        "key": a_key(),
    }

    assert 'value="23/11/2026"' in asking.get(address).text
    for _ in range(2):
        asking.post(address, data=said)

    (record,) = home.kept.rows(CONTACT_RECORDS, person_id=sam_of(home))
    assert (record["kind"], record["outcome"]) == ("phone call", "achieved")
    assert f"/contacts/{record['id']}" in asking.get("/my-week").text
    assert asking.get(f"/contacts/{record['id']}").status_code == 200


@pytest.mark.parametrize("who", ["far colleague", "partner", "outsider"])
def test_a_contact_is_for_who_may_see_it(home: Household, who: str) -> None:
    contact = told(home)
    asking = visits(home, who)

    answers = [
        asking.get(f"/contacts/{contact}"),
        asking.post(f"/contacts/{contact}/outcome", data={"outcome": "achieved"}),
        asking.post(f"/contacts/{contact}/taking-back"),
        asking.get(f"/my-week/people/{sam_of(home)}/contact"),
    ]

    assert {answer.status_code for answer in answers} <= {403, 404}
    assert home.kept.rows(SETTLED_CONTACTS) == []


def test_a_colleague_sees_when_and_not_how_it_went(home: Household) -> None:
    contact = told(home)
    visits(home, "worker").post(
        f"/contacts/{contact}/outcome", data={"outcome": "declined"}
    )

    page = words_of(visits(home, "colleague").get(f"/contacts/{contact}").text)

    assert "Said already" in page
    assert "Declined" not in page
    assert "Put it right" not in page


def test_a_calendar_is_opened_with_its_address_told_once_and_ended(
    home: Household,
) -> None:
    asking = visits(home, "worker")

    opened = asking.post("/my-week/calendar", data={})
    again = asking.get("/my-week/calendar").text

    (address,) = re.findall(r'value="(https://[^"]+\.ics)"', opened.text)
    assert address.rpartition("/")[2] not in again
    assert "Last fetched: not yet" in words_of(again)
    assert "No phone has fetched it yet" in words_of(asking.get("/my-week").text)
    assert asking.get(address).status_code == 200
    (feed,) = home.kept.rows(CALENDAR_FEEDS)
    asking.post(f"/my-week/calendar/{feed['id']}/end")
    assert asking.get(address).status_code == 404
    assert "There is none." in words_of(asking.get("/my-week/calendar").text)


def test_work_that_feels_heavier_is_said_of_somebody_or_of_all(
    home: Household,
) -> None:
    asking = visits(home, "worker")
    of_all = f"/my-week/services/{home.kept.service_id}/feels"
    of_sam = f"/my-week/people/{sam_of(home)}/feels"

    unsaid = asking.post(of_sam, data={"words": "Many calls"})
    kept = asking.post(of_sam, data={"feels": "heavier", "words": "Many calls"})
    asking.post(of_all, data={"feels": "lighter"})

    assert unsaid.status_code == 422
    assert "Many calls" in unsaid.text
    assert "Kept." in words_of(kept.text)
    said = {(each["person_id"], each["feels"]) for each in home.kept.rows(FELT_WEIGHTS)}
    assert said == {(sam_of(home), "heavier"), (None, "lighter")}


def test_the_services_of_an_account_are_listed_with_its_role(home: Household) -> None:
    leader = words_of(visits(home, "leader").get("/services").text)
    administrator = visits(home, "administrator").get("/services").text

    assert "Team leader, east" in leader
    assert "Case review" in leader
    assert words_of(administrator).count("Sample service") == 3
    assert "/review" not in administrator
