"""Start the program as a person or a pipe would."""

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = [sys.executable, "-c", "from cti.cli import main; main()"]


def run(
    *arguments: str | Path,
    cwd: Path | None = None,
    seconds: int = 120,
    given: str = "",
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, its output into a pipe; what is given is piped in."""
    return subprocess.run(
        [*PROGRAM, *map(str, arguments)],
        cwd=cwd,
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=seconds,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )


def lines(text: str) -> list[str]:
    """The lines of an output that say something."""
    return [line for line in text.splitlines() if line.strip()]
