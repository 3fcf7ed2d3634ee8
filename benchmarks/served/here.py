"""Serve the planner from this process, so that its processor time can be told."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Thread
from time import sleep

import uvicorn

from cti.api.house import House
from cti.usecases.installing import Installation
from dashboards.application import create_planner
from dashboards.memory import looked_through_seldom


@contextmanager
def served_here(there: Installation, *, at: datetime) -> Iterator[str]:
    """Serve a store, where it is always the same moment, and yield the address."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    address = f"http://127.0.0.1:{port}"
    house = House(store=there.store, clock=lambda: at, is_secure=False, address=address)
    app = create_planner(house, why_not_ready=there.why_not_ready)
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_config=None))
    thread = Thread(target=server.run, daemon=True)
    with looked_through_seldom():
        thread.start()
        while not server.started:
            if not thread.is_alive():
                msg = "the planner could not be served"
                raise RuntimeError(msg)
            sleep(0.02)
        try:
            yield address
        finally:
            server.should_exit = True
            thread.join()
