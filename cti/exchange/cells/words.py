"""The words in a cell: cleaning them, quoting them, and finding what was meant."""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

Raw = str | float | bool | date | datetime | time | timedelta
"""A cell as a file gives it; "" is blank. CSV gives text alone."""

MAX_CELL_CHARACTERS = 2_000
"""A few paragraphs. More is a quote mark that was never closed, or a wrong file."""

_UNSEEN = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))
_UNSEEN_MARK = "\N{REPLACEMENT CHARACTER}"
_BREAKS = "\t\n\r"
_SHOWN_CHARACTERS = 40
_LETTERS = 26
_NEAR, _MOST_NEAR, _FEWEST_FOR_START = 0.75, 2, 4
_PHASE = re.compile(
    r"(pre[- ]?cti|phase[- ]?(one|two|three|[123i]{1,3})|transition"
    r"|try[- ]?out|transfer of care)( \(.*\))?"
)


class NotReadable(ValueError):
    """A cell that cannot be taken as it is; never leaves this package.

    Attributes
    ----------
    problem, remedy
        What is wrong, with the value found, and what to write instead.
    """

    def __init__(self, *, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


def clean(raw: str) -> str:
    """Return text without needless spaces and unseen marks, composed (NFC).

    Line breaks and unbreakable spaces become single spaces, as a reader sees them.

    Raises
    ------
    NotReadable
        For a control character, or text too long for a cell.
    """
    if len(raw) > MAX_CELL_CHARACTERS:
        raise NotReadable(
            problem=f"a cell of {len(raw):,} characters is too long",
            remedy=f"Keep it under {MAX_CELL_CHARACTERS:,}, and look for a quote "
            "mark that is not closed",
        )
    if not raw.isprintable():
        _refuse_unseen(raw)
    if raw.isascii():
        return " ".join(raw.split())
    return " ".join(unicodedata.normalize("NFC", raw.translate(_UNSEEN)).split())


def _refuse_unseen(raw: str) -> None:
    for character in raw:
        if unicodedata.category(character) == "Cc" and character not in _BREAKS:
            raise NotReadable(
                problem=f"{shown(raw)} holds a character that cannot be seen "
                f"(U+{ord(character):04X})",
                remedy="Type the cell again",
            )


def shown(value: object) -> str:
    """Return a value as a message quotes it: short, and only what can be seen."""
    text = "".join(c if c.isprintable() else _UNSEEN_MARK for c in str(value))
    if len(text) > _SHOWN_CHARACTERS:
        text = text[: _SHOWN_CHARACTERS - 1] + "…"
    return f"«{text}»"


def words(raw: Raw) -> str:
    """Return any cell as the text somebody would have typed.

    A spreadsheet keeps 12 as 12.0; an id or a name written so is still 12.
    """
    if isinstance(raw, str):
        return clean(raw)
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() else repr(raw)
    if isinstance(raw, datetime):
        return raw.isoformat(timespec="seconds" if raw.second else "minutes")
    if isinstance(raw, time):
        return raw.isoformat(timespec="seconds" if raw.second else "minutes")
    return str(raw)


def folded(text: str) -> str:
    """Return text for comparing what people mean the same by: small, one separator."""
    return re.sub(r"[\s_-]+", " ", text.casefold()).strip()


def is_phase_word(text: str) -> bool:
    """Whether text names a phase, in a cell where no phase belongs."""
    return _PHASE.fullmatch(folded(text)) is not None


def did_you_mean(text: str, known: Iterable[str]) -> str:
    """Return a question naming the nearest known words; empty if none is near."""
    by_folded = {folded(word): word for word in known}
    meant = folded(text)
    near = [meant] if meant in by_folded else []
    if not near and len(meant) >= _FEWEST_FOR_START:
        near = [word for word in by_folded if word.startswith(meant)][:_MOST_NEAR]
    if not near:
        near = difflib.get_close_matches(meant, by_folded, n=_MOST_NEAR, cutoff=_NEAR)
    names = " or ".join(by_folded[word] for word in near)
    return f"Did you mean {names}?" if names else ""


def letters(column: int) -> str:
    """Return how a spreadsheet calls a column, counted from 1: A, Z, AA."""
    name = ""
    while column:
        column, letter = divmod(column - 1, _LETTERS)
        name = chr(ord("A") + letter) + name
    return name


def listed(items: Iterable[str], last: str = "or") -> str:
    """Return items as a sentence lists them: a, b or c."""
    every = list(items)
    if len(every) < 2:  # noqa: PLR2004, a list of one needs no comma
        return "".join(every)
    return f"{', '.join(every[:-1])} {last} {every[-1]}"
