"""The pages one goes to from a case review, to do one thing and come back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from cti.usecases.pinning import Choice
from dashboards.pages.case_review import (
    CaseloadsMoved,
    Choices,
    DecisionShown,
    Owed,
)
from dashboards.pages.run import RunShown
from dashboards.site.forms import Form

NOTICES: Mapping[str, str] = {
    "decided": "The decision is kept. It is carried over until it is done.",
    "done": "Done. The decision is no longer carried over.",
    "seen": "The decision is kept as you changed it.",
    "held": "Today's case review is held. What is decided below belongs to it.",
    "answered": "The answer is kept. It holds as long as the overload is no greater.",
    "withdrawn": "The referral is withdrawn. Plan again, so that nobody counts on it.",
    "talked": "It was talked about today.",
    "published": "The plan is published. Everybody it concerns is told.",
    "chosen": "It is decided, and kept as a pin. The worker is told.",
    "discarded": "The proposed plan is thrown away. The plan in force stays.",
    "unpinned": "The pin is taken away. The next plan is free to choose.",
    "ready": "The plan is ready. Nothing is changed until it is published.",
}
"""What is said at the case review when something was done just before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseloadsPart:
    """What the caseloads come to with some changes left as they were.

    Attributes
    ----------
    address, decided
        Of the review, with what is chosen; and where that is kept.
    chosen
        What is chosen, by the names of fields; empty for who may not decide it.
    revision
        What whoever chose has seen.
    """

    template: ClassVar[str] = "site/review_caseloads.html"
    title: ClassVar[str] = "Caseloads with this plan"

    address: str
    decided: str
    caseloads: CaseloadsMoved
    chosen: Choices
    revision: int

    @property
    def can_be_held_to(self) -> bool:
        """Whether anything is chosen but to accept."""
        return any(value != Choice.ACCEPT for _, value in self.chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPage:
    """How far a planning run is."""

    template: ClassVar[str] = "site/review_run.html"
    title: ClassVar[str] = "Planning again"

    address: str
    run: RunShown
    may_cancel: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OverloadPage:
    """Answer one overload.

    Attributes
    ----------
    remedies
        Everything that would clear it, in sentences.
    kinds
        What may be answered.
    meanwhile
        Who was quicker, and what they said; empty for nobody.
    """

    template: ClassVar[str] = "site/review_overload.html"
    title: ClassVar[str] = "Answer an overload"

    address: str
    review_address: str
    owed: Owed
    remedies: tuple[str, ...]
    kinds: Choices
    workers: Choices
    version: int
    may_answer: bool
    form: Form
    meanwhile: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPage:
    """See to a decision: who, until when, and whether it is done.

    Attributes
    ----------
    meanwhile
        That somebody changed it while this was filled in; empty for nobody.
    """

    template: ClassVar[str] = "site/review_decision.html"
    title: ClassVar[str] = "See to a decision"

    review_address: str
    decision: DecisionShown
    workers: Choices
    form: Form
    meanwhile: str = ""
