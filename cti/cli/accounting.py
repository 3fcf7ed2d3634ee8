"""`cti account`: what only whoever has the machine may do with accounts."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from cti.usecases.installing import Store

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, add_completion=False)

Address = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="ADDRESS",
        show_default="CTI_DATABASE",
        help="Where everything is kept.",
    ),
]
Email = Annotated[str, typer.Argument(metavar="EMAIL", help="Who signs in.")]


@app.callback()
def account() -> None:
    """Make the first account, which invites everybody else.

    \b
    Example:
      cti account first ade@example.org Ade
    """  # noqa: D301, \b keeps the lines of the examples apart


@app.command()
def first(
    email: Email,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What they are called.")],
    store: Address = None,
) -> None:
    """Make the first account, which looks after the others.

    Asks for a password twice, or takes one line that is piped in. Where there is an
    account already, nothing is done: whoever has it invites the next.

    \b
    Examples:
      cti account first ade@example.org Ade
      cti account first ade@example.org Ade < password.txt
    """  # noqa: D301, \b keeps the lines of the examples apart
    from cti.cli.clock import now  # noqa: PLC0415, only when asked
    from cti.cli.voice import say  # noqa: PLC0415, rich is for commands only
    from cti.usecases.accounts import found_administrator  # noqa: PLC0415, slow
    from cti.usecases.own_account import set_password  # noqa: PLC0415, slow
    from cti.usecases.passwords import check_password  # noqa: PLC0415, slow

    with _opened(store) as opened:
        password = _asked_for()
        # Before there is an account: it must not be left without a password.
        check_password(password, about=(name, email))
        at = now()
        made = found_administrator(opened, email=email, name=name, at=at)
        set_password(opened, made.secret, password, at=at)
    say(f"{name} can sign in as {email.lower()} and invite others.")


@app.command()
def password(email: Email, store: Address = None) -> None:
    """Set another password for somebody who has lost theirs.

    Every session and token of theirs ends.

    \b
    Example:
      cti account password ade@example.org
    """  # noqa: D301, \b keeps the lines of the examples apart
    from cti.cli.clock import now  # noqa: PLC0415, only when asked
    from cti.cli.voice import say  # noqa: PLC0415, rich is for commands only
    from cti.errors import NotThere  # noqa: PLC0415, only when asked
    from cti.usecases.own_account import send_link, set_password  # noqa: PLC0415, slow

    with _opened(store) as opened:
        at = now()
        made = send_link(opened, email=email, at=at)
        if made is None:
            raise NotThere(kind="accounts")
        set_password(opened, made.secret, _asked_for(), at=at)
    say(f"{email.lower()} has another password, and is signed in nowhere.")


@app.command()
def reseal(store: Address = None) -> None:
    """Seal the secrets of authenticators anew, with CTI_KEY.

    What another key has sealed opens with CTI_OLD_KEY, which may go afterwards. All of
    it is sealed anew or nothing; nobody has to set up codes again.

    \b
    Example:
      CTI_OLD_KEY=THE-ONE-BEFORE cti account reseal

    Ends with 0 if the key before may go, with 1 if there is what neither key opens.
    """  # noqa: D301, \b keeps the lines of the examples apart
    from cti.cli.clock import now  # noqa: PLC0415, only when asked
    from cti.cli.voice import say, trouble  # noqa: PLC0415, rich is for commands only
    from cti.errors import InvalidSettings  # noqa: PLC0415, only when asked
    from cti.settings import settings_of_environment  # noqa: PLC0415, only when asked
    from cti.usecases.sealing_anew import seal_anew  # noqa: PLC0415, slow

    seal = settings_of_environment().seal
    if seal is None:
        raise InvalidSettings(["CTI_KEY: There is none to seal with."])
    with _opened(store) as opened:
        found = seal_anew(opened, seal, at=now())
    say(f"Sealed with CTI_KEY: the secrets of {found.done:,} authenticators.")
    if found.lost:
        trouble(
            f"Neither key opens {found.lost:,} more. Find the key that does, or let "
            "those people sign in with a recovery code and set up codes anew."
        )
        raise typer.Exit(1)
    say("CTI_OLD_KEY is not needed any more.")


@contextmanager
def _opened(address: str | None) -> Iterator["Store"]:
    from cti.settings import settings_of_environment  # noqa: PLC0415, only when asked
    from cti.usecases.installing import Installation  # noqa: PLC0415, slow

    with Installation(address or settings_of_environment().database) as installation:
        yield installation.store


def _asked_for() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return str(
        typer.prompt("Password", hide_input=True, confirmation_prompt="Once more")
    )
