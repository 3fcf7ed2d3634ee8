"""Questions and answers kept as JSON in one archive, with their published costs."""

import csv
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ARCHIVE = "instances_and_solutions.zip"
Json = dict[str, Any]


def pairs(folder: Path) -> Iterator[tuple[Json, Json, dict[str, str]]]:
    """Yield each question with its answer and its line of ``best_costs.csv``."""
    with (folder / "best_costs.csv").open(encoding="utf-8", newline="") as file:
        lines = {row["instance"]: row for row in csv.DictReader(file)}
    with zipfile.ZipFile(folder / ARCHIVE) as archive:
        there = set(archive.namelist())
        for name, line in lines.items():
            if f"instances/{name}.json" in there:
                question = json.loads(archive.read(f"instances/{name}.json"))
                answer = json.loads(archive.read(f"solutions/{name}.json"))
                yield question, answer, line
