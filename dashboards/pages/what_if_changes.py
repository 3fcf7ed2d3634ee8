"""What somebody fills in to try something otherwise, as the planner is asked of it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cti.phases import SUPPORTED
from cti.plans.scenario_referrals import IntakePaused, MoreReferrals
from cti.plans.scenario_service import PhaseWeighs, TeamsMerge
from cti.plans.scenario_workers import HasCeiling, Joins, Leaves, WorksHours
from cti.plans.words import short
from cti.usecases.what_if_kept import Choices
from dashboards.site.forms import Form, chosen

Written = Callable[[Form, Choices], str]
"""Reads what was filled in and writes it as ``cti what-if`` takes it; the form keeps
what is wrong."""

LARGEST = 1000
NUMBER = re.compile(r"-?\d{1,4}(\.\d{1,3})?")
WHICH_WORKER = "Choose a worker"
WHICH_DAY = "Enter a day"

PHASES = tuple((phase.value, short(phase)) for phase in SUPPORTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of change.

    Attributes
    ----------
    option
        What it is called on the command line; the names of its fields begin with it.
    """

    option: str
    words: str
    written: Written


def change_of(form: Form, choices: Choices) -> tuple[str, str] | None:
    """Return the change that was filled in; None if something is to be mended."""
    kind = form.one_of("kind", KIND_OF, needed="Choose what would be otherwise")
    if kind is None:
        return None
    said = kind.written(form, choices)
    return None if form.wrong else (kind.option, said)


def _leaves(form: Form, choices: Choices) -> str:
    return f"{_worker(form, 'leaves-worker', choices)}:{_day(form, 'leaves-on')}"


def _joins(form: Form, choices: Choices) -> str:
    like = _worker(form, "joins-worker", choices)
    day = _day(form, "joins-on")
    name = form.line("joins-name", most=60)
    return f"like {like} from {day} as {name}" if name else f"like {like} from {day}"


def _hours(form: Form, choices: Choices) -> str:
    worker = _worker(form, "hours-worker", choices)
    return f"{worker}:{_number(form, 'hours-share', 'Enter a share, such as 0.6')}"


def _referrals(form: Form, _: Choices) -> str:
    found = form.number(
        "referrals-number", least=1, most=50, needed="Enter how many, such as 5"
    )
    return str(found)


def _ceiling(form: Form, choices: Choices) -> str:
    ceiling = _number(form, "ceiling-number", "Enter a ceiling, such as 18")
    if not form.value("ceiling-worker"):
        return ceiling
    return f"{_worker(form, 'ceiling-worker', choices)}:{ceiling}"


def _weight(form: Form, _: Choices) -> str:
    phase = form.one_of(
        "weight-phase", chosen(value for value, _ in PHASES), needed="Choose a phase"
    )
    return f"{phase}:{_number(form, 'weight-number', 'Enter a weight, such as 1.25')}"


def _merge(form: Form, choices: Choices) -> str:
    teams = [each for each in form.values("merge-teams") if each in choices.teams]
    if len(teams) < len(("one", "another")):
        form.refuse("merge-teams", "Choose two teams or more")
    return ",".join(teams)


def _pause(form: Form, choices: Choices) -> str:
    team, day = form.value("pause-team"), _day(form, "pause-on")
    return f"{team}:{day}" if team in choices.teams else day


def _worker(form: Form, name: str, choices: Choices) -> str:
    rows = chosen(row for row, _ in choices.workers)
    return form.one_of(name, rows, needed=WHICH_WORKER) or ""


def _day(form: Form, name: str) -> str:
    day = form.day(name, needed=WHICH_DAY)
    return "" if day is None else day.isoformat()


def _number(form: Form, name: str, needed: str) -> str:
    said = form.line(name, needed=needed, most=12).replace(",", ".")
    if said and not NUMBER.fullmatch(said):
        form.refuse(name, f"“{said}” is not a number")
        return ""
    if not 0 < float(said or 1) < LARGEST:
        form.refuse(name, f"Enter a number above 0 and below {LARGEST}")
        return ""
    return said


KINDS = (
    Kind(option=Leaves.option, words="A worker leaves", written=_leaves),
    Kind(option=Joins.option, words="A worker joins", written=_joins),
    Kind(option=WorksHours.option, words="A worker has other hours", written=_hours),
    Kind(option=MoreReferrals.option, words="More are referred", written=_referrals),
    Kind(option=HasCeiling.option, words="The ceiling changes", written=_ceiling),
    Kind(option=PhaseWeighs.option, words="A phase counts otherwise", written=_weight),
    Kind(option=TeamsMerge.option, words="Teams work as one", written=_merge),
    Kind(option=IntakePaused.option, words="Nobody new starts", written=_pause),
)
"""What can be tried, what is asked most in front."""

KIND_OF: Mapping[str, Kind] = {kind.option: kind for kind in KINDS}
