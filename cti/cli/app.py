"""The commands, their arguments and their help.

What a command needs is imported when it runs: help must not wait for the planner.
"""

import sys
from typing import Annotated

import typer

from cti.errors import CtiError

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command line.

    A failure the program foresees is told in words and ends with status 2. Anything
    else is a bug and keeps its traceback, without the names of people in it.
    """
    from cti.cli.voice import speak_plainly  # noqa: PLC0415, rich is for commands only

    speak_plainly()
    try:
        app()
    except CtiError as error:
        from cti.cli.failures import tell  # noqa: PLC0415, rich is for commands only

        sys.exit(tell(error))


@app.callback()
def cti() -> None:
    """Plan the caseloads of a team: who works with whom, when, and why.

    \b
    To see what it does:
      cti demo
    With a spreadsheet of your own:
      cti new team.xlsx              an empty workbook with an example in it
      cti plan team.xlsx --out plan  the plan, and a review to print
    """  # noqa: D301, \b keeps the lines of the examples apart


@app.command()
def programmes(
    key: Annotated[
        str | None,
        typer.Argument(
            metavar="[PROGRAMME]", help="One of them, with the source of each number."
        ),
    ] = None,
) -> None:
    """List the programmes: how people count and are met.

    \b
    Examples:
      cti programmes
      cti programmes cti-published
    """  # noqa: D301, \b keeps the lines of the examples apart
    from cti.cli.programmes import show_programmes  # noqa: PLC0415, only when asked

    show_programmes(key)
