"""Pictures of caseloads, each with the same numbers as a table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import ClassVar

from markupsafe import Markup

from cti.caseload.workers import Worker
from cti.phases import SUPPORTED, Phase
from cti.plans.document import LoadRow
from cti.plans.facts import PlanFacts
from cti.plans.words import counted, short
from cti.units import PersonId, WorkerId, format_load
from cti.usecases.caseload_pictures import WEEKS, CaseloadsSeen, PhaseContacts
from dashboards.figures.load import over_runs, scale_top
from dashboards.figures.served import (
    PALETTES,
    Figure,
    Spell,
    contacts_picture,
    course_picture,
    in_a_page,
    load_picture,
    mix_picture,
)
from dashboards.pages.courses import Course, courses_of, day_of
from dashboards.pages.load_section import load_words
from dashboards.pages.words import full_day, people

LOAD_HEADINGS = ("Week of", "People", "Load", "Ceiling", "Over")
MIX_HEADINGS = ("Week of", *(short(phase) for phase in SUPPORTED), "All")
CONTACT_HEADINGS = (
    "Phase",
    "Told of",
    "Achieved",
    "Tried",
    "Declined",
    "Told of, to come",
)
COURSE_HEADINGS = ("Person", "Works with", "Phases")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table: what it is about, and a cell for every further heading."""

    head: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture, and the same as words and numbers.

    Attributes
    ----------
    name
        Tells it from the others of the page.
    says
        What it shows, in words.
    figure
        What a script draws, as JSON.
    headings
        Of the table; the first is that of what a row is about.
    """

    name: str
    heading: str
    says: str
    figure: Markup
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseloadsPage:
    """The pictures of one service.

    Attributes
    ----------
    made_on
        The day of the plan they show, in full.
    is_stale
        Whether anything the plan is made from was changed since.
    palettes
        The colours by day and by night, as JSON.
    teams, workers
        Load against ceiling, to one scale each.
    unseen
        How many people are left out of the course, for their phase is not for this
        account.
    """

    template: ClassVar[str] = "site/caseloads.html"
    title: ClassVar[str] = "Caseloads"

    made_on: str
    is_stale: bool
    weeks: int
    palettes: Markup
    teams: tuple[Picture, ...]
    workers: tuple[Picture, ...]
    mix: Picture
    contacts: Picture
    course: Picture | None
    unseen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoCaseloadsPage:
    """There is no plan yet whose caseloads could be shown.

    Attributes
    ----------
    hint
        What comes next.
    """

    template: ClassVar[str] = "site/no_caseloads.html"
    title: ClassVar[str] = "Caseloads"

    words: str
    hint: str


def caseloads_page(seen: CaseloadsSeen) -> CaseloadsPage:
    """Lay the pictures of a service out."""
    facts = seen.plan.facts
    loads = seen.plan.worked_out.once("pictures of loads", _Loads.of)
    courses = seen.plan.worked_out.once("courses of people", courses_of)
    course, unseen = _course(facts, courses, seen.people)
    return CaseloadsPage(
        made_on=full_day(facts.horizon.on),
        is_stale=seen.plan.is_stale,
        weeks=facts.horizon.weeks,
        palettes=in_a_page(PALETTES),
        teams=loads.teams,
        workers=loads.workers,
        mix=loads.mix,
        contacts=_contacts(seen.contacts),
        course=course,
        unseen=unseen,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loads:
    """The pictures that are the same for everybody who may see the plan."""

    teams: tuple[Picture, ...]
    workers: tuple[Picture, ...]
    mix: Picture

    @classmethod
    def of(cls, facts: PlanFacts) -> "_Loads":
        """Draw them."""
        shown = {
            worker_id: rows
            for worker_id, rows in facts.loads_of.items()
            if any(row.sce or row.ceiling for row in rows)
        }
        teams, workers = _teams(facts, shown), _workers(facts, shown)
        return cls(teams=tuple(teams), workers=tuple(workers), mix=_mix(facts))


def _workers(
    facts: PlanFacts, shown: Mapping[WorkerId, Sequence[LoadRow]]
) -> Iterator[Picture]:
    top = scale_top([row for rows in shown.values() for row in rows])
    for number, (worker_id, rows) in enumerate(shown.items(), start=1):
        yield _load(
            facts,
            rows,
            name=f"worker-{number}",
            heading=facts.words.worker(worker_id),
            figure=load_picture(rows, top=top),
        )


def _teams(
    facts: PlanFacts, shown: Mapping[WorkerId, Sequence[LoadRow]]
) -> Iterator[Picture]:
    teams: dict[str, list[Worker]] = {}
    for worker in facts.caseload.workers:
        if worker.worker_id in shown:
            teams.setdefault(worker.team, []).append(worker)
    added = {
        team: _together([shown[each.worker_id] for each in workers])
        for team, workers in teams.items()
    }
    top = scale_top([row for rows in added.values() for row in rows])
    for number, (team, rows) in enumerate(added.items(), start=1):
        yield _load(
            facts,
            rows,
            name=f"team-{number}",
            heading=f"Team {team}, {counted(len(teams[team]), 'worker')}",
            figure=load_picture(rows, top=top),
        )


def _together(rows_of: Sequence[Sequence[LoadRow]]) -> tuple[LoadRow, ...]:
    """Add up the rows of several workers, Monday by Monday."""
    found = []
    for rows in zip(*rows_of, strict=True):
        load = sum((row.sce for row in rows), Fraction(0))
        agreed = sum((row.ceiling for row in rows), Fraction(0))
        found.append(
            replace(
                rows[0],
                people=sum(row.people for row in rows),
                sce=load,
                ceiling=agreed,
                over=max(load - agreed, Fraction(0)),
            )
        )
    return tuple(found)


def _load(
    facts: PlanFacts,
    rows: Sequence[LoadRow],
    *,
    name: str,
    heading: str,
    figure: Figure,
) -> Picture:
    return Picture(
        name=name,
        heading=heading,
        says=_load_says(facts, rows),
        figure=in_a_page(figure),
        headings=LOAD_HEADINGS,
        rows=tuple(
            Row(
                head=day_of(facts, row.week),
                cells=(
                    str(row.people),
                    format_load(row.sce),
                    format_load(row.ceiling),
                    f"over by {format_load(row.over)}" if row.over else "",
                ),
            )
            for row in rows
        ),
    )


def _load_says(facts: PlanFacts, rows: Sequence[LoadRow]) -> str:
    worst = max(rows, key=lambda row: (row.over, row.sce))
    at_worst = f"in the week of {day_of(facts, worst.week)}: {load_words(worst)}"
    over = sum(len(run) for run in over_runs(rows))
    if not over:
        return f"Never over the ceiling. Fullest {at_worst}."
    return (
        f"Over the ceiling in {counted(over, 'week')} of {len(rows)}. Most {at_worst}."
    )


def _mix(facts: PlanFacts) -> Picture:
    weeks = facts.horizon.mondays
    by_week: dict[date, list[LoadRow]] = {}
    for row in facts.loads:
        by_week.setdefault(row.week, []).append(row)
    counts = {
        phase: [sum(_heads(row)[phase] for row in by_week.get(w, ())) for w in weeks]
        for phase in SUPPORTED
    }
    now = ", ".join(f"{counts[phase][0]} in {short(phase)}" for phase in SUPPORTED)
    in_all = [sum(counts[phase][at] for phase in SUPPORTED) for at in range(len(weeks))]
    most = max(range(len(weeks)), key=lambda at: in_all[at])
    return Picture(
        name="mix",
        heading="People in each phase",
        says=(
            f"This week {now}. Most together in the week of "
            f"{day_of(facts, weeks[most])}: {people(in_all[most])}."
        ),
        figure=in_a_page(mix_picture(weeks, counts)),
        headings=MIX_HEADINGS,
        rows=tuple(
            Row(
                head=day_of(facts, monday),
                cells=(
                    *(str(counts[phase][at]) for phase in SUPPORTED),
                    str(in_all[at]),
                ),
            )
            for at, monday in enumerate(weeks)
        ),
    )


def _heads(row: LoadRow) -> Mapping[Phase, int]:
    return dict(zip(SUPPORTED, (row.pre, row.one, row.two, row.three), strict=True))


def _contacts(contacts: Sequence[PhaseContacts]) -> Picture:
    numbers = [
        (each.told, each.achieved, each.attempted, each.declined, each.to_come)
        for each in contacts
    ]
    names = [short(each.phase) for each in contacts]
    told, achieved, attempted, declined, to_come = (
        sum(column) for column in zip(*numbers, strict=True)
    )
    kinds = [
        (name, [row[at] for row in numbers])
        for at, name in enumerate(CONTACT_HEADINGS[1:])
    ]
    return Picture(
        name="contacts",
        heading="Contacts by phase",
        says=(
            f"In the last {WEEKS} weeks people were told of {told} contacts; "
            f"{achieved} were achieved, {attempted} tried and {declined} declined, "
            f"planned or not. {to_come} are to come in the next {WEEKS} weeks."
        ),
        figure=in_a_page(contacts_picture(names, kinds)),
        headings=CONTACT_HEADINGS,
        rows=tuple(
            Row(head=name, cells=tuple(str(number) for number in row))
            for name, row in zip(names, numbers, strict=True)
        ),
    )


def _course(
    facts: PlanFacts, courses: Mapping[PersonId, Course], seen: frozenset[PersonId]
) -> tuple[Picture | None, int]:
    shown = sorted(
        (each.worker, each.spells[-1][2], person_id)
        for person_id, each in courses.items()
        if person_id in seen and each.spells
    )
    ours = [courses[person_id] for *_, person_id in shown]
    unseen = len(courses.keys() - seen)
    if not ours:
        return None, unseen
    names = [each.name for each in ours]
    spells = [
        Spell(row=row, phase=phase, from_on=first, to_on=last)
        for row, each in enumerate(ours)
        for phase, first, last in each.spells
    ]
    horizon = facts.horizon
    ends = sum(each.spells[-1][2] < horizon.end for each in ours)
    picture = Picture(
        name="course",
        heading="Who is in which phase",
        says=(
            f"{people(len(ours))}, by whom they work with. "
            f"Support of {ends} ends in these {horizon.weeks} weeks."
        ),
        figure=in_a_page(
            course_picture(names, spells, from_on=horizon.start, to_on=horizon.end)
        ),
        headings=COURSE_HEADINGS,
        rows=tuple(
            Row(head=each.name, cells=(each.worker, each.words)) for each in ours
        ),
    )
    return picture, unseen
