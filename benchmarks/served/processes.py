"""Start the planner as an installation does: what answers, and what plans."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.processes import cti

PATIENCE_SECONDS = 120
STOP_SECONDS = 30


@contextmanager
def serving(store: str, scratch: Path) -> Iterator[str]:
    """Start `cti serve` on a store, and yield the address it answers at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    own = {"CTI_DATABASE": store, "CTI_PORT": str(port), "CTI_WORKERS": "0"}
    address = f"http://127.0.0.1:{port}"
    with _running("serve", own, scratch) as process:
        _until_ready(address, process)
        yield address


@contextmanager
def planning(store: str, scratch: Path) -> Iterator[None]:
    """Start `cti worker` on a store.

    By itself it gives way to what answers, as far as the system goes by niceness. Where
    all of this runs before other work, the system does not; it then runs a step behind.
    """
    policy = os.sched_getscheduler(0)
    before: Sequence[str] = ()
    if policy == os.SCHED_RR:
        step = os.sched_getparam(0).sched_priority - 1
        before = ("chrt", "--rr", str(max(step, 1)))
    with _running("worker", {"CTI_STORE": store}, scratch, before):
        yield


@contextmanager
def _running(
    verb: str, own: dict[str, str], scratch: Path, before: Sequence[str] = ()
) -> Iterator[subprocess.Popen[bytes]]:
    with (
        (scratch / f"{verb}.txt").open("wb") as said,
        subprocess.Popen(
            [*before, cti(), verb],
            cwd=scratch,
            env={**os.environ, **own},
            stdout=said,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


def _until_ready(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with urlopen(f"{address}/ready"):  # noqa: S310, our own
                return
        except URLError:
            if process.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.1)
