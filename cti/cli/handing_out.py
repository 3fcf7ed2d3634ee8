"""Write down what is held about somebody: a sheet and the data, for its owner only."""

import os
from pathlib import Path

from cti.errors import CannotWrite
from cti.usecases.handing_out import PersonHeld, as_json
from dashboards.pages.person_sheet import person_sheet
from dashboards.render import render

FOLDER_OF_OWNER, FILE_OF_OWNER = 0o700, 0o600


def write_down(found: PersonHeld, folder: Path) -> None:
    """Write a new folder that only its owner can open: person.html and person.json.

    Raises
    ------
    CannotWrite
        If it is there already, or cannot be written.
    """
    files = {"person.html": render(person_sheet(found)), "person.json": as_json(found)}
    part = folder.with_name(f".{folder.name}.part")
    try:
        if folder.exists():
            raise CannotWrite(str(folder), why="it is there already")
        part.mkdir(mode=FOLDER_OF_OWNER)
        try:
            for name, text in files.items():
                _write(part / name, text)
            part.rename(folder)
        finally:
            _take_away(part)
    except OSError as error:
        why = error.strerror or "no reason given"
        raise CannotWrite(str(folder), why=why) from error


def _write(file: Path, text: str) -> None:
    handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_OF_OWNER)
    with os.fdopen(handle, "w", encoding="utf-8") as written:
        written.write(text)


def _take_away(part: Path) -> None:
    """Leave nothing half written."""
    if part.exists():
        for file in part.iterdir():
            file.unlink()
        part.rmdir()
