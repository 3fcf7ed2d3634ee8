"""How far planning is, on a terminal and on a pipe."""

import io
import re

import pytest
from rich.console import Console

from cti.cli import progress as showing
from cti.cli.progress import PlainLines, in_words, shown
from cti.units import Points
from cti.usecases.progress import Progress, Stage, nearness

SEARCHING = Progress(
    stage=Stage.WORKERS, share=0.4, cost=Points(1003), lower_bound=Points(1000)
)


@pytest.mark.parametrize(
    ("cost", "bound", "said"),
    [
        (1000, 1000, "the best possible"),
        (1003, 1000, "within 0.3 % of the best possible"),
        (100_001, 100_000, "within 0.1 % of the best possible"),
        (2000, 1000, "within 50 % of the best possible"),
        (1000, 0, "not yet proven near the best possible"),
        (0, 0, "the best possible"),
    ],
)
def test_how_near_is_told_and_never_rounded_down(
    cost: int, bound: int, said: str
) -> None:
    assert nearness(Points(cost), Points(bound)) == said


def test_a_step_is_told_in_one_line() -> None:
    assert in_words(SEARCHING) == (
        "Choosing workers: 40% done, best so far 1,003 points, within 0.3 % of the "
        "best possible"
    )
    assert in_words(Progress(stage=Stage.READING)) == "Reading the spreadsheet ..."


def test_a_pipe_gets_a_line_for_each_stage_and_one_now_and_then(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []
    clock = iter([0.0, 0.0, 0.0, 1.0, 6.0, 6.0, 6.5])
    monkeypatch.setattr(showing, "aside", told.append)
    monkeypatch.setattr(showing, "monotonic", lambda: next(clock))
    plain = PlainLines()

    for _ in range(3):
        plain.tell(SEARCHING)
    plain.tell(SEARCHING)

    assert told == [in_words(SEARCHING)] * 2


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=True, width=100, no_color=True)
    monkeypatch.setattr(showing, "asides", lambda: console)
    return screen


def test_a_terminal_gets_a_bar_with_the_best_so_far(terminal: io.StringIO) -> None:
    with shown() as watch:
        watch(SEARCHING)

    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", terminal.getvalue())
    assert "Choosing workers" in text
    assert "within 0.3 % of the best possible" in text


def test_a_bar_leaves_the_screen_as_it_was(terminal: io.StringIO) -> None:
    with shown() as watch:
        watch(SEARCHING)

    assert terminal.getvalue().endswith("\x1b[2K")


def test_a_pipe_gets_plain_lines_and_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.StringIO()
    told: list[str] = []
    monkeypatch.setattr(showing, "asides", lambda: Console(file=pipe))
    monkeypatch.setattr(showing, "aside", told.append)

    with shown() as watch:
        watch(SEARCHING)

    assert told == [in_words(SEARCHING)]
    assert pipe.getvalue() == ""
