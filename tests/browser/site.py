"""The planner as it is served, over a furnished store, for a browser to look at."""

import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep
from typing import Literal

import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page

from cti.access import Actor
from cti.api.house import PLAIN_COOKIE, House
from cti.store.accounts import account_by_email, actor_of
from cti.store.proofs import begin_session
from cti.store.tables import WORKERS
from cti.store.unit import Store
from cti.usecases.demonstration import Demonstration, Pace, furnish, propose
from cti.usecases.installing import Installation
from cti.usecases.signing_in import new_secret
from cti.usecases.workers import change_worker, one_worker
from cti.usecases.working import Worker, working_beside
from dashboards.application import create_planner
from tests.store.plans import Kept

ON = date(2026, 11, 23)
BEGINS = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PHONE, DESK = 320, 1280
HURRY = Pace(effort=0)
HALVED = "T001-W02"
"""Who works less in the store where a plan is proposed: Hywel."""

Scheme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Furnished:
    """A store that is copied for whoever changes something in it."""

    file: Path
    demonstration: Demonstration


@dataclass(slots=True)
class Server:
    """Who answers at a port; it can be away for a while."""

    app: FastAPI
    port: int
    _runs: uvicorn.Server = field(init=False)
    _thread: Thread = field(init=False)

    def begin(self) -> None:
        """Answer whoever asks."""
        config = uvicorn.Config(self.app, port=self.port, log_config=None)
        self._runs = uvicorn.Server(config)
        self._thread = Thread(target=self._runs.run, daemon=True)
        self._thread.start()
        while not self._runs.started:
            assert self._thread.is_alive()
            sleep(0.02)

    def end(self) -> None:
        """Answer nobody."""
        self._runs.should_exit = True
        self._thread.join()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The planner while it is served."""

    address: str
    store: Store
    began: float
    demonstration: Demonstration
    server: Server | None = None

    @contextmanager
    def away_from(self, context: BrowserContext) -> Iterator[None]:
        """Let a browser be without network.

        That the server is away as well is on purpose: what a service worker lets
        pass may be sent in spite of the browser's own pretence.
        """
        assert self.server
        context.set_offline(offline=True)
        self.server.end()
        yield
        self.server.begin()
        context.set_offline(offline=False)

    def now(self) -> datetime:
        """The moment it is there: the first Monday of the plan, and running."""
        return moment(self.began)

    def actor(self, role: str) -> Actor:
        """Who somebody in the demonstration is."""
        with self.store.reading() as connection:
            email = self.demonstration.emails[role]
            account = account_by_email(connection, email)
            assert account
            actor = actor_of(connection, account.id)
        assert actor
        return actor

    @property
    def kept(self) -> Kept:
        """What is kept of the service."""
        return Kept(self.store, self.demonstration.service_id)

    def service(self, page: str) -> str:
        """The path of a page of the service."""
        return f"/services/{self.demonstration.service_id}/{page}"

    def context(
        self,
        browser: Browser,
        role: str,
        *,
        width: int = DESK,
        scheme: Scheme = "light",
        scripts: bool = True,
        forced: bool = False,
    ) -> BrowserContext:
        """A browser that somebody is signed in with; ``nobody`` is in none."""
        context = browser.new_context(
            base_url=self.address,
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            java_script_enabled=scripts,
            forced_colors="active" if forced else "none",
        )
        if role != "nobody":
            secret, account_id = new_secret(), self.actor(role).account_id
            with self.store.unit(author_id=account_id, at=self.now()) as unit:
                begin_session(unit, account_id, secret)
            context.add_cookies(
                [{"name": PLAIN_COOKIE, "value": secret, "url": self.address}]
            )
        return context


def moment(began: float) -> datetime:
    """What the clock says where it began then: the first Monday of the plan."""
    return BEGINS + timedelta(seconds=monotonic() - began)


@contextmanager
def opened(context: BrowserContext, path: str) -> Iterator[Page]:
    """A page, without a complaint of the browser about it."""
    complaints: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda said: complaints.append(said.text) if said.type == "error" else None,
    )
    page.goto(path)
    yield page
    assert complaints == []
    context.close()


def a_worker_at(site: Site, failures: list[Exception] | None = None) -> Worker:
    """Who makes the plans that are asked for there."""
    return Worker(
        name="browser",
        clock=site.now,
        stopping=Event(),
        on_failure=([] if failures is None else failures).append,
    )


def furnished_in(folder: Path) -> Furnished:
    """Furnish a store, in a hurry."""
    file = folder / "furnished.db"
    with Installation(f"sqlite:///{file}") as there:
        demonstration = furnish(there.store, at=BEGINS, on=ON, pace=HURRY)
    return Furnished(file=file, demonstration=demonstration)


def proposed_in(furnished: Furnished, folder: Path) -> Furnished:
    """Let somebody work half of what they did, and have a plan proposed."""
    file = folder / "proposed.db"
    shutil.copy(furnished.file, file)
    demonstration = furnished.demonstration
    with Installation(f"sqlite:///{file}", as_it_is=True) as there:
        site = Site(
            address="",
            store=there.store,
            began=monotonic(),
            demonstration=demonstration,
        )
        works_less(site, HALVED, Fraction(2, 5))
        propose(there.store, demonstration, at=BEGINS, on=ON, pace=HURRY)
    return Furnished(file=file, demonstration=demonstration)


def works_less(site: Site, name: str, fte: Fraction) -> None:
    """Let a worker work another share of a full-time post."""
    leader, row = site.actor("team leader"), site.kept.row_id(WORKERS, name)
    now = one_worker(site.store, leader, row, on=ON)
    change_worker(
        site.store, leader, row, seen=now.version, said={"fte": fte}, at=site.now()
    )


@contextmanager
def served(furnished: Furnished, folder: Path) -> Iterator[Site]:
    """Serve a copy of a furnished store, and make the plans that are asked for."""
    copy = folder / "service.db"
    shutil.copy(furnished.file, copy)
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    address = f"http://127.0.0.1:{port}"
    with Installation(f"sqlite:///{copy}", as_it_is=True) as there:
        began = monotonic()
        house = House(
            store=there.store,
            clock=lambda: moment(began),
            is_secure=False,
            address=address,
            sends_letters=True,
        )
        app = create_planner(house, why_not_ready=there.why_not_ready)
        server = Server(app, port)
        site = Site(
            address=address,
            store=there.store,
            began=began,
            demonstration=furnished.demonstration,
            server=server,
        )
        failures: list[Exception] = []
        with working_beside(there.store, a_worker_at(site, failures)):
            server.begin()
            try:
                yield site
            finally:
                server.end()
        assert failures == []
