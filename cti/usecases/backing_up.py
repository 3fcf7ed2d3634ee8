"""Back up everything a store holds, and restore it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cti.store import backup, restoring
from cti.store.backup import Contents
from cti.store.tables import AUDIT
from cti.store.unit import Store

NOBODY = "0" * 32
"""Who backs up and restores: whoever holds the database, with no account of theirs."""

MANY_PEOPLE, MANY_SERVICES = "people", "services"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupHeld:
    """What is to be said of a backup.

    Attributes
    ----------
    rows
        How many there are in all tables together.
    entries
        How many its audit has.
    ends
        The number of the audit's last entry and that entry's hash, to be kept outside.
    """

    made_at: datetime
    services: int
    people: int
    rows: int
    entries: int
    ends: str


def back_up(store: Store, file: Path, *, at: datetime) -> BackupHeld:
    """Write everything a store holds into a new file; others go on meanwhile.

    Raises
    ------
    CannotWrite
        If there is such a file already, or it cannot be written.
    """
    with store.unit(author_id=NOBODY, at=at) as unit:
        # Before it is taken, so that the backup itself says so.
        unit.audit("store:back_up", AUDIT.name)
    return _held(backup.back_up(store, file, at=at))


def look_at_backup(file: Path) -> BackupHeld:
    """Return what a backup holds, once all of it is known to be as it was written.

    Raises
    ------
    UnreadableBackup
        Saying what is wrong with it.
    """
    return _held(backup.check_backup(file))


def restore(file: Path, place: str, *, at: datetime, replace: bool) -> BackupHeld:
    """Let a store hold what a backup holds, all of it or nothing.

    Parameters
    ----------
    place
        A file of SQLite, which need not be there, or the address of a database.
    replace
        Whether what the store holds may go.

    Raises
    ------
    UnreadableBackup, CannotOpen
        If one of the two cannot be used.
    NotEmpty
        If the store holds something, and it is not to be replaced.
    """
    return _held(
        restoring.restore(file, place, author_id=NOBODY, at=at, replace=replace)
    )


def _held(contents: Contents) -> BackupHeld:
    ends = contents.ends
    return BackupHeld(
        made_at=contents.made_at,
        services=contents.rows.get(MANY_SERVICES, 0),
        people=contents.rows.get(MANY_PEOPLE, 0),
        rows=sum(contents.rows.values()),
        entries=ends.number if ends else 0,
        ends=f"{ends.number}:{ends.hash}" if ends else "",
    )
