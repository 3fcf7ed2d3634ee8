"""The flags about caseloads over their ceiling."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from cti.calendar import DAYS_PER_WEEK
from cti.plans.causes import CauseKind, causes, in_words
from cti.plans.document import Flag, FlagKind, LoadRow
from cti.plans.facts import PlanFacts
from cti.plans.loads import Overload, overloads
from cti.plans.remedies import suggestion
from cti.plans.repair import repair
from cti.plans.words import counted, sce, sentence
from cti.units import Sce, format_load

FAR_OVER = Fraction(11, 10)
"""The share of the ceiling above which a caseload is far over."""

LONG_WEEKS = 4
"""Mondays in a row after which that deserves a flag of its own."""


def over_ceiling(facts: PlanFacts) -> Iterator[Flag]:
    """Flag each unbroken run of Mondays on which somebody is over the ceiling."""
    for run in facts.overloads:
        yield Flag(
            kind=FlagKind.OVER_CEILING,
            worker_id=run.worker_id,
            from_on=facts.horizon.mondays[run.from_week],
            to_on=last_day(facts, run),
            amount=run.peak,
            message=over_in_words(facts, run),
            suggestion=suggestion(facts, repair(facts, run)),
        )


def far_over_for_long(facts: PlanFacts) -> Iterator[Flag]:
    """Flag each run of four Mondays or more on which somebody is above 110 %."""
    for run in overloads(facts.loads, above=FAR_OVER):
        if run.weeks >= LONG_WEEKS:
            rows = facts.loads_of[run.worker_id][run.from_week : run.to_week]
            peak = max(row.over for row in rows)
            message, remedy = _far_over(facts, run, peak)
            yield Flag(
                kind=FlagKind.OVER_110_FOR_4_WEEKS,
                worker_id=run.worker_id,
                from_on=facts.horizon.mondays[run.from_week],
                to_on=last_day(facts, run),
                amount=peak,
                message=message,
                suggestion=remedy,
            )


def last_day(facts: PlanFacts, run: Overload) -> date:
    """Return the last day of the last week of a run."""
    monday = facts.horizon.mondays[run.to_week - 1]
    return monday + timedelta(days=DAYS_PER_WEEK - 1)


def over_in_words(facts: PlanFacts, run: Overload) -> str:
    """Say how far somebody is over the ceiling, when, and why."""
    found = causes(facts, run)
    row = facts.loads_of[run.worker_id][run.peak_week]
    worker = facts.words.worker(run.worker_id)
    up_to = "up to " if run.weeks > 1 else ""
    by = f"by {up_to}{sce(run.peak)} ({_of(row)})"
    came = {CauseKind.STARTS, CauseKind.ARRIVES}
    if not row.ceiling:
        said = _nothing_agreed(facts, run)
        found = tuple(
            each for each in found if each.kind is not CauseKind.CEILING_FALLS
        )
    elif run.from_week == 0 and not any(cause.kind in came for cause in found):
        said = f"{worker} is over the ceiling already, {_until(facts, run)}, {by}"
    else:
        said = f"{worker} is over the ceiling {_when(facts, run)}, {by}"
    told = in_words(facts, found)
    return sentence(f"{said}: {told}" if told else said)


def _far_over(facts: PlanFacts, run: Overload, peak: Sce) -> tuple[str, str]:
    """Return what is so, and what to do."""
    worker = facts.words.worker(run.worker_id)
    weeks = counted(run.weeks, "week")
    if not facts.loads_of[run.worker_id][run.peak_week].ceiling:
        return (
            sentence(f"{_nothing_agreed(facts, run)}, for {weeks} in a row"),
            f"Agree, in writing, who covers for {worker}.",
        )
    return (
        f"{worker} holds more than 110 % of the ceiling for {weeks} in a row, "
        f"{_when(facts, run)}, by up to {sce(peak)}.",
        f"Agree with {worker}, in writing, what is taken off them and what waits.",
    )


def _nothing_agreed(facts: PlanFacts, run: Overload) -> str:
    up_to = "up to " if run.weeks > 1 else ""
    return (
        f"{_when(facts, run)} no caseload is agreed with "
        f"{facts.words.worker(run.worker_id)}, who still holds {up_to}{sce(run.peak)}"
    )


def _of(row: LoadRow) -> str:
    return f"{format_load(row.sce)} of {format_load(row.ceiling)}"


def _when(facts: PlanFacts, run: Overload) -> str:
    first = facts.words.day(facts.horizon.mondays[run.from_week])
    if run.weeks == 1:
        return f"in the week of {first}"
    return f"from {first} {_until(facts, run).replace('until', 'to')}"


def _until(facts: PlanFacts, run: Overload) -> str:
    if run.to_week == facts.horizon.weeks:
        return "until the end of the plan"
    return f"until {facts.words.day(last_day(facts, run))}"
