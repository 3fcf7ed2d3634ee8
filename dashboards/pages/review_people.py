"""The people a case review speaks of: who waits, who was not met, who sees to what."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from cti.caseload.contact_clock import ContactDue
from cti.caseload.people import Referral
from cti.plans.ways import WayKind
from cti.spelling import folded
from cti.units import PersonId
from cti.usecases.opening_review import OpenedReview
from cti.usecases.recommending import advise_for
from cti.usecases.reviewing import DecisionSeen
from dashboards.pages.case_review import (
    Choices,
    DecisionShown,
    ReferralShown,
    WithoutContact,
)
from dashboards.pages.contact_section import NOT_PLANNED
from dashboards.pages.people_section import PRIORITIES
from dashboards.pages.view import View
from dashboards.pages.words import full_day

WITHOUT_CONTACT_DAYS = 14
RANKED = 3
"""How many workers are named beside a referral."""

MOST_RANKED = 12
"""With more referrals than this, who could take each is told on their own page."""

NOT_TOLD = "Something about a person whose support you do not see."


def referrals(
    view: View, opened: OpenedReview, proposed: Mapping[str, str], *, address: str
) -> tuple[ReferralShown, ...]:
    """Lay out who waits, the most urgent first, then who has waited longest.

    Parameters
    ----------
    proposed
        What the proposed plan changes, by the row of the person.
    """
    waiting = sorted(view.referrals, key=lambda each: _urgency(view, each))
    with_ranks = len(waiting) <= MOST_RANKED
    return tuple(
        ReferralShown(
            address=f"{address}/referrals/{opened.ids.person[each.referral_id]}",
            person=view.names.person(each.referral_id),
            priority=PRIORITIES[each.priority],
            planned=_planned(view, each.referral_id),
            proposed=proposed.get(opened.ids.person[each.referral_id], ""),
            ranked=_ranked(view, each.referral_id) if with_ranks else (),
        )
        for each in waiting
    )


def without_contact(view: View, opened: OpenedReview) -> tuple[WithoutContact, ...]:
    """Lay out whom nobody has met for 14 days or longer, the longest first."""
    since = view.document.on - timedelta(days=WITHOUT_CONTACT_DAYS)
    found = sorted(
        (due.since_on, person_id, due)
        for person_id, due in view.facts.contacts_due.items()
        if due.since_on <= since and person_id not in view.hidden
    )
    return tuple(
        WithoutContact(
            address=f"/people/{opened.ids.person[person_id]}",
            person=view.names.person(person_id),
            worker=view.names.worker(view.facts.holder_on(person_id)),
            since=_since(view, due),
            planned=_next(view, person_id),
        )
        for _, person_id, due in found
    )


def decisions(
    view: View,
    opened: OpenedReview,
    seen: Sequence[DecisionSeen],
    *,
    address: str,
) -> tuple[DecisionShown, ...]:
    """Lay out what is still to do, what is due first in front."""
    return tuple(decision(view, opened, each, address=address) for each in seen)


def decision(
    view: View, opened: OpenedReview, seen: DecisionSeen, *, address: str
) -> DecisionShown:
    """Lay out what a case review decided."""
    known = opened.ids.turned()
    about = known.person.get(seen.person_id or "", "")
    return DecisionShown(
        address="" if seen.words is None else f"{address}/decisions/{seen.id}",
        change="" if seen.words is None else f"{address}/decisions/{seen.id}",
        version=seen.version,
        words=NOT_TOLD if seen.words is None else seen.words,
        about=view.names.person(PersonId(about)) if about else "",
        owner=dict(workers(view, opened)).get(seen.owner_id, "somebody who has left"),
        due=view.when(seen.due_on),
        is_late=seen.is_late_on(view.document.on),
        decided=f"Decided on {full_day(seen.reviewed_on)}, {seen.team}",
    )


def workers(view: View, opened: OpenedReview) -> Choices:
    """Return who can own a decision, by name."""
    found = [
        (opened.ids.worker[each.worker_id], view.names.worker(each.worker_id))
        for each in view.caseload.workers
    ]
    return tuple(sorted(found, key=lambda each: folded(each[1])))


def people(view: View, opened: OpenedReview) -> Choices:
    """Return whom a decision can be about, by name."""
    found = [
        (opened.ids.person[each], view.names.person(each))
        for each in (*view.open, *(each.referral_id for each in view.referrals))
    ]
    return tuple(sorted(found, key=lambda each: folded(each[1])))


def _urgency(view: View, referral: Referral) -> tuple[int, str, str]:
    waits_since = referral.referred_on or view.document.on
    return referral.priority, waits_since.isoformat(), referral.referral_id


def _planned(view: View, person_id: PersonId) -> str:
    way = view.facts.ways[person_id]
    why = view.document.why.get(person_id, "")
    if way.kind is WayKind.WAITS:
        return f"Waits: no start is planned. {why}".strip()
    if why:
        return why
    day = view.day(view.horizon.mondays[way.from_week])
    return f"Starts with {view.names.worker(way.worker_id)} on {day}."


def _ranked(view: View, person_id: PersonId) -> tuple[str, ...]:
    advice = advise_for(view.facts, person_id, most=RANKED)
    return tuple(f"{each.impact}" for each in advice.offers) or (advice.nothing,)


def _since(view: View, due: ContactDue) -> str:
    day = view.when(due.since_on)
    if due.ever_met:
        return f"Met last on {day.day}, {day.away}."
    return f"Not met yet; support started on {day.day}, {day.away}."


def _next(view: View, person_id: PersonId) -> str:
    today = view.document.on
    coming = [
        each
        for each in view.document.contacts.of.get(person_id, ())
        if each.on >= today
    ]
    if not coming:
        return NOT_PLANNED
    first = coming[0]
    return f"{view.day(first.on)} at {first.at:%H:%M}"
