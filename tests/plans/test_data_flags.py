"""The flags about what the caseload does not say."""

from collections.abc import Iterable
from datetime import date

import pytest

from cti.caseload.hours import WeekHours
from cti.caseload.people import Need, Person, Place, Referral, Status, Wishes
from cti.caseload.workers import Worker
from cti.plans.data_flags import missing_data
from cti.plans.document import FlagKind
from cti.units import WorkerId
from tests.builders import (
    a_caseload,
    a_contact,
    a_person,
    a_pin,
    a_referral,
    a_stay,
    a_worker,
    monday,
)
from tests.plans.said import facts_of

EAST = Wishes(locality="East")
Said = tuple[str, str]


def said(
    *people: Person,
    referrals: Iterable[Referral] = (),
    workers: Iterable[Worker] | None = None,
    pinned_to: str | None = None,
    met: bool = True,
) -> list[Said]:
    caseload = a_caseload(
        workers=[a_worker(locality="East")] if workers is None else workers,
        people=people,
        referrals=referrals,
        contacts=[a_contact()] if met else [a_contact("somebody else")],
        pins=[a_pin(worker=pinned_to)] if pinned_to else [],
    )
    found = list(missing_data(facts_of(caseload, a_stay())))
    assert all(flag.kind is FlagKind.MISSING_DATA for flag in found)
    return [(flag.message, flag.suggestion) for flag in found]


def test_nothing_is_missing_where_everything_is_said() -> None:
    assert said(a_person(wishes=EAST)) == []


@pytest.mark.parametrize(
    ("person", "flag"),
    [
        pytest.param(
            a_person(started_on=None, wishes=EAST),
            (
                "The day Sam's support started is not known, which leaves the length "
                "of Pre-CTI open.",
                "Enter started_on.",
            ),
            id="start",
        ),
        pytest.param(
            a_person(worker=None, wishes=EAST),
            ("Sam has no worker, so the plan chooses one.", ""),
            id="no worker",
        ),
        pytest.param(
            a_person(worker="W99", wishes=EAST),
            (
                "Sam's worker, W99, is not among the workers, so the plan chooses "
                "another.",
                "Correct worker_id, or add the worker.",
            ),
            id="a worker nobody knows",
        ),
        pytest.param(
            a_person(status=Status.PAUSED, wishes=EAST),
            (
                "No day is set to review Sam's pause, so the plan assumes 22 February.",
                "Set a day for the review.",
            ),
            id="a pause without an end",
        ),
        pytest.param(
            a_person(wishes=Wishes(locality="East", language="Polish")),
            (
                "Sam's wish for Polish counts for nothing, for it is not said whether "
                "it must be met.",
                "Enter must or prefer in language_need.",
            ),
            id="a wish without a need",
        ),
        pytest.param(
            a_person(),
            (
                "Where Sam is met is not known, so the way there is taken as the "
                "usual one.",
                "Enter locality.",
            ),
            id="locality",
        ),
        pytest.param(
            a_person(transition_on=date(2026, 2, 1), wishes=EAST),
            (
                "Sam's support ended by the clock on 1 November and is still entered "
                "as open, so nothing is planned.",
                "Close it, or correct the transition date.",
            ),
            id="over but open",
        ),
    ],
)
def test_what_is_missing_is_named_with_what_it_leaves_open(
    person: Person, flag: Said
) -> None:
    assert said(person) == [flag]


@pytest.mark.parametrize(
    "person",
    [
        pytest.param(
            a_person(wishes=Wishes(contact_place=Place.OFFICE)), id="met at the office"
        ),
        pytest.param(
            a_person(status=Status.PAUSED, paused_review_on=monday(4), wishes=EAST),
            id="a pause with an end",
        ),
        pytest.param(
            a_person(
                wishes=Wishes(
                    locality="East", language="Polish", language_need=Need.PREFER
                )
            ),
            id="a wish with a need",
        ),
        pytest.param(
            a_person(transition_on=date(2026, 2, 1), status=Status.CLOSED),
            id="over and closed",
        ),
    ],
)
def test_what_is_said_is_not_asked_for(person: Person) -> None:
    assert said(person) == []


def test_every_wish_without_a_need_is_named_for_a_referral_too() -> None:
    wishes = Wishes(locality="East", specialism="women", worker_gender="woman")

    assert said(referrals=[a_referral(wishes=wishes)]) == [
        (
            "Robin's wish for women counts for nothing, for it is not said whether it "
            "must be met.",
            "Enter must or prefer in specialism_need.",
        ),
        (
            "Robin's wish for woman counts for nothing, for it is not said whether it "
            "must be met.",
            "Enter must or prefer in worker_gender_need.",
        ),
    ]


@pytest.mark.parametrize(
    ("started_on", "message"),
    [
        pytest.param(
            date(2026, 11, 15),
            "No contact with Sam is recorded, so what is due is counted from 15 "
            "November.",
            id="eight days ago",
        ),
        pytest.param(
            None,
            "No contact with Sam is recorded, so when the next is due cannot be said.",
            id="not known when",
        ),
    ],
)
def test_somebody_never_met_is_named(started_on: date | None, message: str) -> None:
    person = a_person(started_on=started_on, wishes=EAST)

    assert (message, "If they have been met, enter the last time.") in said(
        person, met=False
    )


@pytest.mark.parametrize(
    "person",
    [
        pytest.param(
            a_person(started_on=date(2026, 11, 16), wishes=EAST), id="just started"
        ),
        pytest.param(
            a_person(status=Status.PAUSED, paused_review_on=monday(4), wishes=EAST),
            id="paused",
        ),
    ],
)
def test_not_having_been_met_yet_may_be_as_it_should_be(person: Person) -> None:
    assert said(person, met=False) == []


def test_no_contacts_at_all_are_said_once() -> None:
    caseload = a_caseload(
        workers=[a_worker(locality="East")],
        people=[a_person(wishes=EAST), a_person("kim", wishes=EAST)],
    )

    (flag,) = missing_data(facts_of(caseload, a_stay(), a_stay("kim")))

    assert flag.message == (
        "No contact with anybody is recorded, so what is due is counted from the start "
        "of support."
    )
    assert flag.person_id is None


def test_a_worker_without_a_base_or_hours_is_named() -> None:
    assert said(workers=[a_worker(works=WeekHours(()))]) == [
        (
            "Where Alex is based is not known, so the way to people is taken as the "
            "usual one.",
            "Enter locality.",
        ),
        ("Alex's hours are not known, so nobody can be met by them.", "Enter works."),
    ]


def pinned(to: str, *, leaves_on: date | None = None, refused: bool = False) -> bool:
    """Whether a pin of Sam, who is with Alex, is flagged."""
    wishes = Wishes(
        locality="East",
        not_workers=frozenset({WorkerId(to)}) if refused else frozenset(),
    )
    workers = [
        a_worker(locality="East", leaves_on=leaves_on),
        a_worker("ben", locality="East"),
        a_worker("new", locality="East", accepts_new=False),
    ]
    caseload = a_caseload(
        workers=workers,
        people=[a_person(wishes=wishes)],
        contacts=[a_contact()],
        pins=[a_pin(worker=to)],
    )
    stays = [a_stay()]
    if leaves_on is not None:
        stays = [a_stay(to_on=leaves_on), a_stay(worker="ben", from_on=leaves_on)]
    found = list(missing_data(facts_of(caseload, *stays)))
    return [flag.suggestion for flag in found] == [
        "Take the pin out, or change what stands in its way."
    ]


def test_a_pin_that_cannot_hold_is_named() -> None:
    assert pinned("new")
    assert pinned("ben", refused=True)


def test_a_pin_that_can_hold_is_not() -> None:
    assert not pinned("alex")
    assert not pinned("ben")
    assert not pinned("alex", leaves_on=monday(8))
