"""Read prices from a table of names and numbers, and say everything wrong with them."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from enum import Enum
from fractions import Fraction
from typing import Any, TypeVar

from cti.exchange.report import Report
from cti.units import Points

Table = Mapping[str, Any]
Key = TypeVar("Key", bound=Enum)

MOST = 100_000
"""More than any price: what no number may be above."""

PRICE, SHARE = 1, 2
"""Digits after the point: a price in points has one at most, a share or factor two."""


class PriceTable:
    """One table of a file, read price by price.

    Parameters
    ----------
    file
        What findings call the place they are in.
    within
        What stands before a name in a finding: "contacts." for the table of contacts.
    """

    def __init__(
        self, said: Table, report: Report, *, file: str, within: str = ""
    ) -> None:
        self.said = said
        self.report = report
        self.file = file
        self.within = within

    def check_names(self, known: Sequence[str]) -> None:
        """Report the names nobody knows, each with the nearest one there is."""
        for name in self.said:
            if name not in known:
                near = get_close_matches(name.lower(), known, n=1)
                one_of = f"Write one of: {', '.join(known)}"
                self.mend(
                    name,
                    "there is nothing of that name",
                    f"Write {near[0]}, if that is meant" if near else one_of,
                )

    def inner(self, name: str, known: Sequence[str]) -> "PriceTable":
        """Return a table within the table; an empty one if there is none."""
        found = self.said.get(name, {})
        if not isinstance(found, Mapping):
            self.mend(
                name,
                f"{shown(found)} stands where several numbers belong",
                f"Write {name} = {{ {known[0]} = 10 }} or more of: {', '.join(known)}",
            )
            found = {}
        table = PriceTable(
            found, self.report, file=self.file, within=f"{self.within}{name}."
        )
        table.check_names(known)
        return table

    def number(self, name: str, otherwise: Points, *, digits: int = PRICE) -> Points:
        """Return one number, exact; ``otherwise`` if none is given or it is wrong."""
        said = self.said.get(name, otherwise)
        if isinstance(said, bool) or not isinstance(said, int | Fraction):
            self.mend(name, f"{shown(said)} is not a number", "Write one such as 30")
        elif said < 0:
            self.mend(
                name,
                f"{shown(said)} is less than nothing",
                "Write 0 for what costs nothing; no price is a reward",
            )
        elif said > MOST:
            self.mend(name, f"{shown(said)} is too much", f"Write at most {MOST}")
        elif (Fraction(said) * 10**digits).denominator != 1:
            self.mend(
                name,
                f"{shown(said)} is finer than the planner reckons",
                f"Write no more digits after the point than {digits}",
            )
        else:
            return Fraction(said)
        return otherwise

    def whole(self, name: str, otherwise: int) -> int:
        """Return one whole number."""
        number = self.number(name, Fraction(otherwise))
        if number.denominator != 1:
            self.mend(
                name, f"{shown(number)} is not a whole number", "Write one such as 12"
            )
            return otherwise
        return number.numerator

    def each(
        self,
        name: str,
        words: Mapping[str, Key],
        otherwise: Mapping[Key, Points],
        *,
        digits: int = PRICE,
    ) -> dict[Key, Points]:
        """Return a number for each phase, priority or wish, by the word it has."""
        inner = self.inner(name, list(words))
        return {
            key: inner.number(word, otherwise[key], digits=digits)
            for word, key in words.items()
        }

    def mend(self, name: str, problem: str, remedy: str) -> None:
        """Report what is wrong with one price."""
        self.report.mend(
            self.file, column=f"{self.within}{name}", problem=problem, remedy=remedy
        )


def shown(said: object) -> str:
    """Return what was written, as a finding repeats it."""
    if isinstance(said, Fraction):
        return f"{float(said):.10g}"
    return f"«{said}»" if isinstance(said, str) else str(said).lower()
