"""A worker, for those who look after their hours, their ceiling and their absences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar

from cti.caseload.workers import Worker
from cti.usecases.workers import AbsenceSeen, PatternSeen, WorkerAt
from dashboards.pages.moments import sent, weekday
from dashboards.pages.numbers import decimal, written
from dashboards.pages.week import WEEKDAYS, day_field, week_said, week_words
from dashboards.site.forms import Form, filled

MOST_FTE = "1.5"
MOST_CEILING = "200"

WORKER_LABELS = {
    "name": "Name",
    "team": "Team",
    "fte": "Share of a full-time post",
    "ceiling": "Ceiling",
    "starts_on": "First day",
    "leaves_on": "First day no longer here",
    "accepts_new": "May be given new people",
    "languages": "Languages",
    "specialisms": "Specialisms",
    "gender": "Gender",
    "locality": "Area",
}

HOURS_LABELS = {day_field(at): name for at, name in enumerate(WEEKDAYS)}

REDUCTIONS = (
    ("0", "Away, and the caseload stays"),
    ("25", "At work with a quarter less"),
    ("50", "At work with half"),
    ("75", "At work with a quarter"),
    ("100", "Away, and nobody is held"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceRow:
    """Time away, or with a smaller caseload."""

    id: str
    version: int
    days: str
    kind: str
    means: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerPage:
    """A worker: what is planned with.

    Attributes
    ----------
    address, back
        Of this page, and of the settings it belongs to.
    is_new
        Whether somebody is to be added, of whom nothing is known yet.
    weekdays
        Pairs of the field and the name of each day of the week.
    hours
        Since when they work which hours, a line for each time.
    leaving
        Who takes over whom, if they leave: where that is; empty otherwise.
    """

    template: ClassVar[str] = "site/worker.html"

    title: str
    form: Form
    address: str
    back: str
    is_new: bool
    weekdays: tuple[tuple[str, str], ...]
    hours: tuple[str, ...]
    absences: tuple[AbsenceRow, ...]
    reductions: tuple[tuple[str, str], ...]
    leaving: str = ""
    notice: str = ""


def new_worker_page(service_id: str, *, form: Form) -> WorkerPage:
    """Lay out the page that adds a worker."""
    back = f"/services/{service_id}/settings"
    return WorkerPage(
        title="Add a worker",
        form=form,
        address=f"/services/{service_id}/new-worker",
        back=back,
        is_new=True,
        weekdays=tuple(HOURS_LABELS.items()),
        hours=(),
        absences=(),
        reductions=REDUCTIONS,
    )


def worker_page(
    at: WorkerAt,
    patterns: Sequence[PatternSeen],
    absences: Sequence[AbsenceSeen],
    *,
    form: Form,
    notice: str = "",
) -> WorkerPage:
    """Lay out a worker."""
    of = f"/services/{at.seen.service_id}"
    return WorkerPage(
        title=at.seen.name,
        form=form,
        address=f"{of}/workers/{at.seen.id}",
        back=f"{of}/settings",
        is_new=False,
        weekdays=tuple(HOURS_LABELS.items()),
        hours=tuple(_hours(each) for each in patterns),
        absences=tuple(_absence(each) for each in absences),
        reductions=REDUCTIONS,
        leaving=f"{of}/workers/{at.seen.id}/leaving"
        if at.seen.worker and at.seen.worker.leaves_on
        else "",
        notice=notice,
    )


def worker_form(at: WorkerAt, worker: Worker) -> Form:
    """Return what is kept of a worker, as the form has it."""
    return filled(
        {
            "version": str(at.version),
            "name": worker.name,
            "team": worker.team,
            "fte": written(worker.fte),
            "ceiling": "" if worker.ceiling is None else written(worker.ceiling),
            "starts_on": sent(worker.starts_on),
            "leaves_on": sent(worker.leaves_on),
            "accepts_new": "yes" if worker.accepts_new else "",
            "languages": ", ".join(sorted(worker.languages)),
            "specialisms": ", ".join(sorted(worker.specialisms)),
            "gender": worker.gender or "",
            "locality": worker.locality or "",
            **week_said(worker.works),
        }
    )


def worker_read(form: Form) -> Mapping[str, Any]:
    """Read what is to be so of a worker, by the names it is kept under."""
    fte = decimal(form, "fte", least=0, most=MOST_FTE, needed="Enter their share")
    return {
        "name": form.line("name", needed="Enter what they are called"),
        "team": form.line("team", needed="Enter their team"),
        "fte": fte or Fraction(0),
        "ceiling": decimal(form, "ceiling", least=0, most=MOST_CEILING),
        "starts_on": form.day("starts_on"),
        "leaves_on": form.day("leaves_on"),
        "accepts_new": form.value("accepts_new") == "yes",
        "languages": _words(form, "languages"),
        "specialisms": _words(form, "specialisms"),
        "gender": form.line("gender") or None,
        "locality": form.line("locality") or None,
    }


def absence_read(form: Form, *, on: date) -> Mapping[str, Any]:
    """Read an absence; whoever is away for one day may leave out the last.

    Parameters
    ----------
    on
        Today, for what is refused to be read as a day.
    """
    from_on = form.day("from_on", needed="Enter the first day")
    to_on = form.day("to_on") or from_on
    if from_on and to_on and to_on < from_on:
        form.refuse("to_on", "The last day is before the first")
    reduction = form.number("load_reduction", least=0, most=100, needed="Choose one")
    return {
        "from_on": from_on or on,
        "to_on": to_on or on,
        "kind": form.line("kind", needed="Enter a word, such as leave", most=200),
        "load_reduction": reduction or 0,
    }


def _words(form: Form, name: str) -> frozenset[str]:
    said = (" ".join(each.split()) for each in form.line(name).split(","))
    return frozenset(each for each in said if each)


def _hours(pattern: PatternSeen) -> str:
    since = f"From {weekday(pattern.from_on)}" if pattern.from_on else "From the start"
    until = f" until {weekday(pattern.to_on)}" if pattern.to_on else ""
    return f"{since}{until}: {week_words(pattern.works)}"


def _absence(seen: AbsenceSeen) -> AbsenceRow:
    absence = seen.absence
    days = weekday(absence.from_on)
    if absence.to_on != absence.from_on:
        days = f"{days} to {weekday(absence.to_on)}"
    left = f"At work, ceiling {absence.load_reduction} % lower"
    means = dict(REDUCTIONS).get(str(absence.load_reduction), left)
    return AbsenceRow(
        id=seen.id, version=seen.version, days=days, kind=absence.kind, means=means
    )
