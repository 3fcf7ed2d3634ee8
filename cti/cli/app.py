"""The commands, their arguments and their help.

What a command needs is imported when it runs: help must not wait for the planner.
"""

import signal
import sys
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from cti.cli import (
    accounting,
    asking,
    auditing,
    backing_up,
    demo_folder,
    people,
    questions,
    retention,
    working,
)
from cti.cli.arguments import (
    CASELOAD,
    EFFORT,
    PLAN,
    POLICY,
    SECONDS,
    SEED,
    a_day,
    day_of,
    given,
    today,
)
from cti.cli.stopping import STOPPED, held_back
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
    speak_plainly()
    try:
        app()
    except CtiError as error:
        from cti.cli.failures import tell  # noqa: PLC0415, rich is for commands only

        sys.exit(tell(error))
    except SystemExit as ending:
        if ending.code == STOPPED:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            sys.stderr.write("\nStopped. Nothing was written.\n")
        raise


@app.callback()
def cti() -> None:
    """Plan the caseloads of a team: who works with whom, when, and why.

    \b
    To see what it does:
      cti demo
    With a spreadsheet of your own:
      cti new team.xlsx               an empty workbook with an example in it
      cti plan team.xlsx --out plan   the plan, and a review to print
    """  # noqa: D301, \b keeps the lines of the examples apart


@app.command()
def plan(
    caseload: Annotated[Path, CASELOAD],
    on: Annotated[
        datetime | None,
        typer.Option(
            parser=a_day,
            metavar="DATE",
            show_default="today",
            help="The plan date, such as 2026-11-23.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            show_default="plan-DATE",
            help="Where to write the plan; an earlier plan there is replaced.",
        ),
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
    policy: Annotated[str, POLICY] = "balanced",
    seed: Annotated[int, SEED] = 0,
    effort: Annotated[int, EFFORT] = 2,
    seconds: Annotated[float | None, SECONDS] = None,
) -> None:
    """Plan a caseload: workers, starts, contacts, and a review.

    Reads the caseload and leaves it as it is. Writes a folder with review.html (to
    print or to read on a phone), the plan as .csv files for a spreadsheet, and
    plan.json. The same caseload, date, seed and effort give the same plan. Ctrl-C
    takes the best plan so far; pressed twice, it stops without one.

    \b
    Examples:
      cti plan team.xlsx
      cti plan team.xlsx --on 2026-11-23 --out monday
      cti plan caseload-folder --effort 4
      cti plan team.xlsx --in-force monday --out next

    Ends with 0 if there is a plan, also where somebody could not be placed; with 2 if
    the caseload cannot be read, with everything to mend, and nothing written.
    """  # noqa: D301, \b keeps the lines of the examples apart
    with held_back():
        from cti.cli import planning  # noqa: PLC0415, the planner takes seconds

    day = day_of(on)
    planning.plan(
        caseload,
        on=day,
        out=out or Path(f"plan-{day.isoformat()}"),
        in_force=in_force,
        policy=policy,
        search=planning.Search(seed=seed, effort=effort, seconds=seconds),
    )


@app.command()
def check(
    caseload: Annotated[Path, CASELOAD],
    plan: Annotated[Path, PLAN],
    on: Annotated[
        datetime | None,
        typer.Option(
            parser=a_day,
            metavar="DATE",
            show_default="the plan's own, else today",
            help="The plan date to judge it by.",
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
    all_policies: Annotated[
        bool, typer.Option("--all-policies", help="Its cost under each, side by side.")
    ] = False,
) -> None:
    """Judge a plan: whether it keeps every rule, and what it costs.

    The plan may be one somebody made by hand: an assignments.csv with the columns
    person_id, worker_id, from_on and to_on is enough.

    \b
    Examples:
      cti check team.xlsx monday
      cti check team.xlsx by-hand/assignments.csv --on 2026-11-23
      cti check team.xlsx monday --all-policies

    Ends with 0 if every rule is kept, 1 if one is broken, 2 if something cannot be
    read.
    """  # noqa: D301, \b keeps the lines of the examples apart
    from cti.cli import looking  # noqa: PLC0415, reading is for commands only

    status = looking.check(
        caseload,
        plan,
        on=given(on),
        today=today(),
        policy=policy,
        all_policies=all_policies,
    )
    raise typer.Exit(status)


@app.command()
def compare(
    caseload: Annotated[Path, CASELOAD],
    plan_a: Annotated[Path, PLAN],
    plan_b: Annotated[
        Path | None,
        typer.Argument(metavar="[PLAN]", help="A second one, to compare with."),
    ] = None,
    on: Annotated[
        datetime | None,
        typer.Option(
            parser=a_day,
            metavar="DATE",
            show_default="the plan's own, else today",
            help="The plan date to see both from.",
        ),
    ] = None,
) -> None:
    """Say who moves, from today to a plan or between two plans.

    \b
    Examples:
      cti compare team.xlsx monday
      cti compare team.xlsx last-week monday
    """  # noqa: D301, \b keeps the lines of the examples apart
    from cti.cli import looking  # noqa: PLC0415, reading is for commands only

    looking.compare(caseload, plan_a, plan_b, on=given(on), today=today())


app.command()(asking.explain)
app.command()(questions.recommend)
app.command("what-if")(questions.what_if)
app.command()(questions.policies)


@app.command()
def new(
    file: Annotated[
        Path, typer.Argument(metavar="FILE.xlsx", help="The workbook to make.")
    ],
) -> None:
    """Make an empty workbook, ready to fill in.

    It has a sheet for everything a caseload holds, choices to pick from, a note on
    every column and a small team as an example.

    \b
    Example:
      cti new team.xlsx
    """  # noqa: D301, \b keeps the lines of the examples apart
    from cti.cli.starting import new_file  # noqa: PLC0415, only when asked

    new_file(file)


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


app.add_typer(accounting.app, name="account")
app.add_typer(auditing.app, name="audit")
app.add_typer(people.app, name="person")


@app.command()
def serve() -> None:
    """Serve the planner to other software.

    Needs no configuration: it answers on this computer alone, and everything is kept
    in the file cti.db. Settings come from the environment. Where others can reach it,
    it needs a proxy with a certificate, a key, and a password nobody guesses.

    \b
    CTI_DATABASE        sqlite:///FILE or postgresql+psycopg://NAME:PASSWORD@HOST/NAME
    CTI_HOST            the address to answer on; 127.0.0.1 is this computer alone
    CTI_PORT            the port to answer on; 8000
    CTI_PUBLIC_ADDRESS  how browsers reach it behind a proxy: https://NAME
    CTI_PROXIES         whose word on who asks is believed; 127.0.0.1
    CTI_WORKERS         1 to make plans and send letters; 0 leaves both to cti worker
    CTI_KEY             what seals the secrets of authenticators; 32 random characters
    CTI_OLD_KEY         the key before, until «cti account reseal» has been run
    CTI_LOG_AS_JSON     whether each line of the log is JSON

    \b
    CTI_MAIL_SERVER     the mail server that sends letters; blank to send none
    CTI_MAIL_PORT       the port it answers on; 587
    CTI_MAIL_SECURITY   starttls, tls, or none where it is on this computer
    CTI_MAIL_NAME       the name it knows this planner by; CTI_MAIL_PASSWORD with it
    CTI_MAIL_SENDER     the address letters come from

    \b
    CTI_OIDC_ISSUER     the identity provider's address, as it says it
    CTI_OIDC_CLIENT_ID  what it knows this planner by; CTI_OIDC_CLIENT_SECRET with it
    CTI_OIDC_NAME       what people call it

    \b
    Examples:
      cti serve
      CTI_DATABASE=sqlite:///service.db cti serve
    """  # noqa: D301, \b keeps the lines apart
    from cti.cli import serving  # noqa: PLC0415, the server is for this alone

    serving.serve()


@app.command()
def demo(
    out: Annotated[
        Path, typer.Option(metavar="FOLDER", help="Where to leave it.")
    ] = Path("demo"),
    *,
    serve: Annotated[
        bool, typer.Option(help="Serve it as well, to this computer alone.")
    ] = True,
) -> None:
    """Plan a sample service of 70 people, and serve it.

    Leaves its plan and its spreadsheet in a folder. Then furnishes a store with it,
    made anew each time, serves that until Ctrl-C, and says who signs in. Nobody in it
    exists. It is planned from the day it was made for, 2026-11-23.

    \b
    Examples:
      cti demo
      cti demo --no-serve
    """  # noqa: D301, \b keeps the lines of the examples apart
    if serve:
        demo_folder.expect_ours(out)
    with held_back():
        from cti.cli import planning  # noqa: PLC0415, the planner takes seconds

        if serve:
            from cti.cli import demonstrating  # noqa: PLC0415, the server is for this

    planning.demo(out)
    if serve:
        demonstrating.serve_demo(out)


app.command()(working.worker)
app.command()(backing_up.backup)
app.command()(backing_up.restore)
app.command()(retention.retention)


def speak_plainly() -> None:
    """Let no name break the output where the terminal lacks its letters."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
