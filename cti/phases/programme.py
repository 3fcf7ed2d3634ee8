"""A programme: every number of a way of working, each with its source."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from cti.errors import UnknownProgramme
from cti.phases.phase import SUPPORTED, TIMED, Phase
from cti.units import Sce

_NOTHING = Fraction(0)


_COUNTING = ", counting "
"""What stands in the key of a programme made of another."""


class How(StrEnum):
    """The usual kind of contact in a phase."""

    VISIT = "visit"
    CHECK_IN = "check-in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """How often people are met in a phase.

    Attributes
    ----------
    every_days
        The rhythm: days from one achieved contact to the next.
    tolerance_days
        Days past the rhythm before a contact is late.
    minutes
        Length of one contact.
    how
        Visit or check-in.
    """

    every_days: int
    tolerance_days: int
    minutes: int
    how: How

    @property
    def latest_days(self) -> int:
        """The longest gap that is not late."""
        return self.every_days + self.tolerance_days


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A way of working, as numbers.

    Attributes
    ----------
    key
        What a spreadsheet calls it.
    weight
        SCE for one person in each supported phase.
    paused_weight
        SCE for one person while support is paused.
    ends_after_months
        Months from the transition date to the end of each timed phase.
    cadence
        The rhythm of contact in each supported phase.
    sources
        Where each number comes from, by its name in the catalogue.
    """

    key: str
    name: str
    summary: str
    weight: Mapping[Phase, Sce]
    paused_weight: Sce
    ends_after_months: Mapping[Phase, int]
    pre_cti_months: int
    pre_cti_long_months: int
    notice_days: int
    paused_days: int
    cadence: Mapping[Phase, Cadence]
    meeting_minutes: int
    meeting_window_days: int
    first_contact_days: int
    contact_apart_days: int
    familiar_days: int
    sources: Mapping[str, str]

    def __hash__(self) -> int:
        return hash(self.key)

    def weight_in(self, phase: Phase) -> Sce:
        """Return the SCE of one person in ``phase``; nothing once finished."""
        return self.weight.get(phase, _NOTHING)


@cache
def programme(key: str) -> Programme:
    """Return the programme a spreadsheet calls ``key``, or one made of it.

    Raises
    ------
    UnknownProgramme
        If the catalogue has no such programme.
    """
    base, _, said = key.partition(_COUNTING)
    if base not in programme_keys():
        raise UnknownProgramme(key, known=programme_keys())
    if said:
        made_of = programme(base)
        return replace(made_of, key=key, weight={**made_of.weight, **_weights(said)})
    text = _catalogue().joinpath(f"{key}.toml").read_text(encoding="utf-8")
    return _parse(key, tomllib.loads(text))


def counting(key: str, weight: Mapping[Phase, Sce]) -> str:
    """Return the key of a programme in which some phases weigh otherwise.

    It is for trying out what would be if. The key says all of it, so nothing has to be
    kept anywhere; a spreadsheet cannot name such a programme.

    >>> counting("cti", {Phase.PRE_CTI: Fraction(5, 4)})
    'cti, counting pre 5/4'
    """
    base, _, said = key.partition(_COUNTING)
    weights = {**_weights(said), **weight}
    parts = (f"{phase} {weights[phase]}" for phase in SUPPORTED if phase in weights)
    return f"{base}{_COUNTING}{' and '.join(parts)}"


@cache
def programme_keys() -> tuple[str, ...]:
    """Return the keys of every programme in the catalogue, in order."""
    files = (entry.name for entry in _catalogue().iterdir())
    return tuple(sorted(f.removesuffix(".toml") for f in files if f.endswith(".toml")))


def _weights(said: str) -> dict[Phase, Sce]:
    parts = (part.split() for part in said.split(" and ") if part)
    return {Phase(phase): Fraction(weight) for phase, weight in parts}


def _catalogue() -> Traversable:
    return resources.files("cti.phases") / "catalogue"


def _parse(key: str, table: dict[str, Any]) -> Programme:
    numbers = table["numbers"]

    def value(name: str) -> int:
        return int(numbers[name]["value"])

    def weight(name: str) -> Sce:
        return Fraction(numbers[name]["value"])

    cadence = {
        phase: Cadence(
            every_days=value(f"every_days_{phase}"),
            tolerance_days=value(f"tolerance_days_{phase}"),
            minutes=value(f"minutes_{phase}"),
            how=How(numbers[f"how_{phase}"]["value"]),
        )
        for phase in SUPPORTED
    }
    return Programme(
        key=key,
        name=table["name"],
        summary=table["summary"],
        weight={phase: weight(f"weight_{phase}") for phase in SUPPORTED},
        paused_weight=weight("weight_paused"),
        ends_after_months={
            phase: value(f"ends_after_months_{phase}") for phase in TIMED
        },
        pre_cti_months=value("pre_cti_months"),
        pre_cti_long_months=value("pre_cti_long_months"),
        notice_days=value("notice_days"),
        paused_days=value("paused_days"),
        cadence=cadence,
        meeting_minutes=value("meeting_minutes"),
        meeting_window_days=value("meeting_window_days"),
        first_contact_days=value("first_contact_days"),
        contact_apart_days=value("contact_apart_days"),
        familiar_days=value("familiar_days"),
        sources={name: entry["source"] for name, entry in numbers.items()},
    )
