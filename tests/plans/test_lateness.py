"""Late days in words: how many, how many are necessary, and why."""

import pytest

from cti.plans.lateness import Late, LateCause, late_in_all, late_words
from cti.plans.words import Words
from cti.units import PersonId
from tests.builders import HORIZON, a_caseload, a_person

WORDS = Words.of(a_caseload(people=[a_person()]), HORIZON)


def late(
    days: int = 3, necessary: int = 0, cause: LateCause = LateCause.NO_ROOM
) -> Late:
    return Late(person_id=PersonId("sam"), days=days, necessary=necessary, cause=cause)


@pytest.mark.parametrize(
    ("necessary", "said"),
    [
        (0, "Contacts are 3 days late in all."),
        (
            2,
            "Contacts are 3 days late in all; at least 2 of them cannot be avoided, "
            "whoever covers.",
        ),
        (
            3,
            "Contacts are 3 days late in all, which cannot be avoided, whoever covers.",
        ),
    ],
)
def test_what_is_necessary_is_told_beside_what_there_is(
    necessary: int, said: str
) -> None:
    assert late_in_all(3, [late(necessary=necessary)]) == said


def test_what_is_necessary_is_added_up_over_people() -> None:
    both = [late(2, 1), late(3, 2)]

    assert "at least 3 of them" in late_in_all(5, both)


def test_where_nothing_is_late_that_is_all() -> None:
    assert late_in_all(0, ()) == "No contact is late."


@pytest.mark.parametrize(
    ("cause", "because"),
    [
        (
            LateCause.NOBODY_CAN,
            "nobody who may meet them can come sooner, whatever else is planned.",
        ),
        (
            LateCause.COVER_COSTS_MORE,
            "only a teammate could come sooner, and that weighs more than the wait.",
        ),
        (
            LateCause.NO_ROOM,
            "the days of their worker go to others, for whom a wait weighs as much.",
        ),
    ],
)
def test_every_cause_has_its_words(cause: LateCause, because: str) -> None:
    assert late_words(late(1, cause=cause), WORDS) == (
        f"Sam waits 1 day longer than agreed: {because}"
    )


def test_a_part_that_nobody_could_spare_somebody_is_told() -> None:
    assert late_words(late(3, 2), WORDS).endswith(
        " Nobody could spare them 2 of these days."
    )
    assert "spare" not in late_words(late(3, 3, LateCause.NOBODY_CAN), WORDS)
