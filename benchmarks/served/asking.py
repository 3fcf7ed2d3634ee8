"""Ask a server as browsers do, and hold a stopwatch to each answer."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse, RemoteDisconnected
from random import Random
from threading import Event, Lock, Thread
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

from benchmarks.served.accounts import Holder
from benchmarks.served.questions import Question, Request, Town

PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer.

    Attributes
    ----------
    began
        When it was asked, by the stopwatch.
    seconds
        From the request to the last byte.
    """

    name: str
    kind: str
    status: int
    began: float
    seconds: float
    size: int


@dataclass
class Answers:
    """All that were given, from any number of threads."""

    given: list[Answer] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def add(self, answer: Answer) -> None:
        """Keep one."""
        with self._lock:
            self.given.append(answer)


class Browser:
    """One account's browser, which keeps its connection open."""

    def __init__(self, address: str, holder: Holder) -> None:
        where = urlsplit(address)
        self._connection = HTTPConnection(
            where.hostname or "", where.port, timeout=PATIENCE_SECONDS
        )
        self._headers = {
            "Cookie": f"cti={holder.session}",
            "Sec-Fetch-Site": "same-origin",
        }

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def asks(self, question: Question, request: Request) -> Answer:
        """Ask, and return how long the answer took."""
        began = perf_counter()
        response, said = self.send(request)
        return Answer(
            name=question.name,
            kind=question.kind,
            status=response.status,
            began=began,
            seconds=perf_counter() - began,
            size=len(said),
        )

    def send(self, request: Request) -> tuple[HTTPResponse, bytes]:
        """Send JSON, if anything, and return the answer."""
        data, kind = b"", {}
        if request.body is not None:
            data = json.dumps(request.body).encode()
            kind = {"Content-Type": "application/json"}
        return self.send_raw(request.method, request.where, data, kind)

    def send_raw(
        self, method: str, where: str, data: bytes, headers: dict[str, str]
    ) -> tuple[HTTPResponse, bytes]:
        """Send anything, and return the answer."""
        try:
            return self._once(method, where, data, headers)
        except (RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            # A server lets go of who says nothing for long; browsers then come anew.
            self._connection.close()
            return self._once(method, where, data, headers)

    def _once(
        self, method: str, where: str, data: bytes, headers: dict[str, str]
    ) -> tuple[HTTPResponse, bytes]:
        self._connection.request(
            method, where, body=data or None, headers={**self._headers, **headers}
        )
        response = self._connection.getresponse()
        return response, response.read()


def alone(
    address: str,
    holders: Sequence[Holder],
    town: Town,
    *,
    questions: Iterable[Question],
    times: int,
    draw: Random,
) -> Sequence[Answer]:
    """Ask every question so many times, one after the other, as different accounts.

    The questions are asked in turns, so that none finds everything warm from the one
    before.
    """
    asked = [(each, _who(each, holders, times, draw)) for each in questions]
    found = []
    for number in range(times):
        for question, who in asked:
            holder = who[number]
            browser = Browser(address, holder)
            request = question.make(holder, town, draw)
            found.append(browser.asks(question, request))
            browser.close()
    return found


def _who(
    question: Question, holders: Sequence[Holder], times: int, draw: Random
) -> Sequence[Holder]:
    return draw.choices([each for each in holders if question.is_for(each)], k=times)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """People who use the planner at the same time.

    Attributes
    ----------
    pause
        Seconds between an answer and the next question of one of them, on average: each
        pause is drawn anew, most are short and a few are long.
    """

    address: str
    holders: Sequence[Holder]
    town: Town
    questions: Sequence[Question]
    pause: float
    seconds: float
    seed: int


def busy(crowd: Crowd) -> Sequence[Answer]:
    """Let everybody ask what they ask, in their own time, and return every answer."""
    answers, over = Answers(), Event()
    with ThreadPoolExecutor(len(crowd.holders)) as threads:
        working = [
            threads.submit(_at_work, crowd, number, answers, over)
            for number in range(len(crowd.holders))
        ]
        over.wait(crowd.seconds)
        over.set()
    for each in working:
        each.result()  # whoever was not answered at all fails the whole
    return answers.given


def _at_work(crowd: Crowd, number: int, answers: Answers, over: Event) -> None:
    draw = Random(crowd.seed * 1000 + number)  # noqa: S311, not a secret
    holder = crowd.holders[number]
    theirs = [each for each in crowd.questions if each.is_for(holder)]
    often = [each.often for each in theirs]
    browser = Browser(crowd.address, holder)
    # Nobody begins at the same moment as all the others.
    while not over.wait(draw.expovariate(1 / crowd.pause)):
        question = draw.choices(theirs, often)[0]
        request = question.make(holder, crowd.town, draw)
        answers.add(browser.asks(question, request))
    browser.close()


@contextmanager
def beside(work: Callable[[Event], Any]) -> Iterator[list[Exception]]:
    """Do some work again and again in a thread, until the block ends.

    Yields
    ------
    What it failed by, once the block has ended.
    """
    over, failed = Event(), list[Exception]()

    def go_on() -> None:
        try:
            while not over.is_set():
                work(over)
        except Exception as error:
            failed.append(error)

    thread = Thread(target=go_on)
    thread.start()
    try:
        yield failed
    finally:
        over.set()
        thread.join()
