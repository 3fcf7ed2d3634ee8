"""Whole processes, measured from outside: seconds and memory."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

SAMPLE_SECONDS = 0.2
BYTES_PER_KB = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One command, from start to end.

    Attributes
    ----------
    seconds
        Wall clock of the whole process.
    peak_mb
        Most memory of the process and its children together, counting what they share
        once (proportional set size); None where the system does not tell.
    """

    seconds: float
    peak_mb: float | None
    status: int
    output: str


def measure(*command: str, at_most: float | None = None) -> Measured:
    """Run a command and watch it.

    Parameters
    ----------
    at_most
        Seconds after which it is ended, with everything it started.
    """
    began = time.perf_counter()
    peak = 0.0
    with tempfile.TemporaryFile("w+") as kept:
        process = subprocess.Popen(
            command, stdout=kept, stderr=subprocess.STDOUT, start_new_session=True
        )
        while process.poll() is None:
            peak = max(peak, _memory_mb(process.pid))
            time.sleep(SAMPLE_SECONDS)
            if at_most is not None and time.perf_counter() - began > at_most:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
        seconds = time.perf_counter() - began
        kept.seek(0)
        output = kept.read()
    return Measured(
        seconds=seconds,
        peak_mb=peak or None,
        status=process.returncode,
        output=output,
    )


def cti() -> str:
    """Return the command of this environment."""
    return str(Path(sys.executable).parent / "cti")


def _memory_mb(root: int) -> float:
    return sum(_pss_kb(pid) for pid in _family(root)) / BYTES_PER_KB


def _family(root: int) -> list[int]:
    """Return a process and everything it started."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        parents[int(entry.parent.name)] = int(fields[1])
    family = [root]
    for pid in family:
        family += [child for child, parent in parents.items() if parent == pid]
    return family


def _pss_kb(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
