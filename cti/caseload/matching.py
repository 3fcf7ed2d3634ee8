"""Who in a new caseload may be somebody known already, under another id.

It only asks; people decide. Two people of one name are never taken for one another.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from cti.caseload.caseload import Caseload
from cti.spelling import folded
from cti.units import PersonId

ALIKE = 0.85
"""How like each other two names must be, from 0 to 1, where dates speak for it too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Two ids that may be the same person's.

    Attributes
    ----------
    known, new
        The id they are known by, and the one they would be added by.
    known_as, new_as
        What they are called under either.
    because
        What speaks for it, in words.
    """

    known: PersonId
    new: PersonId
    known_as: str
    new_as: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Somebody:
    person_id: PersonId
    known_as: str
    name: tuple[str, ...]
    team: str
    dates: frozenset[date]


def possible_matches(known: Caseload, new: Caseload) -> Sequence[Match]:
    """Return everybody new who may be somebody known whom the new caseload lacks.

    Somebody known who is in the new caseload under their own id is not asked about, so
    twins who are both there stay two.
    """
    here, there = _everybody(known), _everybody(new)
    ids = {each.person_id for each in here}, {each.person_id for each in there}
    gone = [each for each in here if each.person_id not in ids[1]]
    fresh = [each for each in there if each.person_id not in ids[0]]
    return [
        Match(
            known=old.person_id,
            new=each.person_id,
            known_as=old.known_as,
            new_as=each.known_as,
            because=because,
        )
        for each in fresh
        for old in gone
        if (because := _because(old, each))
    ]


def _everybody(caseload: Caseload) -> Sequence[_Somebody]:
    people = [
        _somebody(
            each.person_id,
            each.known_as,
            each.team,
            (each.started_on, each.transition_on, each.transition_expected_on),
        )
        for each in caseload.people
    ]
    referrals = [
        _somebody(
            each.referral_id,
            each.known_as,
            each.team,
            (each.referred_on, each.transition_expected_on),
        )
        for each in caseload.referrals
    ]
    return [*people, *referrals]


def _somebody(
    person_id: PersonId, known_as: str, team: str, dates: Iterable[date | None]
) -> _Somebody:
    return _Somebody(
        person_id=person_id,
        known_as=known_as,
        name=_parts(known_as),
        team=team,
        dates=frozenset(day for day in dates if day is not None),
    )


def _parts(name: str) -> tuple[str, ...]:
    """Return the parts of a name without accents, capitals and order."""
    plain = folded(name)
    return tuple(sorted("".join(a if a.isalnum() else " " for a in plain).split()))


def _because(old: _Somebody, new: _Somebody) -> str:
    same_date = bool(old.dates & new.dates)
    if old.name == new.name and old.name:
        return "the same name and a date in common" if same_date else "the same name"
    likeness = SequenceMatcher(None, " ".join(old.name), " ".join(new.name)).ratio()
    if likeness >= ALIKE and (same_date or old.team == new.team):
        beside = "a date in common" if same_date else "the same team"
        return f"much the same name and {beside}"
    return ""
