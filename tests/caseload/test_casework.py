"""Few things, in people's own words, strengths first; decisions and answers kept."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from cti.caseload.casework.case_reviews import ReviewDecision, carried
from cti.caseload.casework.focus_areas import (
    FocusArea,
    free_place,
    going_on,
    held_by_nobody,
    wants_a_focus,
)
from cti.caseload.casework.network import NetworkMeeting, NetworkMember, Tie
from cti.caseload.casework.notes import MOST_LETTERS, ContactNote, standing
from cti.caseload.casework.overloads import (
    AnswerKind,
    OverloadAnswer,
    OverloadPeriod,
    answers_owed,
)
from cti.errors import BreaksARule
from cti.phases import SUPPORTED, Phase

MONDAY = date(2026, 11, 23)
A_DAY, A_WEEK = timedelta(days=1), timedelta(weeks=1)
NOW = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)

AREA = FocusArea(
    person_id="sam",
    phase=Phase.TRANSITION,
    words="See my grandparents on Sundays",
    strengths="Remembers everybody's birthday",
    held_by=None,
    celebration="Lunch, all of us",
    began_on=MONDAY,
)
DECISION = ReviewDecision(
    case_review_id="one",
    person_id="sam",
    words="Ask the library about the reading group",
    owner_id="alex",
    due_on=MONDAY,
)
ANSWER = OverloadAnswer(
    worker_id="alex",
    from_on=MONDAY,
    to_on=MONDAY + A_WEEK - A_DAY,
    kind=AnswerKind.MOVE,
    until_on=None,
    words="Kim moves to Bo",
    answered_by="leader",
    answered_on=MONDAY,
)
PERIOD = OverloadPeriod(
    worker_id="alex", from_on=MONDAY, to_on=MONDAY + 3 * A_WEEK - A_DAY
)
NOTE = ContactNote(
    contact_record_id="one", words="A good day.", written_by="alex", written_at=NOW
)


@pytest.mark.parametrize("phase", SUPPORTED)
def test_there_is_a_focus_area_for_every_phase_of_support(phase: Phase) -> None:
    assert replace(AREA, phase=phase).phase is phase


@pytest.mark.parametrize(
    "change",
    [
        lambda: replace(AREA, phase=Phase.FINISHED),
        lambda: replace(AREA, words=" \n"),
        lambda: replace(AREA, strengths=""),
        lambda: NetworkMember(
            person_id="sam", known_as=" ", tie=Tie.FAMILY, reached_by=""
        ),
        lambda: NetworkMeeting(person_id="sam", phase=Phase.PRE_CTI, planned_at=None),
        lambda: replace(DECISION, words=""),
        lambda: replace(NOTE, words="\t"),
        lambda: replace(NOTE, words="a" * (MOST_LETTERS + 1)),
        lambda: replace(ANSWER, kind=AnswerKind.ACCEPT_UNTIL),
        lambda: replace(ANSWER, until_on=MONDAY + A_DAY),
        lambda: replace(ANSWER, kind=AnswerKind.ACCEPT_UNTIL, until_on=MONDAY),
        lambda: replace(ANSWER, to_on=MONDAY - A_DAY),
    ],
)
def test_what_the_way_of_working_does_not_have_is_refused(
    change: Callable[[], object],
) -> None:
    with pytest.raises(BreaksARule) as refusal:
        change()

    assert refusal.value.message.endswith(".")
    assert refusal.value.hint.endswith(".")


def test_a_note_of_just_so_many_letters_is_kept() -> None:
    assert replace(NOTE, words="a" * MOST_LETTERS)


@pytest.mark.parametrize(
    ("taken", "free"), [((), 1), ((1,), 2), ((1, 3), 2), ((2, 3), 1), ((1, 2), 3)]
)
def test_a_new_focus_area_takes_the_first_free_place(
    taken: tuple[int, ...], free: int
) -> None:
    assert free_place(taken) == free


def test_there_is_no_fourth_focus_area() -> None:
    with pytest.raises(BreaksARule, match="3 focus areas"):
        free_place((1, 2, 3))


def test_a_phase_wants_a_focus_until_there_is_one() -> None:
    ended = replace(AREA, ended_on=MONDAY)

    assert wants_a_focus([], Phase.TRANSITION)
    assert wants_a_focus([ended], Phase.TRANSITION)
    assert not wants_a_focus([AREA], Phase.TRANSITION)
    assert wants_a_focus([AREA], Phase.TRY_OUT)
    assert not wants_a_focus([], Phase.FINISHED)
    assert going_on([AREA, ended], Phase.TRANSITION) == (AREA,)


def test_who_holds_a_focus_area_after_us_is_asked_while_nobody_does() -> None:
    held = replace(AREA, held_by="grandma")
    ended = replace(AREA, ended_on=MONDAY)

    assert held_by_nobody([held, AREA, ended]) == (AREA,)


def test_only_the_meeting_at_the_end_of_phase_three_is_final() -> None:
    last = NetworkMeeting(
        person_id="sam", phase=Phase.TRANSFER_OF_CARE, planned_at=None
    )

    assert last.is_final
    assert not replace(last, phase=Phase.TRY_OUT).is_final


def test_a_decision_is_carried_until_it_is_done() -> None:
    later = replace(DECISION, due_on=MONDAY + A_DAY)
    done = replace(DECISION, done_on=MONDAY)

    assert carried([later, done, DECISION]) == (DECISION, later)


def test_a_decision_is_late_the_day_after_it_was_due() -> None:
    assert not DECISION.is_late_on(MONDAY)
    assert DECISION.is_late_on(MONDAY + A_DAY)
    assert not replace(DECISION, done_on=MONDAY + A_DAY).is_late_on(MONDAY + A_WEEK)


def test_an_overload_is_owed_an_answer_until_there_is_one() -> None:
    assert answers_owed([PERIOD], [], on=MONDAY) == (PERIOD,)
    assert answers_owed([PERIOD], [ANSWER], on=MONDAY) == ()


def test_an_answer_is_for_its_worker_and_its_weeks() -> None:
    for other in (
        replace(ANSWER, worker_id="bo"),
        replace(ANSWER, from_on=PERIOD.to_on + A_DAY, to_on=PERIOD.to_on + A_WEEK),
        replace(ANSWER, from_on=MONDAY - A_WEEK, to_on=MONDAY - A_DAY),
    ):
        assert answers_owed([PERIOD], [other], on=MONDAY) == (PERIOD,)
    for same in (
        replace(ANSWER, from_on=PERIOD.to_on, to_on=PERIOD.to_on),
        replace(ANSWER, from_on=MONDAY - A_WEEK, to_on=MONDAY),
    ):
        assert answers_owed([PERIOD], [same], on=MONDAY) == ()


def test_an_overload_accepted_until_a_day_is_owed_an_answer_on_that_day() -> None:
    until = MONDAY + A_WEEK
    accepted = replace(ANSWER, kind=AnswerKind.ACCEPT_UNTIL, until_on=until)

    assert answers_owed([PERIOD], [accepted], on=until - A_DAY) == ()
    assert answers_owed([PERIOD], [accepted], on=until) == (PERIOD,)


def test_a_corrected_note_no_longer_stands() -> None:
    second = replace(NOTE, words="A very good day.", corrects_id="first")

    assert [*standing({"first": NOTE, "second": second, "other": NOTE})] == [
        "second",
        "other",
    ]
