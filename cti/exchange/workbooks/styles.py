"""The looks of a workbook: made once, used on every sheet."""

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from cti.exchange.columns.column import Column, Kind

_NUMBER_FORMATS = {
    Kind.ID: "@",
    Kind.IDS: "@",
    Kind.LIST: "@",
    Kind.TEXT: "@",
    Kind.HOURS: "@",
    Kind.DATE: "dd/mm/yyyy",
    Kind.MOMENT: "dd/mm/yyyy hh:mm",
    Kind.TIME: "hh:mm",
}
"""Text stays text, so that 00012 keeps its noughts; dates are shown day first."""


class Styles:
    """The looks of one workbook.

    White on dark is a heading whose column must be filled in, white on middle one that
    may be left blank; the contrast of both is above 4.5 to 1.
    """

    dark, middle, paper, grey = "#163B47", "#3F6F7F", "#FFFFFF", "#5A5A5A"

    def __init__(self, book: Workbook) -> None:
        heading = {"bold": True, "font_color": self.paper, "valign": "vcenter"}
        large = {"bold": True, "font_size": 18, "font_color": self.dark}
        self.needed = book.add_format({**heading, "bg_color": self.dark})
        self.optional = book.add_format({**heading, "bg_color": self.middle})
        self.title = book.add_format(large)
        self.strong = book.add_format({"bold": True, "valign": "top"})
        self.prose = book.add_format({"text_wrap": True, "valign": "top"})
        self.aside = book.add_format(
            {"italic": True, "font_color": self.grey, "valign": "top"}
        )
        self.text = book.add_format({"num_format": "@"})
        self.quoted = book.add_format({"num_format": "@", "quote_prefix": True})
        self._general = book.add_format()
        self._of_kind = {
            kind: book.add_format({"num_format": number_format})
            for kind, number_format in _NUMBER_FORMATS.items()
        }

    def of(self, column: Column) -> Format:
        """Return the look of a column's cells."""
        return self._of_kind.get(column.kind, self._general)
