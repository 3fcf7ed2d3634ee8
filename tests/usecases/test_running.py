"""Planning runs: asked for, done once, told of, cancelled, taken over, given up."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from threading import Thread, active_count

import pytest
from sqlalchemy import Engine, text

from cti.errors import NotThere, StalePlan, UnreadableCaseload
from cti.exchange.caseload_in import read_caseload
from cti.exchange.plan_json import plan_json
from cti.plans.life import PlanState, RunState
from cti.plans.policy import BALANCED
from cti.store import runs
from cti.store.plans import document_of, plan_row
from cti.store.putting import found_service, put_caseload
from cti.store.runs import GIVEN_UP, LEASE, MOST_ATTEMPTS, Heard, HowFar, LostRun
from cti.store.tables import PLANS, TRAVEL_TIMES, WORKERS
from cti.store.unit import Store, new_id
from cti.units import Points
from cti.usecases.planning import plan_caseload
from cti.usecases.plans_kept import changes_in_plan
from cti.usecases.progress import Progress, Stage
from cti.usecases.publishing import publish
from cti.usecases.running import ask_for_run, cancel_run, look_at_run
from cti.usecases.sample import NAVIGATORS, RIVERSIDE, SAMPLE_DATE, sample_caseload
from cti.usecases.working import do_one, work, working_beside
from tests.builders import a_stay
from tests.store.plans import LEADER, NOW, OTHER_LEADER, Kept, a_document
from tests.usecases.runs import Clock, asked_for, found, planning_is, until

A_SECOND = timedelta(seconds=1)
NAMES = {LEADER: "Leigh", OTHER_LEADER: "Oli"}


def at_once(_watch: Callable[[Progress], None], _stop: Callable[[], bool]) -> None:
    """Plan without anything happening meanwhile."""


def test_a_run_is_done_and_leaves_a_draft(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, clock = Kept.in_(store), Clock()
    planning_is(monkeypatch, at_once)
    run_id = asked_for(kept)
    assert look_at_run(store, run_id).state is RunState.QUEUED

    assert do_one(store, clock.worker()) == run_id
    assert do_one(store, clock.worker()) is None

    run = look_at_run(store, run_id)
    assert (run.state, run.attempts, run.edits) == (RunState.DONE, 1, ())
    assert run.revision == kept.revision
    (plan,) = kept.rows(PLANS)
    assert (plan["id"], plan["state"]) == (run.plan_id, PlanState.DRAFT)
    assert (plan["made_by"], plan["revision"]) == (LEADER, kept.revision)


def test_runs_are_done_in_the_order_in_which_they_were_asked_for(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, clock = Kept.in_(store), Clock()
    planning_is(monkeypatch, at_once)
    with store.unit(author_id=LEADER, at=NOW + A_SECOND) as unit:
        wanted = runs.Wanted(
            plan_on=SAMPLE_DATE,
            policy="balanced",
            prices=None,
            seed=0,
            effort=0,
            seconds=None,
        )
        second = runs.ask(unit, kept.service_id, wanted)
    first = asked_for(kept)

    done = [do_one(store, clock.worker()) for _ in range(2)]

    assert done == [first, second]


def test_progress_is_seen_and_cancelling_takes_the_best_plan_so_far(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, clock = Kept.in_(store), Clock()

    def search(watch: Callable[[Progress], None], stop: Callable[[], bool]) -> None:
        found(watch, cost=900, bound=600)
        until(stop)

    planning_is(monkeypatch, search)
    run_id = asked_for(kept)
    at_work = Thread(target=do_one, args=(store, clock.worker()))
    at_work.start()

    until(lambda: look_at_run(store, run_id).best_cost)
    run = look_at_run(store, run_id)
    assert cancel_run(store, run_id, at=NOW) is RunState.RUNNING
    at_work.join()

    assert run.state is RunState.RUNNING
    assert (run.best_cost, run.lower_bound) == (Points(900), Points(600))
    assert run.share_done == 0.25
    assert run.doing == Stage.WORKERS.value
    ended = look_at_run(store, run_id)
    assert (ended.state, ended.cancel_asked) == (RunState.CANCELLED, True)
    assert [row["id"] for row in kept.rows(PLANS)] == [ended.plan_id]


def test_a_worker_beside_something_else_does_runs_until_the_block_ends(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, worker = Kept.in_(store), Clock().worker()
    planning_is(monkeypatch, at_once)
    run_id = asked_for(kept)

    with working_beside(store, worker):
        until(lambda: look_at_run(store, run_id).state is RunState.DONE)
        running = active_count()

    assert worker.stopping.is_set()
    assert active_count() < running
    later = asked_for(kept)
    assert look_at_run(store, later).state is RunState.QUEUED


def test_a_worker_beside_something_else_gives_back_what_it_is_at(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, worker = Kept.in_(store), Clock().worker()
    planning_is(monkeypatch, lambda _watch, stop: until(stop))
    run_id = asked_for(kept)

    with working_beside(store, worker):
        until(lambda: look_at_run(store, run_id).state is RunState.RUNNING)

    run = look_at_run(store, run_id)
    assert (run.state, run.attempts) == (RunState.QUEUED, 0)


def test_a_worker_beside_something_else_goes_on_after_the_store_failed_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, clock = Kept.in_(store), Clock()
    planning_is(monkeypatch, at_once)
    monkeypatch.setattr("cti.usecases.working.PAUSE_SECONDS", 0.01)
    claim, failed = runs.claim, OSError("the database is away")

    def away_once(*_args: object, **_said: object) -> object:
        monkeypatch.setattr(runs, "claim", claim)
        raise failed

    monkeypatch.setattr(runs, "claim", away_once)
    run_id = asked_for(kept)

    with working_beside(store, clock.worker()):
        until(lambda: look_at_run(store, run_id).state is RunState.DONE)

    assert clock.failures == [failed]


def test_a_run_tells_what_it_changes_against_the_plan_in_force(store: Store) -> None:
    kept, clock = Kept.in_(store), Clock()
    told = kept.draft(a_document(a_stay("sam", "bo"), a_stay("robin", "bo")))
    publish(store, told, author_id=LEADER, at=NOW, seen_revision=kept.revision)
    gone = {"is_listed": False}
    bo = kept.row_id(WORKERS, "bo")
    (row,) = kept.rows(WORKERS, id=bo)
    with store.unit(author_id=LEADER, at=NOW) as unit:
        unit.change(WORKERS, bo, version=row["version"], values=gone)
    run_id = asked_for(kept)

    do_one(store, clock.worker())

    run = look_at_run(store, run_id)
    assert run.plan_id is not None, (run.reason, clock.failures)
    said = changes_in_plan(store, run.plan_id)
    assert {each.departure.person_id for each in said.changes} == {"sam", "robin"}
    assert all(each.departure.was_told for each in said.changes)
    assert all("bo" in each.departure.said.lower() for each in said.changes)


def test_a_run_that_waits_is_cancelled_at_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, clock = Kept.in_(store), Clock()
    planning_is(monkeypatch, at_once)
    run_id = asked_for(kept)

    assert cancel_run(store, run_id, at=NOW) is RunState.CANCELLED

    assert do_one(store, clock.worker()) is None
    assert look_at_run(store, run_id).reason == runs.NOT_BEGUN


def test_a_run_that_has_ended_stays_as_it_ended(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, clock = Kept.in_(store), Clock()
    planning_is(monkeypatch, at_once)
    run_id = asked_for(kept)
    do_one(store, clock.worker())

    assert cancel_run(store, run_id, at=NOW) is RunState.DONE
    assert not look_at_run(store, run_id).cancel_asked


def test_edits_made_meanwhile_are_listed_and_make_the_plan_stale(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, clock = Kept.in_(store), Clock()
    way = {"from_locality": "East", "to_locality": "West", "minutes": 10}

    def edited(_watch: Callable[[Progress], None], _stop: Callable[[], bool]) -> None:
        with store.unit(author_id=OTHER_LEADER, at=NOW) as unit:
            unit.add(TRAVEL_TIMES, kept.service_id, [way])

    planning_is(monkeypatch, edited)
    run_id = asked_for(kept)
    do_one(store, clock.worker())
    with store.unit(author_id=OTHER_LEADER, at=NOW) as unit:
        unit.add(TRAVEL_TIMES, kept.service_id, [{**way, "from_locality": "North"}])

    run = look_at_run(store, run_id, name_of=NAMES.__getitem__)

    assert run.edits == (
        "The travel time was added, by Oli on 20 November 2026 at 09:00.",
    )
    assert run.plan_id is not None
    with pytest.raises(StalePlan):
        publish(
            store,
            run.plan_id,
            author_id=LEADER,
            at=NOW,
            seen_revision=kept.revision,
        )


def test_a_run_whose_worker_went_silent_is_taken_over_when_its_lease_is_over(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, clock = Kept.in_(store), Clock()
    planning_is(monkeypatch, at_once)
    run_id = asked_for(kept)
    lost = runs.claim(store, worker_name="lost", at=clock.at)
    assert lost is not None

    clock.passes(LEASE)
    assert do_one(store, clock.worker()) is None
    clock.passes(A_SECOND)
    assert do_one(store, clock.worker()) == run_id
    assert do_one(store, clock.worker()) is None

    run = look_at_run(store, run_id)
    assert (run.state, run.attempts) == (RunState.DONE, 2)
    assert len(kept.rows(PLANS)) == 1


def test_a_worker_that_was_thought_lost_leaves_nothing_behind(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, clock = Kept.in_(store), Clock()
    taken_over: list[runs.Claim | None] = []

    def sleeps(_watch: Callable[[Progress], None], _stop: Callable[[], bool]) -> None:
        clock.passes(LEASE + A_SECOND)
        taken_over.append(runs.claim(store, worker_name="other", at=clock.at))

    planning_is(monkeypatch, sleeps)
    monkeypatch.setattr("cti.usecases.working.BEAT_SECONDS", 600.0)
    run_id = asked_for(kept)

    do_one(store, clock.worker())

    run = look_at_run(store, run_id)
    assert (run.state, run.attempts) == (RunState.RUNNING, 2)
    assert taken_over == [runs.Claim(run_id=run_id, worker_name="other", attempt=2)]
    assert kept.rows(PLANS) == []


def test_who_no_longer_has_a_run_hears_so_and_can_do_nothing_to_it(
    store: Store,
) -> None:
    kept, clock = Kept.in_(store), Clock()
    asked_for(kept)
    first = runs.claim(store, worker_name="same", at=clock.at)
    clock.passes(LEASE + A_SECOND)
    # The same worker again, begun anew: its name alone does not make the run its own.
    second = runs.claim(store, worker_name="same", at=clock.at)
    assert first is not None
    assert second is not None

    how_far = HowFar(doing="")
    assert runs.beat(store, first, how_far, at=clock.at) is Heard.LOST
    assert runs.beat(store, second, how_far, at=clock.at) is Heard.GO_ON
    with pytest.raises(LostRun):
        runs.release(store, first)
    with pytest.raises(LostRun):
        runs.begin(store, first, input_hash="0", revision=1)
    with pytest.raises(LostRun), store.writing() as connection:
        runs.end(connection, first, RunState.DONE, at=clock.at)


def test_a_beat_renews_the_lease(store: Store) -> None:
    kept, clock = Kept.in_(store), Clock()
    asked_for(kept)
    claimed = runs.claim(store, worker_name="a", at=clock.at)
    assert claimed is not None

    clock.passes(LEASE)
    runs.beat(store, claimed, HowFar(doing=""), at=clock.at)
    clock.passes(LEASE)

    assert runs.claim(store, worker_name="b", at=clock.at) is None


def test_a_run_whose_workers_are_lost_again_and_again_is_given_up(
    store: Store,
) -> None:
    kept, clock = Kept.in_(store), Clock()
    run_id = asked_for(kept)
    for _ in range(MOST_ATTEMPTS):
        assert runs.claim(store, worker_name="lost", at=clock.at)
        clock.passes(LEASE + A_SECOND)

    assert runs.claim(store, worker_name="lost", at=clock.at) is None

    run = look_at_run(store, run_id)
    assert (run.state, run.reason) == (RunState.FAILED, GIVEN_UP)


def test_a_cancelled_run_whose_worker_is_lost_is_not_begun_again(
    store: Store,
) -> None:
    kept, clock = Kept.in_(store), Clock()
    run_id = asked_for(kept)
    runs.claim(store, worker_name="lost", at=clock.at)
    cancel_run(store, run_id, at=clock.at)
    clock.passes(LEASE + A_SECOND)

    assert runs.claim(store, worker_name="other", at=clock.at) is None

    run = look_at_run(store, run_id)
    assert (run.state, run.reason) == (RunState.CANCELLED, runs.LOST_AND_CANCELLED)


def test_a_worker_told_to_stop_gives_its_run_back(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, clock = Kept.in_(store), Clock()
    worker = clock.worker()

    def told(_watch: Callable[[Progress], None], stop: Callable[[], bool]) -> None:
        worker.stopping.set()
        assert stop()

    planning_is(monkeypatch, told)
    run_id = asked_for(kept)

    work(store, worker)

    run = look_at_run(store, run_id)
    assert (run.state, run.attempts, run.best_cost) == (RunState.QUEUED, 0, None)
    assert kept.rows(PLANS) == []
    assert runs.claim(store, worker_name="b", at=clock.at) is not None


def test_a_caseload_that_cannot_be_planned_fails_with_the_reason(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, clock = Kept.in_(store), Clock()

    def refuse(_watch: Callable[[Progress], None], _stop: Callable[[], bool]) -> None:
        raise UnreadableCaseload([])

    planning_is(monkeypatch, refuse)
    run_id = asked_for(kept)
    do_one(store, clock.worker())

    run = look_at_run(store, run_id)
    assert run.state is RunState.FAILED
    assert "mending" in run.reason
    assert clock.failures == []


def test_a_fault_of_ours_fails_one_run_and_names_nobody(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, clock = Kept.in_(store), Clock()

    def fault(_watch: Callable[[Progress], None], _stop: Callable[[], bool]) -> None:
        raise KeyError(NAMES[LEADER])

    planning_is(monkeypatch, fault)
    run_id = asked_for(kept)
    do_one(store, clock.worker())

    run = look_at_run(store, run_id)
    assert (run.state, run.reason) == (RunState.FAILED, "The planner failed: KeyError.")
    assert [type(each) for each in clock.failures] == [KeyError]


def test_prices_of_ones_own_reach_the_planner(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, clock = Kept.in_(store), Clock()
    own = replace(BALANCED, key="ours", uncovered_week=BALANCED.uncovered_week + 1)
    seen = planning_is(monkeypatch, at_once)
    asked_for(kept, policy=own)

    do_one(store, clock.worker())

    assert seen == [own]


def test_nobody_asks_for_a_run_of_a_service_that_is_not_there(store: Store) -> None:
    with pytest.raises(NotThere):
        ask_for_run(store, new_id(), on=SAMPLE_DATE, author_id=LEADER, at=NOW)
    with pytest.raises(NotThere):
        cancel_run(store, new_id(), at=NOW)
    with pytest.raises(NotThere):
        look_at_run(store, new_id())


def test_a_heart_outlives_a_database_that_is_gone_for_a_while(engine: Engine) -> None:
    store, clock = Store(engine), Clock()
    kept = Kept.in_(store)
    asked_for(kept)
    claimed = runs.claim(store, worker_name="a", at=clock.at)
    assert claimed is not None
    how_far = HowFar(doing="")
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE runs RENAME TO elsewhere"))

    assert runs.beat(store, claimed, how_far, at=clock.at) is Heard.NOTHING

    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE elsewhere RENAME TO runs"))
    assert runs.beat(store, claimed, how_far, at=clock.at) is Heard.GO_ON


def test_the_planner_is_imported_after_the_first_heartbeat() -> None:
    source = "import sys, cti.usecases.working; print('ortools' in sys.modules)"

    shown = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, check=True
    )

    assert shown.stdout.strip() == "False"


@pytest.mark.slow
def test_a_run_finds_the_plan_that_the_command_finds(store: Store) -> None:
    clock = Clock()
    with sample_caseload(NAVIGATORS) as folder:
        planned = plan_caseload(folder, on=SAMPLE_DATE)
        caseload = read_caseload(folder).caseload
    with store.unit(author_id=LEADER, at=NOW) as unit:
        service_id = found_service(unit, caseload)
        put_caseload(unit, service_id, caseload, on=SAMPLE_DATE)
    run_id = ask_for_run(store, service_id, on=SAMPLE_DATE, author_id=LEADER, at=NOW)

    do_one(store, clock.worker())

    assert clock.failures == []
    run = look_at_run(store, run_id)
    assert run.plan_id is not None
    assert run.input_hash == planned.document.input_hash
    with store.reading() as connection:
        kept = document_of(connection, run.plan_id)
    as_told = plan_json(planned.document, planned.file.caseload)
    assert kept.partition('"run"')[0] == as_told.partition('"run"')[0]


@pytest.mark.slow
def test_cancelling_a_real_search_leaves_the_best_plan_so_far(store: Store) -> None:
    clock = Clock()
    with sample_caseload(RIVERSIDE) as folder:
        caseload = read_caseload(folder).caseload
    with store.unit(author_id=LEADER, at=NOW) as unit:
        service_id = found_service(unit, caseload)
        put_caseload(unit, service_id, caseload, on=SAMPLE_DATE)
    run_id = ask_for_run(
        store, service_id, on=SAMPLE_DATE, author_id=LEADER, at=NOW, effort=1000
    )
    at_work = Thread(target=do_one, args=(store, clock.worker()))
    at_work.start()

    until(lambda: look_at_run(store, run_id).best_cost)
    cancel_run(store, run_id, at=NOW)
    at_work.join()

    run = look_at_run(store, run_id)
    assert clock.failures == []
    assert run.state is RunState.CANCELLED
    with store.reading() as connection:
        assert run.plan_id is not None
        plan = plan_row(connection, run.plan_id)
    assert not plan["repeatable"]
    assert plan["lower_bound"] <= plan["cost"]
