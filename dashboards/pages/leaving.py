"""When a worker leaves: who takes over each person, and what is to be done for it."""

from dataclasses import dataclass
from typing import ClassVar

from cti.plans.words import counted
from cti.usecases.leaving import HandedOver, Leaving
from dashboards.pages.moments import weekday

AGREED, PROPOSED, ENDS, OPEN = "Agreed", "Proposed", "Support ends", "Open"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverRow:
    """Somebody to hand over.

    Attributes
    ----------
    state
        Whether it is agreed, proposed or open who takes over.
    to
        Who does and from when, in words.
    why
        In a sentence; empty where no plan says anything of it.
    pack
        Where the handover pack is; empty for whoever may not read it.
    """

    person_id: str
    known_as: str
    state: str
    to: str
    why: str
    pack: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingPage:
    """Whom a worker hands over.

    Attributes
    ----------
    leaves
        When they leave, in a sentence; empty while nobody has said it.
    said
        How many people that is about, and how far it is, in a sentence.
    back, review
        The worker's page, and the case review at which it is decided.
    is_proposed
        Whether a plan waits to be decided about.
    is_stale
        Whether something has changed since it was made.
    is_agreed
        Whether nobody is left for whom it is open.
    is_planned
        Whether the plan in force has found somebody for some, and nobody for others.
    may_plan
        Whether one may plan again.
    """

    template: ClassVar[str] = "site/leaving.html"

    title: str
    leaves: str
    said: str
    back: str
    review: str
    rows: tuple[HandoverRow, ...]
    is_proposed: bool
    is_stale: bool
    is_agreed: bool
    is_planned: bool
    may_plan: bool


def leaving_page(
    found: Leaving,
    *,
    service_id: str,
    worker_id: str,
    is_proposed: bool,
    is_stale: bool,
    may_plan: bool,
) -> LeavingPage:
    """Lay out whom a worker hands over."""
    of = f"/services/{service_id}"
    rows = tuple(_row(each) for each in found.people)
    return LeavingPage(
        title=f"When {found.name} leaves",
        leaves=_leaves(found),
        said=_said(rows),
        back=f"{of}/workers/{worker_id}",
        review=f"{of}/review",
        rows=rows,
        is_proposed=is_proposed,
        is_stale=is_stale,
        is_agreed=not any(each.state in {PROPOSED, OPEN} for each in rows),
        is_planned=any(each.state == AGREED for each in rows),
        may_plan=may_plan,
    )


def _leaves(found: Leaving) -> str:
    if found.leaves_on is None:
        return ""
    return f"{found.name} is here no longer from {weekday(found.leaves_on)}."


def _row(each: HandedOver) -> HandoverRow:
    state, to = _to_whom(each)
    return HandoverRow(
        person_id=each.person_id,
        known_as=each.known_as,
        state=state,
        to=to,
        why=each.why,
        pack=f"/people/{each.person_id}/handover" if each.may_read else "",
    )


def _to_whom(each: HandedOver) -> tuple[str, str]:
    if each.agreed_to and each.agreed_on:
        return AGREED, f"{each.agreed_to}, from {weekday(each.agreed_on)}"
    if each.ends_on:
        return ENDS, f"Nobody needs to: it ends {weekday(each.ends_on)}"
    if each.proposed_to and each.proposed_on:
        return PROPOSED, f"{each.proposed_to}, from {weekday(each.proposed_on)}"
    return OPEN, "Nobody yet"


def _said(rows: tuple[HandoverRow, ...]) -> str:
    parts = [
        f"{len([row for row in rows if row.state == state])} {state.lower()}"
        for state in (AGREED, PROPOSED, ENDS, OPEN)
        if any(row.state == state for row in rows)
    ]
    if not rows:
        return "They work with nobody now: there is nobody to hand over."
    return f"{counted(len(rows), 'person', 'people')}: {', '.join(parts)}."
