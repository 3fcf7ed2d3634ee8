"""Few things, in people's own words, strengths first; decisions and answers kept."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from cti.caseload.casework.case_reviews import ReviewDecision, carried
from cti.caseload.casework.focus_areas import (
    FocusArea,
    free_place,
)
from cti.caseload.casework.network import NetworkMeeting, NetworkMember, Tie
from cti.caseload.casework.notes import MOST_LETTERS, ContactNote, standing
from cti.caseload.casework.overloads import (
    AnswerKind,
    Overload,
    OverloadAnswer,
    answers_owed,
    answers_to,
)
from cti.caseload.casework.phones import Phone
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
OVERLOAD = Overload(
    overload_id="one",
    worker_id="alex",
    from_on=MONDAY,
    to_on=MONDAY + 3 * A_WEEK - A_DAY,
    over=Fraction(2),
)
ANSWER = OverloadAnswer(
    given_to=OVERLOAD,
    kind=AnswerKind.MOVE,
    until_on=None,
    words="Kim moves to Bo",
    answered_by="leader",
    answered_at=NOW,
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


def owed(
    *answers: OverloadAnswer, overload: Overload = OVERLOAD, on: date = MONDAY
) -> bool:
    return answers_owed([overload], answers, on=on) == (overload,)


def test_an_overload_is_owed_an_answer_until_there_is_one() -> None:
    assert owed()
    assert not owed(ANSWER)


def test_an_answer_is_for_its_worker_and_its_weeks() -> None:
    last_on = OVERLOAD.to_on
    for other in (
        replace(OVERLOAD, worker_id="bo"),
        replace(OVERLOAD, from_on=last_on + A_DAY, to_on=last_on + A_WEEK),
        replace(OVERLOAD, from_on=MONDAY - A_WEEK, to_on=MONDAY - A_DAY),
    ):
        assert owed(ANSWER, overload=other)
    for same in (
        replace(OVERLOAD, overload_id="two"),
        replace(OVERLOAD, from_on=last_on, to_on=last_on + A_WEEK),
        replace(OVERLOAD, from_on=MONDAY - A_WEEK, to_on=MONDAY),
    ):
        assert not owed(ANSWER, overload=same)


@pytest.mark.parametrize(("over", "owing"), [(1, False), (2, False), (3, True)])
def test_an_answer_holds_for_no_greater_overload(over: int, owing: bool) -> None:
    greater = replace(OVERLOAD, overload_id="two", over=Fraction(over))

    assert owed(ANSWER, overload=greater) is owing


def test_an_overload_accepted_until_a_day_is_owed_an_answer_on_that_day() -> None:
    until = MONDAY + A_WEEK
    accepted = replace(ANSWER, kind=AnswerKind.ACCEPT_UNTIL, until_on=until)

    assert not owed(accepted, on=until - A_DAY)
    assert owed(accepted, on=until)


def test_the_last_answer_counts() -> None:
    tomorrow = MONDAY + A_DAY
    accepted = replace(ANSWER, kind=AnswerKind.ACCEPT_UNTIL, until_on=tomorrow)

    assert answers_to(OVERLOAD, [ANSWER, accepted]) == (ANSWER, accepted)
    assert owed(ANSWER, accepted, on=tomorrow)
    assert not owed(accepted, ANSWER, on=tomorrow)


def test_an_answer_to_less_takes_nothing_from_one_to_more() -> None:
    less = replace(OVERLOAD, over=Fraction(1))
    for_a_day = replace(
        ANSWER,
        given_to=less,
        kind=AnswerKind.ACCEPT_UNTIL,
        until_on=MONDAY + A_DAY,
    )

    assert not owed(ANSWER, for_a_day, on=MONDAY + A_WEEK)
    assert owed(ANSWER, for_a_day, overload=less, on=MONDAY + A_WEEK)


def test_the_day_of_an_answer_is_that_of_the_clock_on_the_wall() -> None:
    just_tomorrow = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    accepted = {"kind": AnswerKind.ACCEPT_UNTIL, "answered_at": just_tomorrow}

    assert replace(ANSWER, **accepted, until_on=date(2026, 7, 3))  # type: ignore[arg-type]  # any field of it
    with pytest.raises(BreaksARule):
        replace(ANSWER, **accepted, until_on=date(2026, 7, 2))  # type: ignore[arg-type]  # any field of it


def test_a_corrected_note_no_longer_stands() -> None:
    second = replace(NOTE, words="A very good day.", corrects_id="first")

    assert [*standing({"first": NOTE, "second": second, "other": NOTE})] == [
        "second",
        "other",
    ]


@pytest.mark.parametrize(
    ("number", "dialled"),
    [
        ("", ""),
        ("999", "999"),
        ("07700 900123", "07700900123"),
        ("(0191) 498 0123", "01914980123"),
        ("+44 (0)191 498-0123", "+441914980123"),
    ],
)
def test_a_phone_dials_the_digits_of_a_number(number: str, dialled: str) -> None:
    assert Phone(person_id="sam", number=number, reached_by="").dialled == dialled


@pytest.mark.parametrize("number", ["99", "1" * 16, "ask her", "+", "07700+900123"])
def test_a_number_that_nobody_can_dial_is_none(number: str) -> None:
    with pytest.raises(BreaksARule):
        Phone(person_id="sam", number=number, reached_by="")
