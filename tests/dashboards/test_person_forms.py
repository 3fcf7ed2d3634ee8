"""What is changed from a page of somebody: by whom, by version, with no word lost."""

from datetime import date

import pytest
from sqlalchemy import select

from cti.caseload.caseload import Outcome
from cti.store.tables import (
    AUDIT,
    CONTACT_NOTES,
    CONTACT_RECORDS,
    FOCUS_AREAS,
    FOCUS_STEPS,
    NETWORK_GUESTS,
    NETWORK_MEETINGS,
    NETWORK_MEMBERS,
    PAUSES,
    PORTRAITS,
    REASONS,
    TRANSITIONS,
    WISHES,
    WORKERS,
)
from tests.api.house import NOW, Household
from tests.dashboards.sam import COOKING, MATTERS, NOTE, SAFE, STRENGTHS, sam_at, the
from tests.dashboards.served import visits, words_of

WHY = "She rang the duty phone and I was on duty."


@pytest.fixture
def sam(home: Household) -> str:
    """Sam, with something of everything."""
    return sam_at(home)


FORMS = (
    *("portrait", "safety", "phone", "focus-areas/new"),
    *("wishes", "transition", "pause"),
)


@pytest.mark.parametrize("part", FORMS)
def test_a_form_is_for_who_may_change_what_it_shows(
    home: Household, sam: str, part: str
) -> None:
    is_planning = part in {"wishes", "transition", "pause"}
    expected = {
        "worker": 200,
        "leader": 200,
        "officer": 200 if is_planning else 403,
        "colleague": 403,
        "partner": 403,
    }
    for who, status in expected.items():
        asking = visits(home, who)
        assert asking.get(f"/people/{sam}/{part}").status_code == status
        if status == 403:
            sent = asking.post(f"/people/{sam}/{part}", data={"version": "1"})
            assert sent.status_code == 403
            assert SAFE not in sent.text


def test_the_safety_plan_is_opened_and_the_audit_says_so(
    home: Household, sam: str
) -> None:
    answer = visits(home, "leader").get(f"/people/{sam}/safety")

    assert SAFE in answer.text
    with home.store.reading() as connection:
        last = select(AUDIT).order_by(AUDIT.c.number.desc()).limit(1)
        row = connection.execute(last).one()
    assert (row.action, row.object_id) == ("safety_plans:read", sam)
    assert row.account_id == home.accounts["leader"].account_id


def test_another_safety_plan_takes_the_place_of_the_one_that_was_seen(
    home: Household, sam: str
) -> None:
    asking = visits(home, "worker")
    said = {"version": "1", "words": "Come in pairs", "review_on": "4/2/2027"}

    answer = asking.post(f"/people/{sam}/safety", data=said, follow_redirects=False)

    assert answer.status_code == 303
    assert "Come in pairs" in asking.get(f"/people/{sam}/safety").text
    late = asking.post(f"/people/{sam}/safety", data={**said, "words": "Ring twice"})
    assert late.status_code == 409
    assert "Come in pairs" in late.text
    assert "Ring twice" in late.text


def test_what_matters_is_changed_and_who_comes_second_loses_no_word(
    home: Household, sam: str
) -> None:
    first, second = visits(home, "worker"), visits(home, "leader")
    said = {"version": "1", "matters": "My garden", "strengths": STRENGTHS}
    answer = first.post(f"/people/{sam}/portrait", data=said, follow_redirects=False)
    assert answer.status_code == 303
    assert "My garden" in first.get(answer.headers["location"]).text

    late = {**said, "matters": "My two dogs"}
    conflict = second.post(f"/people/{sam}/portrait", data=late)

    assert conflict.status_code == 409
    assert "worker saved this on Mon 23 November 2026, 09:00" in words_of(conflict.text)
    assert "My garden" in words_of(conflict.text)
    assert 'name="matters" value="My two dogs"' in conflict.text
    again = {**late, "version": "2"}
    assert 'name="version" value="2"' in conflict.text
    second.post(f"/people/{sam}/portrait", data=again)
    assert the(home, PORTRAITS)["matters"] == "My two dogs"


def test_a_portrait_that_says_nothing_is_refused_beside_its_field(
    home: Household, sam: str
) -> None:
    asking = visits(home, "worker")
    said = {"version": "1", "matters": " ", "strengths": ""}
    answer = asking.post(f"/people/{sam}/portrait", data=said)
    assert answer.status_code == 422
    assert "A portrait needs words." in answer.text


def test_somebody_begins_to_work_on_something_up_to_three_things(
    home: Household, sam: str
) -> None:
    asking = visits(home, "worker")
    where = f"/people/{sam}/focus-areas/new"
    said = {"strengths": "Kind", "words": "Meet people", "phase": "one", "held_by": ""}
    assert asking.post(where, data={**said, "words": ""}).status_code == 422
    assert asking.post(where, data={**said, "phase": "five"}).status_code == 422
    assert asking.post(where, data={**said, "held_by": "x"}).status_code == 422
    for _ in range(2):
        answer = asking.post(where, data=said, follow_redirects=False)
        assert answer.status_code == 303
    fourth = asking.post(where, data=said)
    assert fourth.status_code == 422
    assert "3 focus areas in this phase already" in words_of(fourth.text)
    assert "Meet people" in fourth.text


def test_a_focus_area_is_changed_by_the_version_that_was_seen(
    home: Household, sam: str
) -> None:
    row = the(home, FOCUS_AREAS, words=COOKING)
    where = f"/people/{sam}/focus-areas/{row['id']}"
    asking = visits(home, "worker")
    assert COOKING in asking.get(where).text
    said = {
        "version": "1",
        "strengths": "Knows every recipe",
        "words": "Cook twice a week",
        "held_by": str(row["held_by"]),
        "celebration": "",
        "ended_on": "23/11/2026",
    }
    assert asking.post(where, data=said, follow_redirects=False).status_code == 303
    now = the(home, FOCUS_AREAS, words="Cook twice a week")
    assert now["ended_on"] == date(2026, 11, 23)
    late = asking.post(where, data={**said, "words": "Cook daily"})
    assert late.status_code == 409
    assert "Cook daily" in late.text


def test_a_step_is_added_and_marked_as_done_and_back(home: Household, sam: str) -> None:
    area = the(home, FOCUS_AREAS, words=COOKING)["id"]
    asking, where = visits(home, "worker"), f"/people/{sam}/focus-areas/{area}/steps"
    empty = asking.post(where, data={"words": " "})
    assert empty.status_code == 422
    assert "Write what the step is" in empty.text
    asking.post(where, data={"words": "Invite Jo"})
    step = the(home, FOCUS_STEPS, words="Invite Jo")
    mark = f"{where}/{step['id']}"

    said = {"version": "1", "done": "yes"}
    answer = asking.post(mark, data=said, follow_redirects=False)

    assert answer.headers["location"].endswith(f"#focus-{area}")
    assert the(home, FOCUS_STEPS, words="Invite Jo")["done_on"] == NOW.date()
    same = asking.post(mark, data=said, follow_redirects=False)
    assert same.status_code == 303
    stale = asking.post(mark, data={"version": "1", "done": "no"})
    assert stale.status_code == 409
    asking.post(mark, data={"version": "2", "done": "no"})
    assert the(home, FOCUS_STEPS, words="Invite Jo")["done_on"] is None
    assert asking.post(f"{where}/{'0' * 32}", data=said).status_code == 404


def test_somebody_is_added_to_a_network_and_leaves_it(
    home: Household, sam: str
) -> None:
    asking, where = visits(home, "worker"), f"/people/{sam}/network"
    said = {"known_as": "Jo", "tie": "friend", "reached_by": "A text"}
    assert asking.post(f"{where}/new", data={"tie": "friend"}).status_code == 422
    assert asking.post(f"{where}/new", data={**said, "tie": "x"}).status_code == 422
    asking.post(f"{where}/new", data=said)
    assert "Jo friend A text" in words_of(asking.get(f"/people/{sam}").text)
    jo = the(home, NETWORK_MEMBERS, known_as="Jo")["id"]
    gone = {**said, "version": "1", "ended_on": "23/11/2026"}
    asking.post(f"{where}/{jo}", data=gone)
    assert "Jo friend" not in words_of(asking.get(f"/people/{sam}").text)
    late = asking.post(f"{where}/{jo}", data={**gone, "known_as": "Joanna"})
    assert late.status_code == 409
    assert "Joanna" in late.text
    assert visits(home, "officer").get(f"{where}/{jo}").status_code == 403


def test_a_network_meeting_is_planned_held_and_celebrated(
    home: Household, sam: str
) -> None:
    asking, where = visits(home, "worker"), f"/people/{sam}/network-meetings"
    asked = words_of(asking.get(f"{where}/new").text)
    assert "Phase Two" in asked
    assert "Phase One" not in asked
    planned = {"phase": "two", "planned_on": "1/2/2027", "planned_time": "14:30"}
    wrong = asking.post(f"{where}/new", data={**planned, "planned_time": "soon"})
    assert wrong.status_code == 422
    assert 'value="soon"' in wrong.text
    added = asking.post(f"{where}/new", data=planned, follow_redirects=False)
    assert added.status_code == 303
    again = asking.post(f"{where}/new", data=planned)
    assert again.status_code == 422
    assert "There is a meeting at the end of this phase already." in again.text
    page = words_of(asking.get(f"/people/{sam}").text)
    assert "Planned for Mon 1 February 2027, 14:30" in page

    meeting = the(home, NETWORK_MEETINGS, phase="one")["id"]
    grandma = the(home, NETWORK_MEMBERS)["id"]
    form = asking.get(f"{where}/{meeting}").text
    assert f'value="{grandma}" checked' in form
    held = {"version": "1", "held_on": "20/11/2026", "agreed": "Mo rings"}
    ahead = asking.post(f"{where}/{meeting}", data={**held, "held_on": "24/11/2026"})
    assert ahead.status_code == 422
    asking.post(f"{where}/{meeting}", data=held)
    assert home.kept.rows(NETWORK_GUESTS) == []
    page = words_of(asking.get(f"/people/{sam}").text)
    assert "Agreed: Mo rings" in page
    assert "Who came" not in page
    late = asking.post(f"{where}/{meeting}", data={**held, "agreed": "Jo rings"})
    assert late.status_code == 409
    assert "Jo rings" in late.text
    for who in ("officer", "colleague"):
        assert visits(home, who).get(f"{where}/{meeting}").status_code == 403


def test_wishes_are_changed_and_who_comes_second_compares(
    home: Household, sam: str
) -> None:
    bo = home.kept.row_id(WORKERS, "bo")
    asking, where = visits(home, "officer"), f"/people/{sam}/wishes"
    said = {
        "version": "1",
        "language": "Arabic",
        "language_need": "must",
        "specialism": "",
        "specialism_need": "",
        "worker_gender": "",
        "worker_gender_need": "",
        "requested_worker": "",
        "not_workers": bo,
        "locality": "Riverside",
        "contact_place": "office",
    }
    assert asking.post(where, data=said, follow_redirects=False).status_code == 303
    now = the(home, WISHES, person_id=sam)
    assert (now["language"], now["locality"]) == ("Arabic", "Riverside")
    page = words_of(asking.get(f"/people/{sam}").text)
    assert "A worker who speaks Arabic: this must be met." in page
    assert "Would rather not work with Bo." in page
    wrong = asking.post(where, data={**said, "contact_place": "moon"})
    assert wrong.status_code == 422
    assert 'value="Arabic"' in wrong.text
    late = asking.post(where, data={**said, "language": "Polish"})
    assert late.status_code == 409
    assert "Polish" in late.text
    assert "Bo" not in words_of(late.text).partition("What you said")[2]


def test_the_transition_date_moves_every_phase(home: Household, sam: str) -> None:
    asking, where = visits(home, "worker"), f"/people/{sam}/transition"
    assert 'value="2/11/2026"' in asking.get(where).text
    said = {"version": "1", "happened_on": "9/11/2026", "expected_on": ""}
    assert asking.post(where, data=said, follow_redirects=False).status_code == 303
    assert the(home, TRANSITIONS, person_id=sam)["happened_on"] == date(2026, 11, 9)
    ahead = asking.post(where, data={**said, "happened_on": "9/12/2026"})
    assert ahead.status_code == 422
    unread = asking.post(where, data={**said, "happened_on": "soon"})
    assert unread.status_code == 422
    assert 'value="soon"' in unread.text
    late = asking.post(where, data={**said, "happened_on": "1/11/2026"})
    assert late.status_code == 409


@pytest.mark.parametrize(
    ("part", "said", "words"),
    [
        (
            "transition",
            {"happened_on": "", "expected_on": ""},
            "Enter the day they moved, or the day it is expected",
        ),
        (
            "transition",
            {"happened_on": "2/11/2020", "expected_on": ""},
            "With that day their support would have ended on 02/08/2021.",
        ),
        (
            "pause",
            {"from_on": "1/1/2000", "review_on": "1/1/2001"},
            "Support cannot wait before it began, on 03/08/2026.",
        ),
    ],
)
def test_a_day_that_cannot_be_meant_is_refused_and_nothing_is_lost(
    home: Household, sam: str, part: str, said: dict[str, str], words: str
) -> None:
    asking = visits(home, "worker")

    answer = asking.post(f"/people/{sam}/{part}", data={"version": "1", **said})

    assert answer.status_code == 422
    assert words in words_of(answer.text)
    assert the(home, TRANSITIONS, person_id=sam)["happened_on"] == date(2026, 11, 2)
    assert not home.kept.rows(PAUSES, person_id=sam)


@pytest.mark.parametrize(("who", "may"), [("worker", True), ("leader", False)])
def test_a_worker_records_a_contact_from_somebodys_page(
    home: Household, sam: str, who: str, *, may: bool
) -> None:
    page = visits(home, who).get(f"/people/{sam}").text

    assert (f'href="/my-week/people/{sam}/contact"' in page) is may


def test_support_waits_and_goes_on(home: Household, sam: str) -> None:
    asking, where = visits(home, "worker"), f"/people/{sam}/pause"
    said = {"version": "1", "from_on": "23/11/2026", "review_on": "7/12/2026"}
    assert asking.post(where, data={"version": "1"}).status_code == 422
    asking.post(where, data=said)
    page = words_of(asking.get(f"/people/{sam}").text)
    assert "Support waits since Mon 23 November 2026" in page
    late = asking.post(where, data=said)
    assert late.status_code == 409
    assert "Let support go on today" in asking.get(where).text
    asking.post(f"{where}/end")
    assert not home.kept.rows(PAUSES, person_id=sam)


def test_who_works_with_somebody_reads_and_writes_notes(
    home: Household, sam: str
) -> None:
    asking, where = visits(home, "worker"), f"/people/{sam}/notes"
    assert NOTE in asking.get(where).text
    record = the(home, CONTACT_RECORDS, outcome=Outcome.ACHIEVED)["id"]
    assert asking.post(where, data={"words": "x", "contact": "1"}).status_code == 422
    said = {"contact": str(record), "words": "We laughed a lot."}
    assert asking.post(where, data=said, follow_redirects=False).status_code == 303
    assert "We laughed a lot." in asking.get(where).text


def test_of_two_who_correct_a_note_the_second_keeps_their_words(
    home: Household, sam: str
) -> None:
    note = the(home, CONTACT_NOTES)["id"]
    asking, where = visits(home, "worker"), f"/people/{sam}/notes/{note}"
    assert NOTE in asking.get(where).text
    asking.post(where, data={"words": "She cooked for two."})
    late = asking.post(where, data={"words": "She cooked for five."})
    assert late.status_code == 409
    assert "She cooked for two." in late.text
    assert "She cooked for five." in late.text
    listed = asking.get(f"/people/{sam}/notes").text
    assert NOTE not in listed
    assert "stands in the place of another" in listed


def test_who_does_not_work_with_them_says_why_first_and_it_is_kept(
    home: Household, sam: str
) -> None:
    asking, where = visits(home, "colleague"), f"/people/{sam}/notes"
    asked = asking.get(where)
    assert "Why do you open these notes?" in asked.text
    assert NOTE not in asked.text
    for words in ("", "because"):
        short = asking.post(f"/people/{sam}/reasons", data={"words": words})
        assert short.status_code == 422
    opened = asking.post(f"/people/{sam}/reasons", data={"words": WHY})
    assert NOTE in opened.text
    assert "Write the note" not in opened.text
    assert the(home, REASONS)["words"] == WHY
    assert visits(home, "partner").get(where).status_code == 403


def test_a_page_of_another_site_changes_nothing(home: Household, sam: str) -> None:
    asking = visits(home, "worker")
    asking.headers["Sec-Fetch-Site"] = "cross-site"
    said = {"version": "1", "matters": "Theirs", "strengths": ""}
    assert asking.post(f"/people/{sam}/portrait", data=said).status_code == 403
    assert the(home, PORTRAITS)["matters"] == MATTERS
