"""Every failure this program foresees.

CtiError
├── InvalidInput               the request makes no sense, whatever the data
│   ├── UnreadableCaseload
│   ├── UnreadablePlan
│   ├── UnreadablePolicy
│   ├── UnreadableScenario
│   ├── UnreadableStore
│   ├── UnreadableAnchor
│   ├── UnknownProgramme
│   ├── UnknownPolicy
│   ├── UnknownName
│   ├── WeakPassword
│   └── EmailTaken
├── NotSignedIn                who they are is not proven
│   ├── LinkSpent
│   └── CodeNeeded
├── TooManyTries               they have to wait before they try again
├── NotAllowed                 somebody else may do it, or nobody
│   ├── ReasonNeeded
│   └── LastAdministrator
├── NotThere                   what is asked about is not kept, or not for this reader
├── ChangedMeanwhile           somebody else was quicker
└── CannotWrite                the answer has nowhere to go

A caller catches a family; a test names a leaf. Anything outside this tree is a bug and
is left to surface. The command line turns a family into an exit status, in one place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


class CtiError(Exception):
    """A failure someone can act on.

    Parameters
    ----------
    message
        What happened, with the names and numbers that matter.
    hint
        What the reader can do next.
    """

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InvalidInput(CtiError):
    """What was handed in cannot be used as it is."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend in a caseload or a plan.

    Attributes
    ----------
    sheet
        Sheet of the workbook, or file of the folder without its ending.
    row
        As a spreadsheet numbers it: the header is row 1. None for the whole sheet.
    column
        Heading of the column. None for the whole row.
    problem
        What is wrong, with the value found.
    remedy
        What to write instead.
    """

    sheet: str
    row: int | None
    column: str | None
    problem: str
    remedy: str

    def __str__(self) -> str:
        place = self.sheet
        if self.row is not None:
            place += f", row {self.row}"
        if self.column is not None:
            place += f", {self.column}"
        return f"{place}: {self.problem}. {self.remedy}."


class UnreadableCaseload(InvalidInput):
    """A folder or workbook that cannot be planned, with everything to mend in it."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        number = len(self.findings)
        things = "1 thing needs" if number == 1 else f"{number} things need"
        super().__init__(
            f"{things} mending before this caseload can be planned.",
            hint="Nothing was written. Mend them in the spreadsheet and run it again.",
        )


class UnreadablePlan(InvalidInput):
    """A plan folder that cannot be read back."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        number = len(self.findings)
        things = "1 thing" if number == 1 else f"{number} things"
        super().__init__(
            f"{things} in this plan cannot be read.",
            hint="Point at a folder written by «cti plan», or mend what is listed.",
        )


class UnreadablePolicy(InvalidInput):
    """A file of prices that cannot be used, with everything to mend in it."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        number = len(self.findings)
        things = "1 thing needs" if number == 1 else f"{number} things need"
        super().__init__(
            f"{things} mending before these prices can be used.",
            hint="Every price and what it means: «cti policies».",
        )


class UnreadableScenario(InvalidInput):
    """A question of what would happen if that cannot be asked of this caseload."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        number = len(self.findings)
        things = "1 change" if number == 1 else f"{number} changes"
        super().__init__(
            f"{things} cannot be tried on this caseload.",
            hint="How each change is written: «cti what-if --help».",
        )


class UnreadableStore(InvalidInput):
    """A database that is not there, or is no store of this program."""

    def __init__(self, *, why: str) -> None:
        self.why = why
        super().__init__(
            f"This store cannot be opened: {why}.",
            hint="Give the file of the store, or the address of its database.",
        )


class UnreadableAnchor(InvalidInput):
    """Something that is not the end of an audit."""

    def __init__(self, said: str) -> None:
        self.said = said
        super().__init__(
            f"«{said}» is not the end of an audit.",
            hint="It is a number, a colon and 64 letters and digits, as «cti audit "
            "verify» said them.",
        )


class UnknownProgramme(InvalidInput):
    """A programme nobody has described."""

    def __init__(self, key: str, *, known: Sequence[str]) -> None:
        self.key = key
        self.known = tuple(known)
        super().__init__(
            f"There is no programme «{key}».",
            hint=f"Use one of: {', '.join(self.known)}.",
        )


class UnknownPolicy(InvalidInput):
    """A set of prices nobody has named, and no file of them either."""

    def __init__(self, said: str, *, known: Sequence[str]) -> None:
        self.said = said
        self.known = tuple(known)
        super().__init__(
            f"There is no policy and no file «{said}».",
            hint=f"Use one of: {', '.join(self.known)}; or a .toml file of your own.",
        )


class UnknownName(InvalidInput):
    """A person or worker who is not in the caseload."""

    def __init__(self, name: str, *, kind: str, close: Sequence[str] = ()) -> None:
        self.name = name
        self.close = tuple(close)
        hint = f"Did you mean {' or '.join(self.close)}?" if self.close else ""
        super().__init__(
            f"There is no {kind} «{name}» in this caseload.",
            hint=hint or f"Look in the {kind} column of the spreadsheet.",
        )


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


class LinkSpent(NotSignedIn):
    """A link that is not good, or not any more."""

    def __init__(self) -> None:
        super().__init__("This link is not good any more.", hint="Ask for another one.")


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


class LastAdministrator(NotAllowed):
    """The last who looks after accounts; somebody has to."""

    def __init__(self) -> None:
        super().__init__(because="nobody would be left who looks after accounts")


class NotThere(CtiError):
    """Something that is not in the store, or not for whoever asks.

    Parameters
    ----------
    kind
        What was looked for, by the name of its table.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(
            f"This is not among the {kind.replace('_', ' ')}.",
            hint="Go back and choose from the list; it may have changed.",
        )


class ChangedMeanwhile(CtiError):
    """Something that somebody else has changed since it was read.

    Parameters
    ----------
    kind
        What it is, by the name of its table.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(
            f"Somebody else changed the {kind.replace('_', ' ')} since you saw them.",
            hint="Nothing was lost or saved. Look at what is there now, then decide.",
        )


class CannotWrite(CtiError):
    """The folder or file for the answer cannot be written."""

    def __init__(self, where: str, *, why: str) -> None:
        self.where = where
        super().__init__(
            f"{where} cannot be written: {why}.",
            hint="Choose another place; nothing was left half written.",
        )
