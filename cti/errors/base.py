"""What every failure has: a message, and what can be done."""

from dataclasses import dataclass


class CtiError(Exception):
    """A failure someone can act on.

    Parameters
    ----------
    message
        What happened, with the names and numbers that matter.
    hint
        What the reader can do next.
    """

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InvalidInput(CtiError):
    """What was handed in cannot be used as it is."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend in a caseload or a plan.

    Attributes
    ----------
    sheet
        Sheet of the workbook, or file of the folder without its ending.
    row
        As a spreadsheet numbers it: the header is row 1. None for the whole sheet.
    column
        Heading of the column. None for the whole row.
    problem
        What is wrong, with the value found.
    remedy
        What to write instead.
    """

    sheet: str
    row: int | None
    column: str | None
    problem: str
    remedy: str

    def __str__(self) -> str:
        place = self.sheet
        if self.row is not None:
            place += f", row {self.row}"
        if self.column is not None:
            place += f", {self.column}"
        return f"{place}: {self.problem}. {self.remedy}."
