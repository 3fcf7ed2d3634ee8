"""What one row, or two sheets together, cannot mean."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from cti.caseload.hours import MINUTES_PER_DAY, minute_of
from cti.caseload.people import Status
from cti.exchange.cells.words import did_you_mean, shown
from cti.exchange.report import Report
from cti.exchange.rows.rows import Row, Rows

Sheets = Mapping[str, Rows | None]
"""The sheets that are there; None for one that could not be read."""


def check_rows(sheets: Sheets, report: Report, on: date | None) -> None:
    """Tell of everything that contradicts itself, and of what has no effect.

    Parameters
    ----------
    on
        The plan date, if it is known: contacts after it are told of.
    """
    for name, check in _CHECKS.items():
        rows = sheets.get(name)
        for row in rows.rows if rows else ():
            check(row, report)
    _check_teams(sheets, report)
    _check_current_workers(sheets, report)
    _check_pins(sheets, report)
    contacts = sheets.get("contacts")
    say = f"after the plan date, {on}; what is still to come belongs on appointments"
    for row, at in contacts.column("at") if contacts and on else ():
        if on and at.date() > on:
            report.note("contacts", row.number, "at", say=say)


def _in_order(
    row: Row, report: Report, sheet: str, first: str, second: str, *, apart: bool
) -> None:
    """Tell of a second date before the first, or on the same day if ``apart``."""
    start, end = row.get(first), row.get(second)
    if start is None or end is None or end > start or (end == start and not apart):
        return
    relation = "the same day as" if start == end else "before"
    report.mend(
        sheet,
        row.number,
        second,
        problem=f"{shown(end)} is {relation} {first}, {shown(start)}",
        remedy="Look at both dates; one of them may have day and month the other way "
        "round",
    )


def _worker(row: Row, report: Report) -> None:
    _in_order(row, report, "workers", "starts_on", "leaves_on", apart=True)


def _absence(row: Row, report: Report) -> None:
    _in_order(row, report, "absences", "from_on", "to_on", apart=False)


def _person(row: Row, report: Report) -> None:
    _transition(row, report)
    _in_order(row, report, "people", "paused_from", "paused_review_on", apart=True)
    is_dated = row.get("paused_from") or row.get("paused_review_on")
    if is_dated and row.get("status") is Status.OPEN:
        report.note(
            "people",
            row.number,
            "status",
            say="open, although there are dates of a pause; taken as open",
        )
    if row.get("worker_id") in (row.get("not_workers") or ()):
        report.note(
            "people",
            row.number,
            "not_workers",
            say="names the worker they have now, so they must move",
        )
    _wishes("people", row, report)


def _transition(row: Row, report: Report) -> None:
    """Tell of a transition before support started: rare, and often a slip."""
    started, transition = row.get("started_on"), row.get("transition_on")
    if started is not None and transition is not None and transition < started:
        report.note(
            "people",
            row.number,
            "transition_on",
            say=f"{shown(transition)} is before started_on, {shown(started)}; phases "
            "count from it. Look at both dates if support began before the move",
        )


def _referral(row: Row, report: Report) -> None:
    _wishes("referrals", row, report)


def _wishes(sheet: str, row: Row, report: Report) -> None:
    for wish in ("language", "specialism", "worker_gender"):
        need = f"{wish}_need"
        if row.get(wish) and need in row.values and not row.get(need):
            report.note(
                sheet,
                row.number,
                need,
                say=f"blank, so the wish in {wish} binds nobody",
            )
        if row.get(need) and wish in row.values and not row.get(wish):
            report.note(
                sheet, row.number, need, say=f"without a wish in {wish}; not used"
            )
    if row.get("requested_worker") in (row.get("not_workers") or ()):
        report.note(
            sheet,
            row.number,
            "requested_worker",
            say="also named in not_workers, which counts",
        )


def _event(row: Row, report: Report) -> None:
    start, minutes = row.get("start"), row.get("minutes")
    if start and minutes and minute_of(start) + minutes > MINUTES_PER_DAY:
        report.mend(
            "events",
            row.number,
            "minutes",
            problem=f"{minutes} minutes from {start:%H:%M} run past midnight",
            remedy="Write fewer minutes, or an earlier start",
        )


_CHECKS: Mapping[str, Callable[[Row, Report], None]] = {
    "workers": _worker,
    "absences": _absence,
    "people": _person,
    "referrals": _referral,
    "events": _event,
}


def _check_teams(sheets: Sheets, report: Report) -> None:
    workers = sheets.get("workers")
    if workers is None:
        return
    teams = {team for _, team in workers.column("team")}
    for name in ("people", "referrals", "events"):
        rows = sheets.get(name)
        for row, team in rows.column("team") if rows else ():
            if team not in teams:
                meant = did_you_mean(team, sorted(teams))
                say = f"no worker is in the team {shown(team)}. {meant}"
                report.note(name, row.number, "team", say=say.rstrip(". "))


def _check_current_workers(sheets: Sheets, report: Report) -> None:
    workers, people = sheets.get("workers"), sheets.get("people")
    if workers is None or people is None:
        return
    known = {worker_id for _, worker_id in workers.column("worker_id")}
    for row, worker_id in people.column("worker_id"):
        if worker_id not in known:
            meant = did_you_mean(worker_id, sorted(known))
            say = (
                f"{shown(worker_id)} is not on the workers sheet, so the person must "
                f"move. {meant}"
            )
            report.note("people", row.number, "worker_id", say=say.rstrip(". "))


def _check_pins(sheets: Sheets, report: Report) -> None:
    pins = sheets.get("pins")
    people = dict(_by_id(sheets))
    for row, person_id in pins.column("person_id") if pins else ():
        person = people.get(person_id)
        if person is None:
            continue
        if person.get("status") is Status.CLOSED:
            report.note(
                "pins",
                row.number,
                "person_id",
                say=f"{shown(person_id)} is closed; the pin has no effect",
            )
        worker_id = row.get("worker_id")
        if worker_id in (person.get("not_workers") or ()):
            report.mend(
                "pins",
                row.number,
                "worker_id",
                problem=f"{shown(worker_id)} is among the not_workers of "
                f"{shown(person_id)}",
                remedy="Take away the pin, or the name among not_workers",
            )


def _by_id(sheets: Sheets) -> Iterator[tuple[str, Row]]:
    for name in ("referrals", "people"):
        rows = sheets.get(name)
        for row, key in rows.column(rows.sheet.unique[0]) if rows else ():
            yield key, row
