"""What is shown once, and kept nowhere: a link, codes, the secret of a token."""

from dataclasses import dataclass
from typing import ClassVar

from dashboards.site.frame import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretPage:
    """A secret that somebody takes with them now, or never.

    Nothing that was typed stands beside it, so that the length of the page gives
    nothing away.

    Attributes
    ----------
    lead
        What it is for, in a sentence.
    label
        What is shown.
    secrets
        One or several of it.
    then
        What comes next, in sentences.
    back
        Where to go from here.
    """

    template: ClassVar[str] = "site/secret.html"

    title: str
    lead: str
    label: str
    secrets: tuple[str, ...]
    then: tuple[str, ...]
    back: Link
