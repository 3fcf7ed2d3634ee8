"""What is sent and answered as JSON: nothing is bent to fit, everything is named."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Generic, Self, TypeVar

from fastapi import Path
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    NaiveDatetime,
    Strict,
    model_validator,
)

from cti.phases import programme_keys
from cti.units import Sce

Item = TypeVar("Item")


class Sent(BaseModel):
    """What somebody sends: nothing in it that nobody knows, and nothing bent to fit."""

    model_config = ConfigDict(
        extra="forbid", strict=True, str_strip_whitespace=True, frozen=True
    )


UNSAID: Any = Field(default_factory=lambda: None)
"""Stands where nothing is said of something; nobody reads it."""


class Change(Sent):
    """What is to be different; what is not named stays as it is."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            msg = "nothing is to be different"
            raise ValueError(msg)
        return self

    def said(self) -> dict[str, Any]:
        """Return what is to be different, by its name."""
        return {name: getattr(self, name) for name in sorted(self.model_fields_set)}


class Told(BaseModel):
    """What is answered."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


def no_nul(text: object) -> object:
    """Refuse what no database keeps."""
    if isinstance(text, str) and "\x00" in text:
        msg = "there is a character in it that nobody can read"
        raise ValueError(msg)
    return text


Line = Annotated[str, BeforeValidator(no_nul), Field(max_length=200)]
"""A name, or a few words."""

Name = Annotated[Line, Field(min_length=1)]
"""What somebody or something is called."""

Text = Annotated[str, BeforeValidator(no_nul), Field(max_length=10_000)]
"""What somebody writes."""

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)
"""Support and work lie well within; a day outside is a slip."""

_A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_A_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?([Zz]|[+-]\d{2}:\d{2})?",
    re.ASCII,
)


def written(form: re.Pattern[str], such_as: str) -> BeforeValidator:
    """Refuse what is not written in a form; a number of seconds is no day."""

    def check(said: object) -> object:
        # What is answered is made from dates; what is sent can hold none.
        if isinstance(said, date) or (isinstance(said, str) and form.fullmatch(said)):
            return said
        msg = f"write it as {such_as}"
        raise ValueError(msg)

    return BeforeValidator(check)


Day = Annotated[
    date,
    Strict(strict=False),
    written(_A_DAY, "2026-11-23"),
    Field(
        ge=FIRST_DAY,
        le=LAST_DAY,
        examples=["2026-11-23"],
        description="From 1990 to 2099.",
    ),
]
"""A day as JSON has it, in one form only."""


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        msg = "no calendar goes that far"
        raise ValueError(msg) from error


Moment = Annotated[
    AwareDatetime,
    Strict(strict=False),
    written(_A_MOMENT, "2026-11-23T09:00:00Z"),
    AfterValidator(_in_utc),
    Field(examples=["2026-11-23T09:00:00Z"]),
]
"""A moment, with its zone."""

WallClock = Annotated[
    NaiveDatetime,
    Strict(strict=False),
    written(_A_MOMENT, "2026-11-23T10:30:00"),
    Field(examples=["2026-11-23T10:30:00"]),
]
"""A day and time on the wall, without a zone."""

AN_ID = "3f2a1c0de4b54f7f9a0d6c1e2b3a4f5e"
"""An id as examples have it."""

RowId = Annotated[str, Field(pattern="^[0-9a-f]{32}$", examples=[AN_ID])]
"""A random id, from which nobody can tell how many there are."""

PathId = Annotated[str, Path(pattern="^[0-9a-f]{32}$")]
"""The id of a row, in an address."""


MOST_PLACES = 2


def _in_few_places(number: float) -> float:
    exponent = Decimal(str(number)).normalize().as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -MOST_PLACES:
        msg = f"write it with at most {MOST_PLACES} decimals"
        raise ValueError(msg)
    return number


Load = Annotated[
    float,
    AfterValidator(_in_few_places),
    Field(ge=0, le=200, allow_inf_nan=False, examples=[19.5]),
]
"""SCE, with at most two decimals."""


def _known_programme(key: str) -> str:
    if key not in programme_keys():
        msg = f"known programmes are {', '.join(programme_keys())}"
        raise ValueError(msg)
    return key


ProgrammeKey = Annotated[
    str, AfterValidator(_known_programme), Field(max_length=100, examples=["cti"])
]
"""A way of working, as the catalogue calls it."""


class Page(Told, Generic[Item]):
    """Some of a list, and how to ask for more.

    Attributes
    ----------
    next
        Send it as ``after`` for what follows; None at the end.
    """

    items: list[Item]
    next: str | None = None


def sce(load: Sce) -> float:
    """Return a load as JSON has it; halves and quarters are exact in it."""
    return float(load)


def exact(number: float) -> Fraction:
    """Return a number as it was written, without rounding."""
    return Fraction(str(number))
