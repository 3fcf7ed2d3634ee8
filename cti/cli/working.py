"""`cti worker`: do planning runs until told to stop."""

import os
import signal
import socket
import sys
import traceback
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING, Annotated
from uuid import uuid4

import typer

if TYPE_CHECKING:
    from cti.usecases.sending import Outcome

from cti.cli.clock import now

GIVES_WAY = 10
"""How far below others a worker stands for a processor, as systems count it."""


def worker(
    store: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            envvar="CTI_DATABASE",
            help="Where the service keeps its caseload.",
        ),
    ],
) -> None:
    """Do the planning runs that a service asks for.

    Goes on until it is told to stop. Several may work side by side, on one machine or
    on many; none does what another is doing, and each gives way to whatever else its
    machine has to do. Ctrl-C, or an end of the system, gives the run it is at back to
    the others. Where there is a mail server (CTI_MAIL_SERVER), it sends letters too.

    \b
    Examples:
      cti worker --store sqlite:///team.db
      cti worker --store postgresql+psycopg://localhost/team
    """  # noqa: D301, \b keeps the lines of the examples apart
    from cti.cli.voice import aside  # noqa: PLC0415, rich is for commands only
    from cti.settings import settings_of_environment  # noqa: PLC0415, only when asked
    from cti.usecases.installing import Installation  # noqa: PLC0415, only when asked
    from cti.usecases.sending import Sender, sending_beside  # noqa: PLC0415, slow
    from cti.usecases.working import Worker, work  # noqa: PLC0415, only when asked

    settings = settings_of_environment()
    give_way()
    with (
        told_to_stop() as stopping,
        Installation(store, as_it_is=True) as opened,
        ExitStack() as beside,
    ):
        name = own_name()
        aside(f"Working as {name}. Ctrl-C stops it.")
        if settings.mail is not None:
            sender = Sender(
                server=settings.mail,
                address=settings.address,
                clock=now,
                stopping=stopping,
                tell=tell_letters,
                on_failure=tell_fault,
            )
            beside.enter_context(sending_beside(opened.store, sender))
        work(
            opened.store,
            Worker(name=name, clock=now, stopping=stopping, on_failure=tell_fault),
        )
    aside("Stopped.")


def give_way() -> None:
    """Let go first whoever answers people, where they share a machine.

    A plan takes minutes and every processor; somebody who waits for a page does not.
    """
    if hasattr(os, "nice"):
        os.nice(GIVES_WAY)


def own_name() -> str:
    """Return a name that no other worker has."""
    return f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:8]}"


def tell_fault(error: Exception) -> None:
    """Show where a fault of ours came from; what it says may name people."""
    where = "".join(traceback.format_tb(error.__traceback__))
    sys.stderr.write(f"Something failed by a fault of this program.\n{where}")
    sys.stderr.write(f"{type(error).__name__}\n")


def tell_letters(done: "Outcome") -> None:
    """Say what became of letters; of none to whom it was."""
    counts = f"{done.sent} sent, {done.put_off} put off, {done.given_up} given up"
    why = f" ({', '.join(done.whys)})" if done.whys else ""
    sys.stderr.write(f"Letters: {counts}{why}.\n")


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
