"""`cti check` and `cti compare`: look at a plan that is there."""

from datetime import date
from pathlib import Path

from cti.cli.side_by_side import tell_each_policy
from cti.cli.voice import headline, listing, say
from cti.plans.words import counted
from cti.units import format_points
from cti.usecases.checking import Judgement, judge
from cti.usecases.choosing import chosen_policy
from cti.usecases.comparing import changes_against_today, changes_between
from cti.usecases.opening import OpenedPlan, open_plan
from dashboards.pages.words import full_day

BROKEN = 1
"""The exit status of a check that found a broken rule."""


def check(
    caseload: Path,
    plan: Path,
    *,
    on: date | None,
    today: date,
    policy: str | None = None,
    all_policies: bool = False,
) -> int:
    """Judge a plan, say what was found, and return the exit status.

    Parameters
    ----------
    policy
        The name or file of the prices to judge it by; None for the plan's own.
    all_policies
        Whether to say what it costs under each policy too.
    """
    prices = None if policy is None else chosen_policy(policy)
    opened = open_plan(caseload, plan, on=on, today=today, policy=prices)
    judgement = judge(opened)
    tell_age(opened)
    _tell_cost(judgement, opened.facts.policy.key)
    if all_policies:
        tell_each_policy(opened)
    if judgement.holds:
        headline("This plan keeps every rule")
        return 0
    broken = [
        *(f"{each.rule}: {each.finding}" for each in judgement.violations),
        *(f"{each.rule}: {each.finding}" for each in judgement.contact_violations),
    ]
    times = "once" if len(broken) == 1 else f"{len(broken)} times"
    headline(f"This plan breaks rules, {times}")
    listing(broken)
    return BROKEN


def compare(
    caseload: Path, before: Path, after: Path | None, *, on: date | None, today: date
) -> None:
    """Say who moves: from today to a plan, or from one plan to another."""
    first = open_plan(caseload, before, on=on, today=today)
    tell_age(first)
    if after is None:
        headline("From today's workers to this plan")
        listing(changes_against_today(first.facts))
        return
    second = open_plan(caseload, after, on=on, today=today)
    headline(f"From {before} to {after}")
    listing(changes_between(first.facts, second.facts))


def tell_age(opened: OpenedPlan) -> None:
    """Say what day a plan is looked at from, and if its spreadsheet has changed."""
    say(f"Looked at as of {full_day(opened.facts.horizon.on)}.")
    if opened.is_of_this_caseload is False:
        say(
            "The spreadsheet has changed since this plan was made; what follows is "
            "judged by the spreadsheet as it is now."
        )


def _tell_cost(judgement: Judgement, policy: str) -> None:
    total = format_points(judgement.cost.total)
    headline(f"This plan costs {total} points under the policy «{policy}»")
    listing(
        f"{part}: {format_points(points)}"
        for part, points in judgement.cost.parts.items()
    )
    if judgement.contact_cost is not None:
        late = counted(judgement.late_days or 0, "day")
        total = format_points(judgement.contact_cost.total)
        headline(f"Its contacts cost {total} points, with {late} late in all")
