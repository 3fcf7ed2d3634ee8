"""What somebody says of themselves: what matters to them, and their strengths."""

from dataclasses import dataclass

from cti.errors import BreaksARule


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """Somebody in their own words; everything else about them comes after it.

    Attributes
    ----------
    matters
        What matters to them.
    strengths
        What they are good at, and who they can count on.
    """

    person_id: str
    matters: str
    strengths: str

    def __post_init__(self) -> None:
        if not (self.matters.strip() or self.strengths.strip()):
            msg = "A portrait needs words."
            raise BreaksARule(msg, hint="Write what matters to them, in their words.")
