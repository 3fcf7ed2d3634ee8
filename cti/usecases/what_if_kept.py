"""What if, asked of a service in the store; nothing of it is kept."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.errors import UnknownName
from cti.exchange.scenario_in import Asked
from cti.plans.policy import Policy
from cti.plans.scenario import Scenario, said, tried
from cti.plans.words import Words
from cti.store.plans import Ids
from cti.store.supposing import read_to_ask
from cti.store.unit import Store
from cti.units import WorkerId
from cti.usecases.assigning import Search
from cti.usecases.naming import worker_meant
from cti.usecases.taking_turns import a_turn
from cti.usecases.what_if import WhatIf, meant, what_if

_ROW = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfKept:
    """Futures of a service, and the rows of its workers by the ids it knows them by."""

    found: WhatIf
    ids: Ids


def what_if_of_service(
    store: Store,
    service_id: str,
    asked: Sequence[Asked],
    *,
    on: date,
    policy: Policy,
    search: Search,
) -> WhatIfKept:
    """Plan a service as it is and in each scenario, side by side.

    Parameters
    ----------
    asked
        Workers go by their row in it, or by name or id.
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
    caseload, horizon = kept.caseload, kept.horizon
    in_all = search.seconds or 0.0
    with a_turn(in_all) as is_over:
        found = what_if(
            caseload,
            horizon,
            scenarios,
            policy=policy,
            search=replace(search, seconds=in_all / (len(scenarios) + 1)),
            stop=is_over,
        )
    return WhatIfKept(found=found, ids=kept.ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What can be otherwise in a service, to be chosen from.

    Attributes
    ----------
    workers
        The rows of those who are at work, and what each is called, in order of name.
    """

    workers: tuple[tuple[str, str], ...]
    teams: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """Scenarios that can be tried.

    Attributes
    ----------
    said
        What is otherwise in each, change by change.
    """

    choices: Choices
    said: tuple[tuple[str, ...], ...]


def look_at_scenarios(
    store: Store, service_id: str, asked: Sequence[Asked], *, on: date
) -> Tried:
    """Say what scenarios mean, without planning them.

    Parameters
    ----------
    asked
        None at all are fine here.

    Raises
    ------
    UnreadableScenario
        With everything that cannot be read or tried.
    """
    kept = kept_of(store, service_id, on=on, with_contacts=False)
    scenarios = kept.meant(asked, seed=0) if asked else ()
    return Tried(
        choices=kept.choices(),
        said=tuple(
            tuple(
                said(_words(kept, scenario), Scenario(name="", changes=(change,)))
                for change in scenario.changes
            )
            for scenario in scenarios
        ),
    )


def choices_of_service(store: Store, service_id: str, *, on: date) -> Choices:
    """Return what can be otherwise in a service."""
    return kept_of(store, service_id, on=on, with_contacts=False).choices()


@dataclass(frozen=True, slots=True)
class ServiceKept:
    """A service as it is kept, to ask about."""

    caseload: Caseload
    ids: Ids
    on: date

    @property
    def horizon(self) -> Horizon:
        """The planning Mondays."""
        return Horizon(self.on, self.caseload.service.horizon_weeks)

    def meant(self, asked: Sequence[Asked], *, seed: int) -> tuple[Scenario, ...]:
        """Return the scenarios somebody means, whose workers go by row, name or id."""
        known = self.ids.turned().worker

        def worker_of(said: str) -> WorkerId:
            if not _ROW.fullmatch(said):
                return worker_meant(self.caseload, said)
            worker_id = WorkerId(known.get(said, ""))
            if worker_id not in self.caseload.worker:
                raise UnknownName(said, kind="worker")
            return worker_id

        return meant(self.caseload, self.horizon, asked, seed=seed, worker_of=worker_of)

    def choices(self) -> Choices:
        """Return what can be otherwise."""
        words = Words.of(self.caseload, self.horizon)
        workers = (
            (self.ids.worker[each.worker_id], words.worker(each.worker_id))
            for each in self.caseload.workers
        )
        return Choices(
            workers=tuple(sorted(workers, key=lambda each: each[1])),
            teams=tuple(sorted({each.team for each in self.caseload.workers})),
        )


def kept_of(
    store: Store, service_id: str, *, on: date, with_contacts: bool = True
) -> ServiceKept:
    """Read a service to ask about it, with who was met if it is to be planned."""
    with store.reading() as connection:
        read = read_to_ask(connection, service_id, on=on, with_contacts=with_contacts)
        return ServiceKept(*read, on)


def _words(kept: ServiceKept, scenario: Scenario) -> Words:
    """Return what everybody is called, those included who are new in a scenario."""
    return Words.of(tried(kept.caseload, kept.horizon, scenario), kept.horizon)
