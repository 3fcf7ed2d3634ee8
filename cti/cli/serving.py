"""Serve the planner: open the store, answer requests, until somebody says stop."""

import uvicorn

from cti.api.app import create_app
from cti.api.house import House
from cti.api.observe import speak
from cti.cli.clock import now
from cti.cli.voice import aside
from cti.settings import settings_of_environment
from cti.usecases.installing import Installation


def serve() -> None:
    """Open the store and answer requests until stopped.

    Raises
    ------
    InvalidSettings
        With everything in the environment that must be mended.
    CannotOpen
        If the database cannot be used.
    """
    settings = settings_of_environment()
    installation = Installation(settings.database)
    try:
        house = House(
            store=installation.store,
            clock=now,
            is_secure=settings.is_secure,
            address=settings.address,
        )
        app = create_app(house, why_not_ready=installation.why_not_ready)
        aside(f"Answering at {settings.address}. Ctrl-C stops it.")
        speak(as_json=settings.log_as_json)
        uvicorn.run(
            app,
            host=settings.host,
            port=settings.port,
            log_config=None,
            server_header=False,
            proxy_headers=bool(settings.public_address),
        )
    finally:
        installation.close()
