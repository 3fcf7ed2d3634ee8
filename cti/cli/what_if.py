"""`cti what-if`: futures of a caseload side by side, and in sentences."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from cti.calendar import Horizon
from cti.cli.progress import shown
from cti.cli.stopping import stoppable
from cti.cli.tables import table
from cti.cli.voice import aside, headline, listing, say
from cti.exchange.caseload_in import read_caseload
from cti.exchange.scenario_in import Asked, read_scenarios
from cti.plans.outcome import WorkerOutcome
from cti.plans.outcome_words import figures, fullest
from cti.units import WorkerId
from cti.usecases.assigning import Search
from cti.usecases.choosing import chosen_policy
from cti.usecases.replanning import read_in_force, told
from cti.usecases.what_if import Future, WhatIf, meant
from cti.usecases.what_if import what_if as planned

__all__ = ["Search", "asked", "what_if"]

TYPED = "what if"
"""What the scenario is called whose changes were typed."""


def _load(found: WorkerOutcome) -> str:
    if found.fullest is None:
        return "nobody"
    return f"{fullest(found)}, {found.mondays_over}"


def _changes(found: WorkerOutcome) -> str:
    counts = {"come": found.come, "go": found.go, "start": found.start}
    said = [f"{number} {what}" for what, number in counts.items() if number]
    return ", ".join(said) or "nobody"


OF_WORKER: Mapping[str, Callable[[WorkerOutcome], str]] = {
    "Each worker's fullest Monday, and how many are over the ceiling": _load,
    "Who comes to each worker from another, goes to another, and starts": _changes,
    "Wishes that go unmet, by worker": lambda each: str(each.unmet_wishes),
}


def asked(
    typed: Mapping[str, Sequence[str] | None], scenarios: Path | None
) -> tuple[Asked, ...]:
    """Return what was asked: the changes that were typed, and those of a file.

    Raises
    ------
    UnreadableScenario
        With everything that must be mended in the file.
    """
    changes = tuple(
        (option, each) for option, said in typed.items() for each in said or ()
    )
    first = (Asked(name=TYPED, changes=changes),) if changes else ()
    return (*first, *(read_scenarios(scenarios) if scenarios is not None else ()))


def what_if(
    caseload: Path,
    asking: Sequence[Asked],
    *,
    in_force: Path | None,
    on: date,
    policy: str,
    search: Search,
) -> None:
    """Plan a caseload as it is and as it would be, and tell both.

    Parameters
    ----------
    in_force
        The plan people were told of, which each plan keeps to where that can be.
    """
    prices = chosen_policy(policy)
    file = read_caseload(caseload, on=on)
    if in_force is not None:
        file = told(file, read_in_force(in_force, file, on=on), on=on)
    read = file.caseload
    horizon = Horizon(on, read.service.horizon_weeks)
    scenarios = meant(read, horizon, asking, seed=search.seed)
    with shown() as watch, stoppable(aside) as stop:
        found = planned(
            read,
            horizon,
            scenarios,
            policy=prices,
            search=search,
            watch=watch,
            stop=stop,
        )
    _tell(found)


def _tell(found: WhatIf) -> None:
    for future in found.futures:
        headline(f"{future.name[:1].upper()}{future.name[1:]}")
        say(future.said)
        listing(future.compared)
    every = (found.as_it_is, *found.futures)
    names = [each.name for each in every]
    headline("Side by side")
    of_each = [figures(each.outcome) for each in every]
    table(
        ["", *names],
        [[name, *(each[name] for each in of_each)] for name in of_each[0]],
    )
    for title, cell in OF_WORKER.items():
        headline(title)
        table(["", *names], _of_workers(every, cell))
    headline("How good these plans are")
    listing(f"{each.name}: {each.quality}." for each in every)
    say("Nothing was written; the plan in force stays as it is.")


def _of_workers(
    every: Sequence[Future], cell: Callable[[WorkerOutcome], str]
) -> list[list[str]]:
    """Return a row for each worker of any of the futures."""
    cells: dict[WorkerId, dict[int, str]] = {}
    names: dict[WorkerId, str] = {}
    for place, future in enumerate(every):
        for each in future.outcome.workers:
            names[each.worker_id] = future.facts.words.worker(each.worker_id)
            cells.setdefault(each.worker_id, {})[place] = cell(each)
    return [
        [names[worker], *(of_worker.get(place, "-") for place in range(len(every)))]
        for worker, of_worker in cells.items()
    ]
