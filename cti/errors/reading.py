"""What was handed in or named cannot be used; or the answer has nowhere to go."""

from collections.abc import Sequence

from cti.errors.base import CtiError, Finding, InvalidInput


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


class NotInForce(InvalidInput):
    """A plan that cannot be the one that people were told of."""

    def __init__(self, where: str, *, why: str) -> None:
        self.where = where
        super().__init__(
            f"{where} cannot be the plan in force: {why}.",
            hint="Give the plan of this service that people were told of last.",
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


class SharedName(InvalidInput):
    """A name that several people of the caseload, or several workers, go by."""

    def __init__(self, name: str, *, kind: str, ids: Sequence[str]) -> None:
        self.name = name
        self.ids = tuple(ids)
        *others, last = self.ids
        super().__init__(
            f"More than one {kind} is called «{name}».",
            hint=f"Say which by the id: {', '.join(others)} or {last}.",
        )


class NobodyCalled(InvalidInput):
    """A name or an id that nobody in a store goes by."""

    def __init__(self, said: str, *, kind: str) -> None:
        self.said = said
        super().__init__(
            f"No {kind} in this store goes by «{said}».",
            hint="Write it as the service does. Whoever was erased is not found again.",
        )


class InvalidSettings(InvalidInput):
    """Settings in the environment that an installation cannot run with.

    Parameters
    ----------
    wrong
        What is wrong, one sentence for each setting.
    """

    def __init__(self, wrong: Sequence[str]) -> None:
        self.wrong = tuple(wrong)
        number = len(self.wrong)
        things = "1 setting needs" if number == 1 else f"{number} settings need"
        super().__init__(
            f"{things} mending: {' '.join(self.wrong)}",
            hint="Settings come from the environment; all of them: «cti serve --help».",
        )


class CannotWrite(CtiError):
    """The folder or file for the answer cannot be written."""

    def __init__(self, where: str, *, why: str) -> None:
        self.where = where
        super().__init__(
            f"{where} cannot be written: {why}.",
            hint="Choose another place; nothing was left half written.",
        )
