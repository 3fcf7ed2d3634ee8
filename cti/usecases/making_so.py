"""Let a service be as a scenario supposes, and ask for the plan of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cti.access import AboutService, Actor
from cti.caseload.caseload import Caseload
from cti.errors import ChangedMeanwhile, NotNow
from cti.exchange.scenario_in import Asked
from cti.plans.policy import BALANCED
from cti.plans.scenario import Change, Scenario, said, tried
from cti.plans.scenario_facts import becomes, can_be_written, newcomers
from cti.plans.words import Words
from cti.store import runs, supposing
from cti.store.supposing import read_to_ask
from cti.store.tables import SERVICES
from cti.store.undoing import facts_of_revision
from cti.store.unit import Store
from cti.units import WorkerId
from cti.usecases.running import ask_in
from cti.usecases.taking_back import check_may
from cti.usecases.what_if_kept import ServiceKept


@dataclass(frozen=True, slots=True, kw_only=True)
class ToBeSo:
    """One change of a scenario, and what becomes of it.

    Attributes
    ----------
    said
        What is otherwise, in a sentence.
    fact
        What is written down; empty where that cannot be.
    instead
        What can be done where it cannot.
    """

    said: str
    fact: str
    instead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A scenario that somebody wants to be so, before anything is written down.

    Attributes
    ----------
    newcomers
        What the scenario calls those who join, in order; empty for no name.
    revision
        The service's revision all this is of.
    """

    changes: tuple[ToBeSo, ...]
    newcomers: tuple[str, ...]
    revision: int

    @property
    def can_be(self) -> bool:
        """Whether anything of it can be written down."""
        return any(each.fact for each in self.changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeSo:
    """What was written down, and the run that plans from it.

    Attributes
    ----------
    revision
        The service's revision it made: by that it can be taken back.
    """

    revision: int
    run_id: str


def propose(store: Store, service_id: str, asked: Asked, *, on: date) -> Proposal:
    """Say what would become of a scenario if it was to be so; nothing is kept.

    Raises
    ------
    UnreadableScenario
        With everything that cannot be read or tried.
    """
    with store.reading() as connection:
        kept = ServiceKept(*read_to_ask(connection, service_id, on=on), on)
        revision = runs.revision_of(connection, service_id)
    scenario = _meant(kept, asked)
    after = tried(kept.caseload, kept.horizon, scenario)
    words = Words.of(after, kept.horizon)
    return Proposal(
        changes=tuple(
            _to_be_so(each, kept.caseload, words) for each in scenario.changes
        ),
        newcomers=tuple(each.name for each in newcomers(scenario.changes)),
        revision=revision,
    )


def make_so(
    store: Store,
    actor: Actor,
    about: AboutService,
    asked: Asked,
    *,
    names: Sequence[str],
    seen_revision: int,
    seconds: float,
    on: date,
    at: datetime,
) -> MadeSo:
    """Write down what of a scenario can be, and ask for a plan of it, or do neither.

    What is written down are facts of the service like any others: each has an author
    and a moment, and every plan counts on them. The plan is a draft, for people to
    decide about.

    Parameters
    ----------
    names
        What those are called who join, in the order of the scenario.
    seen_revision
        The service's revision as the proposal had it.
    seconds
        How long the plan may take.

    Raises
    ------
    UnreadableScenario
        With everything that cannot be read or tried.
    ChangedMeanwhile
        If anything a plan is made from was changed since it was seen.
    NotAllowed
        If the account may not change some of it. Nothing is changed then.
    NotNow
        If nothing of it can be written down.
    """
    service_id = about.service_id
    with store.unit(author_id=actor.account_id, at=at) as unit:
        unit.hold(service_id)
        if unit.revision(service_id) != seen_revision:
            raise ChangedMeanwhile(SERVICES.name)
        kept = ServiceKept(*read_to_ask(unit.connection, service_id, on=on), on)
        changes = [each for each in _meant(kept, asked).changes if can_be_written(each)]
        if not changes:
            message = "Nothing of this scenario can be written down."
            raise NotNow(message, hint="Read what can be done about each part of it.")
        after = _after(kept, changes)
        called = _called(kept.caseload, after, names)
        supposing.let_be_so(unit, service_id, kept.caseload, after, called=called)
        revision = unit.revision(service_id)
        facts = facts_of_revision(unit.connection, service_id, revision)
        check_may(unit, actor, about, facts, on=on)
        run_id = ask_in(
            unit, service_id, on=on, policy=BALANCED, effort=2, seconds=seconds
        )
    return MadeSo(revision=revision, run_id=run_id)


def _meant(kept: ServiceKept, asked: Asked) -> Scenario:
    (scenario,) = kept.meant((asked,), seed=0)
    return scenario


def _to_be_so(change: Change, caseload: Caseload, words: Words) -> ToBeSo:
    fact, instead = becomes(change, caseload, words)
    one = Scenario(name="", changes=(change,))
    return ToBeSo(said=said(words, one), fact=fact, instead=instead)


def _after(kept: ServiceKept, changes: Sequence[Change]) -> Caseload:
    scenario = Scenario(name="to be so", changes=tuple(changes))
    return tried(kept.caseload, kept.horizon, scenario)


def _called(
    before: Caseload, after: Caseload, names: Sequence[str]
) -> Mapping[WorkerId, str]:
    """Return what each is called who is new; as the scenario does if nobody says."""
    new = [each for each in after.workers if each.worker_id not in before.worker]
    said_names = [*names, *[""] * (len(new) - len(names))]
    return {
        each.worker_id: name or each.name
        for each, name in zip(new, said_names, strict=False)
    }
