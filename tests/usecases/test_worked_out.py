"""What is worked out of a plan is kept for the very same plan, and for no other."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given

from cti.calendar import Horizon
from cti.plans.contacts import ContactPlan
from cti.plans.facts import PlanFacts
from cti.plans.flags import flags
from cti.plans.policy import BALANCED
from cti.units import Points
from cti.usecases.worked_out import Shelf, without_contacts
from tests.builders import (
    HORIZON,
    a_caseload,
    a_contact,
    a_person,
    a_plan,
    a_plan_in_force,
    a_planned_contact,
    a_promise,
    a_stay,
    a_worker,
    an_appointment,
    monday,
)
from tests.plans.drawn import SHORT, Planned, a_few, planned

UNDER = "a service"


def some_facts() -> PlanFacts:
    """A plan of its own, as one that was just read."""
    caseload = a_caseload(
        workers=[a_worker("alex"), a_worker("bo")],
        people=[a_person("sam"), a_person("robin", worker="bo")],
        contacts=[a_contact("sam")],
    )
    return PlanFacts(
        caseload=replace(
            caseload,
            in_force=a_plan_in_force(a_promise("sam"), contacts=[an_appointment()]),
        ),
        horizon=HORIZON,
        plan=a_plan(a_stay("sam", "alex"), a_stay("robin", "bo")),
        policy=BALANCED,
    )


def with_another_ceiling(facts: PlanFacts) -> PlanFacts:
    workers = (a_worker("alex", ceiling=7), a_worker("bo"))
    return replace(facts, caseload=replace(facts.caseload, workers=workers))


def with_another_name(facts: PlanFacts) -> PlanFacts:
    zed = replace(a_person("sam"), known_as="Zed")
    people = (zed, a_person("robin", worker="bo"))
    return replace(facts, caseload=replace(facts.caseload, people=people))


def without_a_promise(facts: PlanFacts) -> PlanFacts:
    told = a_plan_in_force()
    return replace(facts, caseload=replace(facts.caseload, in_force=told))


def of_another_day(facts: PlanFacts) -> PlanFacts:
    horizon = Horizon(HORIZON.on + timedelta(days=1), HORIZON.weeks)
    return replace(facts, horizon=horizon)


def with_another_stay(facts: PlanFacts) -> PlanFacts:
    stays = (a_stay("sam", "alex", to_on=monday(3)), a_stay("robin", "bo"))
    return replace(facts, plan=a_plan(*stays))


def with_other_prices(facts: PlanFacts) -> PlanFacts:
    return replace(facts, policy=replace(BALANCED, handover=Points(77)))


def test_the_same_plan_read_again_is_not_worked_out_again() -> None:
    shelf = Shelf()

    first = shelf.equal(some_facts(), under=UNDER)

    assert shelf.equal(some_facts(), under=UNDER) is first
    assert first.facts.loads is shelf.equal(some_facts(), under=UNDER).facts.loads


@pytest.mark.parametrize(
    "changed",
    [
        with_another_ceiling,
        with_another_name,
        without_a_promise,
        of_another_day,
        with_another_stay,
        with_other_prices,
    ],
)
def test_whoever_holds_another_plan_never_gets_what_was_kept(
    changed: Callable[[PlanFacts], PlanFacts],
) -> None:
    shelf = Shelf()
    before = shelf.equal(some_facts(), under=UNDER)
    other = changed(some_facts())

    found = shelf.equal(other, under=UNDER)

    assert found is not before
    assert found.facts == without_contacts(other)
    assert found.flags == shelf.equal(other, under="elsewhere").flags


def test_what_else_follows_is_worked_out_once_each() -> None:
    shelf, asked = Shelf(), list[str]()

    def note(what: str) -> Callable[[PlanFacts], str]:
        def work_out(facts: PlanFacts) -> str:
            asked.append(what)
            return f"{what} of {len(facts.plan.stays)}"

        return work_out

    for _ in range(2):
        found = shelf.equal(some_facts(), under=UNDER)
        assert found.once("a", note("a")) == "a of 2"
        assert found.once("b", note("b")) == "b of 2"
    assert asked == ["a", "b"]
    other = shelf.equal(with_another_name(some_facts()), under=UNDER)
    other.once("a", note("a"))
    assert asked == ["a", "b", "a"]


def test_it_is_worked_out_without_who_was_met_or_will_be() -> None:
    shelf = Shelf()
    facts = some_facts()
    nobody = replace(facts, caseload=replace(facts.caseload, contacts=()))

    found = shelf.equal(facts, under=UNDER)

    assert shelf.equal(nobody, under=UNDER) is found
    assert found.facts.caseload.contacts == ()
    assert found.facts.caseload.in_force == a_plan_in_force(a_promise("sam"))


@a_few
@given(planned())
def test_the_flags_are_those_that_are_worked_out_in_one_go(drawn: Planned) -> None:
    caseload, plan = drawn
    facts = PlanFacts(caseload=caseload, horizon=SHORT, plan=plan, policy=BALANCED)
    contacts = ContactPlan((a_planned_contact("p0", "w0"),))

    kept = Shelf().equal(facts, under=UNDER).flags

    assert flags(facts, contacts, besides=kept) == flags(facts, contacts)


def test_what_was_not_asked_for_longest_makes_room() -> None:
    shelf = Shelf(most_people=2 * 2)
    kept = {each: shelf.equal(some_facts(), under=each) for each in ("a", "b")}
    shelf.equal(some_facts(), under="a")

    shelf.equal(some_facts(), under="c")

    assert len(shelf) == 2
    assert shelf.equal(some_facts(), under="a") is kept["a"]
    assert shelf.equal(some_facts(), under="b") is not kept["b"]


def test_one_plan_of_very_many_people_is_kept_all_the_same() -> None:
    shelf = Shelf(most_people=1)

    first = shelf.equal(some_facts(), under=UNDER)

    assert len(shelf) == 1
    assert shelf.equal(some_facts(), under=UNDER) is first
