"""What a figure was measured on, and when."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.places import ROOT

BYTES_PER_GB = 1024**3


def described() -> dict[str, object]:
    """Return processor, memory and versions."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(_memory_bytes() / BYTES_PER_GB, 1),
        "system": platform.system(),
        "python": platform.python_version(),
        "ortools": version("ortools"),
    }


def occasion() -> dict[str, object]:
    """Return the moment, the commit, and how busy the machine is already."""
    return {
        "at": datetime.now(tz=UTC).strftime("%Y-%m-%d %H:%M"),  # noqa: TID251, a measurement has a date
        "commit": commit(),
        "load": round(os.getloadavg()[0], 1),
    }


def commit() -> str:
    """Return the commit; with a plus if the planner was changed since."""
    short = _git("rev-parse", "--short", "HEAD")
    changed = _git("status", "--porcelain", "--", "cti", "benchmarks/peers")
    return f"{short}+" if changed else short


def _git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.split(":", 1)[1] for line in lines if line.startswith("model name")]
    return names[0].strip() if names else platform.machine()


def _memory_bytes() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
