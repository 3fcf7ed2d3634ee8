"""The command `cti explain` and its arguments.

As in `cti.cli.app`, what a command needs is imported when it runs.
"""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from cti.cli.arguments import CASELOAD, SECONDS, a_day, day_of, given, today
from cti.cli.stopping import held_back

ONE_QUESTION, EVERY_QUESTION = 1, 0
"""How long to search for one answer, and for each of many."""


def explain(
    caseload: Annotated[Path, CASELOAD],
    person: Annotated[
        str | None, typer.Argument(metavar="[PERSON]", help="Name or id.")
    ] = None,
    worker: Annotated[
        str | None,
        typer.Option(
            "--not",
            metavar="WORKER",
            show_default="everybody else",
            help="Why not this worker? Name or id.",
        ),
    ] = None,
    plan: Annotated[
        Path | None,
        typer.Option(
            metavar="PLAN",
            show_default="a new one, which takes a while",
            help="The plan to explain.",
        ),
    ] = None,
    on: Annotated[
        datetime | None,
        typer.Option(
            parser=a_day,
            metavar="DATE",
            show_default="the plan's own, else today",
            help="The plan date.",
        ),
    ] = None,
    effort: Annotated[
        int | None,
        typer.Option(
            min=0,
            show_default="1; with --everybody 0",
            help="How long to search for each answer.",
        ),
    ] = None,
    seconds: Annotated[float | None, SECONDS] = None,
    *,
    quick: Annotated[
        bool, typer.Option("--quick", help="Change one thing only, and nobody else.")
    ] = False,
    everybody: Annotated[
        bool, typer.Option("--everybody", help="The best alternative for each person.")
    ] = False,
    overloads: Annotated[
        bool, typer.Option("--overloads", help="What would clear each overload.")
    ] = False,
) -> None:
    """Say why it is this worker, and what another would cost.

    First with everything else as it is. Then everybody is planned anew, with what was
    asked as the only difference: the answer is the best plan found, its price beside
    this plan, and who else would change. Ctrl-C takes the best found so far.

    \b
    Examples:
      cti explain team.xlsx "Sam B" --plan monday
      cti explain team.xlsx P012 --not W03 --plan monday
      cti explain team.xlsx --overloads --plan monday
    """  # noqa: D301, \b keeps the lines of the examples apart
    if (person is not None) + everybody + overloads != 1:
        reason = "Say who it is about, or one of --everybody and --overloads."
        raise typer.BadParameter(reason)
    if person is None and (worker is not None or quick):
        reason = "--not and --quick are about one person."
        raise typer.BadParameter(reason)
    with held_back():
        from cti.cli import explaining, recommending  # noqa: PLC0415, takes seconds

    facts = (
        recommending.afresh(caseload, on=day_of(on), policy=None)
        if plan is None
        else recommending.of_plan(
            caseload, plan, on=given(on), today=today(), policy=None
        )
    )
    usual = EVERY_QUESTION if everybody else ONE_QUESTION
    search = explaining.Search(
        effort=usual if effort is None else effort, seconds=seconds
    )
    if everybody:
        explaining.tell_everybody(facts, search)
    elif person is not None:
        explaining.tell_why(
            facts, person, worker=worker, search=None if quick else search
        )
    else:
        explaining.tell_overloads(facts)
