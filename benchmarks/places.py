"""Where what is measured lies: sample caseloads, public sets, results."""

import json
import os
from pathlib import Path

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results"
DOCUMENT = ROOT / "docs" / "benchmarks.md"
GROWTH_PICTURE = ROOT / "docs" / "pictures" / "growth.svg"


class Missing(Exception):
    """Something that a section needs is not on this machine; it says what."""


def shared() -> Path:
    """Return the folder with sample caseloads and public sets.

    It is what the environment variable CTI_BENCHMARK_DATA names, else the folder
    ``shared`` beside this project.
    """
    named = os.environ.get("CTI_BENCHMARK_DATA")
    return Path(named) if named else ROOT.parent / "shared"


def sample(name: str) -> Path:
    """Return the folder of a sample caseload.

    Raises
    ------
    Missing
        If it is not there.
    """
    return _there(shared() / "data" / name, f"the sample caseload {name}")


def best_known(name: str) -> float | None:
    """Return the least that a plan of a sample caseload is known to cost, if any is."""
    path = shared() / "data" / "best-known.json"
    if not path.is_file():
        return None
    found = json.loads(path.read_text(encoding="utf-8")).get(name)
    return None if found is None else float(found["cost"])


def public(name: str) -> Path:
    """Return the folder of a public set.

    Raises
    ------
    Missing
        If it is not there.
    """
    return _there(shared() / "benchmarks" / name, f"the public set {name}")


def _there(folder: Path, what: str) -> Path:
    if not folder.is_dir():
        msg = f"{what} is not here; CTI_BENCHMARK_DATA can say where it is"
        raise Missing(msg)
    return folder
