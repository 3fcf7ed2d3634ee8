"""What a scenario supposes becomes facts, is planned from, and can be taken back."""

from datetime import date
from fractions import Fraction

import pytest

from cti.access import AboutService, Actor, Membership, Role
from cti.errors import (
    BreaksARule,
    ChangedMeanwhile,
    NotAllowed,
    NotNow,
    NotThere,
    UnreadableScenario,
)
from cti.exchange.scenario_in import Asked
from cti.plans.life import RunState
from cti.store.edits import edits_since
from cti.store.tables import (
    ASSIGNMENTS,
    FACTS,
    PLANS,
    REFERRALS,
    RUNS,
    SERVICES,
    WORKERS,
    WORKING_PATTERNS,
)
from cti.store.unit import Store
from cti.usecases.making_so import MadeSo, make_so, propose
from cti.usecases.taking_back import take_back, what_was_written
from tests.builders import a_stay
from tests.store.plans import LEADER, NOW, Kept, a_document

TODAY = date(2026, 11, 23)
JANUARY, FEBRUARY = date(2027, 1, 11), date(2027, 2, 1)

EVERYTHING = (
    ("leaves", "alex:2027-01-11"),
    ("joins", "like bo from 2027-02-01"),
    ("hours", "caro:0.5"),
    ("ceiling", "18"),
    ("pause", "2027-01-04"),
    ("referrals", "2"),
)
"""All kinds that can be written down, and one that cannot."""


def a_scenario(*changes: tuple[str, str]) -> Asked:
    return Asked(name="Scenario A", changes=changes)


def somebody(kept: Kept, role: Role = Role.LEADER, team: str = "") -> Actor:
    ours = Membership(service_id=kept.service_id, role=role, team=team)
    return Actor(account_id=LEADER, memberships=(ours,))


def about(kept: Kept) -> AboutService:
    return AboutService(service_id=kept.service_id, is_hidden=False)


def made(
    kept: Kept,
    *changes: tuple[str, str],
    by: Role = Role.LEADER,
    team: str = "",
    seen: int | None = None,
    names: tuple[str, ...] = (),
) -> MadeSo:
    return make_so(
        kept.store,
        somebody(kept, by, team),
        about(kept),
        a_scenario(*changes),
        names=names,
        seen_revision=kept.revision if seen is None else seen,
        seconds=60,
        on=TODAY,
        at=NOW,
    )


def undone(kept: Kept, revision: int) -> None:
    take_back(kept.store, somebody(kept), about(kept), revision, on=TODAY, at=NOW)


def state_of(kept: Kept) -> dict[str, object]:
    """All that a scenario may change, but for versions."""
    return {
        table.name: [
            {name: each for name, each in row.items() if name not in NOT_COMPARED}
            for row in sorted(kept.rows(table), key=lambda each: str(each["id"]))
            if row.get("is_listed", True)
        ]
        for table in (SERVICES, WORKERS, WORKING_PATTERNS, REFERRALS)
    }


NOT_COMPARED = {"version", "revision"}


def test_each_change_says_what_becomes_of_it(store: Store) -> None:
    kept = Kept.in_(store)

    found = propose(store, kept.service_id, a_scenario(*EVERYTHING), on=TODAY)

    said = {each.said.rstrip("."): (each.fact, each.instead) for each in found.changes}
    assert said["Alex leaves on 11 January"] == (
        "It is written down as the first day no longer here.",
        "",
    )
    assert said["2 more referrals like those of late come"][0] == ""
    assert "Refer each of them" in said["2 more referrals like those of late come"][1]
    held = next(fact for fact, _ in said.values() if "no sooner" in fact)
    assert held.startswith("1 person who waits starts no sooner: Robin.")
    assert (found.newcomers, found.can_be) == (("",), True)
    assert found.revision == kept.revision


def test_what_is_supposed_becomes_facts_with_an_author_and_a_run_plans_from_them(
    store: Store,
) -> None:
    kept = Kept.in_(store)
    before = kept.revision

    done = made(kept, *EVERYTHING, names=("Nia",))

    workers = {row["external_id"]: row for row in kept.rows(WORKERS)}
    assert workers["alex"]["leaves_on"] == JANUARY
    assert workers["caro"]["fte"] == Fraction(1, 2)
    (new,) = (row for row in workers.values() if row["name"] == "Nia")
    assert (new["starts_on"], new["leaves_on"]) == (FEBRUARY, None)
    assert new["team"] == workers["bo"]["team"]
    (hours,) = kept.rows(WORKING_PATTERNS, worker_id=new["id"])
    (like,) = kept.rows(WORKING_PATTERNS, worker_id=workers["bo"]["id"])
    assert hours["works"] == like["works"]
    (referral,) = kept.rows(REFERRALS)
    assert referral["earliest_start_on"] == date(2027, 1, 4)
    (service,) = kept.rows(SERVICES)
    assert (service["ceiling"], service["revision"]) == (18, before + 1)
    facts = kept.rows(FACTS, revision=done.revision)
    assert {fact["author_id"] for fact in facts} == {LEADER}
    (run,) = kept.rows(RUNS)
    assert (run["id"], run["state"]) == (done.run_id, RunState.QUEUED)


def test_nothing_is_written_down_of_what_was_changed_since_it_was_seen(
    store: Store,
) -> None:
    kept = Kept.in_(store)
    as_it_was = state_of(kept)

    with pytest.raises(ChangedMeanwhile):
        made(kept, *EVERYTHING, seen=kept.revision - 1)

    assert state_of(kept) == as_it_was
    assert kept.rows(RUNS) == []


def test_nothing_is_written_down_by_who_may_not_change_all_of_it(store: Store) -> None:
    kept = Kept.in_(store)
    as_it_was = state_of(kept)

    # A support officer looks after workers, and not after what holds for the service.
    with pytest.raises(NotAllowed):
        made(kept, ("ceiling", "18"), by=Role.SUPPORT_OFFICER)
    with pytest.raises(NotAllowed):
        made(kept, ("leaves", "alex:2027-01-11"), by=Role.WORKER)
    # Nobody holds back another team's people.
    with pytest.raises(NotAllowed):
        made(kept, ("pause", "2027-01-04"), team="far away")

    assert state_of(kept) == as_it_was
    assert made(kept, ("leaves", "alex:2027-01-11"), by=Role.SUPPORT_OFFICER)


@pytest.mark.parametrize(
    "change", [("referrals", "2"), ("weight", "pre:1.25")], ids=lambda each: each[0]
)
def test_what_is_no_fact_is_not_written_down(
    store: Store, change: tuple[str, str]
) -> None:
    kept = Kept.in_(store)

    found = propose(store, kept.service_id, a_scenario(change), on=TODAY)
    with pytest.raises(NotNow):
        made(kept, change)

    assert not found.can_be
    assert kept.rows(RUNS) == []


def test_a_scenario_that_cannot_be_is_refused(store: Store) -> None:
    kept = Kept.in_(store)

    with pytest.raises(UnreadableScenario):
        made(kept, ("leaves", "zed:2027-01-11"))


def test_a_day_that_was_written_and_one_that_was_taken_back_are_said(
    store: Store,
) -> None:
    kept = Kept.in_(store)
    before = kept.revision
    done = made(kept, ("leaves", "alex:2027-01-11"))
    undone(kept, done.revision)

    with store.reading() as connection:
        written, taken_back = edits_since(connection, kept.service_id, before)

    assert written.what.endswith("was changed: leaves on 11 January 2027")
    assert taken_back.what.endswith("was changed: leaves: no day")


def test_all_of_it_is_taken_back_and_drafts_of_it_go(store: Store) -> None:
    kept = Kept.in_(store)
    as_it_was = state_of(kept)
    before = kept.draft(a_document(a_stay()))
    done = made(kept, *EVERYTHING, names=("Nia",))
    kept.draft(a_document(a_stay()))
    written = what_was_written(store, kept.service_id, done.revision)

    undone(kept, done.revision)

    assert any("The entry of Nia was added" in each for each in written.facts)
    assert written.is_as_written
    assert state_of(kept) == as_it_was
    assert [row["id"] for row in kept.rows(PLANS)] == [before]
    # It stays known that it was so for a while.
    assert kept.rows(FACTS, revision=done.revision)
    assert not what_was_written(store, kept.service_id, done.revision).is_as_written


def test_nothing_is_taken_back_if_somebody_has_changed_some_of_it(
    store: Store,
) -> None:
    kept = Kept.in_(store)
    done = made(kept, ("leaves", "alex:2027-01-11"), ("hours", "caro:0.5"))
    (alex,) = kept.rows(WORKERS, external_id="alex")
    with store.unit(author_id=LEADER, at=NOW) as unit:
        values = {"leaves_on": FEBRUARY}
        unit.change(WORKERS, alex["id"], version=alex["version"], values=values)
    later = state_of(kept)

    with pytest.raises(ChangedMeanwhile):
        undone(kept, done.revision)

    assert state_of(kept) == later


def test_who_works_with_people_by_now_is_not_taken_back(store: Store) -> None:
    kept = Kept.in_(store)
    done = made(kept, ("joins", "like bo from 2026-11-23 as Nia"))
    (new,) = kept.rows(WORKERS, name="Nia")
    (sams,) = kept.rows(ASSIGNMENTS)
    with store.unit(author_id=LEADER, at=NOW) as unit:
        values = {"worker_id": new["id"]}
        unit.change(ASSIGNMENTS, sams["id"], version=sams["version"], values=values)

    with pytest.raises(BreaksARule):
        undone(kept, done.revision)


def test_what_no_scenario_writes_is_not_taken_back_here(store: Store) -> None:
    kept = Kept.in_(store)
    founded = kept.revision

    with pytest.raises(NotThere):
        undone(kept, founded)
    with pytest.raises(NotThere):
        what_was_written(store, kept.service_id, founded + 1)
