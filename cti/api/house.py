"""What every route works with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fastapi import FastAPI, Request

from cti.usecases.installing import Store
from cti.usecases.sealing import Seal
from cti.usecases.signing_on import SignOn

COOKIE = "__Host-cti"
"""Holds a session where the connection is encrypted."""

PLAIN_COOKIE = "cti"
"""Holds a session on one's own computer, where it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """One installation, as the routes see it.

    Attributes
    ----------
    clock
        Tells the moment, with a zone.
    is_secure
        Whether browsers reach it over an encrypted connection.
    address
        How browsers reach it.
    seal
        What seals the secrets of authenticators; None where nobody may use one.
    sends_letters
        Whether there is a mail server.
    sign_on
        Single sign-on; None where there is none.
    """

    store: Store
    clock: Callable[[], datetime]
    is_secure: bool
    address: str
    seal: Seal | None = None
    sends_letters: bool = False
    sign_on: SignOn | None = None

    @property
    def cookie(self) -> str:
        """The cookie that holds a session."""
        return COOKIE if self.is_secure else PLAIN_COOKIE

    @property
    def attempt_cookie(self) -> str:
        """The cookie that holds an attempt at single sign-on."""
        return f"{self.cookie}-sign-on"


def settle(app: FastAPI, house: House) -> None:
    """Let an application's routes work with an installation."""
    app.state.house = house


def house_of(request: Request) -> House:
    """Return what a request is answered with."""
    return house_of_app(request.app)


def house_of_app(app: FastAPI) -> House:
    """Return the installation an application works with."""
    found = app.state.house
    if not isinstance(found, House):
        msg = "no installation was given to the application"
        raise TypeError(msg)
    return found
