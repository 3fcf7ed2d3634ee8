"""`cti retention`: who is kept longer than the service has said."""

from typing import Annotated

import typer

from cti.cli.arguments import STORE, today


def retention(
    store: Annotated[str, STORE],
    years: Annotated[
        int,
        typer.Option(
            min=1,
            show_default=False,
            help="How many years after it was closed somebody is kept: as your "
            "service has decided and told people.",
        ),
    ],
    by: Annotated[
        str | None,
        typer.Option(
            metavar="EMAIL",
            show_default="none",
            help="The account in whose name it is done; needed to apply it.",
        ),
    ] = None,
    *,
    apply: Annotated[
        bool, typer.Option("--apply/--dry-run", help="Erase them, or only look.")
    ] = False,
) -> None:
    """List whose term is over, and erase them when you say so.

    Somebody's term is over when their support was closed so many years ago, and nobody
    met them since. Nothing is erased unless you say --apply: then everything that is
    kept of them goes, as with «cti person erase», and cannot be brought back.

    \b
    Examples:
      cti retention --store cti.db --years 6
      cti retention --store cti.db --years 6 --by ade@example.org --apply

    Ends with 0 if it is done or looked at, with 2 if nothing was done.
    """  # noqa: D301, \b keeps the lines of the examples apart
    from cti.cli.clock import now  # noqa: PLC0415, only when asked
    from cti.cli.voice import headline, listing, say, trouble  # noqa: PLC0415, only when asked
    from cti.usecases import retention as terms  # noqa: PLC0415, only when asked
    from cti.usecases.installing import Installation  # noqa: PLC0415, only when asked
    from cti.usecases.naming_people import account_called  # noqa: PLC0415

    if apply and by is None:
        msg = "say with --by in whose name they are erased"
        raise typer.BadParameter(msg)
    with Installation(store, as_it_is=True) as installation:
        opened = installation.store
        if by is not None and apply:
            done = terms.erase_whose_term_is_over(
                opened,
                years=years,
                on=today(),
                author_id=account_called(opened, by),
                at=now(),
            )
            found, traces = done.erased, done.leaves_traces
        else:
            found = terms.whose_term_is_over(opened, years=years, on=today())
            traces = False
    if not found:
        say(f"Nobody has been closed for {years} years or longer.")
        return
    headline("Erased" if apply else "Whose term is over")
    listing(
        f"{each.known_as}, {each.service}, since {each.since.day} "
        f"{each.since:%B %Y} ({each.person_id})"
        for each in found
    )
    if not apply:
        say()
        say("Nothing was erased. To erase them, say --apply.")
    if traces:
        trouble("Somebody was reading meanwhile: the store's files may hold traces.")
