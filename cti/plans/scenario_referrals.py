"""What can be tried on the referrals of a caseload: more of them, a pause."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import ClassVar

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.people import Person, Priority, Referral
from cti.plans.scenario import Trouble, fresh, outside, teams_of
from cti.plans.words import Words, counted, listed
from cti.units import PersonId, WorkerId

MOST_REFERRALS = 100
LATELY = timedelta(days=183)
"""Somebody whose support began within this time was referred lately."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreReferrals:
    """More people are referred, like those of late.

    Who is drawn depends on the seed alone: the third of five is the third of ten.
    """

    option: ClassVar[str] = "referrals"
    number: int
    seed: int = 0

    @property
    def settles(self) -> Hashable:
        """There is one number of them."""
        return self.option

    def troubles(self, caseload: Caseload, horizon: Horizon) -> Iterator[Trouble]:
        """Yield why there can be no more referrals."""
        if not 0 < self.number <= MOST_REFERRALS:
            yield Trouble(
                f"{self.number} is no number of referrals to try",
                f"Give one from 1 to {MOST_REFERRALS}",
            )
        if not _referred_lately(caseload, horizon):
            yield Trouble(
                "nobody was referred lately whom they could be like",
                "Write the referrals you expect into a copy of the spreadsheet",
            )

    def applied(self, caseload: Caseload, horizon: Horizon) -> Caseload:
        """Return the caseload with the referrals, all made on the plan date."""
        lately = _referred_lately(caseload, horizon)
        more: list[Referral] = []
        for number in range(1, self.number + 1):
            like = lately[_draw(self.seed, number, len(lately))]
            known = {
                *caseload.person,
                *caseload.referral,
                *(r.referral_id for r in more),
            }
            more.append(
                replace(
                    like,
                    referral_id=PersonId(fresh("new-referral", known)),
                    known_as=f"new referral {number}",
                )
            )
        return replace(caseload, referrals=(*caseload.referrals, *more))

    def said(self, _: Words) -> str:
        """Return it as a clause."""
        referrals = counted(self.number, "more referral")
        turn = "comes" if self.number == 1 else "come"
        return f"{referrals} like those of late {turn}"


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakePaused:
    """No referral starts before a day.

    Attributes
    ----------
    until
        The first day on which somebody may start again.
    team
        None for every team.
    """

    option: ClassVar[str] = "pause"
    until: date
    team: str | None = None

    @property
    def settles(self) -> Hashable:
        """Intake is paused once in a team, and once everywhere."""
        return (self.team,)

    def troubles(self, caseload: Caseload, horizon: Horizon) -> Iterator[Trouble]:
        """Yield why the pause cannot be, or would change nothing."""
        yield from outside(self.until, horizon)
        known = teams_of(caseload)
        if self.team is not None and self.team not in known:
            yield Trouble(
                f"there is no team «{self.team}»", f"Give one of: {listed(known)}"
            )
        elif not any(self._holds_back(each, horizon) for each in caseload.referrals):
            yield Trouble(
                "no referral could start before that day as it is", "Give a later day"
            )

    def applied(self, caseload: Caseload, horizon: Horizon) -> Caseload:
        """Return the caseload with the pause."""
        return replace(
            caseload,
            referrals=tuple(
                replace(each, earliest_start_on=self.until)
                if self._holds_back(each, horizon)
                else each
                for each in caseload.referrals
            ),
        )

    def said(self, words: Words) -> str:
        """Return it as a clause."""
        where = "" if self.team is None else f" in {self.team}"
        return f"nobody new starts{where} before {words.day(self.until)}"

    def _holds_back(self, referral: Referral, horizon: Horizon) -> bool:
        earliest = referral.earliest_start_on or horizon.on
        return self.team in {None, referral.team} and earliest < self.until


def _referred_lately(caseload: Caseload, horizon: Horizon) -> Sequence[Referral]:
    """Return referrals to copy: those that wait, and those whose support has begun."""
    begun = (
        _as_referred(person)
        for person in caseload.people
        if person.started_on is not None
        and horizon.on - LATELY <= person.started_on <= horizon.on
    )
    return [_today(each, horizon) for each in (*caseload.referrals, *begun)]


def _as_referred(person: Person) -> Referral:
    return Referral(
        referral_id=person.person_id,
        known_as=person.known_as,
        team=person.team,
        programme=person.programme,
        referred_on=person.started_on,
        earliest_start_on=None,
        transition_expected_on=person.transition_on or person.transition_expected_on,
        priority=Priority.ROUTINE,
        wishes=person.wishes,
    )


def _today(like: Referral, horizon: Horizon) -> Referral:
    """Return somebody referred on the plan date as another was on their day.

    Whom they asked for, and whom they would not work with, is nobody else's wish.
    """
    later = horizon.on - (like.referred_on or horizon.on)

    def moved(day: date | None) -> date | None:
        return None if day is None else day + later

    return replace(
        like,
        referred_on=horizon.on,
        earliest_start_on=moved(like.earliest_start_on),
        transition_expected_on=moved(like.transition_expected_on),
        wishes=replace(
            like.wishes, requested_worker=None, not_workers=frozenset[WorkerId]()
        ),
    )


def _draw(seed: int, number: int, among: int) -> int:
    """Draw one of some things, the same on every machine."""
    digest = sha256(f"{seed} {number}".encode()).digest()
    return int.from_bytes(digest) % among
