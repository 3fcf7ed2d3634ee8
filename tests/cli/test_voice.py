"""What is said: wrapped on a terminal, whole lines on a pipe."""

import io

import pytest
from rich.console import Console

from cti.cli import voice

LONG = "Alex is over the ceiling. " * 20


def saying(monkeypatch: pytest.MonkeyPatch, *, terminal: bool) -> io.StringIO:
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=terminal, width=60, no_color=True)
    monkeypatch.setattr(voice, "answers", lambda: console)
    return screen


def test_a_pipe_gets_one_line_for_one_thing(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = saying(monkeypatch, terminal=False)

    voice.listing([LONG, "Short."])

    first, second = screen.getvalue().splitlines()
    assert first == "- " + LONG.strip()
    assert second == "- Short."


def test_a_terminal_gets_lines_that_fit_and_hang(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = saying(monkeypatch, terminal=True)

    voice.listing([LONG])

    first, second, *_ = screen.getvalue().splitlines()
    assert max(len(line) for line in screen.getvalue().splitlines()) <= 60
    assert first.startswith("- Alex")
    assert second.startswith("  ")


def test_brackets_in_names_are_no_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = saying(monkeypatch, terminal=False)

    voice.say("Sam [bold]B[/bold] :smile:")

    assert screen.getvalue() == "Sam [bold]B[/bold] :smile:\n"


def test_a_headline_stands_apart_without_colour(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = saying(monkeypatch, terminal=False)

    voice.headline("Referrals")

    assert screen.getvalue() == "\nReferrals\n"
