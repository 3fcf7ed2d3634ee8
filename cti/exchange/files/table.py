"""A sheet as it stands in a file, before anybody asks what it means."""

from collections.abc import Sequence
from dataclasses import dataclass

from cti.exchange.cells.words import Raw

MAX_FILE_BYTES = 32_000_000
"""Some 300,000 rows as text: years of contacts of a large service. More is a slip."""

MAX_ROWS = 200_000
"""Rows of one sheet; ten years of weekly contacts with 340 people fit."""

MAX_COLUMNS = 200
"""Columns of one sheet; a people sheet needs 23."""


MAX_CELLS = 4_000_000
"""Cells of one sheet, blanks within it counted: what fits in memory with ease."""

START_SHEET, EXAMPLE_SHEET = "Start here", "Example"
"""Sheets of a workbook that are for people; reading passes them by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The cells of one sheet.

    Attributes
    ----------
    sheet
        The sheet's name in the caseload.
    header
        The first row.
    rows
        Every later row that is not blank, with its number as a spreadsheet shows it.
        Rows may be shorter or longer than the header.
    """

    sheet: str
    header: tuple[Raw, ...]
    rows: tuple[tuple[int, tuple[Raw, ...]], ...]

    @classmethod
    def of(cls, sheet: str, lines: Sequence[Sequence[Raw]]) -> "Table":
        """Divide the lines of a sheet, blank ones included, into header and rows."""
        header = tuple(lines[0]) if lines else ()
        rows = tuple(
            (number, tuple(line))
            for number, line in enumerate(lines[1:], start=2)
            if any(not _is_blank(cell) for cell in line)
        )
        return cls(sheet=sheet, header=header, rows=rows)


def _is_blank(cell: Raw) -> bool:
    return isinstance(cell, str) and not cell.strip("\ufeff\u200b \t\r\n\u00a0")
