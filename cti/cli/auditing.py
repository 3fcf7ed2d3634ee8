"""`cti audit`: whether the audit still says what was written."""

from typing import Annotated

import typer

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, add_completion=False)

BROKEN = 1
"""The exit status where somebody has changed the audit."""


@app.callback()
def audit() -> None:
    """Check that nobody has changed what the audit says.

    \b
    Example:
      cti audit verify cti.db
    """  # noqa: D301, \b keeps the lines of the examples apart


@app.command()
def verify(
    store: Annotated[
        str,
        typer.Argument(
            metavar="STORE", help="The file of the store, or its database's address."
        ),
    ],
    kept: Annotated[
        str | None,
        typer.Option(
            metavar="END",
            show_default="none",
            help="Where it ended before, as this command said it.",
        ),
    ] = None,
) -> None:
    """Check every entry of the audit, and say where it ends.

    Keep that end somewhere else than the store, and give it back another time: who can
    write into the database can write all of it anew, and only what they do not hold
    tells of it.

    \b
    Examples:
      cti audit verify cti.db
      cti audit verify cti.db --kept 1234:5f0c…

    Ends with 0 if every entry is as it was written, 1 if one is not, 2 if there is
    nothing to check.
    """  # noqa: D301, \b keeps the lines of the examples apart
    from cti.cli.voice import say, trouble  # noqa: PLC0415, rich is for commands only
    from cti.usecases.auditing import verify_audit  # noqa: PLC0415, only when asked

    checked = verify_audit(store, kept=kept)
    if checked.broken is None:
        say(f"All {checked.entries:,} entries are as they were written.")
        say(f"Keep this outside the store: {checked.ends}")
        return
    trouble(
        f"Entry {checked.broken.number:,} cannot be believed: "
        f"{checked.broken.because}.",
        style="bold",
    )
    trouble("Keep the store as it is, and compare it with the last backup.")
    raise typer.Exit(BROKEN)
