"""What the command line says: wrapped for a person, plain lines for a pipe.

Answers go to standard output; progress and troubles go to standard error, so that a
pipe carries answers only. A meaning is never in the colour alone.
"""

import sys
import textwrap
from collections.abc import Iterable
from functools import cache
from typing import TextIO

from rich.console import Console
from rich.text import Text

WIDEST = 96
BULLET = "- "


def say(text: str = "", *, indent: str = "") -> None:
    """Say one paragraph of the answer."""
    _write(answers(), text, indent=indent)


def headline(text: str) -> None:
    """Say what the following is about."""
    say()
    _write(answers(), text, style="bold")


def listing(lines: Iterable[str]) -> None:
    """Say several things of one kind, one on each line."""
    for line in lines:
        _write(answers(), line, indent=BULLET)


def trouble(text: str, *, indent: str = "", style: str = "") -> None:
    """Say what went wrong, or what to do about it."""
    _write(asides(), text, indent=indent, style=style)


def aside(text: str) -> None:
    """Say something beside the answer."""
    _write(asides(), text)


@cache
def answers() -> Console:
    """Return where answers go."""
    return _console(sys.stdout)


@cache
def asides() -> Console:
    """Return where progress and troubles go."""
    return _console(sys.stderr)


def _console(stream: TextIO) -> Console:
    return Console(file=stream, highlight=False, markup=False, emoji=False)


def _write(console: Console, text: str, *, indent: str = "", style: str = "") -> None:
    wide = min(console.width, WIDEST) if console.is_terminal else sys.maxsize
    lines = textwrap.wrap(
        text,
        width=wide,
        initial_indent=indent,
        subsequent_indent=" " * len(indent),
        break_long_words=False,
        break_on_hyphens=False,
    )
    for line in lines or [""]:
        console.print(Text(line, style=style), soft_wrap=True)
