"""Plan scenarios beside whoever asked: how far it is, what came of it, and stop it.

Nothing of it is kept for long: an answer stays in memory until others take its place,
for the account that asked and nobody else.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Event, Lock, Thread

from cti.access import Actor
from cti.exchange.scenario_in import Asked
from cti.plans.policy import Policy
from cti.plans.scenario import Scenario
from cti.store.unit import Store, new_id
from cti.usecases.assigning import Search
from cti.usecases.progress import Progress
from cti.usecases.taking_turns import a_turn
from cti.usecases.what_if import WhatIf, what_if
from cti.usecases.what_if_kept import ServiceKept, kept_of

MOST_KEPT = 12
"""So many trials are remembered; the oldest is forgotten for a new one."""

BEGINNING = "Reading the caseload"


class _Stopped(Exception):
    """Nobody waits for the answer any more."""


@dataclass(slots=True, kw_only=True)
class Trial:
    """Scenarios that are being planned side by side, or were.

    Attributes
    ----------
    asked
        The scenarios, as they were asked.
    number
        How many plans it takes: one of things as they are, and one for each scenario.
    doing
        What it is at, in words.
    found
        What came of it; None while it goes on, and if it was stopped or failed.
    error
        What went wrong; None for nothing.
    """

    trial_id: str
    service_id: str
    account_id: str
    asked: tuple[Asked, ...]
    number: int
    doing: str = BEGINNING
    found: WhatIf | None = None
    error: Exception | None = None
    _done: int = -1
    _share: float = 0.0
    _stop: Event = field(default_factory=Event)
    _ended: Event = field(default_factory=Event)

    @property
    def is_going(self) -> bool:
        """Whether somebody may still wait for it."""
        return not self._ended.is_set()

    @property
    def is_stopped(self) -> bool:
        """Whether somebody asked to stop."""
        return self._stop.is_set()

    @property
    def share(self) -> float:
        """How much of all plans is done, 0 to 1."""
        return min((max(self._done, 0) + self._share) / self.number, 1.0)

    def wait(self, seconds: float) -> None:
        """Wait until it has ended, but no longer than so."""
        self._ended.wait(seconds)

    def stop(self) -> None:
        """Ask it to stop; what was found by then is thrown away."""
        self._stop.set()

    def run(self, plan: Callable[["Trial"], WhatIf], after: ExitStack) -> None:
        """Plan, and tell how it ended."""
        with after:
            try:
                self.found = plan(self)
            except _Stopped:
                self.found = None
            except Exception as error:
                self.error = error
        self._ended.set()

    def begins(self, name: str) -> None:
        """Take note of the next plan; nothing of the planner is at work then."""
        if self.is_stopped:
            raise _Stopped
        self._done += 1
        self._share = 0.0
        self.doing = f"Planning {name}, {self._done + 1} of {self.number}"

    def watch(self, step: Progress) -> None:
        """Take note of how far a plan is."""
        self._share = step.share or self._share


_trials: OrderedDict[str, Trial] = OrderedDict()
_lock = Lock()


def begin(
    store: Store,
    actor: Actor,
    service_id: str,
    asked: Sequence[Asked],
    *,
    on: date,
    policy: Policy,
    search: Search,
) -> Trial:
    """Begin to plan a service as it is and in each scenario, side by side.

    Whoever has a trial going lets it be for this one.

    Parameters
    ----------
    on
        The plan date.
    search
        Its seconds are for all plans together.

    Raises
    ------
    UnreadableScenario
        With everything that cannot be read or tried.
    NotNow
        If others are planning for questions of theirs.
    """
    kept = kept_of(store, service_id, on=on)
    scenarios = kept.meant(asked, seed=search.seed)
    number = len(scenarios) + 1
    in_all = search.seconds or 0.0
    each = replace(search, seconds=in_all / number)
    _let_be(actor.account_id)
    with ExitStack() as turn:
        is_over = turn.enter_context(a_turn(in_all))
        trial = Trial(
            trial_id=new_id(),
            service_id=service_id,
            account_id=actor.account_id,
            asked=tuple(asked),
            number=number,
        )
        plan = _planning(kept, scenarios, policy, each, is_over)
        _remember(trial)
        Thread(target=trial.run, args=(plan, turn.pop_all()), daemon=True).start()
    return trial


def look(actor: Actor, service_id: str, trial_id: str) -> Trial | None:
    """Return a trial of somebody's own; None if it is forgotten, or was another's."""
    with _lock:
        found = _trials.get(trial_id)
    if found is None or found.account_id != actor.account_id:
        return None
    return found if found.service_id == service_id else None


def _planning(
    kept: ServiceKept,
    scenarios: Sequence[Scenario],
    policy: Policy,
    search: Search,
    is_over: Callable[[], bool],
) -> Callable[[Trial], WhatIf]:
    def plan(trial: Trial) -> WhatIf:
        return what_if(
            kept.caseload,
            kept.horizon,
            scenarios,
            policy=policy,
            search=search,
            begins=trial.begins,
            watch=trial.watch,
            stop=lambda: trial.is_stopped or is_over(),
        )

    return plan


def _let_be(account_id: str) -> None:
    with _lock:
        for each in _trials.values():
            if each.account_id == account_id:
                each.stop()


def _remember(trial: Trial) -> None:
    with _lock:
        _trials[trial.trial_id] = trial
        while len(_trials) > MOST_KEPT:
            _trials.popitem(last=False)[1].stop()
