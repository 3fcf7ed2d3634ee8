"""Tables in a terminal or a pipe: words to the left, numbers to the right."""

from collections.abc import Sequence

from cti.cli.voice import answers

GAP = "  "


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Show a table; the first column holds words, the others numbers.

    Parameters
    ----------
    rows
        Each as long as ``headings``.
    """
    for line in lines(headings, rows):
        answers().print(line, soft_wrap=True)


def lines(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a table."""
    every = [headings, *rows]
    wide = [max(map(len, column)) for column in zip(*every, strict=True)]
    return [
        GAP.join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, wide, strict=True))
        ).rstrip()
        for row in every
    ]
