"""What is wrong with a request, whatever it is about."""

from cti.errors.base import CtiError, InvalidInput


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


class UnknownCursor(InvalidInput):
    """A place in a list that we did not give."""

    def __init__(self) -> None:
        super().__init__(
            "This is no place in the list.",
            hint="Send what `next` of the page before has, or nothing for the first.",
        )
