"""Who somebody is, and what they may do."""

from datetime import datetime

from cti.errors.base import CtiError, InvalidInput


class WeakPassword(InvalidInput):
    """A password that others would guess."""

    def __init__(self, *, why: str) -> None:
        self.why = why
        super().__init__(
            f"This password cannot be used: {why}.",
            hint="Three or four words that have nothing to do with each other are "
            "easy to remember and hard to guess.",
        )


class EmailTaken(InvalidInput):
    """An e-mail address that has an account already."""

    def __init__(self) -> None:
        super().__init__(
            "This e-mail address has an account.",
            hint="Give that account its role, or let it be active again.",
        )


class NotSignedIn(CtiError):
    """Somebody who has not proven who they are; it is not said what did not fit."""

    def __init__(
        self,
        message: str = "This e-mail address and password do not fit.",
        *,
        hint: str = "Try again, or ask an administrator for a link.",
    ) -> None:
        super().__init__(message, hint=hint)


class SignInNeeded(NotSignedIn):
    """Nobody has signed in, or not any more."""

    def __init__(self) -> None:
        super().__init__(
            "This needs somebody who has signed in.",
            hint="Sign in again, or send a token that is good.",
        )


class LinkSpent(NotSignedIn):
    """A link that is not good, or not any more."""

    def __init__(self) -> None:
        super().__init__("This link is not good any more.", hint="Ask for another one.")


class SignOnFailed(NotSignedIn):
    """Somebody who comes from the identity provider with what does not fit."""

    def __init__(self) -> None:
        super().__init__(
            "Signing in there did not work.",
            hint="Start again; if it happens again, ask an administrator.",
        )


class NotKnownHere(NotSignedIn):
    """Somebody whom the identity provider knows and this planner does not let in."""

    def __init__(self) -> None:
        super().__init__(
            "You have no account here that can be used this way.",
            hint="Ask an administrator.",
        )


class CodeNeeded(NotSignedIn):
    """Somebody whose password fits and who has to give a code as well."""

    def __init__(self) -> None:
        super().__init__(
            "A code is needed as well.",
            hint="Look in your authenticator, or take one of your recovery codes.",
        )


class TooManyTries(CtiError):
    """Somebody who has to wait before they try again.

    Parameters
    ----------
    until
        From when on they may.
    """

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(
            "There were too many tries.",
            hint="Wait a while, then try again; waiting gets longer with every try.",
        )


class NotAllowed(CtiError):
    """Something that this account may not do.

    Parameters
    ----------
    because
        Why not.
    """

    def __init__(self, *, because: str) -> None:
        self.because = because
        super().__init__(
            f"This account may not do it: {because}.",
            hint="Ask a team leader or an administrator.",
        )


class ReasonNeeded(NotAllowed):
    """Something that this account may do only with a reason, which is kept."""

    def __init__(self, *, because: str) -> None:
        super().__init__(because=because)
        self.message = f"This needs a reason: {because}."
        self.args = (self.message,)
        self.hint = (
            "Give a reason first, in a sentence. It counts for a day, and leaders of "
            "the person's team are told of it."
        )


class LastAdministrator(NotAllowed):
    """The last who looks after accounts; somebody has to."""

    def __init__(self) -> None:
        super().__init__(because="nobody would be left who looks after accounts")
