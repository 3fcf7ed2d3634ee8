"""What somebody filled in, and what is wrong with it, said by its field."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Annotated, TypeVar

from fastapi import Depends, Request
from starlette.datastructures import UploadFile

MOST_FIELDS = 500
MOST_LETTERS = 20_000

Choice = TypeVar("Choice")

_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)", re.ASCII)
_DAY = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"|(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})"
    r"|(\d{2})(\d{2})(\d{4})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """One thing to mend.

    Attributes
    ----------
    field
        The name of the field it is in.
    """

    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent."""

    name: str
    body: bytes


@dataclass(slots=True)
class Form:
    """What was filled in, read field by field; what is wrong is kept until asked for.

    Every text is kept as it was said, so that a page can show it again.
    """

    said: Mapping[str, Sequence[str]] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)
    wrong: list[Wrong] = field(default_factory=list)

    def value(self, name: str, else_: str = "") -> str:
        """Return what was said in a field, the last time if more than once."""
        said = self.said.get(name)
        return said[-1] if said else else_

    def values(self, name: str) -> Sequence[str]:
        """Return everything that was said in a field."""
        return self.said.get(name, ())

    def problem(self, name: str) -> str:
        """Return what is wrong with a field; empty for nothing."""
        return next((each.words for each in self.wrong if each.field == name), "")

    def refuse(self, name: str, words: str) -> None:
        """Say what is wrong with a field, the first thing only."""
        if not self.problem(name):
            self.wrong.append(Wrong(field=name, words=words))

    def line(self, name: str, *, needed: str = "", most: int = 200) -> str:
        """Read one line of text, without space around it.

        Parameters
        ----------
        needed
            What is said where there is none; empty if there need not be.
        most
            How many letters it may have.
        """
        said = " ".join(self.value(name).split())
        return self._checked(name, said, needed, most)

    def text(self, name: str, *, needed: str = "", most: int = 4000) -> str:
        """Read a text of several lines."""
        said = self.value(name).replace("\r\n", "\n").strip()
        return self._checked(name, said, needed, most)

    def one_of(
        self, name: str, choices: Mapping[str, Choice], *, needed: str
    ) -> Choice | None:
        """Read what was chosen."""
        said = self.value(name)
        if said in choices:
            return choices[said]
        self.refuse(name, needed)
        return None

    def day(self, name: str, *, needed: str = "") -> date | None:
        """Read a day, as a browser writes it or as people do: 27/3/2026, 27032026."""
        said = self.value(name).strip()
        if not said:
            if needed:
                self.refuse(name, needed)
            return None
        try:
            return _day(said)
        except ValueError:
            self.refuse(name, f"“{said}” is not a day; write it like 27/3/2026")
            return None

    def time(self, name: str) -> time | None:
        """Read a time of day."""
        said = self.value(name).strip()
        if not said:
            return None
        match = _TIME.fullmatch(said)
        if match is None:
            self.refuse(name, f"“{said}” is not a time; write 14:30")
            return None
        return time(int(match[1]), int(match[2]))

    def number(
        self, name: str, *, least: int, most: int, needed: str = ""
    ) -> int | None:
        """Read a whole number within its limits."""
        said = self.value(name).strip()
        if not said:
            if needed:
                self.refuse(name, needed)
            return None
        if re.fullmatch(r"\d{1,9}", said) and least <= int(said) <= most:
            return int(said)
        self.refuse(name, f"“{said}” is not a whole number from {least} to {most}")
        return None

    def file(self, name: str, *, needed: str = "") -> Upload | None:
        """Read a file."""
        found = self.files.get(name)
        if found is None and needed:
            self.refuse(name, needed)
        return found

    def _checked(self, name: str, said: str, needed: str, most: int) -> str:
        if needed and not said:
            self.refuse(name, needed)
        if len(said) > most:
            self.refuse(name, f"This has {len(said)} letters; at most {most} fit")
        return said


def filled(values: Mapping[str, str]) -> Form:
    """Return a form with something in it already."""
    return Form({name: (value,) for name, value in values.items()})


def chosen(choices: Iterable[str]) -> Mapping[str, str]:
    """Return choices that mean themselves."""
    return {each: each for each in choices}


async def posted(request: Request) -> Form:
    """Read what was sent with a request."""
    said: dict[str, list[str]] = {}
    files: dict[str, Upload] = {}
    async with request.form(max_files=2, max_fields=MOST_FIELDS) as sent:
        for name, value in sent.multi_items():
            if isinstance(value, UploadFile):
                if value.filename:
                    files[name] = Upload(value.filename, await value.read())
            else:
                said.setdefault(name, []).append(value[:MOST_LETTERS])
    return Form(said, files)


Posted = Annotated[Form, Depends(posted)]
"""What was filled in, for a route."""


def _day(said: str) -> date:
    match = _DAY.fullmatch(said)
    if match is None:
        raise ValueError(said)
    parts = [int(each) for each in match.groups() if each]
    if match[1]:
        return date(*parts)
    day, month, year = parts
    return date(year, month, day)
