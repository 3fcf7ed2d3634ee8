"""The same word in small and in large letters is one word, for teams and wishes."""

from collections.abc import Iterable, Mapping

from cti.exchange.cells.words import shown
from cti.exchange.report import Report
from cti.exchange.rows.rows import Row, Rows

_VOCABULARIES = (
    (
        ("workers", "team"),
        ("people", "team"),
        ("referrals", "team"),
        ("events", "team"),
    ),
    (("workers", "languages"), ("people", "language"), ("referrals", "language")),
    (("workers", "specialisms"), ("people", "specialism"), ("referrals", "specialism")),
    (
        ("workers", "gender"),
        ("people", "worker_gender"),
        ("referrals", "worker_gender"),
    ),
    (
        ("workers", "locality"),
        ("travel", "from_locality"),
        ("travel", "to_locality"),
        ("people", "locality"),
        ("referrals", "locality"),
    ),
)
"""Columns that share their words; the spelling in the earlier column counts.

A wish for «polish» would never be met by somebody who speaks «Polish»: the rules
compare letter by letter.
"""


def unite_spellings(sheets: Mapping[str, Rows | None], report: Report) -> None:
    """Give every word of a vocabulary the spelling in which it is met first."""
    for vocabulary in _VOCABULARIES:
        spelling: dict[str, str] = {}
        for sheet, column in vocabulary:
            rows = sheets.get(sheet)
            for row, value in rows.column(column) if rows else ():
                row.values[column] = _united(
                    value, spelling, row, sheet, column, report
                )


def _united(
    value: str | frozenset[str],
    spelling: dict[str, str],
    row: Row,
    sheet: str,
    column: str,
    report: Report,
) -> str | frozenset[str]:
    def first(word: str) -> str:
        met = spelling.setdefault(word.casefold(), word)
        if met != word:
            report.note(
                sheet, row.number, column, say=f"{shown(word)} was read as {shown(met)}"
            )
        return met

    if isinstance(value, str):
        return first(value)
    return frozenset(first(word) for word in _in_order(value))


def _in_order(words: Iterable[str]) -> list[str]:
    return sorted(words)
