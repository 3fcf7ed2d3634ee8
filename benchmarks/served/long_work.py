"""What goes on beside people's questions: an import, and a planning run."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Event
from time import perf_counter
from typing import Any

from benchmarks.served.accounts import Holder
from benchmarks.served.asking import Browser, beside
from benchmarks.served.questions import Request
from cti.exchange.caseload_in import read_caseload
from cti.exchange.caseload_out import caseload_workbook

LOOK_SECONDS = 1.0
"""How often somebody looks how far a run is."""

READING_SECONDS = 3.0
"""How long somebody looks at what an import would do, or has done."""

LINE = "cti-benchmark"
"""Stands between the parts of a form, and in none."""


@dataclass(kw_only=True)
class LongWork:
    """What was done beside.

    Attributes
    ----------
    imports, runs
        Seconds of work for each import, to stage and to apply it, without those in
        which somebody looks at it; and of each run, from asking until there is a plan.
    cut_short
        How many runs were cancelled because measuring was over.
    """

    imports: list[float] = field(default_factory=list)
    runs: list[float] = field(default_factory=list)
    cut_short: int = 0


@contextmanager
def going_on(
    address: str, leaders: tuple[Holder, Holder], workbook: bytes, on: date
) -> Iterator[LongWork]:
    """Let one leader import and another have plans made, one after the other, for ever.

    Each import is of the same workbook and undone again, so that the next has as much
    to do.

    Raises
    ------
    Exception
        Whatever either of them failed by, once the block has ended.
    """
    done = LongWork()
    importing, planning = (_Leader(address, each) for each in leaders)
    with (
        beside(lambda over: importing.imports(workbook, on, done, over)) as failed,
        beside(lambda over: planning.plans(on, done, over)) as failed_too,
    ):
        yield done
    for error in (*failed, *failed_too):
        raise error


def workbook_of(folder: Path, on: date) -> bytes:
    """Return a caseload as the workbook somebody would bring."""
    return caseload_workbook(read_caseload(folder, on=on))


class _Leader:
    def __init__(self, address: str, holder: Holder) -> None:
        self._browser, self._service = Browser(address, holder), holder.service_id

    def imports(self, workbook: bytes, on: date, done: LongWork, over: Event) -> None:
        began = perf_counter()
        staged = self._sends(workbook, on)
        took = perf_counter() - began
        over.wait(READING_SECONDS)
        began = perf_counter()
        decisions = {
            "decisions": [
                {"new_external_id": each, "person_id": None}
                for each in dict.fromkeys(
                    each["new_external_id"] for each in staged["undecided"]
                )
            ]
        }
        if decisions["decisions"]:
            staged = self._changes("PUT", staged, "decisions", decisions)
        applied = self._changes("POST", staged, "application")
        done.imports.append(took + perf_counter() - began)
        over.wait(READING_SECONDS)
        self._changes("POST", applied, "undoing")

    def plans(self, on: date, done: LongWork, over: Event) -> None:
        began = perf_counter()
        wanted = {"plan_on": on.isoformat(), "seed": len(done.runs)}
        run = self._asks("POST", f"/api/services/{self._service}/runs", wanted)
        while run["ended_at"] is None:
            if over.wait(LOOK_SECONDS):
                self._asks("POST", f"/api/runs/{run['id']}/cancellation")
                done.cut_short += 1
                return
            run = self._asks("GET", f"/api/runs/{run['id']}")
        if run["plan_id"] is None:
            raise RuntimeError(run["reason"])
        done.runs.append(perf_counter() - began)

    def _sends(self, workbook: bytes, on: date) -> Any:  # noqa: ANN401, what JSON holds
        form = (
            f"--{LINE}\r\n"
            'Content-Disposition: form-data; name="file"; filename="team.xlsx"\r\n\r\n'
        )
        response, said = self._browser.send_raw(
            "POST",
            f"/api/services/{self._service}/imports?on={on.isoformat()}",
            form.encode() + workbook + f"\r\n--{LINE}--\r\n".encode(),
            {"Content-Type": f"multipart/form-data; boundary={LINE}"},
        )
        return _expected(response.status, said)

    def _changes(
        self,
        method: str,
        staged: dict[str, Any],
        what: str,
        body: Any = None,  # noqa: ANN401, what JSON holds
    ) -> Any:  # noqa: ANN401, what JSON holds
        data = b"" if body is None else json.dumps(body).encode()
        response, said = self._browser.send_raw(
            method,
            f"/api/imports/{staged['id']}/{what}",
            data,
            {
                "If-Match": f'"{staged["version"]}"',
                "Content-Type": "application/json",
            },
        )
        return _expected(response.status, said)

    def _asks(self, method: str, where: str, body: Any = None) -> Any:  # noqa: ANN401, what JSON holds
        response, said = self._browser.send(
            Request(method=method, where=where, body=body)
        )
        return _expected(response.status, said)


def _expected(status: int, said: bytes) -> Any:  # noqa: ANN401, what JSON holds
    if not 200 <= status < 300:
        msg = f"{status}: {said[:300]!r}"
        raise RuntimeError(msg)
    return json.loads(said)
