"""Set Timefold up: `python -m benchmarks.peers.timefold.set_up`.

It gets an environment of its own, from which only the jars in its wheel are used, and
our one Java file is compiled against them. Java 17 and its compiler must be there.
"""

import shutil
import subprocess
import sys
import venv
from pathlib import Path

from benchmarks.places import ROOT, Missing

HERE = Path(__file__).parent
HOME = ROOT / ".venv" / "timefold"
CLASSES = HOME / "classes"


def command() -> list[str]:
    """Return the command that runs our Java, without its arguments.

    Raises
    ------
    Missing
        Where Java is missing, or Timefold was never set up.
    """
    jars = jar_folder()
    if shutil.which("java") is None:
        msg = "Java is not here"
        raise Missing(msg)
    if jars is None or not CLASSES.is_dir():
        msg = "run python -m benchmarks.peers.timefold.set_up first"
        raise Missing(msg)
    return ["java", "-cp", f"{jars}/*:{CLASSES}", "Assign"]


def jar_folder() -> Path | None:
    """Return the folder of Timefold's jars; None if it is not there."""
    return next(HOME.glob("lib/python*/site-packages/timefold/solver/jars"), None)


def set_up() -> None:
    """Make the environment, fetch the wheel by its hash, compile.

    Raises
    ------
    Missing
        With what is missing, where that cannot be done.
    """
    if shutil.which("javac") is None:
        msg = "the Java compiler javac is not here"
        raise Missing(msg)
    if jar_folder() is None:
        venv.create(HOME, with_pip=True, clear=True)
        python, pins = HOME / "bin" / "python", HERE / "requirements.txt"
        pip = f"{python} -m pip install --quiet --disable-pip-version-check --no-deps"
        held = f"--require-hashes --only-binary :all: -r {pins}"
        _run(*pip.split(), *held.split())
    _run("javac", "-cp", f"{jar_folder()}/*", "-d", CLASSES, HERE / "Assign.java")


def _run(*command: str | Path) -> None:
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=False
    )
    if done.returncode:
        msg = f"{command[0]} failed: {done.stderr.strip()[-300:]}"
        raise Missing(msg)


if __name__ == "__main__":
    try:
        set_up()
    except Missing as missing:
        sys.exit(f"Timefold is not set up: {missing}")
    print("Timefold is set up.")
