"""The commands that ask a question: whom to take, what if, and at what prices.

As in `cti.cli.app`, what a command needs is imported when it runs.
"""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from cti.cli.arguments import CASELOAD, DATE_FORMATS, day_of, given, today
from cti.cli.stopping import held_back


def recommend(
    caseload: Annotated[Path, CASELOAD],
    person: Annotated[
        str | None,
        typer.Argument(
            metavar="[PERSON]", help="Who needs a worker: a referral's name or id."
        ),
    ] = None,
    worker: Annotated[
        str | None,
        typer.Option(
            metavar="WORKER",
            show_default="everybody",
            help="Ask instead whom this worker could take next. Name or id.",
        ),
    ] = None,
    plan: Annotated[
        Path | None,
        typer.Option(
            metavar="PLAN",
            show_default="a new one, which takes a while",
            help="The plan in which everything else stays as it is.",
        ),
    ] = None,
    on: Annotated[
        datetime | None,
        typer.Option(
            formats=DATE_FORMATS,
            metavar="DATE",
            show_default="the plan's own, else today",
            help="The plan date.",
        ),
    ] = None,
    policy: Annotated[
        str | None,
        typer.Option(
            metavar="POLICY",
            show_default="the plan's own, else balanced",
            help="The prices: a policy by its name, or a .toml file.",
        ),
    ] = None,
    *,
    every: Annotated[
        bool, typer.Option("--all", help="Every worker on every start Monday.")
    ] = False,
) -> None:
    """Say who should take somebody, best first, and who may not.

    Each worker comes with what it would do to their caseload over time, and with what
    it would add to the cost of the plan if everything else stays as it is.

    \b
    Examples:
      cti recommend team.xlsx "Robin P" --plan monday
      cti recommend team.xlsx R004 --plan monday --all
      cti recommend team.xlsx --worker W03 --plan monday
    """  # noqa: D301, \b keeps the lines of the examples apart
    if (person is None) == (worker is None):
        reason = "Say who needs a worker, or ask about one with --worker; not both."
        raise typer.BadParameter(reason)
    with held_back():
        from cti.cli import recommending  # noqa: PLC0415, the planner takes seconds

    facts = (
        recommending.afresh(caseload, on=day_of(on), policy=policy)
        if plan is None
        else recommending.of_plan(
            caseload, plan, on=given(on), today=today(), policy=policy
        )
    )
    if worker is not None:
        recommending.tell_whom(facts, worker)
    elif person is not None:
        recommending.tell_who(facts, person, every_start=every)


def policies(
    policy: Annotated[
        str | None,
        typer.Argument(
            metavar="[POLICY]", help="One of them, or a .toml file of your own."
        ),
    ] = None,
) -> None:
    """Read the policies aloud: what each price means.

    A policy is the prices by which one plan is better than another. With a file of your
    own, everything that must be mended in it is listed.

    \b
    Examples:
      cti policies
      cti policies continuity-first
      cti policies ours.toml
    """  # noqa: D301, \b keeps the lines of the examples apart
    from cti.cli.policies import show_policies  # noqa: PLC0415, only when asked

    show_policies(policy)
