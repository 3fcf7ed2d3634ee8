"""What a workbook changes, in words: who is new, who is otherwise, and what else."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from cti.spelling import folded
from dashboards.pages.words import full_day

NAMED = ("people", "workers")
UNTOLD = frozenset(
    {"id", "version", "service_id", "is_listed", "person_id", "worker_id"}
)
"""Columns that say nothing to people, or are said in front."""

KINDS: Mapping[str, str] = {
    "absences": "absence",
    "appointments": "appointment",
    "assignments": "worker",
    "declined_workers": "a worker they would rather not have",
    "pauses": "pause",
    "pins": "pin",
    "referrals": "referral",
    "services": "the service",
    "team_events": "team event",
    "transitions": "transition date",
    "travel_times": "travel time",
    "wishes": "wishes",
    "working_patterns": "hours",
}
"""What a row of each table is called; contacts are counted and not listed."""


class Fact(Protocol):
    """A change of one row."""

    @property
    def about(self) -> str:
        """The table."""

    @property
    def before(self) -> Mapping[str, Any] | None:
        """What it said; None if it is new."""

    @property
    def after(self) -> Mapping[str, Any] | None:
        """What it says then; None if it is taken away."""


def who_is_new(facts: Sequence[Fact]) -> tuple[str, ...]:
    """Return the people and workers who would be new, by name."""
    return _in_order(
        _name(each.after or {}) for each in facts if _is_named(each) and not each.before
    )


def who_is_otherwise(
    facts: Sequence[Fact], names: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the people and workers who would be otherwise, and in what."""
    return _in_order(
        f"{_name(each.before)}: {_of_somebody(each.before, each.after or {}, names)}"
        for each in facts
        if _is_named(each) and each.before
    )


def what_else(facts: Sequence[Fact], names: Mapping[str, str]) -> tuple[str, ...]:
    """Return what else would be otherwise of who is there already.

    Parameters
    ----------
    names
        What people and workers are called, by their rows.
    """
    new = {str((each.after or {}).get("id")) for each in facts if not each.before}
    return _in_order(
        _else(each, names)
        for each in facts
        if each.about in KINDS and _whose(each) not in new
    )


def takes_away(facts: Sequence[Fact]) -> bool:
    """Whether anything that is there already would be gone."""
    return any(each.about in KINDS and each.after is None for each in facts)


def _is_named(fact: Fact) -> bool:
    return fact.about in NAMED


def _name(row: Mapping[str, Any]) -> str:
    called = row.get("known_as") or row.get("name")
    return f"{called} ({row.get('external_id', '')})"


def _of_somebody(
    before: Mapping[str, Any], after: Mapping[str, Any], names: Mapping[str, str]
) -> str:
    if before.get("is_listed") and not after.get("is_listed", True):
        return "is not in the workbook, and leaves the list"
    return ", ".join(_differing(before, after, names)) or "back on the list"


def _whose(fact: Fact) -> str:
    row = fact.after or fact.before or {}
    return str(row.get("person_id") or row.get("worker_id") or "")


def _else(fact: Fact, names: Mapping[str, str]) -> str:
    row = fact.after or fact.before or {}
    whose, kind = names.get(_whose(fact), ""), KINDS[fact.about]
    if whose and row.get("person_id") and row.get("worker_id"):
        kind = f"{kind} ({names.get(str(row['worker_id']), 'somebody')})"
    what = f"{whose}: {kind}" if whose else kind[:1].upper() + kind[1:]
    if fact.after is None:
        return f"{what}, is taken away"
    if fact.before is None:
        return f"{what}, is added"
    return f"{what}, {', '.join(_differing(fact.before, fact.after, names))}"


def _differing(
    before: Mapping[str, Any], after: Mapping[str, Any], names: Mapping[str, str]
) -> Iterator[str]:
    for column, value in after.items():
        if column not in UNTOLD and before.get(column) != value:
            was, now = (_said(each, names) for each in (before.get(column), value))
            yield f"{_column(column)} from {was} to {now}"


def _said(value: Any, names: Mapping[str, str]) -> str:  # noqa: ANN401, as JSON has it
    match value:
        case None | "" | []:
            return "nothing"
        case bool():
            return "yes" if value else "no"
        case str() if value in names:
            return names[value]
        case str():
            return _day(value)
        case list() | dict():
            return "something else"
        case _:
            return str(value)


def _day(text: str) -> str:
    try:
        return full_day(date.fromisoformat(text))
    except ValueError:
        return text


def _column(name: str) -> str:
    return name.removesuffix("_id").removesuffix("_on").replace("_", " ")


def _in_order(said: Iterator[str]) -> tuple[str, ...]:
    return tuple(sorted(said, key=folded))
