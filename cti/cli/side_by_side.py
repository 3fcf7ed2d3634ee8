"""`cti check --all-policies`: one plan under each policy, side by side."""

from collections.abc import Iterator, Mapping, Sequence

from cti.cli.tables import table
from cti.cli.voice import headline, listing, say
from cti.plans.outcome import outcome
from cti.plans.outcome_words import figures
from cti.plans.side_by_side import UnderPolicy, in_words, under_each
from cti.units import Points, format_points
from cti.usecases.choosing import every_policy
from cti.usecases.opening import OpenedPlan

PARTS: Mapping[str, str] = {
    "load": "full caseloads",
    "handover": "handovers where a worker leaves",
    "moving": "other moves, and changes not made",
    "fit": "wishes unmet of those supported",
    "wait": "referrals that wait",
    "placing": "wishes unmet of those referred",
    "uncovered": "weeks with nobody",
    "promises": "otherwise than people were told",
    "total": "total",
}
"""What each part of the cost is called; its name in the code, its name to a leader."""

OF_CONTACTS: Mapping[str, str] = {
    "late": "late days",
    "first_contact": "late first contacts",
    "meetings": "meetings missed",
    "cover": "contacts by somebody else",
    "regularity": "off the usual day or time",
    "travel": "time on the road",
    "moved": "meetings moved",
    "total": "total of the contacts",
}


def tell_each_policy(opened: OpenedPlan) -> None:
    """Say what a plan comes to, its cost under each policy, and what each wants."""
    facts, contacts = opened.facts, opened.plan.contacts
    found = under_each(facts, every_policy(facts.policy), contacts=contacts)
    headline("What this plan comes to, whatever the policy")
    listing(f"{name}: {said}" for name, said in figures(outcome(facts)).items())
    headline("Under each policy")
    table(["points", *(each.policy.key for each in found)], list(_rows(found)))
    say(
        "Each column has prices of its own: compare a plan with another within a "
        "column, not one column with the next."
    )
    listing(in_words(facts, each) for each in found)


def _rows(found: Sequence[UnderPolicy]) -> Iterator[list[str]]:
    costs = [each.cost for each in found]
    yield from (_row(said, costs, part) for part, said in PARTS.items())
    contacts = [each.contacts for each in found if each.contacts is not None]
    if contacts:
        yield from (_row(said, contacts, part) for part, said in OF_CONTACTS.items())


def _row(said: str, costs: Sequence[object], part: str) -> list[str]:
    points: list[Points] = [getattr(cost, part) for cost in costs]
    return [said, *(format_points(each) for each in points)]
