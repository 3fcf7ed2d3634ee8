"""A weekly case review, laid out from what the service is today and what was said."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from cti.calendar import on_the_wall
from cti.plans.words import counted, listed, sentence
from cti.units import PersonId
from cti.usecases.feeling import FeltWeight, Kept
from cti.usecases.opening_review import OpenedReview
from cti.usecases.overloads import OverloadSeen, TaskSeen
from cti.usecases.pinning import PinSeen
from cti.usecases.publishing import NameOf
from cti.usecases.reviewing import DecisionSeen
from dashboards.pages import glance_section as glance
from dashboards.pages import load_section as load
from dashboards.pages import people_section
from dashboards.pages import review_people as people
from dashboards.pages.case_review import (
    CaseReviewPage,
    DecisionShown,
    DraftShown,
    May,
    Owed,
    ReferralShown,
    WithoutContact,
)
from dashboards.pages.felt_section import felt_shown
from dashboards.pages.quality_section import ceiling_words
from dashboards.pages.review import Glance, When
from dashboards.pages.review_overloads import owed, tasks_shown, unplanned
from dashboards.pages.review_plan import pins_shown
from dashboards.pages.run import RunShown
from dashboards.pages.view import View
from dashboards.pages.words import full_day
from dashboards.pages.words import people as heads
from dashboards.site.forms import Form


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """What a page of a case review is laid out from.

    Attributes
    ----------
    address
        Of the review; that of the service is what stands before the last part of it.
    published_by, published_at
        Whose plan is in force and since when; None where there is none.
    planned_with
        The rows of those whose planning whoever looks may see.
    tasks
        Who still sees to which overload.
    felt
        How heavy work feels, where nobody talked about it yet.
    leaders
        The accounts of leaders who are no workers, and their names.
    held
        The teams that have held their review today.
    name_of
        What an account is called.
    """

    opened: OpenedReview
    overloads: Sequence[OverloadSeen]
    planned_with: Collection[str]
    tasks: Sequence[TaskSeen]
    felt: Sequence[Kept[FeltWeight]]
    leaders: Sequence[tuple[str, str]]
    decisions: Sequence[DecisionSeen]
    pins: Sequence[PinSeen]
    held: Sequence[str]
    published_by: str
    published_at: datetime | None
    address: str
    name_of: NameOf

    @cached_property
    def view(self) -> View:
        """The plan in force as the sections of a review see it."""
        everybody = self.opened.ids.person
        hidden = {
            person_id
            for person_id, row in everybody.items()
            if row not in self.planned_with
        }
        return View(
            self.opened.document,
            self.opened.caseload,
            self.opened.facts,
            frozenset(PersonId(each) for each in hidden),
            self.opened.agreed,
        )


def laid_out(
    gathered: Gathered,
    *,
    run: RunShown | None,
    draft: DraftShown | None,
    may: May,
    form: Form,
    notice: str = "",
) -> CaseReviewPage:
    """Lay out the page of a case review."""
    opened, view, address = gathered.opened, gathered.view, gathered.address
    service = address.rpartition("/")[0]
    changes = people_section.phase_changes(view)
    overloads = owed(
        view,
        opened,
        gathered.overloads,
        tasks=gathered.tasks,
        name_of=gathered.name_of,
        address=address,
    )
    proposed = {each.person_id: each.said for each in draft.changes} if draft else {}
    waiting = people.referrals(view, opened, proposed, address=service)
    unmet = people.without_contact(view, opened)
    decisions = _to_do(gathered)
    on = view.document.on
    return CaseReviewPage(
        address=address,
        service_address=service,
        on=When(iso=on.isoformat(), day=full_day(on), away="today"),
        size=_size(view),
        plan=_plan(gathered),
        glance=_glance(view, overloads, draft, waiting, unmet),
        ceiling=ceiling_words(view),
        overloads=overloads,
        unplanned=unplanned(view, opened, gathered.overloads),
        run=run,
        draft=draft,
        pins=pins_shown(gathered.pins, address=address),
        referrals=waiting,
        changes=changes,
        next_change=people_section.next_change(view),
        without_contact=unmet,
        presenting=people_section.presenting(view),
        standing=load.standing(view),
        felt=felt_shown(view, opened, gathered.felt, address=address),
        decisions=decisions,
        held=_held(gathered.held),
        teams=tuple((team, team) for team in teams_of(view)),
        workers=people.workers(view, opened),
        people=people.people(view, opened),
        still_open=tuple(_still_open(overloads, draft, decisions)),
        may=may,
        form=form,
        notice=notice,
    )


def teams_of(view: View) -> tuple[str, ...]:
    """Return the teams of a service, by name."""
    return tuple(sorted({worker.team for worker in view.caseload.workers}))


def _to_do(gathered: Gathered) -> tuple[DecisionShown, ...]:
    """Return what was decided and is still to do, what is due first in front."""
    view, opened, address = gathered.view, gathered.opened, gathered.address
    found = [
        *people.decisions(view, opened, gathered.decisions, address=address),
        *tasks_shown(
            view,
            opened,
            gathered.tasks,
            gathered.overloads,
            name_of=gathered.name_of,
            address=address,
        ),
    ]
    return tuple(sorted(found, key=lambda each: each.due.iso))


def _size(view: View) -> str:
    workers = counted(len(view.caseload.workers), "worker")
    waiting = counted(len(view.caseload.referrals), "referral")
    size = f"{heads(len(view.facts.open))}, {workers}, {waiting}."
    elsewhere = sum(
        each in view.hidden for each in (*view.facts.open, *view.caseload.referral)
    )
    if not elsewhere:
        return size
    return (
        f"{size} The plan and the loads are of all of them; of {heads(elsewhere)} of "
        "other teams nothing more is shown."
    )


def _plan(gathered: Gathered) -> str:
    at = gathered.published_at
    if at is None:
        return "No plan is in force yet. The loads below are what is so today."
    wall = on_the_wall(at)
    return (
        f"The plan in force was published by {gathered.published_by} on "
        f"{full_day(wall.date())} at {wall:%H:%M}."
    )


def _glance(
    view: View,
    overloads: Sequence[Owed],
    draft: DraftShown | None,
    waiting: Sequence[ReferralShown],
    unmet: Sequence[WithoutContact],
) -> tuple[Glance, ...]:
    unanswered = sum(each.is_owed for each in overloads)
    lines = [
        glance.alone_line(view),
        _line(
            unanswered, "over", "overload is owed", "overloads are owed", "an answer"
        ),
        None if draft is None else _proposed(draft),
        _line(len(waiting), "referrals", "person waits", "people wait", "for support"),
        glance.change_line(people_section.phase_changes(view)),
        _line(
            len(unmet),
            "contact",
            "person has",
            "people have",
            f"had no contact for {people.WITHOUT_CONTACT_DAYS} days or longer",
        ),
    ]
    return tuple(line for line in lines if line is not None)


def _proposed(draft: DraftShown) -> Glance:
    not_yet = "and not published"
    if draft.moved and not draft.changes:
        one, many = "meeting is proposed to move", "meetings are proposed to move"
        return _line(draft.moved, "plan", one, many, not_yet)
    one, many = "change is proposed", "changes are proposed"
    return _line(len(draft.changes), "plan", one, many, not_yet)


def _line(number: int, section: str, one: str, many: str, what: str) -> Glance:
    sentence_ = f"{one if number == 1 else many} {what}."
    return Glance(number=str(number), sentence=sentence_, section=section)


def _held(teams: Sequence[str]) -> str:
    if not teams:
        return ""
    return sentence(f"today's case review is held: {listed(teams)}")


def _still_open(
    overloads: Sequence[Owed],
    draft: DraftShown | None,
    decisions: Sequence[DecisionShown],
) -> Iterator[str]:
    """Yield what is to be settled before the meeting ends."""
    unanswered = sorted({each.worker for each in overloads if each.is_owed})
    if unanswered:
        yield f"Overloads of {listed(unanswered)} are owed an answer."
    if draft is not None:
        yield "The proposed plan is neither published nor thrown away."
    late = sum(each.is_late for each in decisions)
    if late:
        are = "decision is" if late == 1 else "decisions are"
        yield f"{late} {are} late: done, or another day?"
