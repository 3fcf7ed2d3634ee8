"""What several commands are given: a caseload, plan or store, a day, prices, time."""

from contextlib import suppress
from datetime import date, datetime

import typer

CASELOAD = typer.Argument(
    metavar="CASELOAD", help="An .xlsx workbook, or a folder of CSV files."
)
PLAN = typer.Argument(
    metavar="PLAN", help="A folder written by «cti plan», or an assignments.csv."
)
STORE = typer.Option(
    metavar="STORE",
    envvar="CTI_DATABASE",
    help="The file of the store, or its database's address.",
)
DATE_FORMATS = ("%Y-%m-%d", "%d/%m/%Y")
POLICY = typer.Option(
    metavar="POLICY", help="The prices: a policy by its name, or a .toml file."
)
SEED = typer.Option(help="Another seed may find another plan that is as good.")
EFFORT = typer.Option(
    min=0, help="How long to search: 0 for the first good plan, more for a better one."
)
SECONDS = typer.Option(
    min=0.0,
    show_default="no limit",
    help="Take the best plan so far after so many seconds.",
)


def a_day(said: str) -> datetime:
    """Read a day, as a spreadsheet or a person writes it.

    Raises
    ------
    typer.BadParameter
        If it is none.
    """
    for each in DATE_FORMATS:
        with suppress(ValueError):
            return datetime.strptime(said.strip(), each)  # noqa: DTZ007, a day has no zone
    msg = f"{said} is not a day. Write it as 2026-11-23 or 23/11/2026."
    raise typer.BadParameter(msg)


def given(on: datetime | None) -> date | None:
    """Return the day somebody gave; None if nobody did."""
    return None if on is None else on.date()


def today() -> date:
    """Return what day it is, by the clock of this machine."""
    return date.today()  # noqa: TID251, DTZ011, the one place that reads the clock


def day_of(on: datetime | None) -> date:
    """Return the plan date; if nobody gave one it is today, and that is said."""
    if on is not None:
        return on.date()
    from cti.cli.voice import aside  # noqa: PLC0415, rich is for commands only

    now = today()
    aside(f"Planning from today, {now.isoformat()}; choose another day with --on.")
    return now
