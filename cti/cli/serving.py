"""Serve the planner: open the store, answer requests, until somebody says stop."""

import sys
from contextlib import ExitStack
from traceback import format_tb

import structlog
import uvicorn
from fastapi import FastAPI

from cti.api.house import House
from cti.api.observe import speak
from cti.cli.clock import now
from cti.cli.voice import aside
from cti.cli.working import own_name, told_to_stop
from cti.settings import Settings, refuse_unsafe, settings_of_environment
from cti.usecases.installing import Installation, Store
from cti.usecases.sending import Outcome, Sender, sending_beside
from cti.usecases.working import Worker, working_beside
from dashboards.application import create_planner
from dashboards.memory import looked_through_seldom

TURN_SECONDS = 0.0005
"""How long one thread computes before another may: who reads a workbook, and who waits
for a list. Whoever asks the database waits for a turn with each of its answers."""

IDLE_SECONDS = 75
"""How long a connection stays open on which nobody asks: longer than people read, and
than proxies keep theirs."""


def serve() -> None:
    """Open the store and answer requests until stopped.

    Raises
    ------
    InvalidSettings
        With everything in the environment that must be mended, or that is good for a
        trial on one's own computer alone.
    CannotOpen
        If the database cannot be used.
    """
    sys.setswitchinterval(TURN_SECONDS)
    settings = settings_of_environment()
    refuse_unsafe(settings)
    installation = Installation(settings.database)
    try:
        house = House(
            store=installation.store,
            clock=now,
            is_secure=settings.is_secure,
            address=settings.address,
            seal=settings.seal,
            sign_on=settings.sign_on,
            sends_letters=settings.mail is not None,
        )
        app = create_planner(house, why_not_ready=installation.why_not_ready)
        aside(f"Answering at {settings.address}. Ctrl-C stops it.")
        speak(as_json=settings.log_as_json)
        _answer(app, settings, installation.store)
    finally:
        installation.close()


def _answer(app: FastAPI, settings: Settings, store: Store) -> None:
    """Answer requests, and make the plans that are asked for, until told to stop."""
    # The server tells again what told it to stop, once it has: that ends here, so that
    # a run that has begun is given back before the program ends.
    with told_to_stop() as stopping, ExitStack() as beside:
        if settings.workers:
            worker = Worker(
                name=own_name(), clock=now, stopping=stopping, on_failure=note_fault
            )
            beside.enter_context(working_beside(store, worker))
        if settings.workers and settings.mail is not None:
            sender = Sender(
                server=settings.mail,
                address=settings.address,
                clock=now,
                stopping=stopping,
                tell=note_letters,
                on_failure=note_fault,
            )
            beside.enter_context(sending_beside(store, sender))
        beside.enter_context(looked_through_seldom())
        uvicorn.run(
            app,
            host=settings.host,
            port=settings.port,
            log_config=None,
            server_header=False,
            timeout_keep_alive=IDLE_SECONDS,
            proxy_headers=bool(settings.public_address),
            forwarded_allow_ips=settings.proxies,
        )


def note_fault(error: Exception) -> None:
    """Write down where a fault of ours came from; what it says may name people."""
    line = structlog.get_logger("cti.worker")
    where = "".join(format_tb(error.__traceback__))
    line.error("fault", kind=type(error).__name__, where=where)


def note_letters(done: Outcome) -> None:
    """Write down what became of letters; of none to whom it was."""
    line = structlog.get_logger("cti.letters")
    say = line.error if done.given_up else line.info
    say(
        "letters",
        sent=done.sent,
        put_off=done.put_off,
        given_up=done.given_up,
        dropped=done.dropped,
        why=list(done.whys),
    )
