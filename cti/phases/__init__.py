"""What Critical Time Intervention says: phases, their clock, and the numbers."""

from cti.phases.clock import (
    Pause,
    PhaseClock,
    TransitionBasis,
    TransitionDate,
    transition_date,
)
from cti.phases.phase import SUPPORTED, TIMED, Phase
from cti.phases.programme import (
    Cadence,
    How,
    Programme,
    counting,
    programme,
    programme_keys,
)

__all__ = [
    "SUPPORTED",
    "TIMED",
    "Cadence",
    "How",
    "Pause",
    "Phase",
    "PhaseClock",
    "Programme",
    "TransitionBasis",
    "TransitionDate",
    "counting",
    "programme",
    "programme_keys",
    "transition_date",
]
