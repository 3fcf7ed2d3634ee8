"""What is sent and answered as JSON: nothing is bent to fit, everything is named."""

from datetime import UTC, date, datetime
from typing import Annotated, Generic, TypeVar

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
)

from cti.units import Sce

Item = TypeVar("Item")


class Sent(BaseModel):
    """What somebody sends: nothing in it that nobody knows, and nothing bent to fit."""

    model_config = ConfigDict(
        extra="forbid", strict=True, str_strip_whitespace=True, frozen=True
    )


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

Text = Annotated[str, BeforeValidator(no_nul), Field(max_length=10_000)]
"""What somebody writes."""

Day = Annotated[date, Strict(strict=False), Field(examples=["2026-11-23"])]
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
    AfterValidator(_in_utc),
    Field(examples=["2026-11-23T09:00:00Z"]),
]
"""A moment, with its zone."""

WallClock = Annotated[
    NaiveDatetime, Strict(strict=False), Field(examples=["2026-11-23T10:30:00"])
]
"""A day and time on the wall, without a zone."""

RowId = Annotated[
    str, Field(pattern="^[0-9a-f]{32}$", examples=["3f2a1c0de4b54f7f9a0d6c1e2b3a4f5e"])
]
"""A random id, from which nobody can tell how many there are."""

PathId = Annotated[str, Path(pattern="^[0-9a-f]{32}$")]
"""The id of a row, in an address."""


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
