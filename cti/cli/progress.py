"""Progress as it is shown: a bar on a terminal, now and then a plain line on a pipe."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from cti.cli.voice import aside, asides
from cti.usecases.progress import Progress, Stage, Watch

SECONDS_BETWEEN_LINES = 5.0
WHOLE = 100
NARROW = 72
"""Below this many columns the bar leaves out how good the best so far is."""


@contextmanager
def shown() -> Iterator[Watch]:
    """Show how far planning is, until the block ends.

    Yields
    ------
    What planning calls with each step forward.
    """
    console = asides()
    if not console.is_terminal:
        yield PlainLines().tell
        return
    with _bar(console) as bar:
        yield BarLine(bar, with_best=console.width >= NARROW).tell


class BarLine:
    """One bar for the stage planning is at."""

    def __init__(self, bar: Bar, *, with_best: bool) -> None:
        self._bar = bar
        self._with_best = with_best
        self._task = bar.add_task("", total=None, best="")

    def tell(self, step: Progress) -> None:
        """Move the bar on."""
        done = None if step.share is None else WHOLE * step.share
        self._bar.update(
            self._task,
            description=step.stage.value,
            total=None if done is None else WHOLE,
            completed=done or 0,
            best=step.best if self._with_best else "",
        )


class PlainLines:
    """A line for each stage, and one every few seconds while a stage lasts."""

    def __init__(self) -> None:
        self._stage: Stage | None = None
        self._said_at = monotonic()

    def tell(self, step: Progress) -> None:
        """Say how far it is, if it is time to."""
        waited = monotonic() - self._said_at
        if step.stage is self._stage and waited < SECONDS_BETWEEN_LINES:
            return
        self._stage, self._said_at = step.stage, monotonic()
        aside(in_words(step))


def in_words(step: Progress) -> str:
    """Say a step forward in one line."""
    share = "" if step.share is None else f"{step.share:.0%} done"
    more = ", ".join(part for part in (share, step.best) if part)
    return f"{step.stage.value}: {more}" if more else f"{step.stage.value} ..."


def _bar(console: Console) -> Bar:
    return Bar(
        TextColumn("{task.description}"),
        BarColumn(complete_style="cyan", finished_style="cyan", pulse_style="cyan"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[best]}"),
        console=console,
        transient=True,
    )
