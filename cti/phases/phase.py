"""The phases of Critical Time Intervention, in order."""

from enum import StrEnum


class Phase(StrEnum):
    """Where somebody is on the way from first meeting to transfer of care."""

    PRE_CTI = "pre"
    TRANSITION = "one"
    TRY_OUT = "two"
    TRANSFER_OF_CARE = "three"
    FINISHED = "finished"

    @property
    def label(self) -> str:
        """The phase as the field writes it."""
        return _LABELS[self]


SUPPORTED = (
    Phase.PRE_CTI,
    Phase.TRANSITION,
    Phase.TRY_OUT,
    Phase.TRANSFER_OF_CARE,
)
"""The phases in which somebody is supported."""

TIMED = SUPPORTED[1:]
"""The phases with an end, counted from the transition date."""

_LABELS = {
    Phase.PRE_CTI: "Pre-CTI",
    Phase.TRANSITION: "Phase One (Transition)",
    Phase.TRY_OUT: "Phase Two (Try-out)",
    Phase.TRANSFER_OF_CARE: "Phase Three (Transfer of care)",
    Phase.FINISHED: "Finished",
}
