"""A start that was promised comes true on its day, not before; it can be changed."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest

from cti.access import AboutPerson, Actor, Membership, Role, Standing, standing
from cti.caseload.people import Keep, Status
from cti.errors import NotNow, StalePlan
from cti.store.moving import move
from cti.store.people_changing import held_as_seen, version_of, withdraw
from cti.store.people_seen import about_person
from cti.store.people_told import Whom, people_seen
from cti.store.reading import read_caseload
from cti.store.referrals import WhichReferrals, referrals_seen
from cti.store.tables import ASSIGNMENTS, FACTS, PEOPLE, WORKERS
from cti.store.unit import Store, new_id
from cti.units import PersonId
from cti.usecases.publishing import publish
from tests.builders import PLAN_DATE, a_stay, monday
from tests.store.plans import LEADER, NOW, Kept, a_document

STARTS_ON = monday(2)
EVE = STARTS_ON - timedelta(days=1)
LATER = STARTS_ON + timedelta(days=30)
ROBIN = PersonId("robin")

Promise = Callable[[Kept], None]


def at_nine(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=UTC)


def by_plan(
    kept: Kept, worker: str = "bo", on: date | None = STARTS_ON, at: datetime = NOW
) -> None:
    """Publish a plan in which Robin starts, or waits on."""
    starts = [] if on is None else [a_stay("robin", worker, from_on=on)]
    plan_id = kept.draft(a_document(a_stay("sam", "alex"), *starts))
    publish(kept.store, plan_id, author_id=LEADER, at=at, seen_revision=kept.revision)


def by_hand(
    kept: Kept, worker: str = "bo", on: date = STARTS_ON, today: date = PLAN_DATE
) -> None:
    """Let a leader decide when and with whom Robin starts."""
    robin, worker_id = kept.row_id(PEOPLE, "robin"), kept.row_id(WORKERS, worker)
    with kept.store.unit(author_id=LEADER, at=at_nine(today)) as unit:
        seen = version_of(unit.connection, robin)
        person = held_as_seen(unit, robin, seen, on=today)
        move(unit, person, worker_id, from_on=on, why="agreed", on=today)


def an_actor(kept: Kept, role: Role, worker: str | None = None) -> Actor:
    worker_id = None if worker is None else kept.row_id(WORKERS, worker)
    ours = Membership(service_id=kept.service_id, role=role, worker_id=worker_id)
    return Actor(account_id=new_id(), memberships=(ours,))


def about_robin(kept: Kept, on: date) -> AboutPerson:
    with kept.store.reading() as connection:
        found = about_person(connection, kept.row_id(PEOPLE, "robin"), on=on)
    assert found is not None
    return found


def waits(kept: Kept, on: date) -> bool:
    """Whether everything that can be asked says that Robin waits on a day."""
    leader = an_actor(kept, Role.LEADER)
    with kept.store.reading() as connection:
        caseload = read_caseload(connection, kept.service_id, on=on)

        def said(whom: Whom) -> bool:
            found = people_seen(connection, leader, whom, on=on, after=None, limit=9)
            return "robin" in {each.known_as.lower() for each in found}

        listed = referrals_seen(
            connection, leader, WhichReferrals(), on=on, after=None, limit=9
        )
        answers = {
            ROBIN in caseload.referral,
            ROBIN not in caseload.person,
            said(Whom(is_waiting=True)),
            not said(Whom(status=Status.OPEN)),
            bool(listed),
            about_robin(kept, on).worker_ids == frozenset(),
        }
    assert len(answers) == 1
    return answers.pop()


@pytest.mark.parametrize("promised", [by_plan, by_hand])
def test_who_is_promised_a_start_waits_until_the_day_and_is_supported_from_it_on(
    store: Store, promised: Promise
) -> None:
    kept = Kept.in_(store)

    promised(kept)

    assert waits(kept, PLAN_DATE)
    assert waits(kept, EVE)
    assert not waits(kept, STARTS_ON)
    assert not waits(kept, LATER)


@pytest.mark.parametrize("promised", [by_plan, by_hand])
def test_a_plan_is_made_with_who_has_started_as_a_person_of_their_worker(
    store: Store, promised: Promise
) -> None:
    kept = Kept.in_(store)
    promised(kept)

    with store.reading() as connection:
        caseload = read_caseload(connection, kept.service_id, on=STARTS_ON)

    robin = caseload.person[ROBIN]
    assert (robin.worker_id, robin.started_on) == ("bo", STARTS_ON)
    assert (robin.status, robin.keep_worker) == (Status.OPEN, Keep.EITHER)


def test_their_worker_is_theirs_from_the_day_on(store: Store) -> None:
    kept = Kept.in_(store)
    by_plan(kept)
    bo = an_actor(kept, Role.WORKER, "bo")

    near = [standing(bo, about_robin(kept, day)) for day in (EVE, STARTS_ON)]

    assert near[0] > Standing.WORKS_WITH
    assert near[1] is Standing.WORKS_WITH


def test_that_somebody_is_to_start_is_a_fact_with_author_and_moment(
    store: Store,
) -> None:
    kept = Kept.in_(store)

    by_plan(kept)

    robin = kept.row_id(PEOPLE, "robin")
    (fact,) = [
        each for each in kept.rows(FACTS, row_id=robin) if each["before"] is not None
    ]
    assert fact["after"]["started_on"] == STARTS_ON.isoformat()
    assert (fact["author_id"], fact["at"]) == (LEADER, NOW)
    (held,) = kept.rows(ASSIGNMENTS, person_id=robin)
    assert held["from_on"] == STARTS_ON


@pytest.mark.parametrize("promised", [by_plan, by_hand])
def test_a_later_plan_lets_somebody_start_on_another_day(
    store: Store, promised: Promise
) -> None:
    kept = Kept.in_(store)
    promised(kept)

    by_plan(kept, "caro", monday(3))

    assert waits(kept, STARTS_ON)
    assert not waits(kept, monday(3))


@pytest.mark.parametrize("promised", [by_plan, by_hand])
def test_a_later_plan_lets_somebody_wait_on(store: Store, promised: Promise) -> None:
    kept = Kept.in_(store)
    promised(kept)

    by_plan(kept, on=None)

    assert waits(kept, LATER)
    assert kept.rows(ASSIGNMENTS, person_id=kept.row_id(PEOPLE, "robin")) == []


@pytest.mark.parametrize("on", [monday(1), monday(3)], ids=str)
def test_people_decide_otherwise_before_the_day(store: Store, on: date) -> None:
    kept = Kept.in_(store)
    by_plan(kept)

    by_hand(kept, "caro", on)

    assert waits(kept, on - timedelta(days=1))
    assert not waits(kept, on)
    (held,) = kept.rows(ASSIGNMENTS, person_id=kept.row_id(PEOPLE, "robin"))
    assert (held["from_on"], held["to_on"]) == (on, None)
    with store.reading() as connection:
        caseload = read_caseload(connection, kept.service_id, on=on)
    assert caseload.person[ROBIN].worker_id == "caro"
    assert caseload.person[ROBIN].started_on == on


def test_people_decide_that_somebody_starts_with_the_same_worker_later(
    store: Store,
) -> None:
    kept = Kept.in_(store)
    by_plan(kept)

    by_hand(kept, "bo", monday(3))

    assert waits(kept, STARTS_ON)
    assert not waits(kept, monday(3))


def test_people_let_somebody_start_today_who_was_promised_a_later_start(
    store: Store,
) -> None:
    kept = Kept.in_(store)
    by_plan(kept)

    by_hand(kept, "caro", PLAN_DATE)

    assert not waits(kept, PLAN_DATE)
    (held,) = kept.rows(ASSIGNMENTS, person_id=kept.row_id(PEOPLE, "robin"))
    assert (held["from_on"], held["to_on"]) == (PLAN_DATE, None)


def test_who_has_started_moves_and_does_not_start_again(store: Store) -> None:
    kept = Kept.in_(store)
    by_plan(kept)

    by_hand(kept, "caro", LATER, today=LATER)

    with store.reading() as connection:
        caseload = read_caseload(connection, kept.service_id, on=LATER)
    assert caseload.person[ROBIN].worker_id == "caro"
    assert caseload.person[ROBIN].started_on == STARTS_ON


def test_who_has_started_is_closed_and_not_withdrawn(store: Store) -> None:
    kept = Kept.in_(store)
    by_plan(kept)
    robin = kept.row_id(PEOPLE, "robin")

    with store.unit(author_id=LEADER, at=at_nine(STARTS_ON)) as unit:
        seen = version_of(unit.connection, robin)
        person = held_as_seen(unit, robin, seen, on=STARTS_ON)
        with pytest.raises(NotNow):
            withdraw(unit, person, on=STARTS_ON)


def test_who_is_withdrawn_before_the_day_never_starts(store: Store) -> None:
    kept = Kept.in_(store)
    by_plan(kept)
    robin = kept.row_id(PEOPLE, "robin")

    with store.unit(author_id=LEADER, at=at_nine(EVE)) as unit:
        seen = version_of(unit.connection, robin)
        withdraw(unit, held_as_seen(unit, robin, seen, on=EVE), on=EVE)

    (row,) = kept.rows(PEOPLE, id=robin)
    assert (row["status"], row["started_on"]) == (Status.CLOSED, None)
    assert kept.rows(ASSIGNMENTS, person_id=robin) == []


@pytest.mark.parametrize("on", [None, monday(3)], ids=str)
def test_a_plan_that_lets_somebody_wait_who_has_started_since_is_stale(
    store: Store, on: date | None
) -> None:
    kept = Kept.in_(store)
    by_plan(kept)

    with pytest.raises(StalePlan) as refused:
        by_plan(kept, on=on, at=at_nine(STARTS_ON))

    assert refused.value.message == (
        "1 person has started since this plan was made, other than it says."
    )
    assert refused.value.edits == ("Robin started on 7 December 2026.",)
    assert not waits(kept, STARTS_ON)


def test_a_plan_that_has_everybody_start_as_they_did_is_published(
    store: Store,
) -> None:
    kept = Kept.in_(store)
    by_plan(kept)

    by_plan(kept, at=at_nine(STARTS_ON))

    assert not waits(kept, STARTS_ON)


def test_a_plan_made_after_the_start_leaves_the_start_as_it_was(store: Store) -> None:
    kept = Kept.in_(store)
    by_plan(kept, on=PLAN_DATE)

    by_plan(kept, "caro", on=PLAN_DATE)

    (row,) = kept.rows(PEOPLE, external_id="robin")
    assert row["started_on"] == PLAN_DATE
    with store.reading() as connection:
        caseload = read_caseload(connection, kept.service_id, on=PLAN_DATE)
    assert caseload.person[ROBIN].worker_id == "caro"
