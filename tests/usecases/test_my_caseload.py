"""What a worker holds this week, what is coming for them, and who covers for whom."""

from datetime import date, datetime
from fractions import Fraction

import pytest

from cti.access import Actor, Membership, Role
from cti.errors import NotThere
from cti.phases import Phase
from cti.plans.contacts import ContactKind
from cti.store.putting import found_service, put_caseload
from cti.store.tables import ASSIGNMENTS, PEOPLE, PLANNED_CONTACTS, WORKERS
from cti.store.unit import Store, new_id
from cti.usecases.my_caseload import Coming, ComingKind, covers, my_caseload
from tests.builders import PLAN_DATE, a_caseload, a_person, a_referral, a_worker
from tests.store.plans import NOW, Kept, a_document

WEDNESDAY = date(2026, 11, 25)
MONDAY = date(2026, 11, 30)


@pytest.fixture
def kept(store: Store) -> Kept:
    """Alex works with four people, whose support is at different points."""
    caseload = a_caseload(
        workers=[a_worker("alex"), a_worker("bo")],
        people=[
            a_person("goes"),
            a_person("moves on", transition_on=date(2026, 9, 1)),
            a_person("ends", transition_on=date(2026, 3, 5)),
            a_person("stays", transition_on=date(2026, 8, 3)),
            a_person("another's", worker="bo", transition_on=date(2026, 9, 1)),
        ],
        referrals=[a_referral("starts")],
    )
    with store.unit(author_id=new_id(), at=NOW) as unit:
        service_id = found_service(unit, caseload)
        put_caseload(unit, service_id, caseload, on=date(2026, 8, 3))
    return Kept(store, service_id)


def alex_of(kept: Kept, worker: str = "alex") -> Membership:
    return Membership(
        service_id=kept.service_id,
        role=Role.WORKER,
        worker_id=kept.row_id(WORKERS, worker),
    )


def assign(kept: Kept, person: str, worker: str, from_on: date) -> None:
    """Let somebody work with a worker from a day on, and with nobody else."""
    person_id = kept.row_id(PEOPLE, person)
    before = kept.rows(ASSIGNMENTS, person_id=person_id)
    row = {
        "person_id": person_id,
        "worker_id": kept.row_id(WORKERS, worker),
        "from_on": from_on,
        "to_on": None,
    }
    with kept.store.unit(author_id=new_id(), at=NOW) as unit:
        for each in before:
            version, until = each["version"], {"to_on": from_on}
            unit.change(ASSIGNMENTS, each["id"], version=version, values=until)
        unit.add(ASSIGNMENTS, kept.service_id, [row])


def told(coming: Coming) -> tuple[str, ComingKind, date, str]:
    return coming.known_as, coming.kind, coming.on, coming.other


def test_what_is_coming_is_told_in_order_of_date(kept: Kept) -> None:
    assign(kept, "goes", "bo", MONDAY)
    assign(kept, "another's", "alex", date(2026, 12, 7))
    assign(kept, "starts", "alex", date(2026, 12, 14))

    mine = my_caseload(kept.store, alex_of(kept), on=WEDNESDAY)

    assert [told(each) for each in mine.coming] == [
        ("Goes", ComingKind.GOES, MONDAY, "Bo"),
        ("Moves On", ComingKind.PHASE, date(2026, 12, 1), ""),
        ("Ends", ComingKind.ENDS, date(2026, 12, 5), ""),
        ("Another'S", ComingKind.COMES, date(2026, 12, 7), "Bo"),
        ("Starts", ComingKind.STARTS, date(2026, 12, 14), ""),
    ]
    assert mine.coming[1].phase is Phase.TRY_OUT


def test_what_is_today_or_farther_than_four_weeks_is_not_coming(kept: Kept) -> None:
    assign(kept, "starts", "alex", date(2026, 12, 24))
    assign(kept, "goes", "bo", WEDNESDAY)

    mine = my_caseload(kept.store, alex_of(kept), on=WEDNESDAY)

    assert {each.kind for each in mine.coming} == {ComingKind.PHASE, ComingKind.ENDS}


def test_the_load_of_this_week_is_first_whatever_day_it_is(kept: Kept) -> None:
    mine = my_caseload(kept.store, alex_of(kept), on=WEDNESDAY, weeks=3)

    assert [each.week for each in mine.loads] == [
        PLAN_DATE,
        MONDAY,
        date(2026, 12, 7),
    ]
    assert (mine.loads[0].people, mine.loads[0].ceiling) == (4, Fraction(20))
    assert [each.known_as for each in mine.people] == [
        "Ends",
        "Goes",
        "Moves On",
        "Stays",
    ]


def test_who_is_no_worker_of_a_service_has_no_caseload_there(kept: Kept) -> None:
    leader = Membership(service_id=kept.service_id, role=Role.LEADER)

    with pytest.raises(NotThere):
        my_caseload(kept.store, leader, on=WEDNESDAY)


def test_cover_is_told_to_who_gives_it_and_who_is_given_it(kept: Kept) -> None:
    row = {
        "plan_id": kept.draft(a_document()),
        "person_id": kept.row_id(PEOPLE, "goes"),
        "worker_id": kept.row_id(WORKERS, "bo"),
        "minutes": 60,
        "kind": ContactKind.VISIT,
        "place": "home",
        "locality": None,
        "said_at": NOW,
    }
    first, last = date(2026, 11, 24), date(2026, 11, 29)
    told_of = [
        {
            **row,
            "at": datetime(2026, 11, day, 10, 0),
            "cover": cover,
            "is_cancelled": off,
        }
        for day, cover, off in (
            (23, True, False),
            (24, True, False),
            (25, True, True),
            (26, False, False),
            (29, True, False),
            (30, True, False),
        )
    ]
    with kept.store.unit(author_id=new_id(), at=NOW) as unit:
        unit.add(PLANNED_CONTACTS, kept.service_id, told_of)

    for who in ("alex", "bo"):
        actor = Actor(account_id=new_id(), memberships=(alex_of(kept, who),))
        found = covers(kept.store, actor, first, last, on=first)
        assert [each.at.day for each in found] == [24, 29]
        assert {(each.worker, each.for_worker) for each in found} == {("Bo", "Alex")}
