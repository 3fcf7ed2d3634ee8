"""What a store keeps, and what has become of it meanwhile."""

from collections.abc import Sequence
from datetime import datetime

from cti.errors.base import CtiError, InvalidInput


class BreaksARule(InvalidInput):
    """Something that the way of working does not have, such as a fourth focus area."""


class IdTaken(InvalidInput):
    """An id of a service's own that somebody else has there."""

    def __init__(self, external_id: str) -> None:
        self.external_id = external_id
        super().__init__(
            f"Somebody in this service has the id «{external_id}».",
            hint="Look whether it is the same person; if not, choose another, or none.",
        )


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


class StalePlan(ChangedMeanwhile):
    """A plan of what is no longer so, or in whose place another was published.

    Parameters
    ----------
    message
        What happened.
    edits
        What changed since the plan was made, by whom and when, in sentences.
    differences
        What it has otherwise than the plan in force, in sentences; empty where no other
        plan was published meanwhile.
    published_by, published_at
        Who published the other plan, as they are called, and when; None where nobody
        did.
    """

    def __init__(
        self,
        message: str,
        *,
        edits: Sequence[str] = (),
        differences: Sequence[str] = (),
        published_by: str | None = None,
        published_at: datetime | None = None,
    ) -> None:
        super().__init__("plans")
        self.message = message
        self.args = (message,)
        self.hint = (
            "Nothing was published. Plan again: what changed is then part of the plan."
        )
        self.edits = tuple(edits)
        self.differences = tuple(differences)
        self.published_by = published_by
        self.published_at = published_at


class NotNow(CtiError):
    """Something that cannot be done as things are, with what could be done."""


class NotEmpty(NotNow):
    """A store that holds something, and nobody said that it is to be replaced."""

    def __init__(self, *, rows: int) -> None:
        self.rows = rows
        super().__init__(
            f"The store holds something already: {rows:,} rows.",
            hint="Restore into another store, or say --replace: everything the store "
            "holds now is then gone.",
        )


class NoLetters(NotNow):
    """Something that is sent by e-mail, where there is no mail server."""

    def __init__(self) -> None:
        super().__init__(
            "This installation sends no e-mails.",
            hint="Ask whoever looks after the planner.",
        )


class NoSignOn(NotNow):
    """Single sign-on, where there is none or it does not answer.

    Parameters
    ----------
    why
        Which of them it is.
    """

    def __init__(self, *, why: str) -> None:
        self.why = why
        super().__init__(
            f"Single sign-on cannot be used: {why}.",
            hint="Sign in with a password, or ask an administrator.",
        )


class UnreadableBackup(InvalidInput):
    """A file that is no whole backup of a store."""

    def __init__(self, *, why: str) -> None:
        self.why = why
        super().__init__(
            f"This backup cannot be restored: {why}.",
            hint="Nothing was changed. Take the backup before it.",
        )


class CannotOpen(CtiError):
    """A store that is not there, does not answer, or is not of this program."""

    def __init__(self, *, why: str, hint: str) -> None:
        self.why = why
        super().__init__(f"This store cannot be opened: {why}.", hint=hint)


class OtherShape(CannotOpen):
    """A store that another program made, or nobody yet.

    Parameters
    ----------
    found, wanted
        The step it has reached, and the one this program needs; None for one that has
        reached none.
    is_newer
        Whether this program does not know that step.
    """

    def __init__(
        self, found: str | None, *, wanted: str | None, is_newer: bool = False
    ) -> None:
        self.found, self.wanted, self.is_newer = found, wanted, is_newer
        why = f"it has another shape, {found}, and this program needs {wanted}"
        hint = "Make a backup, then let «cti serve» bring it up to date."
        if found is None:
            why, hint = "nothing has been kept in it yet", "Let «cti serve» begin it."
        if is_newer:
            why = f"it was written by a newer planner (step {found})"
            hint = "Install that one again; this one must not touch it."
        super().__init__(why=why, hint=hint)
