"""What the command line says and returns when something cannot be done."""

from cti.cli.voice import trouble
from cti.errors import (
    CtiError,
    UnreadableCaseload,
    UnreadablePlan,
    UnreadablePolicy,
    UnreadableScenario,
)

UNREADABLE = 2
"""The exit status where nothing was done because the input cannot be used."""

WITH_FINDINGS = (
    UnreadableCaseload,
    UnreadablePlan,
    UnreadablePolicy,
    UnreadableScenario,
)
"""Failures that list everything there is to mend."""


def tell(error: CtiError) -> int:
    """Say what went wrong and what to do next, and return the exit status.

    Everything to mend is listed, one thing on each line, so that it can be searched.
    """
    trouble(error.message, style="bold")
    if isinstance(error, WITH_FINDINGS):
        for finding in error.findings:
            trouble(str(finding), indent="- ")
    if error.hint:
        trouble(error.hint)
    return UNREADABLE
