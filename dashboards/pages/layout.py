"""The weekly case review of a plan, laid out as a page."""

from collections.abc import Sequence

from cti.caseload.caseload import Caseload
from cti.exchange.report import Notice
from cti.plans.departures import how_many
from cti.plans.document import PlanDocument
from cti.plans.words import counted
from dashboards.pages import contact_section as contacts
from dashboards.pages import glance_section as glance
from dashboards.pages import load_section as load
from dashboards.pages import people_section as people
from dashboards.pages import quality_section as quality
from dashboards.pages.review import ReviewPage, When
from dashboards.pages.view import View
from dashboards.pages.words import full_day
from dashboards.pages.words import people as heads

LARGE = 8
"""With more workers than this the longest lists are folded away on a screen."""


def review_page(
    document: PlanDocument,
    caseload: Caseload,
    *,
    notices: Sequence[Notice] = (),
) -> ReviewPage:
    """Lay out the weekly case review.

    Parameters
    ----------
    notices
        What was noticed in reading the spreadsheet.
    """
    view = View(document, caseload)
    overloaded = load.overloads(view)
    changes = people.phase_changes(view)
    overdue = contacts.overdue(view)
    starts = people.starts(view)
    return ReviewPage(
        service=document.service_name or "The service",
        on=When(iso=document.on.isoformat(), day=full_day(document.on), away="today"),
        span=_span(view),
        size=_size(view),
        is_large=len(caseload.workers) > LARGE,
        glance=tuple(
            line
            for line in (
                glance.alone_line(view),
                glance.over_line(view, overloaded),
                glance.change_line(changes),
                glance.contact_line(contacts.how_many_this_week(view), len(overdue)),
                glance.referral_line(view, starts),
                glance.move_line(view),
            )
            if line is not None
        ),
        ceiling=quality.ceiling_words(view),
        overloaded=overloaded,
        changes=changes,
        next_change=people.next_change(view),
        overdue=overdue,
        late=contacts.late(view),
        meetings=contacts.meetings_due(view),
        week=contacts.this_week(view),
        week_span=view.span(document.on, view.week_end),
        later=contacts.weeks_after(view),
        starts=starts,
        presenting=people.presenting(view),
        moved=people.moved(view),
        moves=people.moves(view),
        departed=how_many(document.departures) if document.in_force else "",
        departures=tuple(each.said for each in document.departures),
        meetings_moved=tuple(each.said for each in document.moved_meetings),
        handovers=people.handovers(view),
        standing=load.standing(view),
        panels=load.panels(view),
        tables=load.tables(view),
        mend=quality.mend(view, notices),
        quality=quality.quality(view),
        undecided=quality.UNDECIDED,
    )


def _span(view: View) -> str:
    mondays = view.horizon.mondays
    weeks = counted(view.document.weeks, "week")
    return f"for {weeks}, from {full_day(mondays[0])} to {full_day(mondays[-1])}"


def _size(view: View) -> str:
    workers = counted(len(view.caseload.workers), "worker")
    referrals = counted(len(view.caseload.referrals), "referral")
    return f"{heads(len(view.open))}, {workers}, {referrals}."
