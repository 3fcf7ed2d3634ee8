"""`cti demo`: furnish a store with a sample service, serve it, and say who signs in."""

import logging
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, time
from pathlib import Path
from threading import Event

import uvicorn

from cti.api.house import House
from cti.api.observe import speak
from cti.calendar import ZONE
from cti.cli.clock import now
from cti.cli.demo_folder import fresh_place
from cti.cli.progress import shown
from cti.cli.serving import note_fault
from cti.cli.voice import aside, headline, listing, say
from cti.cli.working import own_name, told_to_stop
from cti.errors import CtiError
from cti.usecases.demonstration import PASSWORD, Demonstration, Pace, furnish, propose
from cti.usecases.installing import Installation, Store
from cti.usecases.sample import SAMPLE_DATE
from cti.usecases.working import Clock, Worker, working_beside
from dashboards.application import create_planner

HOST = "127.0.0.1"
"""This computer alone."""

FIRST_PORT = 8000
PORTS_TRIED = 10

OPENS_AT = time(9)
"""Local time at which the demonstration begins."""

SIGN_INS = {
    "team leader": "the weekly case review: what is decided, and what it changes",
    "casework support officer": "the phase board: who is where, and what is missing",
    "worker": "the own week, made for a phone",
}
"""Who is shown, and what they see first."""


def serve_demo(out: Path) -> None:
    """Furnish a store in a folder, and serve it until told to stop.

    Parameters
    ----------
    out
        The folder of the demonstration; the store stands in a folder within.

    Raises
    ------
    CannotOpen
        If that folder is somebody else's.
    """
    place = fresh_place(out)
    with told_to_stop() as stopping, closing(Installation(place)) as there:
        found = _furnished(there.store, stopping)
        if found is None:
            aside("Stopped.")
            return
        with free_socket() as listening:
            _serve(there, found, listening, stopping)
    aside("Stopped.")


def shifted(clock: Clock) -> Clock:
    """Return a clock that goes on from the sample's Monday morning."""
    opens = datetime.combine(SAMPLE_DATE, OPENS_AT, tzinfo=ZONE)
    offset = opens - clock()
    return lambda: clock() + offset


@contextmanager
def free_socket() -> Iterator[socket.socket]:
    """Lend a port of this computer that nobody answers on, near the usual one."""
    with socket.socket() as found:
        for port in (*range(FIRST_PORT, FIRST_PORT + PORTS_TRIED), 0):
            try:
                found.bind((HOST, port))
            except OSError:
                continue
            break
        # Who follows the address as soon as it is said waits for the first answer.
        found.listen()
        yield found


def _furnished(store: Store, stopping: Event) -> Demonstration | None:
    opens = datetime.combine(SAMPLE_DATE, OPENS_AT, tzinfo=ZONE)
    with shown() as watch:
        try:
            pace = Pace(tell=aside, watch=watch, stopping=stopping)
            found = furnish(store, at=opens, on=SAMPLE_DATE, pace=pace)
            propose(store, found, at=opens, on=SAMPLE_DATE, pace=pace)
        except CtiError:
            if stopping.is_set():
                return None
            raise
    return found


def _serve(
    there: Installation,
    found: Demonstration,
    listening: socket.socket,
    stopping: Event,
) -> None:
    clock = shifted(now)
    address = f"http://{HOST}:{listening.getsockname()[1]}"
    house = House(store=there.store, clock=clock, is_secure=False, address=address)
    app = create_planner(house, why_not_ready=there.why_not_ready)
    speak(as_json=False)
    # A line for each request would hide the address and who signs in.
    logging.getLogger().setLevel(logging.WARNING)
    worker = Worker(
        name=own_name(), clock=clock, stopping=stopping, on_failure=note_fault
    )
    config = uvicorn.Config(
        app, log_config=None, server_header=False, timeout_graceful_shutdown=3
    )
    with working_beside(there.store, worker):
        _tell(address, found)
        if not stopping.is_set():
            uvicorn.Server(config).run(sockets=[listening])


def _tell(address: str, found: Demonstration) -> None:
    headline(f"The demonstration is at {address}")
    listing(f"{found.emails[who]}, the {who}: {sees}" for who, sees in SIGN_INS.items())
    say(f"The password of all of them: {PASSWORD}")
    say(
        f"Its clock began at {OPENS_AT:%H:%M} on {SAMPLE_DATE:%A} {SAMPLE_DATE.day} "
        f"{SAMPLE_DATE:%B %Y}, the day the sample was made for. Nobody in it exists. "
        "Only this computer can reach it. Ctrl-C stops it."
    )
