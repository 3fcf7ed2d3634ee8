"""Tables in a terminal or a pipe: words to the left, numbers to the right."""

from collections.abc import Sequence

from rich.cells import cell_len

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
    wide = [max(map(cell_len, column)) for column in zip(*every, strict=True)]
    return [
        GAP.join(
            _filled(cell, width, before=place > 0)
            for place, (cell, width) in enumerate(zip(row, wide, strict=True))
        ).rstrip()
        for row in every
    ]


def _filled(cell: str, width: int, *, before: bool) -> str:
    """Return a cell as wide as its column, in the places it takes on a screen."""
    blank = " " * (width - cell_len(cell))
    return blank + cell if before else cell + blank
