"""The commands that ask a question: whom to take, what if, and at what prices.

As in `cti.cli.app`, what a command needs is imported when it runs.
"""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from cti.cli.arguments import (
    CASELOAD,
    EFFORT,
    POLICY,
    SECONDS,
    SEED,
    a_day,
    day_of,
    given,
    today,
)
from cti.cli.stopping import held_back


def _change(written: str, means: str) -> Any:  # noqa: ANN401, as typer has it
    """Return an option for one kind of change."""
    return typer.Option(metavar=written, help=means, show_default=False)


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
            parser=a_day,
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
        bool,
        typer.Option(
            "--all", help="Every worker on every start Monday; or everybody to take."
        ),
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
        recommending.tell_whom(facts, worker, everybody=every)
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


def what_if(
    caseload: Annotated[Path, CASELOAD],
    scenarios: Annotated[
        Path | None,
        typer.Argument(
            metavar="[SCENARIOS.toml]", help="A file of up to three, each with a name."
        ),
    ] = None,
    *,
    hours: Annotated[
        list[str] | None, _change("WORKER:SHARE", "Works 0.6, say.")
    ] = None,
    ceiling: Annotated[
        list[str] | None,
        _change("[WORKER:]SCE", "Another ceiling, for one or for all."),
    ] = None,
    leaves: Annotated[
        list[str] | None, _change("WORKER:DATE", "The first day no longer here.")
    ] = None,
    joins: Annotated[
        list[str] | None, _change("'like WORKER from DATE'", "Somebody new joins.")
    ] = None,
    weight: Annotated[
        list[str] | None, _change("PHASE:SCE", "What pre, one, two or three counts.")
    ] = None,
    merge: Annotated[
        list[str] | None, _change("TEAM,TEAM", "Teams that work as one.")
    ] = None,
    referrals: Annotated[
        list[str] | None, _change("NUMBER", "More referrals like those of late.")
    ] = None,
    pause: Annotated[
        list[str] | None, _change("[TEAM:]DATE", "Nobody new starts before.")
    ] = None,
    in_force: Annotated[
        Path | None,
        typer.Option(
            "--in-force",
            metavar="PLAN",
            show_default="none",
            help="The plan people were told of last: keep to it where that can be.",
        ),
    ] = None,
    on: Annotated[
        datetime | None,
        typer.Option(
            parser=a_day,
            metavar="DATE",
            show_default="today",
            help="The plan date.",
        ),
    ] = None,
    policy: Annotated[str, POLICY] = "balanced",
    seed: Annotated[int, SEED] = 0,
    effort: Annotated[int, EFFORT] = 2,
    seconds: Annotated[float | None, SECONDS] = None,
) -> None:
    """Say what would come of a change, beside things as they are.

    Plans who works with whom as it is and as it would be, and puts both side by side.
    Nothing is written. Changes given together are tried together; an option may be
    given more than once. Seconds are for each plan.

    \b
    Examples:
      cti what-if team.xlsx --leaves Jo:2027-01-11
      cti what-if team.xlsx --leaves Jo:2027-01-11 --joins "like Jo from 2027-02-01"
      cti what-if team.xlsx --referrals 5 --ceiling 18
      cti what-if team.xlsx winter.toml --in-force monday
    """  # noqa: D301, \b keeps the lines of the examples apart
    with held_back():
        from cti.cli import what_if as asking  # noqa: PLC0415, the planner takes seconds

    typed = {
        "hours": hours,
        "ceiling": ceiling,
        "leaves": leaves,
        "joins": joins,
        "weight": weight,
        "merge": merge,
        "referrals": referrals,
        "pause": pause,
    }
    asking.what_if(
        caseload,
        asking.asked(typed, scenarios),
        in_force=in_force,
        on=day_of(on),
        policy=policy,
        search=asking.Search(seed=seed, effort=effort, seconds=seconds),
    )
