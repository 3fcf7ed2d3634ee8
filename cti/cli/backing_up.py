"""`cti backup` and `cti restore`: a store into one file, and back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cti.cli.arguments import STORE

if TYPE_CHECKING:
    from cti.usecases.backing_up import BackupHeld


def backup(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="The new file to write, or one to check."),
    ],
    store: Annotated[str, STORE] = "",
    *,
    check: Annotated[
        bool,
        typer.Option("--check", help="Only say whether FILE is whole, and what of."),
    ] = False,
) -> None:
    """Back up a store into one file, while others go on using it.

    The file is a copy of one moment, read back and checked before it gets its name. It
    has the same form whichever database the store is on. It holds everything: only its
    owner can read it, and it should be kept as carefully as the store.

    With --check a backup that was written before is read again, every row and the
    audit, and nothing is changed; no store is needed for it.

    \b
    Examples:
      cti backup monday.backup --store cti.db
      cti backup monday.backup --store postgresql+psycopg://localhost/team
      cti backup monday.backup --check

    Ends with 0 if there is a whole backup, with 2 if not; there is no half one.
    """  # noqa: D301, \b keeps the lines of the examples apart
    if check:
        _check(file)
        return
    if not store:
        msg = "Say which store: a file, or the address of a database."
        raise typer.BadParameter(msg, param_hint="--store")
    from cti.cli.clock import now  # noqa: PLC0415, only when asked
    from cti.cli.voice import say  # noqa: PLC0415, rich is for commands only
    from cti.usecases.backing_up import back_up  # noqa: PLC0415, only when asked
    from cti.usecases.installing import Installation  # noqa: PLC0415, only when asked

    with Installation(store, as_it_is=True) as installation:
        opened = installation.store
        held = back_up(opened, file, at=now())
    say(f"{file} holds {_how_much(held)}, and has been read back.")
    say(f"Keep this somewhere else: {held.ends}")


def restore(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A file that «cti backup» wrote.")
    ],
    store: Annotated[str, STORE],
    *,
    replace: Annotated[
        bool, typer.Option("--replace", help="Let what the store holds now go.")
    ] = False,
) -> None:
    """Restore a backup into a store: all of it or nothing.

    The backup is checked first: every row, and the audit. A file of SQLite need not be
    there; a database of PostgreSQL has to be, and may be empty. A store that holds
    something stays as it is, unless you say --replace.

    \b
    Examples:
      cti restore monday.backup --store cti.db
      cti restore monday.backup --store postgresql+psycopg://localhost/team --replace

    Ends with 0 if the store holds the backup, with 2 if it is as it was.
    """  # noqa: D301, \b keeps the lines of the examples apart
    from cti.cli.clock import now  # noqa: PLC0415, only when asked
    from cti.cli.voice import say  # noqa: PLC0415, rich is for commands only
    from cti.usecases import backing_up  # noqa: PLC0415, only when asked

    held = backing_up.restore(file, store, at=now(), replace=replace)
    say(f"The store is as it was backed up on {_made(held)}: {_how_much(held)}.")


def _check(file: Path) -> None:
    from cti.cli.voice import say  # noqa: PLC0415, rich is for commands only
    from cti.usecases.backing_up import look_at_backup  # noqa: PLC0415, when asked

    held = look_at_backup(file)
    say(f"{file} is whole, as it was written on {_made(held)}: {_how_much(held)}.")
    say(f"Its audit ends with {held.ends}")


def _made(held: "BackupHeld") -> str:
    return f"{held.made_at.day} {held.made_at:%B %Y, %H:%M %Z}"


def _how_much(held: "BackupHeld") -> str:
    services = "1 service" if held.services == 1 else f"{held.services:,} services"
    return (
        f"{services}, {held.people:,} people, {held.rows:,} rows and "
        f"{held.entries:,} entries of the audit"
    )
