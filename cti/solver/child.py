"""Hard work in processes of its own, so that nothing it does can take the answer away.

A task runs in a child, reports what it finds as it goes, and can be ended at once. If
the child dies, hangs or asks for too much memory, what it reported before remains.
"""

import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext

Report = Callable[[object], None]
Task = Callable[[Report], None]
POLL_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Failed:
    """A child that ended before its task did, or never began.

    Attributes
    ----------
    why
        The error it met, or that it was ended from outside.
    """

    why: str


def run(
    tasks: Sequence[Task],
    *,
    stopped: Callable[[], bool],
    memory_mb: int,
    preload: Sequence[str] = (),
    in_children: bool = True,
) -> Iterator[tuple[int, object]]:
    """Run tasks side by side and yield what they report.

    The tasks end when they are done, or within a fraction of a second after ``stopped``
    says so. In a process that may not have children they run one after another.

    Parameters
    ----------
    tasks
        Each is called in a process of its own with a function to report by.
    stopped
        Asked ten times a second.
    memory_mb
        What one child may ask for.
    preload
        Modules to import once rather than in each child.
    in_children
        False to run them one after another in this process.

    Yields
    ------
    Number of the task and what it reported, or `Failed`.
    """
    if not in_children or multiprocessing.current_process().daemon:
        yield from _run_here(tasks, stopped)
        return
    children: dict[int, _Child] = {}
    try:
        for number, task in enumerate(tasks):
            try:
                children[number] = _Child(task, memory_mb, tuple(preload))
            except (OSError, EOFError) as error:  # the system has no process to give
                yield number, Failed(repr(error))
        while any(child.is_open for child in children.values()) and not stopped():
            pipes = {c.connection: n for n, c in children.items() if c.is_open}
            for pipe in wait(list(pipes), timeout=POLL_SECONDS):
                number = pipes[pipe]  # type: ignore[index]  # what went in comes out
                yield from ((number, said) for said in children[number].hear())
    finally:
        for child in children.values():
            child.end()


def get_ready(preload: Sequence[str]) -> None:
    """Begin what children come from, so that it imports while others still work.

    Parameters
    ----------
    preload
        As for `run`.
    """
    if not multiprocessing.current_process().daemon:
        with suppress(OSError):  # whoever needs a child will hear of it
            _context(tuple(preload))


class _Child:
    """One process and the pipe it reports by."""

    def __init__(self, task: Task, memory_mb: int, preload: tuple[str, ...]) -> None:
        context = _context(preload)
        self.connection, theirs = context.Pipe(duplex=False)
        self.process = context.Process(  # type: ignore[attr-defined]  # every context has it
            target=_work, args=(task, theirs, memory_mb), daemon=True
        )
        self.process.start()
        theirs.close()
        self.is_open = True

    def hear(self) -> Iterator[object]:
        """Yield one report, or notice that there will be no more."""
        try:
            kind, said = self.connection.recv()
        except (EOFError, OSError):
            self.is_open = False
            yield Failed("ended from outside")
            return
        if kind == "done":
            self.is_open = False
        else:
            yield said

    def end(self) -> None:
        self.connection.close()
        if self.process.is_alive():
            self.process.kill()
        self.process.join()


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Let Ctrl-C reach the parent alone: what begins here never hears it.

    The keyboard speaks to every process of the program at once. Only the parent knows
    what to do: it takes the best plan so far and ends its children. They come from the
    server that begins here, which must not hear it either while it imports. Only the
    main thread can see to that, and others may have begun the server: `_work` does not
    rely on it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _work(task: Task, connection: Connection, memory_mb: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _cap_memory(memory_mb)
    _be_quiet()

    def report(said: object) -> None:
        connection.send(("said", said))

    try:
        task(report)
    except Exception as error:  # a failure is a report like any other
        why = "".join(traceback.format_exception(error))
        connection.send(("said", Failed(why)))
    connection.send(("done", None))
    connection.close()


def _be_quiet() -> None:
    """Send what an engine prints on its own account nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.__stdout__.fileno() if sys.__stdout__ else 1)
    os.close(nowhere)


def _cap_memory(memory_mb: int) -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415, only some systems have it

        cap = memory_mb * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_DATA, (cap, cap))


@cache
def _context(preload: tuple[str, ...]) -> BaseContext:
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    with _deaf_to_interrupts():
        forkserver.ensure_running()
    return context


def _run_here(
    tasks: Sequence[Task], stopped: Callable[[], bool]
) -> Iterator[tuple[int, object]]:
    for number, task in enumerate(tasks):
        if stopped():
            return
        said: list[object] = []
        try:
            task(said.append)
        except Exception as error:  # a failure is a report like any other
            said.append(Failed("".join(traceback.format_exception(error))))
        yield from ((number, report) for report in said)


class Deadline:
    """A moment on the clock after which work stops; never, if no seconds are given."""

    def __init__(self, seconds: float | None) -> None:
        self._at = None if seconds is None else time.monotonic() + seconds

    def passed(self) -> bool:
        """Whether the moment is over."""
        return self._at is not None and time.monotonic() >= self._at

    def left(self) -> float | None:
        """Return the seconds that remain; None for no end."""
        return None if self._at is None else max(self._at - time.monotonic(), 0.0)
