"""What one column of a caseload is: how it is written, read, explained and drawn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from fractions import Fraction


class Kind(StrEnum):
    """What a cell holds. Each kind has one reader and one writer in ``cells``."""

    TEXT = "text"
    ID = "id"
    PROGRAMME = "programme"
    IDS = "ids"
    LIST = "list"
    DATE = "date"
    MOMENT = "date and time"
    TIME = "time"
    NUMBER = "number"
    WHOLE = "whole number"
    CHOICE = "choice"
    HOURS = "hours of the week"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column, as everything that touches it needs it.

    Attributes
    ----------
    name
        The heading; also the name of the value in the caseload.
    help
        What to write, in one or two sentences.
    example
        A cell as somebody would write it.
    needed
        Whether the column must be there and no cell of it may be blank.
    blank
        What a blank means, in words; empty where nothing needs saying.
    default
        The value a blank cell stands for.
    tell
        Whether reading says so when a blank was filled in.
    choices
        For a choice: what may be written, and the value each stands for.
    aliases
        Other ways to write a choice.
    least, most
        Bounds of a number, both included.
    names
        For an id: the sheets one of which must name it. Empty for an id that is
        given here.
    may_have_left
        Whether the id may after all be on none of those sheets.
    time_needed
        For a date and time: whether a date alone will not do.
    """

    name: str
    kind: Kind
    help: str
    example: str
    needed: bool = False
    blank: str = ""
    default: object = None
    tell: bool = False
    choices: Mapping[str, object] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    least: Fraction | None = None
    most: Fraction | None = None
    names: tuple[str, ...] = ()
    may_have_left: bool = False
    time_needed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet of the workbook, or one file of the folder.

    Attributes
    ----------
    holds
        What one row is, in one sentence.
    required
        Whether a caseload without it cannot be planned.
    unique
        The columns that together may appear only once; empty where rows may repeat.
    pairs
        Whether the sheet is written as rows of ``key`` and ``value``, one for each of
        ``columns``, instead of one row for each thing.
    """

    name: str
    holds: str
    columns: tuple[Column, ...]
    required: bool = False
    unique: tuple[str, ...] = ()
    pairs: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings as they stand in the first row."""
        if self.pairs:
            return PAIR
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """Return the column called ``name``.

        Raises
        ------
        KeyError
            If there is none.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


PAIR = ("key", "value")
"""The headings of a sheet of pairs."""


def choices_of(values: Iterable[Enum]) -> Mapping[str, object]:
    """Return what may be written for each member of an enum, in order."""
    return {str(value.value): value for value in values}
