"""The phase board says where everybody is, what comes next and what is late."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from cti.access import Actor, Membership, Role
from cti.caseload.caseload import Caseload, Outcome
from cti.caseload.casework.case_reviews import CaseReview, ReviewDecision
from cti.caseload.casework.network import NetworkMeeting
from cti.caseload.completeness import Needed
from cti.caseload.people import Status, Wishes
from cti.phases import Phase
from cti.plans.contacts import ContactKind
from cti.store import casework
from cti.store.putting import found_service, put_caseload
from cti.store.tables import PEOPLE, WORKERS
from cti.store.unit import Store, new_id
from cti.usecases.board_people import BoardPerson
from cti.usecases.people import one_person, put_transition
from cti.usecases.phase_board import LateKind, PhaseBoard
from cti.usecases.watching import last_said, phase_board
from tests.builders import (
    PLAN_DATE,
    a_caseload,
    a_contact,
    a_person,
    a_planned_contact,
    a_worker,
)
from tests.store.plans import LEADER, NOW, Kept, told

A_DAY = timedelta(days=1)
LONG_AGO = date(2026, 2, 2)


def kept(store: Store, caseload: Caseload) -> Kept:
    with store.unit(author_id=LEADER, at=NOW) as unit:
        service_id = found_service(unit, caseload)
        put_caseload(unit, service_id, caseload, on=LONG_AGO)
    return Kept(store, service_id)


def one_in(kept: Kept, role: Role = Role.SUPPORT_OFFICER, team: str = "") -> Actor:
    membership = Membership(service_id=kept.service_id, role=role, team=team)
    return Actor(account_id=new_id(), memberships=(membership,))


def seen(kept: Kept, on: date = PLAN_DATE, **who: str) -> PhaseBoard:
    actor = one_in(kept, team=who.get("team", ""))
    return phase_board(kept.store, actor, kept.service_id, on=on)


def names(people: Iterable[BoardPerson]) -> list[str]:
    return [each.known_as for each in people]


def test_everybody_supported_is_there_with_their_phase_and_what_comes_next(
    store: Store,
) -> None:
    there = kept(
        store,
        a_caseload(
            people=[
                a_person("sam"),
                a_person("ana", transition_on=None),
                a_person("gone", worker=None, status=Status.CLOSED),
            ]
        ),
    )

    found = seen(there)

    assert names(found.people) == ["Ana", "Sam"]
    ana, sam = found.people
    assert ana.stands.phase is Phase.PRE_CTI
    assert (sam.stands.phase, sam.stands.day, sam.stands.days) == (
        Phase.TRANSITION,
        22,
        92,
    )
    assert (sam.stands.next_phase, sam.stands.next_on) == (
        Phase.TRY_OUT,
        date(2027, 2, 2),
    )
    assert (sam.worker, sam.worker_id) == ("Alex", there.row_id(WORKERS, "alex"))


@pytest.mark.parametrize(
    ("ends_in", "changes"),
    [(0, False), (1, True), (28, True), (29, False)],
)
def test_a_change_counts_from_tomorrow_to_four_weeks_from_now(
    store: Store, ends_in: int, *, changes: bool
) -> None:
    on = date(2027, 2, 2) - ends_in * A_DAY
    found = seen(kept(store, a_caseload(people=[a_person("sam")])), on)

    assert names(found.changing) == (["Sam"] if changes else [])
    following = found.next_change
    assert following
    assert following.stands.next_on == date(2027, 2 if ends_in else 5, 2)


def test_who_has_started_and_was_not_met_stays_until_a_contact_is_achieved(
    store: Store,
) -> None:
    there = kept(
        store,
        a_caseload(
            people=[
                a_person("met"),
                a_person("tried", started_on=date(2026, 11, 2)),
                a_person("never", started_on=date(2026, 8, 3)),
                a_person("later", started_on=date(2026, 8, 3), status=Status.PAUSED),
            ],
            contacts=[
                a_contact("met"),
                a_contact("tried", outcome=Outcome.ATTEMPTED),
            ],
        ),
    )

    found = seen(there)

    assert names(found.not_met) == ["Never", "Tried"]
    assert found.not_met[1].first_contact_by == date(2026, 11, 9)


def test_what_is_late_is_a_contact_a_pause_an_end_and_a_decision(
    store: Store,
) -> None:
    there = kept(
        store,
        a_caseload(
            people=[
                a_person("sam"),
                a_person("pat", transition_on=date(2026, 1, 5)),
                a_person(
                    "kim",
                    status=Status.PAUSED,
                    paused_from=date(2026, 9, 1),
                    paused_review_on=PLAN_DATE - A_DAY,
                ),
            ],
            contacts=[a_contact("sam", at=datetime(2026, 10, 5, 10, 0))],
        ),
    )
    decide(there, due_on=PLAN_DATE - A_DAY, words="Ask the library")
    decide(there, due_on=PLAN_DATE, words="Ask again")

    found = seen(there)

    said = {(each.kind, each.known_as) for each in found.late}
    assert {
        (LateKind.ENDED, "Pat"),
        (LateKind.PAUSE, "Kim"),
        (LateKind.CONTACT, "Sam"),
        (LateKind.DECISION, ""),
    } <= said
    assert [each.words for each in found.late if each.words] == ["Ask the library"]
    assert "Ask again" in [each.words for each in found.to_come]
    assert [each.due_on for each in found.late] == sorted(
        each.due_on for each in found.late
    )


def decide(there: Kept, *, due_on: date, words: str) -> None:
    with there.store.unit(author_id=LEADER, at=NOW) as unit:
        held = [
            each.row_id
            for each in casework.kept_of(
                unit.connection, CaseReview, service_id=there.service_id
            )
        ]
        review_id = (
            held[0]
            if held
            else casework.add(
                unit, there.service_id, CaseReview(team="north", on=NOW.date())
            )
        )
        decision = ReviewDecision(
            case_review_id=review_id,
            person_id=None,
            words=words,
            owner_id=there.row_id(WORKERS, "alex"),
            due_on=due_on,
        )
        casework.add(unit, there.service_id, decision)


@pytest.mark.parametrize(
    ("days_left", "ends_soon"), [(56, True), (57, False), (1, True), (0, False)]
)
def test_support_that_ends_in_eight_weeks_ends_soon(
    store: Store, days_left: int, *, ends_soon: bool
) -> None:
    there = kept(store, a_caseload(people=[a_person("sam")]))

    found = seen(there, date(2027, 8, 2) - days_left * A_DAY)

    assert names(found.ending) == (["Sam"] if ends_soon else [])


def test_a_date_that_is_put_is_known_from_then_on_and_says_by_whom(
    store: Store,
) -> None:
    there = kept(
        store,
        a_caseload(people=[a_person("ana", transition_on=None), a_person("sam")]),
    )
    actor, ana = one_in(there), there.row_id(PEOPLE, "ana")
    before = seen(there)

    assert names(before.undated) == ["Ana"]
    assert before.next_move is None
    version = before.undated[0].version
    assert version == one_person(store, actor, ana, on=PLAN_DATE).version > 0
    put_transition(
        store,
        actor,
        ana,
        seen=version,
        happened_on=None,
        expected_on=PLAN_DATE + A_DAY,
        on=PLAN_DATE,
        at=NOW,
    )
    after = seen(there)
    assert after.undated == ()
    assert after.next_move
    assert after.next_move.known_as == "Ana"
    said = last_said(store, there.service_id, ana)
    assert said
    assert (said.at, said.by) == (NOW, "")


@pytest.mark.parametrize(
    ("on", "is_due"),
    [
        (date(2027, 1, 4), False),
        (date(2027, 1, 5), True),
        (date(2027, 2, 1), True),
        (date(2027, 3, 1), True),
        (date(2027, 3, 2), False),
    ],
    ids=["before", "in four weeks", "last day", "four weeks late", "long ago"],
)
def test_the_meeting_at_the_end_of_a_phase_is_due_around_its_last_day(
    store: Store, on: date, *, is_due: bool
) -> None:
    found = seen(kept(store, a_caseload(people=[a_person("sam")])), on)

    assert names(found.meeting) == (["Sam"] if is_due else [])


def test_a_meeting_is_planned_by_people_or_a_plan_and_done_once_it_was_held(
    store: Store,
) -> None:
    on, moment = date(2027, 1, 25), datetime(2027, 1, 28, 10, 0)
    there = kept(store, a_caseload(people=[a_person("sam")]))
    assert seen(there, on).meeting[0].meetings[0].planned_at is None

    told(
        there.store,
        there.service_id,
        a_planned_contact(at=moment, kind=ContactKind.NETWORK_MEETING),
    )
    assert seen(there, on).meeting[0].meetings[0].planned_at == moment

    meeting = NetworkMeeting(
        person_id=there.row_id(PEOPLE, "sam"),
        phase=Phase.TRANSITION,
        planned_at=moment + A_DAY,
    )
    with store.unit(author_id=LEADER, at=NOW) as unit:
        row_id = casework.add(unit, there.service_id, meeting)
    assert seen(there, on).meeting[0].meetings[0].planned_at == moment + A_DAY

    with store.unit(author_id=LEADER, at=NOW) as unit:
        held = NetworkMeeting(
            person_id=meeting.person_id,
            phase=meeting.phase,
            planned_at=meeting.planned_at,
            held_on=on,
        )
        casework.change(unit, row_id, held, version=1)
    assert seen(there, on).meeting == ()


def test_completeness_is_told_by_worker_with_what_is_missing_of_whom(
    store: Store,
) -> None:
    there = kept(
        store,
        a_caseload(
            workers=[a_worker("alex"), a_worker("bo")],
            people=[
                a_person("sam", wishes=Wishes(locality="Eastside")),
                a_person("ana", worker="bo", transition_on=None),
                a_person("lou", worker=None, wishes=Wishes(locality="Eastside")),
            ],
            contacts=[a_contact("sam"), a_contact("ana"), a_contact("lou")],
        ),
    )

    nobody, alex, bo = seen(there).known_by_worker()

    assert (nobody.worker_id, nobody.known, nobody.needed) == (None, 4, 5)
    assert (alex.worker, alex.per_cent, alex.missing) == ("Alex", 100, ())
    assert (bo.worker, bo.known, bo.needed, bo.per_cent) == ("Bo", 3, 5, 60)
    assert [(what, names(whom)) for what, whom in bo.missing] == [
        (Needed.TRANSITION, ["Ana"]),
        (Needed.LOCALITY, ["Ana"]),
    ]
    everybody = seen(there).known_of_all()
    assert (everybody.known, everybody.needed, everybody.per_cent) == (12, 15, 80)


def test_of_two_with_one_name_the_id_is_told(store: Store) -> None:
    people = [replace(a_person(each), known_as="Sam") for each in ("p1", "p2")]

    found = seen(kept(store, a_caseload(people=people)))

    assert names(found.people) == ["Sam (p1)", "Sam (p2)"]


def test_the_board_is_narrowed_to_a_worker_and_a_team(store: Store) -> None:
    there = kept(
        store,
        a_caseload(
            workers=[a_worker("alex"), a_worker("bo")],
            people=[
                a_person("sam", team="east", transition_on=date(2026, 1, 5)),
                a_person("ana", team="west", transition_on=date(2026, 1, 5)),
                a_person("lou", worker="bo", team="west"),
            ],
        ),
    )
    whole, alex = seen(there), there.row_id(WORKERS, "alex")

    assert names(whole.narrowed(worker_id=alex, team="").people) == ["Ana", "Sam"]
    assert names(whole.narrowed(worker_id="", team="west").people) == ["Ana", "Lou"]
    both = whole.narrowed(worker_id=alex, team="west")
    assert names(both.people) == ["Ana"]
    assert [each.known_as for each in both.late] == ["Ana"]
    assert both.to_come == ()


def test_whose_planning_may_not_be_seen_is_counted_and_not_shown(store: Store) -> None:
    there = kept(
        store,
        a_caseload(people=[a_person("sam", team="east"), a_person("ana", team="west")]),
    )

    found = seen(there, team="east")

    assert names(found.people) == ["Sam"]
    assert found.teams == ("east",)
    assert found.not_seen == 1
    assert {each.known_as for each in (*found.late, *found.to_come)} == {"Sam"}
