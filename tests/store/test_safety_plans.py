"""A safety plan is read by those who may, and the audit says so; none is ever lost."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from cti.access import AboutPerson, Actor, Permission, can
from cti.caseload.casework.portraits import Portrait
from cti.caseload.casework.safety_plans import MOST_LETTERS, SafetyPlan
from cti.errors import BreaksARule, ChangedMeanwhile, NotThere
from cti.store.casework import change
from cti.store.people_seen import about_person
from cti.store.tables import AUDIT, FACTS, SAFETY_PLANS
from cti.store.unit import Store
from cti.usecases.casework import all_of, become, keep
from cti.usecases.safety import (
    has_safety_plan,
    read_safety_plan,
    write_safety_plan,
)
from tests.store.test_casework import Somebody
from tests.store.test_opening_notes import House, a_house

NOW = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
REVIEW_ON = date(2027, 2, 1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def house(store: Store) -> House:
    return a_house(store)


def about(store: Store, house: House) -> AboutPerson:
    with store.reading() as connection:
        found = about_person(connection, house.person, on=NOW.date())
    assert found is not None
    return found


def write(
    store: Store,
    house: House,
    words: str,
    version: int = 0,
    *,
    by: Actor | None = None,
) -> None:
    write_safety_plan(
        store,
        by or house.worker,
        about(store, house),
        words,
        review_on=REVIEW_ON,
        version=version,
        at=NOW,
    )


def test_one_that_was_written_is_read_and_the_audit_says_who_read_it(
    store: Store, house: House
) -> None:
    person = about(store, house)
    assert not has_safety_plan(store, person)
    assert read_safety_plan(store, house.leader, person, at=NOW) is None

    write(store, house, "Ring before you come.")
    found = read_safety_plan(store, house.leader, person, at=NOW + SECOND)

    assert has_safety_plan(store, person)
    assert found is not None
    assert (found.words, found.review_on) == ("Ring before you come.", REVIEW_ON)
    with store.reading() as connection:
        last = select(AUDIT).order_by(AUDIT.c.number.desc()).limit(1)
        row = connection.execute(last).one()
    assert (row.action, row.object_id) == ("safety_plans:read", house.person)
    assert row.account_id == house.leader.account_id


def test_another_takes_its_place_and_both_are_kept_once(
    store: Store, house: House
) -> None:
    person = about(store, house)
    write(store, house, "Ring before you come.")
    first = read_safety_plan(store, house.worker, person, at=NOW)
    assert first is not None

    write(store, house, "Come in pairs.", first.version)

    found = read_safety_plan(store, house.worker, person, at=NOW)
    assert found is not None
    assert found.words == "Come in pairs."
    with store.reading() as connection:
        kept = connection.execute(select(SAFETY_PLANS.c.words)).scalars().all()
        facts = connection.execute(
            select(FACTS.c.after).where(FACTS.c.about == SAFETY_PLANS.name)
        ).scalars()
        told = [fact.get("words") for fact in facts]
    assert sorted(kept) == ["Come in pairs.", "Ring before you come."]
    assert told == [None, None]


def test_of_two_who_write_at_once_the_second_is_told(
    store: Store, house: House
) -> None:
    write(store, house, "Ring before you come.")
    with pytest.raises(ChangedMeanwhile):
        write(store, house, "Another first one.", by=house.leader)
    found = read_safety_plan(store, house.worker, about(store, house), at=NOW)
    assert found is not None
    write(store, house, "Come in pairs.", found.version)
    with pytest.raises(ChangedMeanwhile):
        write(store, house, "Come at noon.", found.version, by=house.leader)


def test_one_is_first_and_one_takes_its_place_whoever_has_seen_what(
    store: Store,
) -> None:
    of = Somebody(store)
    first = SafetyPlan(
        person_id=of.sam,
        words="Ring before you come",
        review_on=None,
        written_by=of.alex,
        written_at=NOW,
    )
    then = replace(first, replaces_id=of.add(first))
    of.add(then)
    for each in (first, then):
        with pytest.raises(ChangedMeanwhile):
            of.add(each)


def test_one_never_takes_the_place_of_somebody_elses(store: Store) -> None:
    of = Somebody(store)
    plan = SafetyPlan(
        person_id=of.kim,
        words="Kim's own",
        review_on=None,
        written_by=of.alex,
        written_at=NOW,
    )
    other = of.add(plan)
    with pytest.raises(NotThere):
        of.add(
            SafetyPlan(
                person_id=of.sam,
                words="Sam's own",
                review_on=None,
                written_by=of.alex,
                written_at=NOW,
                replaces_id=other,
            )
        )
    with (
        pytest.raises(BreaksARule),
        store.unit(author_id=of.alex, at=NOW) as unit,
    ):
        change(unit, other, plan, version=1)


def test_who_sees_the_support_may_read_it_and_nobody_else(
    store: Store, house: House
) -> None:
    person = about(store, house)
    may = {
        who: can(getattr(house, who), Permission.SUPPORT_READ, person).allowed
        for who in ("worker", "leader", "colleague", "outsider", "partner")
    }
    assert may == {
        "worker": True,
        "leader": True,
        "colleague": False,
        "outsider": False,
        "partner": False,
    }


@pytest.mark.parametrize("words", [" \n", "x" * (MOST_LETTERS + 1)])
def test_it_says_something_and_can_be_read_before_a_visit(words: str) -> None:
    with pytest.raises(BreaksARule):
        SafetyPlan(
            person_id="sam",
            words=words,
            review_on=None,
            written_by="alex",
            written_at=NOW,
        )


def test_somebody_is_told_in_one_portrait_that_changes_by_version(
    store: Store, house: House
) -> None:
    person = about(store, house)
    portrait = Portrait(person_id=house.person, matters="My dog", strengths="")
    with pytest.raises(BreaksARule):
        Portrait(person_id=house.person, matters=" ", strengths="")

    first = keep(store, house.worker, person, portrait, at=NOW)
    with pytest.raises(ChangedMeanwhile):
        keep(store, house.leader, person, portrait, at=NOW)
    become(
        store,
        house.worker,
        person,
        Portrait,
        first.row_id,
        version=1,
        at=NOW,
        strengths="Patient with animals",
    )

    (found,) = all_of(store, Portrait, person, after=None, limit=9).items
    assert found.version == 2
    assert (found.what.matters, found.what.strengths) == (
        "My dog",
        "Patient with animals",
    )
