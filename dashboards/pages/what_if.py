"""Up to three futures of a service, side by side with the plan as things are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar
from urllib.parse import urlencode

from cti.exchange.scenario_in import Asked
from cti.plans.outcome import WorkerOutcome
from cti.plans.outcome_words import figures, fullest
from cti.plans.scenario_service import TeamsMerge
from cti.plans.words import counted, listed
from cti.units import WorkerId
from cti.usecases.trying import Trial
from cti.usecases.what_if import MOST_SCENARIOS, Future, WhatIf
from cti.usecases.what_if_kept import Choices
from dashboards.pages.what_if_changes import KIND_OF, KINDS, PHASES, Kind
from dashboards.site.forms import Form

PLACES = ("a", "b", "c")
"""What the scenarios are called in the address."""

NAMES = tuple(f"Scenario {letter.upper()}" for letter in PLACES[:MOST_SCENARIOS])

MOST_CHANGES = 12
"""So many things can be otherwise in one scenario."""

SECONDS = 12
"""How long all plans together may take."""

AS_IT_IS = "As it is"


@dataclass(frozen=True, slots=True)
class Scenarios:
    """The changes of each scenario, as the address has them.

    Attributes
    ----------
    of
        Three of them; each change as ``option=what is otherwise``.
    """

    of: tuple[tuple[str, ...], ...] = ((), (), ())

    @classmethod
    def said(cls, *changes: Sequence[str]) -> "Scenarios":
        """Return what an address or a form says, in as much as it can be read."""
        return cls(tuple(tuple(_known(each))[:MOST_CHANGES] for each in changes))

    @property
    def used(self) -> tuple[int, ...]:
        """The places of those with something otherwise."""
        return tuple(at for at, changes in enumerate(self.of) if changes)

    @property
    def asked(self) -> tuple[Asked, ...]:
        """The scenarios as the planner is asked about them."""
        return tuple(self.at(place) for place in self.used)

    def at(self, place: int) -> Asked:
        """Return one of them as the planner is asked about it."""
        return Asked(
            name=NAMES[place], changes=tuple(_parted(each) for each in self.of[place])
        )

    def also(self, place: int, option: str, said: str) -> "Scenarios":
        """Return them with one more change."""
        one = f"{option}={said}"
        if one in self.of[place]:
            return self
        return self._become(place, (*self.of[place], one)[:MOST_CHANGES])

    def without(self, place: int, change: int) -> "Scenarios":
        """Return them without one change."""
        kept = self.of[place][:change] + self.of[place][change + 1 :]
        return self._become(place, kept)

    def address(self, service_id: str, *, part: str = "", **more: str) -> str:
        """Return where they are shown.

        Parameters
        ----------
        part
            The page beside, for which one of them is meant; empty for their own.
        more
            What else is said there.
        """
        said = [*self.hidden, *more.items()]
        base = f"/services/{service_id}/what-if{part}"
        return f"{base}?{urlencode(said)}" if said else base

    @property
    def hidden(self) -> tuple[tuple[str, str], ...]:
        """The fields that carry them along in a form."""
        return tuple(
            (PLACES[at], each) for at, changes in enumerate(self.of) for each in changes
        )

    def _become(self, place: int, changes: tuple[str, ...]) -> "Scenarios":
        of = (*self.of[:place], changes, *self.of[place + 1 :])
        return replace(self, of=of)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeShown:
    """One thing that is otherwise, and the address without it."""

    words: str
    without: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioShown:
    """One scenario, before it is planned."""

    name: str
    changes: tuple[ChangeShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One figure of every future.

    Attributes
    ----------
    cells
        As it is in front, then each scenario.
    """

    words: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FutureShown:
    """One scenario, planned: what it comes to beside things as they are.

    Attributes
    ----------
    so
        Where it can be made so.
    """

    name: str
    so: str
    said: str
    compared: tuple[str, ...]
    quality: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Everything that was planned.

    Attributes
    ----------
    columns
        What each column of the tables is: as it is, and each scenario.
    as_it_is
        How near the best the plan as it is was proven to be.
    figures, workers
        The rows of the two tables.
    """

    columns: tuple[str, ...]
    as_it_is: str
    futures: tuple[FutureShown, ...]
    figures: tuple[FigureRow, ...]
    workers: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialShown:
    """Scenarios that are being planned.

    Attributes
    ----------
    address
        Where to look how far it is.
    cancellation
        Where to stop it.
    doing
        What it is at, in words.
    percent
        How much is done, 0 to 100.
    """

    address: str
    cancellation: str
    doing: str
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfPage:
    """Scenarios to be put together, and what came of them.

    Attributes
    ----------
    hidden
        The fields that carry the scenarios along.
    kinds
        What can be otherwise here: there may be one team only.
    open_kind
        The kind of change whose fields are shown open; empty for none.
    places
        Into which scenario a change may go.
    may_plan
        Whether the account may ask for a plan that can be published.
    trial
        What is being planned; None for nothing.
    notice
        What is to be said first; empty for nothing.
    answer
        None before anything was planned.
    """

    template: ClassVar[str] = "site/what_if.html"
    title: ClassVar[str] = "What if"
    phases: ClassVar[tuple[tuple[str, str], ...]] = PHASES
    seconds: ClassVar[int] = SECONDS

    service_id: str
    form: Form
    hidden: tuple[tuple[str, str], ...]
    scenarios: tuple[ScenarioShown, ...]
    kinds: tuple[Kind, ...]
    open_kind: str
    places: tuple[tuple[str, str], ...]
    workers: tuple[tuple[str, str], ...]
    workers_or_all: tuple[tuple[str, str], ...]
    teams: tuple[str, ...]
    teams_or_all: tuple[tuple[str, str], ...]
    may_plan: bool
    trial: TrialShown | None = None
    notice: str = ""
    answer: Answer | None = None


def what_if_page(
    service_id: str,
    scenarios: Scenarios,
    *,
    said: Sequence[Sequence[str]],
    choices: Choices,
    form: Form,
    may_plan: bool,
    trial: Trial | None = None,
    notice: str = "",
) -> WhatIfPage:
    """Lay scenarios out, and what came of them.

    Parameters
    ----------
    said
        What is otherwise in each scenario that is used, change by change.
    """
    return WhatIfPage(
        service_id=service_id,
        form=form,
        hidden=scenarios.hidden,
        scenarios=tuple(_shown(service_id, scenarios, said)),
        kinds=tuple(
            kind
            for kind in KINDS
            if kind.option != TeamsMerge.option or len(choices.teams) > 1
        ),
        open_kind=form.value("kind"),
        places=tuple(zip(PLACES, NAMES, strict=True)),
        workers=(("", "Choose"), *choices.workers),
        workers_or_all=(("", "Everybody, for a full-time post"), *choices.workers),
        teams=choices.teams,
        teams_or_all=(("", "In every team"), *((each, each) for each in choices.teams)),
        may_plan=may_plan,
        trial=_trial(service_id, scenarios, trial),
        notice=notice,
        answer=None
        if trial is None or trial.found is None
        else _answer(service_id, scenarios, trial.found),
    )


def _shown(
    service_id: str, scenarios: Scenarios, said: Sequence[Sequence[str]]
) -> Iterator[ScenarioShown]:
    for at, words in zip(scenarios.used, said, strict=False):
        yield ScenarioShown(
            name=NAMES[at],
            changes=tuple(
                ChangeShown(
                    words=each, without=scenarios.without(at, one).address(service_id)
                )
                for one, each in enumerate(words)
            ),
        )


def _trial(
    service_id: str, scenarios: Scenarios, trial: Trial | None
) -> TrialShown | None:
    if trial is None or not trial.is_going:
        return None
    return TrialShown(
        address=scenarios.address(service_id, trial=trial.trial_id),
        cancellation=f"/services/{service_id}/what-if/trials/{trial.trial_id}/cancellation",
        doing=trial.doing,
        percent=round(100 * trial.share),
    )


def _answer(service_id: str, scenarios: Scenarios, found: WhatIf) -> Answer:
    every = (found.as_it_is, *found.futures)
    numbers = [figures(each.outcome) for each in every]
    return Answer(
        columns=(AS_IT_IS, *(each.name for each in found.futures)),
        as_it_is=found.as_it_is.quality,
        futures=tuple(
            FutureShown(
                name=each.name,
                so=scenarios.address(service_id, part="/so", which=PLACES[at]),
                said=each.said,
                compared=each.compared,
                quality=each.quality,
            )
            for at, each in zip(scenarios.used, found.futures, strict=True)
        ),
        figures=tuple(
            FigureRow(
                words=name[:1].upper() + name[1:],
                cells=tuple(each.get(name, "–") for each in numbers),
            )
            for name in numbers[0]
        ),
        workers=tuple(_workers(every)),
    )


def _workers(every: Sequence[Future]) -> Iterator[FigureRow]:
    names: dict[WorkerId, str] = {}
    for future in every:
        for each in future.outcome.workers:
            names.setdefault(each.worker_id, future.facts.words.worker(each.worker_id))
    of = [{each.worker_id: each for each in f.outcome.workers} for f in every]
    for worker_id, name in names.items():
        cells = tuple(_worker_says(workers.get(worker_id)) for workers in of)
        yield FigureRow(words=name, cells=cells)


def _worker_says(found: WorkerOutcome | None) -> str:
    if found is None:
        return "not here"
    load = fullest(found)
    if not load:
        return "holds nobody"
    over = found.mondays_over
    said = [f"{load} at the fullest"]
    if over:
        said.append(f"over in {counted(over, 'week')}")
    moves = [
        f"{number} {word}"
        for number, word in (
            (found.come, "come"),
            (found.go, "go"),
            (found.start, "start"),
        )
        if number
    ]
    return "; ".join([*said, *([listed(moves)] if moves else [])])


def _known(changes: Sequence[str]) -> Iterator[str]:
    for each in changes:
        option, said = _parted(each)
        if option in KIND_OF and said:
            yield each


def _parted(change: str) -> tuple[str, str]:
    option, _, said = change.partition("=")
    return option, said
