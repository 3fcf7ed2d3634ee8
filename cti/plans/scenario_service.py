"""What can be tried on a whole service: what a phase counts for, and its teams."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.phases import Phase, counting, programme
from cti.plans.scenario import Trouble, teams_of
from cti.plans.words import Words, listed, short
from cti.units import Sce, format_sce

MOST_WEIGHT = Sce(10)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseWeighs:
    """Everybody in a phase counts for more or less, whatever their programme."""

    option: ClassVar[str] = "weight"
    phase: Phase
    weight: Sce

    @property
    def settles(self) -> Hashable:
        """A phase has one weight."""
        return self.phase

    def troubles(self, caseload: Caseload, _: Horizon) -> Iterator[Trouble]:
        """Yield why the weight cannot be, or would change nothing."""
        if not 0 <= self.weight <= MOST_WEIGHT:
            yield Trouble(
                f"nobody counts for {format_sce(self.weight)} SCE",
                f"Give a weight from 0 to {format_sce(MOST_WEIGHT)}",
            )
        elif all(
            programme(key).weight_in(self.phase) == self.weight
            for key in _programmes(caseload)
        ):
            weight = format_sce(self.weight)
            yield Trouble(
                f"everybody in {short(self.phase)} counts for {weight} as it is",
                "Give another weight",
            )

    def applied(self, caseload: Caseload, _: Horizon) -> Caseload:
        """Return the caseload with everybody in a programme that weighs so."""
        weight = {self.phase: self.weight}
        return replace(
            caseload,
            service=replace(
                caseload.service, programme=counting(caseload.service.programme, weight)
            ),
            people=tuple(
                replace(each, programme=counting(each.programme, weight))
                for each in caseload.people
            ),
            referrals=tuple(
                replace(each, programme=counting(each.programme, weight))
                for each in caseload.referrals
            ),
        )

    def said(self, _: Words) -> str:
        """Return it as a clause."""
        return f"{short(self.phase)} counts for {format_sce(self.weight)} SCE"


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsMerge:
    """Several teams work as one: anybody in them may take anybody in them."""

    option: ClassVar[str] = "merge"
    teams: tuple[str, ...]

    @property
    def settles(self) -> Hashable:
        """Teams may merge in several places."""
        return None

    def troubles(self, caseload: Caseload, _: Horizon) -> Iterator[Trouble]:
        """Yield why the teams cannot be merged."""
        known = teams_of(caseload)
        for team in self.teams:
            if team not in known:
                yield Trouble(
                    f"there is no team «{team}»",
                    f"Give two or more of: {listed(known)}",
                )
        if len(set(self.teams)) < 2:  # noqa: PLR2004, one team is one already
            yield Trouble("it takes two teams", f"Give two or more of: {listed(known)}")

    def applied(self, caseload: Caseload, _: Horizon) -> Caseload:
        """Return the caseload with one team in their place."""
        merged = self._name
        return replace(
            caseload,
            workers=tuple(
                replace(each, team=merged) if each.team in self.teams else each
                for each in caseload.workers
            ),
            people=tuple(
                replace(each, team=merged) if each.team in self.teams else each
                for each in caseload.people
            ),
            referrals=tuple(
                replace(each, team=merged) if each.team in self.teams else each
                for each in caseload.referrals
            ),
            events=tuple(
                replace(each, team=merged) if each.team in self.teams else each
                for each in caseload.events
            ),
        )

    def said(self, _: Words) -> str:
        """Return it as a clause."""
        return f"{self._name} work as one team"

    @property
    def _name(self) -> str:
        return listed(self.teams)


def _programmes(caseload: Caseload) -> set[str]:
    of_people = {person.programme for person in caseload.people}
    return of_people | {referral.programme for referral in caseload.referrals}
