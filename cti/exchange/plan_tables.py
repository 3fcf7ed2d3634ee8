"""The tables of a plan: rows of values, and data frames of the cells they become."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from cti.exchange.cells.cell import write_cell
from cti.exchange.cells.formulas import guarded
from cti.exchange.cells.numbers import write_number
from cti.exchange.columns.column import Column, Sheet
from cti.exchange.columns.plan import ASSIGNMENTS, CONTACTS, FLAGS, LOAD
from cti.exchange.records import Values
from cti.plans.document import PlanDocument

if TYPE_CHECKING:
    import pandas as pd

_PLACES = 4
"""Decimals of a number that has no end, such as a third of a post."""


def rows_of(document: PlanDocument) -> Mapping[str, Sequence[Values]]:
    """Return the rows of every table of a plan, by the table's name."""
    stays = [
        {**_values(ASSIGNMENTS, stay), "why": document.why.get(stay.person_id, "")}
        for stay in document.assignment.stays
    ]
    return {
        ASSIGNMENTS.name: stays,
        LOAD.name: [_values(LOAD, row) for row in document.loads],
        FLAGS.name: [_values(FLAGS, flag) for flag in document.flags],
        CONTACTS.name: [
            _values(CONTACTS, contact) for contact in document.contacts.contacts
        ],
    }


def frame(table: Sheet, rows: Sequence[Values]) -> "pd.DataFrame":
    """Return a table as text cells, safe to open in a spreadsheet.

    Returns
    -------
    One column for each of the table's, one row for each of ``rows``.
    """
    import pandas as pd  # noqa: PLC0415, half a second, and only writing needs it

    cells = [
        [_cell(column, row[column.name]) for column in table.columns] for row in rows
    ]
    return pd.DataFrame(cells, columns=list(table.headings), dtype="str")


def csv_text(table: Sheet, rows: Sequence[Values]) -> str:
    """Return a table as the text of a CSV file."""
    return str(frame(table, rows).to_csv(index=False, lineterminator="\n"))


def rounded(number: Fraction) -> Fraction:
    """Return a number as it is if it is a decimal, else to four places."""
    if "/" in write_number(number):
        return round(number, _PLACES)
    return number


def _values(table: Sheet, thing: object) -> dict[str, object]:
    return {name: getattr(thing, name, None) for name in table.headings}


def _cell(column: Column, value: object) -> str:
    exact = rounded(value) if isinstance(value, Fraction) else value
    return guarded(write_cell(column, exact))
