"""What a plan found, in the few lines that stand at the end of a command."""

from collections.abc import Sequence
from pathlib import Path

from cti.cli.voice import headline, listing, say
from cti.plans.departures import how_many
from cti.plans.document import PlanDocument
from cti.plans.moved_meetings import how_many_moved
from cti.plans.words import counted
from cti.usecases.planning import Planned
from dashboards.pages.review import ReviewPage

MOST_SHOWN = 8
"""So many of a kind are told; the review has them all."""


def tell_plan(document: PlanDocument, page: ReviewPage) -> None:
    """Say what a plan found: who is over, who starts, who moves, who waits."""
    headline(f"{page.service}, {page.on.day}: {page.size}")
    listing(f"{line.number} {line.sentence}" for line in page.glance)
    _part("Over the ceiling", _overloads(page), "time")
    _part("Referrals", _starts(page), "referral")
    _part("Change of worker", _moves(page), "person", "people")
    _part("Waiting longer than agreed", _overdue(page), "person", "people")
    _part("Late in these four weeks", page.late, "person", "people")
    headline("How good this plan is")
    say(page.quality.verdict)
    say(page.quality.contacts)
    say(f"{page.quality.made} It took {document.seconds:.0f} seconds.")


def tell_notices(planned: Planned) -> None:
    """Say what was kept, assumed or left out in reading."""
    if planned.file.notices:
        headline("Noticed in the spreadsheet")
        _few([str(notice) for notice in planned.file.notices], "notice")


def tell_departures(document: PlanDocument, in_force: Path) -> None:
    """Say what a plan changes against the plan in force: how much, then for whom."""
    headline(f"What changes against {in_force}")
    moved = document.moved_meetings
    if document.departures or not moved:
        say(how_many(document.departures))
        listing(each.said for each in document.departures)
    if moved:
        say(how_many_moved(moved))
        listing(each.said for each in moved)


def _overloads(page: ReviewPage) -> list[str]:
    return [
        f"{worker.worker}: {overload.when}, {overload.much}. {overload.suggestion}"
        for worker in page.overloaded
        for overload in worker.overloads
    ]


def _starts(page: ReviewPage) -> list[str]:
    return [
        f"{start.person} ({start.priority}) starts with {start.worker} on "
        f"{start.when.day}."
        if start.when
        else f"{start.person} ({start.priority}) waits. {start.why}"
        for start in page.starts
    ]


def _moves(page: ReviewPage) -> list[str]:
    return [
        f"{move.person}: {move.before} to {move.after}, {move.when.day}."
        for move in page.moves
    ]


def _overdue(page: ReviewPage) -> list[str]:
    return [
        f"{late.person}, {late.days} late. Next planned: {late.planned}."
        for late in page.overdue
    ]


def _part(title: str, lines: Sequence[str], thing: str, things: str = "") -> None:
    if lines:
        headline(title)
        _few(lines, thing, things)


def _few(lines: Sequence[str], thing: str, things: str = "") -> None:
    listing(lines[:MOST_SHOWN])
    more = len(lines) - MOST_SHOWN
    if more > 0:
        say(f"and {counted(more, 'more ' + thing, 'more ' + (things or thing + 's'))}")
