"""Numbers in cells: exact, and never guessed at."""

import math
import re
from fractions import Fraction

from cti.exchange.cells.words import NotReadable, Raw, shown, words
from cti.exchange.columns.column import Column

_PLAIN = re.compile(r"-?(\d{1,9}(\.\d{1,20})?|\.\d{1,20})")
_COMMA = re.compile(r"(\d{1,9}),(\d{1,2})")
_PART = re.compile(r"(\d{1,18})/([1-9]\d{0,17})")
_PER_CENT = re.compile(r"(\d{1,3}) ?%")
_MINUS = "\N{MINUS SIGN}"
_GROUPED = re.compile(r"\d{1,3}([,. ']\d{3})+")


def read_number(column: Column, raw: Raw) -> tuple[Fraction, bool]:
    """Read a number, exact.

    Returns
    -------
    The number, and whether it was written with a decimal comma.

    Raises
    ------
    NotReadable
        For anything that is not plainly one number within the column's bounds.
    """
    number, has_comma = _exact(column, raw)
    if column.least is not None and number < column.least:
        raise _out_of_bounds(column, raw, "less")
    if column.most is not None and number > column.most:
        raise _out_of_bounds(column, raw, "more")
    return number, has_comma


def read_whole(column: Column, raw: Raw) -> int:
    """Read a whole number; raises `NotReadable` as `read_number` does."""
    number, _ = read_number(column, raw)
    if number.denominator != 1:
        raise NotReadable(
            problem=f"{shown(words(raw))} is not a whole number",
            remedy=f"Write a whole number such as {column.example}",
        )
    return number.numerator


def write_number(number: Fraction) -> str:
    """Write a number as a decimal if it is one, else as a fraction: 0.5, 1/3."""
    decimal = repr(float(number))
    if number.denominator == 1:
        return str(number.numerator)
    if "e" not in decimal and Fraction(decimal) == number:
        return decimal
    return f"{number.numerator}/{number.denominator}"


def _exact(column: Column, raw: Raw) -> tuple[Fraction, bool]:
    if isinstance(raw, float) and math.isfinite(raw):
        return Fraction(repr(raw)), False
    text = words(raw).replace(_MINUS, "-")
    if _PLAIN.fullmatch(text):
        return Fraction(text), False
    if part := _PART.fullmatch(text):
        return Fraction(int(part[1]), int(part[2])), False
    if comma := _COMMA.fullmatch(text):
        return Fraction(f"{comma[1]}.{comma[2]}"), True
    raise NotReadable(
        problem=f"{shown(text)} is not a plain number", remedy=_instead(column, text)
    )


def _instead(column: Column, text: str) -> str:
    if per_cent := _PER_CENT.fullmatch(text):
        share = write_number(Fraction(int(per_cent[1]), 100))
        return f"Write {share}" if column.name == "fte" else f"Write {per_cent[1]}"
    if _GROUPED.fullmatch(text):
        return "Write it without a thousands separator"
    return f"Write a number such as {column.example}"


def _out_of_bounds(column: Column, raw: Raw, than: str) -> NotReadable:
    bound = column.least if than == "less" else column.most
    limit = write_number(bound) if bound is not None else ""
    return NotReadable(
        problem=f"{shown(words(raw))} is {than} than {limit}",
        remedy=f"Write {_bounds(column)}",
    )


def _bounds(column: Column) -> str:
    if column.least is None or column.most is None:
        return f"a number such as {column.example}"
    least, most = write_number(column.least), write_number(column.most)
    return f"a number from {least} to {most}, such as {column.example}"
