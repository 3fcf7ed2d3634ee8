"""What is wrong with a request, whatever it is about."""

from collections.abc import Sequence

from cti.errors.base import CtiError, InvalidInput

MOST_SHOWN = 60
"""Letters of what somebody sent that are said again."""


class VersionNeeded(CtiError):
    """A change of what others change too, without the version that was seen."""

    def __init__(self) -> None:
        super().__init__(
            "It must be said which version of this was seen.",
            hint='Read it first, and send its ETag as If-Match, such as "3".',
        )


class KeyUsed(InvalidInput):
    """A request whose key came before, with something else."""

    def __init__(self) -> None:
        super().__init__(
            "This key came before, with another request.",
            hint="Send a new random key with each new request.",
        )


class BadKey(InvalidInput):
    """A key that is not one."""

    def __init__(self) -> None:
        super().__init__(
            "This key cannot be used.",
            hint="Send 8 to 100 random letters, digits, dashes and underscores.",
        )


class TooLarge(InvalidInput):
    """More at once than is read."""

    def __init__(self) -> None:
        super().__init__(
            "This is larger than 20 MB.",
            hint="Send less at once. A workbook of a whole service is far smaller: "
            "take pictures and sheets that nobody needs out of it, and send it again.",
        )


class UnknownCursor(InvalidInput):
    """A place in a list that we did not give."""

    def __init__(self) -> None:
        super().__init__(
            "This is no place in the list.",
            hint="Send what `next` of the page before has, or nothing for the first.",
        )


class UnknownParameter(InvalidInput):
    """Something an address asks for that its route does not know.

    Parameters
    ----------
    near
        The one that may be meant; None if none is like it.
    known
        All that the route knows.
    """

    def __init__(self, name: str, *, near: str | None, known: Sequence[str]) -> None:
        self.name = name
        if near is not None:
            hint = f"Did you mean «{near}»?"
        elif known:
            hint = f"It knows {', '.join(known)}."
        else:
            hint = "Leave it out: this address takes no parameter."
        super().__init__(f"Nothing here is called «{_shown(name)}».", hint=hint)


class MiswrittenParameter(InvalidInput):
    """Something an address asks for, written otherwise than it is read.

    Parameters
    ----------
    such_as
        How it is written.
    """

    def __init__(self, name: str, *, such_as: str) -> None:
        self.name = name
        super().__init__(
            f"What is said of «{_shown(name)}» cannot be read.",
            hint=f"Say {such_as}.",
        )


def _shown(name: str) -> str:
    """Return a name as it may stand in a sentence."""
    plain = "".join(letter if letter.isprintable() else "?" for letter in name)
    return plain if len(plain) <= MOST_SHOWN else f"{plain[:MOST_SHOWN]}…"
