"""What is known of somebody is asked as far as their support has come."""

from datetime import date, timedelta

import pytest

from cti.caseload.clocks import OpenPerson, person_clock
from cti.caseload.completeness import Completeness, Needed, completeness, is_dated
from cti.caseload.people import Need, Person, Place, Status, Wishes
from tests.builders import HORIZON, PLAN_DATE, a_person

AT_HOME = Wishes(locality="Eastside")
A_DAY = timedelta(days=1)


def known(person: Person, *, ever_met: bool = True) -> Completeness:
    clock = person_clock(person, HORIZON)
    whom = OpenPerson(person, clock, clock.weights(HORIZON))
    return completeness(whom, ever_met=ever_met, on=PLAN_DATE)


def test_of_somebody_of_whom_all_is_known_nothing_is_missing() -> None:
    found = known(a_person(wishes=AT_HOME))

    assert found.missing == ()
    assert found.needed == (
        Needed.TRANSITION,
        Needed.WORKER,
        Needed.FIRST_CONTACT,
        Needed.START,
        Needed.LOCALITY,
    )


@pytest.mark.parametrize(
    ("person", "missing"),
    [
        (a_person(transition_on=None, wishes=AT_HOME), Needed.TRANSITION),
        (a_person(worker=None, wishes=AT_HOME), Needed.WORKER),
        (a_person(started_on=None, wishes=AT_HOME), Needed.START),
        (a_person(status=Status.PAUSED, wishes=AT_HOME), Needed.PAUSE_REVIEW),
        (a_person(), Needed.LOCALITY),
        (
            a_person(wishes=Wishes(locality="Eastside", language="Welsh")),
            Needed.HOW_MUCH,
        ),
    ],
    ids=["transition", "worker", "start", "pause", "locality", "wish"],
)
def test_each_thing_that_is_not_known_is_missing(
    person: Person, missing: Needed
) -> None:
    assert known(person).missing == (missing,)


def test_what_does_not_matter_to_somebody_is_not_asked() -> None:
    at_the_office = known(a_person(wishes=Wishes(contact_place=Place.OFFICE)))
    with_a_wish = known(
        a_person(
            wishes=Wishes(
                locality="Eastside", language="Welsh", language_need=Need.PREFER
            )
        )
    )

    assert Needed.LOCALITY not in at_the_office.needed
    assert Needed.PAUSE_REVIEW not in at_the_office.needed
    assert Needed.HOW_MUCH in with_a_wish.needed
    assert with_a_wish.missing == ()


@pytest.mark.parametrize(
    ("started_on", "is_missing"),
    [
        (PLAN_DATE, False),
        (PLAN_DATE - 7 * A_DAY, False),
        (PLAN_DATE - 8 * A_DAY, True),
        (None, True),
    ],
)
def test_a_first_contact_is_asked_for_once_it_should_have_been(
    started_on: date | None, *, is_missing: bool
) -> None:
    found = known(a_person(started_on=started_on), ever_met=False)

    assert (Needed.FIRST_CONTACT in found.missing) is is_missing


def test_nobody_has_to_be_met_while_support_waits() -> None:
    paused = a_person(
        status=Status.PAUSED, paused_review_on=PLAN_DATE + A_DAY, wishes=AT_HOME
    )

    assert known(paused, ever_met=False).missing == ()


@pytest.mark.parametrize(
    ("happened_on", "expected_on", "is_so"),
    [
        (PLAN_DATE, None, True),
        (PLAN_DATE + A_DAY, None, False),
        (PLAN_DATE + A_DAY, PLAN_DATE + A_DAY, False),
        (None, PLAN_DATE, True),
        (None, PLAN_DATE - A_DAY, False),
        (None, None, False),
    ],
)
def test_a_transition_is_dated_by_a_day_that_was_or_one_to_come(
    happened_on: date | None, expected_on: date | None, *, is_so: bool
) -> None:
    person = a_person(transition_on=happened_on, transition_expected_on=expected_on)

    assert is_dated(person, PLAN_DATE) is is_so


@pytest.mark.parametrize("needed", list(Needed))
def test_everything_that_is_needed_says_what_it_decides(needed: Needed) -> None:
    assert needed.label[:1].isupper()
    assert needed.decides.startswith(("when", "who", "how", "from when", "whether"))
