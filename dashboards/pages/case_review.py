"""The page that runs a weekly case review, in the order of the meeting."""

from dataclasses import dataclass
from typing import ClassVar

from dashboards.pages.felt_section import FeltShown
from dashboards.pages.review import (
    Glance,
    PhaseChange,
    Presentation,
    Standing,
    When,
)
from dashboards.pages.run import RunShown
from dashboards.site.forms import Form

Choices = tuple[tuple[str, str], ...]
"""What is sent and what is said, for each choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSaid:
    """What somebody answered to an overload.

    Attributes
    ----------
    kind
        What is done about it, in words.
    by
        Who said so, and when.
    """

    kind: str
    words: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One overload of the plan in force.

    Attributes
    ----------
    address
        The page to answer it on; empty where it cannot be answered yet.
    when, much
        From when to when, how long and how far over.
    message, suggestion
        What is so and what would help, as things are today.
    is_owed
        Whether an answer is owed.
    answers
        Those that were given, the last one first.
    seen_to
        Who sees to the last one and by when, until it is done; empty for nobody.
    """

    worker: str
    address: str
    when: str
    much: str
    message: str
    suggestion: str
    is_owed: bool
    answers: tuple[AnswerSaid, ...]
    seen_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeShown:
    """One change of the draft, to be decided about.

    Attributes
    ----------
    person_id
        Their row; empty for somebody who is not in the service any more.
    said
        What changes, why, and what not to would cost, in one sentence.
    price
        What leaving it as it was would cost; or why it cannot be left.
    choices
        What may be decided.
    chosen
        Which of them is, so far.
    """

    person_id: str
    person: str
    said: str
    price: str
    choices: Choices
    chosen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadMoved:
    """What a worker holds before and with the draft, each in words."""

    worker: str
    now: str
    soon: str
    later: str
    highest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseloadsMoved:
    """What a draft does to caseloads.

    Attributes
    ----------
    kept
        How many people are left as they are in it, in words; empty for none.
    loads
        The workers who hold something else.
    """

    kept: str
    loads: tuple[LoadMoved, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftShown:
    """The proposed plan.

    Attributes
    ----------
    made
        When it was made, and how good it is, in words.
    said
        How many people have something else, and how many meetings are moved.
    moved
        How many meetings people were told of are moved.
    meetings
        Those of them that may be shown, each in a sentence with its reason.
    meetings_elsewhere
        How many more there are of people of other teams, in words; empty for none.
    is_long
        Whether these meetings are more than are read at a glance.
    edits
        What was changed since it was made: it cannot be published then.
    made_after
        Where the change just before it is, to be taken back; empty where it cannot be.
    revision
        What whoever publishes or decides has seen.
    """

    plan_id: str
    version: int
    made: str
    said: str
    changes: tuple[ChangeShown, ...]
    moved: int
    meetings: tuple[str, ...]
    meetings_elsewhere: str
    is_long: bool
    caseloads: CaseloadsMoved
    is_stale: bool
    edits: tuple[str, ...]
    made_after: str
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PinShown:
    """Somebody who is pinned to a worker."""

    address: str
    version: int
    person: str
    worker: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralShown:
    """Somebody who waits.

    Attributes
    ----------
    address
        Their page, with the workers side by side.
    priority
        Urgent, soon or routine.
    planned
        With whom and when they start by the plan in force, or that they wait; and why.
    proposed
        What the proposed plan has instead; empty for nothing.
    ranked
        The best workers, each with what it does to their caseload.
    """

    address: str
    person: str
    priority: str
    planned: str
    proposed: str
    ranked: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutContact:
    """Somebody whom nobody has met for 14 days or longer.

    Attributes
    ----------
    since
        When they were met last, or that they have not been met yet.
    planned
        When they are met next.
    """

    address: str
    person: str
    worker: str
    since: str
    planned: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionShown:
    """What a case review decided, and who sees to it.

    Attributes
    ----------
    address
        Where it is done; empty for who may not see what it is.
    change
        Where another sees to it, or until another day; empty where that cannot be.
    about
        Whom or what it is about; empty for the team.
    """

    address: str
    change: str
    version: int
    words: str
    about: str
    owner: str
    due: When
    is_late: bool
    decided: str


@dataclass(frozen=True, slots=True, kw_only=True)
class May:
    """What whoever looks may do here."""

    answer: bool
    plan: bool
    publish: bool
    decide: bool
    refer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReviewPage:
    """Everything of one meeting.

    Attributes
    ----------
    address
        Of this page.
    size, plan
        How many people and workers; which plan is in force, in words.
    glance
        The meeting in a few lines.
    ceiling
        What counts as over.
    overloads, unplanned
        Those of the plan in force; and those that have come about since.
    run, draft
        The last run while it matters; the draft that is not published.
    changes, next_change
        Phase changes of the next 14 days; the next one where there are none.
    felt
        How heavy work feels to whoever does it, to be talked about.
    held
        That today's review is held, and by which teams; empty while it is not.
    teams
        Whose review can be held.
    workers, people
        Who can own a decision, and whom it can be about.
    still_open
        What is to be settled before the meeting ends.
    notice
        What was done just before; empty for nothing.
    """

    template: ClassVar[str] = "site/case_review.html"
    title: ClassVar[str] = "Weekly case review"

    address: str
    service_address: str
    on: When
    size: str
    plan: str
    glance: tuple[Glance, ...]
    ceiling: str
    overloads: tuple[Owed, ...]
    unplanned: tuple[Owed, ...]
    run: RunShown | None
    draft: DraftShown | None
    pins: tuple[PinShown, ...]
    referrals: tuple[ReferralShown, ...]
    changes: tuple[PhaseChange, ...]
    next_change: str
    without_contact: tuple[WithoutContact, ...]
    presenting: tuple[Presentation, ...]
    standing: tuple[Standing, ...]
    felt: tuple[FeltShown, ...]
    decisions: tuple[DecisionShown, ...]
    held: str
    teams: Choices
    workers: Choices
    people: Choices
    still_open: tuple[str, ...]
    may: May
    form: Form
    notice: str = ""
