"""How tests ask for pages: signed in, and with what is sent by a form."""

from functools import cache
from html.parser import HTMLParser

from fastapi import FastAPI
from fastapi.testclient import TestClient

from cti.api.house import COOKIE
from cti.store.engine import open_engine
from cti.store.proofs import begin_session
from cti.store.unit import Store
from cti.usecases.signing_in import new_secret
from dashboards.application import create_planner
from tests.api.house import NOW, Household, browser, house_over


@cache
def planner() -> FastAPI:
    """The planner that one test after another settles in: making one takes time."""
    nowhere = open_engine("sqlite://")
    return create_planner(house_over(Store(nowhere)), why_not_ready=lambda: "")


def visits(home: Household, who: str) -> TestClient:
    """Whoever asks with a browser they are signed in with; ``nobody`` is in none."""
    asking = browser(home.app)
    asking.headers["Sec-Fetch-Site"] = "same-origin"
    if who != "nobody":
        secret = new_secret()
        account_id = home.accounts[who].account_id
        with home.store.unit(author_id=account_id, at=NOW) as unit:
            begin_session(unit, account_id, secret)
        asking.cookies.set(COOKIE, secret)
    return asking


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words += data.split()


def words_of(html: str) -> str:
    """What a page says, in one line, without its marks."""
    parser = _Words()
    parser.feed(html)
    return " ".join(parser.words)
