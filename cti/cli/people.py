"""`cti person`: what is owed to somebody whose data a store holds."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cti.cli.arguments import STORE

if TYPE_CHECKING:
    from cti.usecases.erasing import Erased

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, add_completion=False)

PERSON = typer.Argument(metavar="PERSON", help="Their name, or their id.")
BY = typer.Option(
    metavar="EMAIL", help="The account in whose name it is done, which the audit keeps."
)


@app.callback()
def person() -> None:
    """Hand somebody what is held about them, or erase it.

    \b
    Examples:
      cti person export "Sam B" --store cti.db --by ade@example.org --out for-sam
      cti person erase "Sam B" --store cti.db --by ade@example.org
    """  # noqa: D301, \b keeps the lines of the examples apart


@app.command()
def erase(
    person: Annotated[str, PERSON],
    store: Annotated[str, STORE],
    by: Annotated[str, BY],
    *,
    apply: Annotated[
        bool, typer.Option("--apply/--dry-run", help="Erase them, or only look.")
    ] = False,
) -> None:
    """Erase somebody: every row and every word that is kept of them.

    Only says what would go, unless you say --apply. What is erased cannot be brought
    back: not by undoing an import, and not from this store. It stays known that
    somebody was erased, when, by whom and how many rows went; the audit stays whole,
    for it holds no names. Backups of before still hold them.

    \b
    Examples:
      cti person erase "Sam B" --store cti.db --by ade@example.org
      cti person erase P017 --store cti.db --by ade@example.org --apply

    Ends with 0 if it is done or looked at, with 2 if nothing was done.
    """  # noqa: D301, \b keeps the lines of the examples apart
    from cti.cli.clock import now  # noqa: PLC0415, only when asked
    from cti.cli.voice import headline, say, trouble  # noqa: PLC0415, only when asked
    from cti.usecases.erasing import erase_person, look_at_erasure  # noqa: PLC0415
    from cti.usecases.installing import Installation  # noqa: PLC0415, only when asked
    from cti.usecases.naming_people import account_called, person_called  # noqa: PLC0415

    with Installation(store, as_it_is=True) as installation:
        opened = installation.store
        person_id = person_called(opened, person)
        author_id, at = account_called(opened, by), now()
        if not apply:
            headline(f"What would go with {person}")
            tell(look_at_erasure(opened, person_id, author_id=author_id, at=at))
            say()
            say("Nothing was erased. To do it, say --apply.")
            return
        done = erase_person(opened, person_id, author_id=author_id, at=at)
    headline(f"{person} was erased")
    tell(done.what)
    say()
    say("Backups of before still hold them: let those go when their time is over.")
    if done.leaves_traces:
        trouble(
            "Somebody was reading the store meanwhile, so its files may still hold "
            "traces. They go with the next erasure, or when the store is at rest."
        )


@app.command()
def export(
    person: Annotated[str, PERSON],
    store: Annotated[str, STORE],
    by: Annotated[str, BY],
    out: Annotated[
        Path,
        typer.Option(
            metavar="FOLDER", help="A new folder, which only its owner can open."
        ),
    ],
) -> None:
    """Write down everything that is held about somebody, to hand it to them.

    A sheet to read and to print, person.html, and the same as data, person.json: what
    is known of them, who changed what, who opened their notes and why, and what plans
    say. Where something is about others, or comes from them, it says so: read that
    before you hand it out. The audit keeps that it was asked.

    \b
    Example:
      cti person export "Sam B" --store cti.db --by ade@example.org --out for-sam

    Ends with 0 if it is written, with 2 if nothing was.
    """  # noqa: D301, \b keeps the lines of the examples apart
    from cti.cli.clock import now  # noqa: PLC0415, only when asked
    from cti.cli.handing_out import write_down  # noqa: PLC0415, only when asked
    from cti.cli.voice import listing, say  # noqa: PLC0415, rich is for commands only
    from cti.usecases.handing_out import hand_out  # noqa: PLC0415, only when asked
    from cti.usecases.installing import Installation  # noqa: PLC0415, only when asked
    from cti.usecases.naming_people import account_called, person_called  # noqa: PLC0415

    with Installation(store, as_it_is=True) as installation:
        opened = installation.store
        person_id, author_id = person_called(opened, person), account_called(opened, by)
        found = hand_out(opened, person_id, author_id=author_id, at=now())
    write_down(found, out)
    say(f"Everything that is held about {person} is in {out}.")
    say("Read these before you hand them out, for they may be about others as well:")
    listing(
        f"{name.replace('_', ' ')}: {why}" for name, why in found.third_parties.items()
    )


def tell(what: "Erased") -> None:
    """Say what goes with somebody."""
    from cti.cli.voice import listing, say  # noqa: PLC0415, rich is for commands only

    listing(
        f"{number:,} in {name.replace('_', ' ')}"
        for name, number in sorted(what.rows.items())
    )
    say(
        f"Of {what.facts:,} changes it is not said any more what they were. Plans that "
        f"name them: {what.plans:,}. Imports that are emptied: {what.imports:,}."
    )
    if what.mentions:
        say()
        say(
            "The name stands elsewhere too. It may be somebody else's: look at these, "
            "and change what is about them."
        )
        listing(
            f"{table.replace('_', ' ')}: {row_id}" for table, row_id in what.mentions
        )
