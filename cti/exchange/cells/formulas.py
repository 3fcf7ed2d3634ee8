"""Text that a spreadsheet would take for a formula, and how it is kept text.

Written to CSV, such a cell gets an apostrophe in front, as people type it themselves.
An apostrophe that was there already gets another, so that reading takes away exactly
what writing has put. Workbooks need none of it: their text cells are text.
"""

import re

_FORMULA_LIKE = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def guarded(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA_LIKE.match(text) else text


def plain(cell: str) -> str:
    """Return the text that `guarded` was given."""
    if cell.startswith("'") and _FORMULA_LIKE.match(cell[1:]):
        return cell[1:]
    return cell
