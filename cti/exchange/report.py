"""What a reading finds: things to mend, and things the reader should know."""

from dataclasses import dataclass, field

from cti.errors import Finding
from cti.exchange.columns.sheets import SHEETS

_SHEET_ORDER = {sheet.name: place for place, sheet in enumerate(SHEETS)}
_SHOWN_ROWS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something kept, assumed or left out that the reader should know.

    Attributes
    ----------
    sheet
        Sheet of the workbook, or file of the folder without its ending.
    rows
        The rows it holds for, as a spreadsheet numbers them; empty for the whole sheet.
    column
        Heading of the column. None for the whole row or sheet.
    message
        What was done, in words.
    """

    sheet: str
    rows: tuple[int, ...] = ()
    column: str | None = None
    message: str

    def __str__(self) -> str:
        place = self.sheet
        if self.rows:
            shown = ", ".join(str(row) for row in self.rows[:_SHOWN_ROWS])
            more = len(self.rows) - _SHOWN_ROWS
            place += f", {'row' if len(self.rows) == 1 else 'rows'} {shown}"
            place += f" and {more} more" if more > 0 else ""
        if self.column is not None:
            place += f", {self.column}"
        stop = "" if self.message.endswith("?") else "."
        return f"{place}: {self.message}{stop}"


@dataclass(slots=True)
class Report:
    """Collects everything one reading finds, so that all of it is told at once."""

    _findings: dict[Finding, None] = field(default_factory=dict)
    _notes: dict[tuple[str, str | None, str], list[int]] = field(default_factory=dict)

    def mend(
        self,
        sheet: str,
        row: int | None = None,
        column: str | None = None,
        *,
        problem: str,
        remedy: str,
    ) -> None:
        """Add something that must be mended."""
        self._findings[Finding(sheet, row, column, problem, remedy)] = None

    def note(
        self, sheet: str, row: int | None = None, column: str | None = None, *, say: str
    ) -> None:
        """Add something to know; the same words about many rows become one notice."""
        rows = self._notes.setdefault((sheet, column, say), [])
        if row is not None:
            rows.append(row)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What must be mended, in the order of sheets and rows."""
        met = list(dict.fromkeys(found.sheet for found in self._findings))

        def place(found: Finding) -> tuple[int, int, int]:
            return _place(found.sheet), met.index(found.sheet), found.row or 0

        return tuple(sorted(self._findings, key=place))

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the reader should know, in the order of sheets."""
        found = (
            Notice(sheet=sheet, rows=tuple(sorted(rows)), column=column, message=say)
            for (sheet, column, say), rows in self._notes.items()
        )
        return tuple(sorted(found, key=lambda notice: _place(notice.sheet)))


def _place(sheet: str) -> int:
    return _SHEET_ORDER.get(sheet, -1)
