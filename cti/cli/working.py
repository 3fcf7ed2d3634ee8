"""`cti worker`: do planning runs until told to stop."""

import os
import signal
import socket
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType
from typing import Annotated
from uuid import uuid4

import typer

from cti.cli.clock import now


def worker(
    store: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            envvar="CTI_STORE",
            help="Where the service keeps its caseload.",
        ),
    ],
) -> None:
    """Do the planning runs that a service asks for.

    Goes on until it is told to stop. Several may work side by side, on one machine or
    on many; none does what another is doing. Ctrl-C, or an end of the system, gives the
    run it is at back to the others.

    \b
    Examples:
      cti worker --store sqlite:///team.db
      cti worker --store postgresql+psycopg://localhost/team
    """  # noqa: D301, \b keeps the lines of the examples apart
    from cti.cli.voice import aside  # noqa: PLC0415, rich is for commands only
    from cti.usecases.installing import Installation  # noqa: PLC0415, only when asked
    from cti.usecases.working import Worker, work  # noqa: PLC0415, only when asked

    with told_to_stop() as stopping, Installation(store, as_it_is=True) as opened:
        name = own_name()
        aside(f"Working as {name}. Ctrl-C stops it.")
        work(
            opened.store,
            Worker(name=name, clock=now, stopping=stopping, on_failure=tell_fault),
        )
    aside("Stopped.")


def own_name() -> str:
    """Return a name that no other worker has."""
    return f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:8]}"


def tell_fault(error: Exception) -> None:
    """Show where a fault of ours came from; what it says may name people."""
    where = "".join(traceback.format_tb(error.__traceback__))
    sys.stderr.write(f"A run failed by a fault of this program.\n{where}")
    sys.stderr.write(f"{type(error).__name__}\n")


@contextmanager
def told_to_stop() -> Iterator[Event]:
    """Notice Ctrl-C and an end of the system, until the block ends."""
    stopping = Event()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, on_signal) for number in numbers}
    try:
        yield stopping
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
