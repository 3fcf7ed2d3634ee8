"""Figures as they were measured, kept in JSON; the document is made from these.

A file holds one section: the machine, and rows. Each row says when, at which commit
and on how busy a machine it was measured. A row is written as soon as it is there, so
that a run that is ended early leaves what it has.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import machine
from benchmarks.places import RESULTS

Row = dict[str, Any]  # what JSON holds


@dataclass(kw_only=True)
class Record:
    """The rows of one section, in a file.

    Attributes
    ----------
    section
        Its name.
    keys
        What tells one row from another.
    resumed
        Whether rows that are there already are kept rather than measured again.
    is_part
        Whether only some rows are measured; the others are kept.
    """

    section: str
    keys: Sequence[str]
    folder: Path = RESULTS
    resumed: bool = False
    is_part: bool = False
    rows: list[Row] = field(default_factory=list)

    def __post_init__(self) -> None:
        if (self.resumed or self.is_part) and self.path.exists():
            self.rows = load(self.section, self.folder)

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / f"{self.section}.json"

    def has(self, **key: object) -> bool:
        """Whether a row is there already and need not be measured."""
        return self.resumed and any(self._is(row, key) for row in self.rows)

    def put(self, **row: object) -> None:
        """Add a row, or put it in the place of the one like it, and write the file."""
        key = {name: row[name] for name in self.keys}
        self.rows = [each for each in self.rows if not self._is(each, key)]
        self.rows.append({**row, "measured": machine.occasion()})
        self._write()
        print(f"  {_shown(row)}", flush=True)

    def skip(self, reason: str) -> None:
        """Say why there are no figures."""
        print(f"  skipped: {reason}", flush=True)
        if not self.rows:
            self.rows = [{"skipped": reason, "measured": machine.occasion()}]
            self._write()

    def _is(self, row: Row, key: Row) -> bool:
        return all(row.get(name) == value for name, value in key.items())

    def _write(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        about = {"section": self.section, "machine": machine.described()}
        text = json.dumps({**about, "rows": self.rows}, indent=1, ensure_ascii=False)
        self.path.write_text(text + "\n", encoding="utf-8")


def load(section: str, folder: Path = RESULTS) -> list[Row]:
    """Return the rows of a section; none if it was never measured."""
    rows: list[Row] = load_document(section, folder).get("rows", [])
    return rows


def load_document(section: str, folder: Path = RESULTS) -> Row:
    """Return everything that is kept of a section."""
    path = folder / f"{section}.json"
    if not path.exists():
        return {}
    read: Row = json.loads(path.read_text(encoding="utf-8"))
    return read


def _shown(row: Row) -> str:
    return ", ".join(
        f"{name} {value}"
        for name, value in row.items()
        if isinstance(value, str | int | float) and value != ""
    )
