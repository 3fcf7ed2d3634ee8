"""The page that runs the meeting: answers, decisions, the draft, publishing it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

import pytest
from httpx2 import Response

from cti.exchange.plan_json import plan_json
from cti.plans.document import Departure, PlanDocument
from cti.plans.moved_meetings import MovedMeeting
from cti.store.plans import Made, keep_draft
from cti.store.tables import (
    FELT_WEIGHTS,
    OVERLOAD_ANSWERS,
    OVERLOAD_TASKS,
    PEOPLE,
    PINS,
    PLANS,
    REVIEW_DECISIONS,
    RUNS,
    WORKERS,
)
from cti.store.unit import new_id
from cti.units import PersonId, Points, WorkerId
from cti.usecases.publishing import publish
from dashboards.pages.review_overloads import GONE
from tests.api.house import NOW, Household
from tests.builders import (
    a_caseload,
    a_plan_in_force,
    a_stay,
    a_worker,
    monday,
)
from tests.dashboards.served import visits, words_of
from tests.store.plans import a_document, an_overload

MOVES = Departure(
    person_id=PersonId("sam"),
    from_worker=WorkerId("alex"),
    to_worker=WorkerId("bo"),
    on=monday(1),
    was_told=True,
    keeping_costs=Points(73) / 2,
    said="Sam moves to Bo on 30 November instead of staying with Alex.",
)


LATER = MovedMeeting(
    person_id=PersonId("sam"),
    worker_id=WorkerId("alex"),
    at=datetime(2026, 11, 24, 10),
    now_worker_id=WorkerId("alex"),
    now_at=datetime(2026, 11, 27, 10),
    said="Sam was to meet Alex on Tuesday; now on Friday, because Alex is not there.",
)


def of(home: Household, rest: str = "", which: str = "open") -> str:
    service = f"/services/{home.services[which].service_id}/review"
    return f"{service}/{rest}" if rest else service


def in_force(home: Household) -> None:
    """Let a plan be in force in which Alex is over the ceiling."""
    kept = home.kept
    document = a_document(a_stay("sam", "alex"), flags=[an_overload()])
    publish(
        home.store,
        kept.draft(document),
        author_id=home.accounts["leader"].account_id,
        at=NOW,
        seen_revision=kept.revision,
    )


def a_draft(
    home: Household,
    departures: Sequence[Departure] = (MOVES,),
    moved_meetings: Sequence[MovedMeeting] = (),
) -> str:
    """A draft; it lets Sam move unless something else is said."""
    kept = home.kept
    document: PlanDocument = replace(
        a_document(a_stay("sam", "bo")),
        in_force=a_plan_in_force(),
        departures=tuple(departures),
        moved_meetings=tuple(moved_meetings),
    )
    made = Made(
        document=document,
        text=plan_json(document, a_caseload(workers=[a_worker("alex")])),
        prices=None,
        revision=kept.revision,
    )
    with home.store.unit(author_id=new_id(), at=NOW) as unit:
        return keep_draft(unit, kept.service_id, made)


def sent(home: Household, rest: str, who: str = "leader", **said: str) -> Response:
    return visits(home, who).post(of(home, rest), data=said, follow_redirects=False)


@pytest.mark.parametrize("who", ["leader", "officer", "worker"])
def test_whoever_may_read_the_plan_sees_the_meeting(home: Household, who: str) -> None:
    in_force(home)

    answer = visits(home, who).get(of(home))

    assert answer.status_code == 200
    said = words_of(answer.text)
    assert "Weekly case review" in said
    assert "Alex 2 weeks, over by 2 Answer owed" in said
    assert "The plan in force was published by leader on Monday 23 November" in said
    assert "Robin" in said
    assert "Keep this decision" in said
    assert (f'action="{of(home, "runs")}"' in answer.text) is (who != "worker")
    assert ("Answer for Alex" in said) is (who == "leader")


@pytest.mark.parametrize("who", ["partner", "outsider", "administrator"])
def test_whoever_may_not_read_plans_is_refused(home: Household, who: str) -> None:
    in_force(home)
    # What was worked out for who may see it helps nobody else to it.
    assert visits(home, "leader").get(of(home)).status_code == 200

    assert visits(home, who).get(of(home)).status_code in {403, 404}
    assert visits(home, who).get(of(home, which="hidden")).status_code == 404


def test_a_change_of_the_caseload_shows_at_once(home: Household) -> None:
    in_force(home)
    assert GONE in words_of(visits(home, "leader").get(of(home)).text)

    with home.store.unit(author_id=new_id(), at=NOW) as unit:
        alex = unit.row(WORKERS, home.kept.row_id(WORKERS, "alex"))
        less = {"ceiling": Fraction(1, 2)}
        unit.change(WORKERS, alex["id"], version=alex["version"], values=less)

    said = words_of(visits(home, "leader").get(of(home)).text)
    assert GONE not in said
    assert "Alex is over the ceiling already" in said


def test_a_service_without_a_plan_says_what_comes_next(home: Household) -> None:
    said = words_of(visits(home, "leader").get(of(home)).text)

    assert "No plan is in force yet." in said
    assert "No plan is proposed. Plan again when something has changed" in said
    assert "Nothing is carried over." in said


def overload_of(home: Household) -> str:
    page = visits(home, "leader").get(of(home)).text
    _, _, rest = page.partition("/review/overloads/")
    return f"overloads/{rest[:32]}"


def test_an_overload_is_answered_and_is_owed_no_longer(home: Household) -> None:
    in_force(home)
    where = overload_of(home)
    asking = visits(home, "leader")
    assert "what is done about it?" in words_of(asking.get(of(home, where)).text)
    said = {"version": "1", "kind": "accept until", "words": "After the move"}

    blank = sent(home, where, version="1")
    no_day = sent(home, where, **said)
    past = sent(home, where, **said, until_on="1/11/2026")
    done = sent(
        home,
        where,
        **said,
        until_on="7/12/2026",
        by=home.kept.row_id(WORKERS, "bo"),
        due_on="30/11/2026",
    )

    assert [each.status_code for each in (blank, no_day, past)] == [422, 422, 422]
    assert "Say until when it is accepted" in words_of(no_day.text)
    assert "After the move" in no_day.text
    assert "until a day to come" in words_of(past.text)
    assert done.headers["location"].endswith("/review?notice=answered#over")
    (kept,) = home.kept.rows(OVERLOAD_ANSWERS)
    assert kept["until_on"] == date(2026, 12, 7)
    assert kept["words"] == "After the move"
    now = words_of(asking.get(of(home)).text)
    assert "Answer owed" not in now
    assert "Accepted until Monday 7 December 2026. After the move" in now
    assert "Bo sees to it by Mon 30 November." in now


def test_who_sees_to_an_overload_is_chosen_and_shown_until_it_is_done(
    home: Household,
) -> None:
    in_force(home)
    where, asking = overload_of(home), visits(home, "leader")
    leader = f"account-{home.accounts['leader'].account_id}"
    said = {"version": "1", "kind": "move", "by": leader, "words": "Robin waits"}

    stranger = sent(home, where, **{**said, "by": "account-0", "due_on": "1/12/2026"})
    no_day = sent(home, where, **said)
    over = sent(home, where, **said, due_on="1/11/2026")
    kept = sent(home, where, **said, due_on="30/11/2026")

    assert [each.status_code for each in (stranger, no_day, over)] == [422] * 3
    assert "Say by when it is to be done" in words_of(no_day.text)
    assert "Robin waits" in over.text
    assert kept.status_code == 303
    (task,) = home.kept.rows(OVERLOAD_TASKS)
    assert task["account_id"] == home.accounts["leader"].account_id
    page = asking.get(of(home)).text
    assert "Move somebody to another worker. Robin waits" in words_of(page)
    assert "leader, by Mon 30 November" in words_of(page)

    done = sent(home, f"overloads/tasks/{task['id']}", version="1")
    late = sent(home, f"overloads/tasks/{task['id']}", "far leader", version="1")

    assert [each.status_code for each in (done, late)] == [303, 303]
    assert "Nothing is carried over." in words_of(asking.get(of(home)).text)
    (task,) = home.kept.rows(OVERLOAD_TASKS)
    assert (task["done_on"], task["version"]) == (date(2026, 11, 23), 2)


def test_who_answers_an_overload_anew_takes_the_place_of_who_saw_to_it(
    home: Household,
) -> None:
    in_force(home)
    where, bo = overload_of(home), home.kept.row_id(WORKERS, "bo")
    first = {"kind": "move", "by": bo, "due_on": "30/11/2026"}
    sent(home, where, version="1", **first)

    sent(home, where, version="2", kind="add cover")

    assert "Bo, by Mon 30 November" not in words_of(
        visits(home, "leader").get(of(home)).text
    )


def test_who_answers_second_is_told_by_whom_and_loses_no_word(home: Household) -> None:
    in_force(home)
    where = overload_of(home)
    sent(home, where, version="1", kind="move", words="Robin waits")

    late = sent(home, where, "far leader", version="1", kind="add cover", words="Caro")

    assert late.status_code == 409
    said = words_of(late.text)
    assert "leader, Monday 23 November 2026: Move somebody to another worker" in said
    assert "Robin waits" in said
    assert ">Caro</textarea>" in late.text
    assert 'name="version" value="2"' in late.text
    assert len(home.kept.rows(OVERLOAD_ANSWERS)) == 1


@pytest.mark.parametrize("who", ["officer", "worker"])
def test_only_leaders_answer_and_publish(home: Household, who: str) -> None:
    in_force(home)
    where, plan_id = overload_of(home), a_draft(home)

    assert sent(home, where, who, version="1", kind="move").status_code == 403
    for what in ("publication", "decisions"):
        answer = sent(home, f"plans/{plan_id}/{what}", who, seen_revision="1")
        assert answer.status_code == 403


def decision(home: Household) -> dict[str, str]:
    return {
        "words": "Ask the library about Sundays",
        "owner_id": home.kept.row_id(WORKERS, "bo"),
        "due_on": "30/11/2026",
        "person_id": home.kept.row_id(PEOPLE, "sam"),
        "team": "east",
    }


def test_a_decision_is_carried_until_it_is_done(home: Household) -> None:
    asking = visits(home, "leader")
    said = decision(home)

    wrong = sent(home, "decisions", **{**said, "owner_id": "", "due_on": "soon"})
    done = sent(home, "decisions", **said)

    assert wrong.status_code == 422
    assert "Choose who sees to it" in words_of(wrong.text)
    assert "“soon” is not a day" in words_of(wrong.text)
    assert "Ask the library about Sundays" in wrong.text
    assert done.headers["location"].endswith("?notice=decided#decisions")
    page = asking.get(of(home)).text
    assert "Today's case review is held: east." in page.replace("&#39;", "'")
    assert "Ask the library about Sundays about Sam" in words_of(page)
    _, _, rest = page.partition("/review/decisions/")
    where = f"decisions/{rest[:32]}"
    assert "See to a decision" in words_of(asking.get(of(home, where)).text)
    other = {"owner_id": home.kept.row_id(WORKERS, "alex"), "due_on": "1/12/2026"}
    assert sent(home, where, version="1", **other).status_code == 303

    stale = sent(home, where, version="1", is_done="yes")
    finished = sent(home, where, version="2", is_done="yes")

    assert stale.status_code == 409
    assert "Alex sees to it until Tue 1 December" in words_of(stale.text)
    assert finished.headers["location"].endswith("?notice=done#decisions")
    assert "Nothing is carried over." in words_of(asking.get(of(home)).text)


@pytest.mark.parametrize(
    "said",
    ["3/12/2026", "03.12.2026", "3 12 2026", "3-12-2026", "03122026", "2026-12-03"],
)
def test_a_day_is_read_as_people_write_it(home: Household, said: str) -> None:
    alex = home.kept.row_id(WORKERS, "alex")
    fields = {"words": "Ring", "owner_id": alex, "due_on": said, "team": "east"}

    sent(home, "decisions", **fields)

    (decision,) = home.kept.rows(REVIEW_DECISIONS)
    assert decision["due_on"] == date(2026, 12, 3)


@pytest.mark.parametrize("said", ["3122026", "31/2/2026", "3/12/26", "soon"])
def test_what_is_no_day_is_refused(home: Household, said: str) -> None:
    fields = {"words": "Ring", "due_on": said, "team": "east"}

    answer = sent(home, "decisions", **fields)

    assert answer.status_code == 422
    assert f"“{said}” is not a day; write it like 27/3/2026" in words_of(answer.text)


def test_nothing_is_to_be_done_by_a_day_that_has_passed(home: Household) -> None:
    alex = home.kept.row_id(WORKERS, "alex")
    said = {"words": "Ring", "owner_id": alex, "due_on": "1/1/2020", "team": "east"}

    answer = sent(home, "decisions", **said)

    assert answer.status_code == 422
    assert "This day has passed" in words_of(answer.text)


def test_a_review_is_held_once_a_day(home: Household) -> None:
    first = sent(home, "meetings", team="east")
    again = sent(home, "meetings", team="east")
    nowhere = sent(home, "meetings", team="nowhere")

    assert (first.status_code, again.status_code) == (303, 303)
    assert nowhere.status_code == 422


def test_each_change_of_the_draft_has_its_reason_price_and_choices(
    home: Household,
) -> None:
    in_force(home)
    a_draft(home)

    page = visits(home, "leader").get(of(home))
    seen_by_officer = visits(home, "officer").get(of(home))

    said = words_of(page.text)
    assert f"{MOVES.said} 36.5 points more to keep." in said
    assert "Accept Keep as it is: Alex Accept, and pin to Bo" in said
    assert "Publish this plan" in said
    assert "Keep as it is" not in words_of(seen_by_officer.text)
    assert MOVES.said in words_of(seen_by_officer.text)


def test_who_waits_has_nothing_that_could_be_kept(home: Household) -> None:
    in_force(home)
    starts = replace(
        MOVES,
        person_id=PersonId("robin"),
        from_worker=None,
        said="Robin starts with Bo on 30 November.",
    )
    a_draft(home, [starts])

    said = words_of(visits(home, "leader").get(of(home)).text)

    assert f"{starts.said} 36.5 points more to wait." in said
    assert "Accept Accept, and pin to Bo" in said
    assert "Keep as it is" not in said


def test_meetings_people_were_told_of_are_said_to_move(home: Household) -> None:
    in_force(home)
    a_draft(home, [], [LATER])

    said = words_of(visits(home, "leader").get(of(home)).text)

    assert "1 meeting is proposed to move and not published." in said
    assert "Everybody keeps their worker. 1 meeting is moved, of 1 person" in said
    assert f"Which, and why {LATER.said}" in said
    assert "changes nothing for anybody" not in said


def test_nothing_is_said_of_meetings_of_people_of_other_teams(home: Household) -> None:
    in_force(home)
    a_draft(home, [], [LATER])

    said = words_of(visits(home, "far leader").get(of(home)).text)

    assert LATER.said not in said
    assert "1 meeting is proposed to move and not published." in said
    assert "1 meeting is of people of other teams; nothing more is shown" in said


@pytest.mark.parametrize(("number", "is_open"), [(8, True), (9, False)])
def test_many_meetings_are_folded_away(
    home: Household, number: int, is_open: bool
) -> None:
    in_force(home)
    a_draft(
        home,
        [],
        [replace(LATER, at=datetime(2026, 11, 24, hour)) for hour in range(number)],
    )

    page = visits(home, "leader").get(of(home)).text

    assert page.count(LATER.said) == number
    assert ('<details class="govuk-details" open>' in page) is is_open


def test_what_was_changed_just_before_a_plan_is_a_link_away(home: Household) -> None:
    in_force(home)
    with home.store.unit(author_id=new_id(), at=NOW) as unit:
        alex = unit.row(WORKERS, home.kept.row_id(WORKERS, "alex"))
        said = {"ceiling": 15}
        unit.change(WORKERS, alex["id"], version=alex["version"], values=said)
    a_draft(home)
    where = f'"/services/{home.kept.service_id}/what-if/so/{home.kept.revision}"'

    pages = {who: visits(home, who).get(of(home)) for who in ("leader", "worker")}

    assert where in pages["leader"].text
    assert where not in pages["worker"].text
    there = visits(home, "leader").get(where.strip('"'))
    assert "Take it back" in words_of(there.text)


def test_what_cannot_be_taken_back_at_one_go_has_no_link(home: Household) -> None:
    in_force(home)
    a_draft(home)

    assert "how to take it back" not in visits(home, "leader").get(of(home)).text


def test_a_plan_that_changes_nothing_says_so(home: Household) -> None:
    in_force(home)
    a_draft(home, [])

    said = words_of(visits(home, "leader").get(of(home)).text)

    assert "changes nothing for anybody" in said


def test_what_is_chosen_goes_on_from_the_caseloads(home: Household) -> None:
    in_force(home)
    plan_id, sam = a_draft(home), home.kept.row_id(PEOPLE, "sam")
    said = {f"change-{sam}": "keep", "seen_revision": str(home.kept.revision)}

    page = sent(home, f"plans/{plan_id}/caseloads", **said).text
    accepted = {**said, f"change-{sam}": "accept"}

    assert (
        "Hold to this" not in sent(home, f"plans/{plan_id}/caseloads", **accepted).text
    )
    assert (
        "Hold to this"
        not in sent(home, f"plans/{plan_id}/caseloads", "officer", **said).text
    )
    assert f'action="{of(home, f"plans/{plan_id}/decisions")}"' in page
    for name, value in said.items():
        assert f'name="{name}" value="{value}"' in page


def test_what_is_chosen_shows_in_the_caseloads_and_is_not_kept(home: Household) -> None:
    in_force(home)
    plan_id, sam = a_draft(home), home.kept.row_id(PEOPLE, "sam")

    accepted = sent(home, f"plans/{plan_id}/caseloads")
    kept = sent(home, f"plans/{plan_id}/caseloads", **{f"change-{sam}": "keep"})

    assert "Alex" in words_of(accepted.text)
    assert "Nobody’s load changes." in words_of(kept.text)
    assert "with 1 person left as they are" in words_of(kept.text)
    assert not home.kept.rows(PINS)


def test_what_is_chosen_is_still_chosen_on_the_way_back(home: Household) -> None:
    in_force(home)
    plan_id, sam = a_draft(home), home.kept.row_id(PEOPLE, "sam")
    said = {f"change-{sam}": "keep", "seen_revision": str(home.kept.revision)}
    pages = [
        sent(home, f"plans/{plan_id}/{rest}", **said).text
        for rest in ("caseloads", "publication")
    ]

    for page in pages:
        where = f"{of(home)}?chosen={sam}:keep#plan"
        assert f'href="{where}"' in page
        back = visits(home, "leader").get(where).text
        kept = re.search(r'<input[^>]*value="keep"[^>]*>', back)
        assert kept
        assert " checked" in kept[0]
        assert "with 1 person left as they are" in words_of(back)
    plain = re.search(
        r'<input[^>]*value="keep"[^>]*>', visits(home, "leader").get(of(home)).text
    )
    assert plain
    assert " checked" not in plain[0]


def test_what_is_kept_becomes_a_pin_and_a_new_plan_is_asked_for(
    home: Household,
) -> None:
    in_force(home)
    plan_id, sam = a_draft(home), home.kept.row_id(PEOPLE, "sam")
    said = {f"change-{sam}": "keep", "seen_revision": str(home.kept.revision)}

    done = sent(home, f"plans/{plan_id}/decisions", **said)

    assert "/review/runs/" in done.headers["location"]
    (pin,) = home.kept.rows(PINS)
    assert pin["worker_id"] == home.kept.row_id(WORKERS, "alex")
    page = visits(home, "leader").get(of(home)).text
    assert "Sam works with alex" in words_of(page).replace("Alex", "alex")
    removed = sent(home, f"pins/{pin['id']}/removal", version="1")
    assert removed.status_code == 303
    assert not home.kept.rows(PINS)


def test_accepting_everything_keeps_nothing_and_asks_for_no_run(
    home: Household,
) -> None:
    in_force(home)
    plan_id, sam = a_draft(home), home.kept.row_id(PEOPLE, "sam")
    said = {f"change-{sam}": "accept", "seen_revision": str(home.kept.revision)}

    done = sent(home, f"plans/{plan_id}/decisions", **said)

    assert done.headers["location"].endswith("/review#plan")
    assert not home.kept.rows(PINS)
    assert not home.kept.rows(RUNS)


def test_a_draft_is_published_once_and_the_second_leader_loses_nothing(
    home: Household,
) -> None:
    in_force(home)
    first, second = a_draft(home), a_draft(home)
    seen, sam = str(home.kept.revision), home.kept.row_id(PEOPLE, "sam")

    done = sent(home, f"plans/{first}/publication", seen_revision=seen)
    late = sent(home, f"plans/{second}/publication", "far leader", seen_revision=seen)
    undecided = sent(
        home,
        f"plans/{second}/decisions",
        "far leader",
        **{f"change-{sam}": "keep", "seen_revision": seen},
    )

    assert done.headers["location"].endswith("/review?notice=published")
    assert late.status_code == 409
    said = words_of(late.text)
    assert "Another plan was published by leader on 23 November 2026" in said
    assert "Nothing is lost" in said
    assert "Plan again" in said
    assert undecided.status_code == 409
    assert f"Keep as it is: {MOVES.said}" in words_of(undecided.text)
    assert not home.kept.rows(PINS)


def test_whom_somebody_pins_is_pinned_with_the_plan_that_is_published(
    home: Household,
) -> None:
    in_force(home)
    plan_id, sam = a_draft(home), home.kept.row_id(PEOPLE, "sam")
    said = {"seen_revision": str(home.kept.revision), f"change-{sam}": "pin"}

    done = sent(home, f"plans/{plan_id}/publication", **said)

    assert done.headers["location"].endswith("?notice=published")
    (pin,) = home.kept.rows(PINS)
    assert (pin["person_id"], pin["worker_id"]) == (
        sam,
        home.kept.row_id(WORKERS, "bo"),
    )


def test_nobody_is_pinned_where_nothing_is_published(home: Household) -> None:
    in_force(home)
    plan_id, sam = a_draft(home), home.kept.row_id(PEOPLE, "sam")
    said = {"seen_revision": "1", f"change-{sam}": "pin"}

    refused = sent(home, f"plans/{plan_id}/publication", **said)

    assert refused.status_code == 409
    assert f"Accept and pin: {MOVES.said}" in words_of(refused.text)
    assert not home.kept.rows(PINS)


def test_nobody_publishes_a_move_they_chose_against(home: Household) -> None:
    in_force(home)
    plan_id, sam = a_draft(home), home.kept.row_id(PEOPLE, "sam")
    said = {"seen_revision": str(home.kept.revision), f"change-{sam}": "keep"}

    refused = sent(home, f"plans/{plan_id}/publication", **said)
    done = sent(
        home, f"plans/{plan_id}/publication", **{**said, f"change-{sam}": "accept"}
    )

    assert refused.status_code == 409
    assert "You chose to keep somebody" in words_of(refused.text)
    assert f"What you chose Keep as it is: {MOVES.said}" in words_of(refused.text)
    assert f'action="{of(home, f"plans/{plan_id}/decisions")}"' in refused.text
    for name, value in said.items():
        assert f'name="{name}" value="{value}"' in refused.text
    assert done.status_code == 303


def test_a_stale_draft_says_what_changed_and_offers_no_publishing(
    home: Household,
) -> None:
    in_force(home)
    a_draft(home)
    visits(home, "leader").post(
        f"/services/{home.kept.service_id}/referrals/new",
        data={"known_as": "Nia", "team": "east", "priority": "2"},
    )

    said = words_of(visits(home, "leader").get(of(home)).text)

    assert "Something has changed since this plan was made" in said
    assert "Publish" not in said
    assert "Nia" in said


def test_a_draft_is_thrown_away(home: Household) -> None:
    in_force(home)
    plan_id = a_draft(home)

    sent(home, f"plans/{plan_id}/discarding", version="1")

    assert not home.kept.rows(PLANS, id=plan_id)
    assert "The plan is ready." not in words_of(
        visits(home, "leader").get(of(home)).text
    )


def test_a_plan_is_asked_for_once_and_can_be_cancelled(home: Household) -> None:
    asking = visits(home, "leader")

    asked = sent(home, "runs")
    again = sent(home, "runs")

    assert asked.headers["location"] == again.headers["location"]
    where = asked.headers["location"]
    page = asking.get(where)
    assert "Waiting for its turn" in words_of(page.text)
    assert 'hx-trigger="every 2s"' in page.text
    assert "Waiting for its turn" in words_of(asking.get(of(home)).text)
    assert asking.post(f"{where}/cancellation").status_code == 200
    ended = asking.get(where, headers={"HX-Request": "true"})
    assert ended.headers["HX-Redirect"].endswith("/review#plan")
    assert "cancelled before there was a plan" in words_of(ended.text)
    assert sent(home, "runs", "worker").status_code == 403


def test_an_address_that_mixes_services_leads_nowhere(home: Household) -> None:
    in_force(home)
    plan_id = a_draft(home)
    other = of(home, f"plans/{plan_id}/publication", which="another")

    answer = visits(home, "leader").post(other, data={"seen_revision": "1"})

    assert answer.status_code == 404


def test_of_people_of_other_teams_only_what_the_plan_has_is_shown(
    home: Household,
) -> None:
    in_force(home)

    near, far = (
        words_of(visits(home, who).get(of(home)).text)
        for who in ("leader", "far leader")
    )

    assert "Compare who could work with Robin" in near
    assert "nothing more is shown" not in near
    assert "Robin" not in far
    assert "of 2 people of other teams nothing more is shown" in far
    # What workers hold is the service's, and so is what is done about it.
    assert "Alex" in far
    assert "Answer owed" in far


def test_how_work_feels_reaches_the_meeting_until_it_was_talked_about(
    home: Household,
) -> None:
    service, sam = home.kept.service_id, home.kept.row_id(PEOPLE, "sam")
    asking = visits(home, "worker")
    for of_what, words in (
        (f"services/{service}", "Three moves at once"),
        (f"people/{sam}", "Many calls"),
    ):
        asking.post(
            f"/my-week/{of_what}/feels", data={"feels": "heavier", "words": words}
        )

    near, far = (visits(home, who).get(of(home)) for who in ("leader", "far leader"))
    said = words_of(near.text)
    assert "Alex: the whole caseload feels heavier. Three moves at once" in said
    assert "Alex: the work with Sam feels heavier. Many calls" in said
    # Of people of another team nothing is told, and of workers it is.
    assert "Three moves at once" in words_of(far.text)
    assert "Many calls" not in words_of(far.text)

    (felt,) = home.kept.rows(FELT_WEIGHTS, person_id=sam)
    elsewhere = sent(home, f"felt/{felt['id']}", "far leader", version="1")
    done = sent(home, f"felt/{felt['id']}", version="1")
    again = sent(home, f"felt/{felt['id']}", version="1")

    assert (elsewhere.status_code, done.status_code, again.status_code) == (
        404,
        303,
        404,
    )
    said = words_of(visits(home, "leader").get(of(home)).text)
    assert "Many calls" not in said
    assert "Three moves at once" in said
