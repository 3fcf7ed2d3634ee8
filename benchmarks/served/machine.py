"""What a machine gives: how soon a disk keeps something, and how much is withheld."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Event, Thread
from time import perf_counter

PAGE = bytes(8192)
TIMES = 50
STOLEN = 7
"""Which figure of a processor's line says how much the host withheld."""


WINDOW_SECONDS = 1.0
"""How finely it is known when the host withheld processors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A short time, by the stopwatch, and which share of it the host withheld."""

    begins: float
    ends: float
    stolen: float


def milliseconds_to_keep(folder: Path) -> float:
    """Return the usual time until a page written to a folder's disk is kept."""
    seconds = []
    with (folder / "page").open("wb", buffering=0) as file:
        for _ in range(TIMES):
            began = perf_counter()
            file.write(PAGE)
            os.fsync(file.fileno())
            seconds.append(perf_counter() - began)
    return round(1000 * median(seconds), 1)


def kind_of_files(folder: Path) -> str:
    """Return what kind of file system a folder is on, as the system calls it."""
    said = subprocess.run(
        ["stat", "--file-system", "--format=%T", str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    return said.stdout.strip()


def ticks() -> tuple[int, int]:
    """Return how many ticks the host withheld, and how many there were in all."""
    fields = Path("/proc/stat").read_text(encoding="ascii").splitlines()[0].split()[1:]
    counted = [int(each) for each in fields[: STOLEN + 1]]
    return counted[STOLEN], sum(counted)


def stolen(before: tuple[int, int], after: tuple[int, int]) -> float:
    """Return which share of the processors' time the host gave to other machines."""
    return round((after[0] - before[0]) / max(after[1] - before[1], 1), 3)


@contextmanager
def windows() -> Iterator[Sequence[Window]]:
    """Watch what the host withholds, window by window, until the block ends."""
    over, seen = Event(), list[Window]()

    def look() -> None:
        while not over.is_set():
            before, begins = ticks(), perf_counter()
            over.wait(WINDOW_SECONDS)
            seen.append(
                Window(
                    begins=begins,
                    ends=perf_counter(),
                    stolen=stolen(before, ticks()),
                )
            )

    thread = Thread(target=look)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()
