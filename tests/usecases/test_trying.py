"""Scenarios are planned beside whoever asked, who sees how far it is."""

from collections.abc import Callable
from threading import Event

import pytest

import cti.usecases.trying
from cti.access import Actor
from cti.errors import NotNow
from cti.exchange.scenario_in import Asked
from cti.plans.policy import BALANCED
from cti.store.unit import Store, new_id
from cti.usecases.assigning import Search
from cti.usecases.progress import Progress, Stage
from cti.usecases.trying import MOST_KEPT, Trial, begin, look
from cti.usecases.what_if import AS_IT_IS, WhatIf
from tests.store.plans import Kept
from tests.usecases.test_making_so import TODAY

PATIENCE_SECONDS = 60
ASKED = (Asked(name="Scenario A", changes=(("leaves", "alex:2027-01-11"),)),)


class Planner:
    """Stands for the planner: goes on when a test says so."""

    def __init__(self, patched: pytest.MonkeyPatch) -> None:
        self.go_on = Event()
        self.is_at_work = Event()
        self.was_stopped = False
        patched.setattr(cti.usecases.trying, "what_if", self)

    def __call__(
        self,
        *_: object,
        begins: Callable[[str], None],
        watch: Callable[[Progress], None],
        stop: Callable[[], bool],
        **__: object,
    ) -> WhatIf:
        begins(AS_IT_IS)
        watch(Progress(stage=Stage.WORKERS, share=0.5))
        self.is_at_work.set()
        assert self.go_on.wait(PATIENCE_SECONDS)
        self.was_stopped = stop()
        begins("Scenario A")
        raise LookupError


@pytest.fixture
def planner(monkeypatch: pytest.MonkeyPatch) -> Planner:
    return Planner(monkeypatch)


def somebody() -> Actor:
    return Actor(account_id=new_id())


def begun(kept: Kept, actor: Actor) -> Trial:
    return begin(
        kept.store,
        actor,
        kept.service_id,
        ASKED,
        on=TODAY,
        policy=BALANCED,
        search=Search(effort=0, seconds=5),
    )


def test_how_far_it_is_is_told_to_who_asked_and_nobody_else(
    store: Store, planner: Planner
) -> None:
    kept, actor = Kept.in_(store), somebody()

    trial = begun(kept, actor)
    assert planner.is_at_work.wait(PATIENCE_SECONDS)

    seen = look(actor, kept.service_id, trial.trial_id)
    assert seen is trial
    assert (seen.is_going, seen.doing) == (True, "Planning as it is, 1 of 2")
    assert seen.share == 0.25
    assert look(somebody(), kept.service_id, trial.trial_id) is None
    assert look(actor, new_id(), trial.trial_id) is None
    planner.go_on.set()
    trial.wait(PATIENCE_SECONDS)


def test_who_stops_it_gets_no_answer_and_the_next_may_ask(
    store: Store, planner: Planner
) -> None:
    kept, actor = Kept.in_(store), somebody()
    trial = begun(kept, actor)

    trial.stop()
    planner.go_on.set()
    trial.wait(PATIENCE_SECONDS)

    assert planner.was_stopped
    assert (trial.is_going, trial.found, trial.error) == (False, None, None)
    for _ in range(3):  # no turn was lost
        again = begun(kept, actor)
        again.wait(PATIENCE_SECONDS)
        assert not again.is_going


def test_whoever_asks_anew_lets_the_trial_before_be(
    store: Store, planner: Planner
) -> None:
    kept, actor = Kept.in_(store), somebody()

    first, second = begun(kept, actor), begun(kept, actor)

    assert (first.is_stopped, second.is_stopped) == (True, False)
    with pytest.raises(NotNow):
        begun(kept, somebody())
    planner.go_on.set()
    for each in (first, second):
        each.wait(PATIENCE_SECONDS)
    assert isinstance(second.error, LookupError)


def test_an_answer_is_forgotten_when_others_take_its_place(
    store: Store, planner: Planner
) -> None:
    kept, actor = Kept.in_(store), somebody()
    planner.go_on.set()

    first = begun(kept, actor)
    first.wait(PATIENCE_SECONDS)
    for _ in range(MOST_KEPT):
        assert look(actor, kept.service_id, first.trial_id) is first
        begun(kept, somebody()).wait(PATIENCE_SECONDS)

    assert look(actor, kept.service_id, first.trial_id) is None


def test_it_comes_to_what_the_planner_finds(store: Store) -> None:
    kept, actor = Kept.in_(store), somebody()

    trial = begun(kept, actor)
    trial.wait(PATIENCE_SECONDS)

    assert trial.error is None
    assert trial.found is not None
    assert trial.found.futures[0].said == "Alex leaves on 11 January."
