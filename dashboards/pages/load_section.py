"""The part of the review that shows load: who holds what, as pictures and numbers."""

from collections.abc import Sequence

from cti.calendar import DAYS_PER_WEEK
from cti.plans.document import Flag, FlagKind, LoadRow
from cti.plans.words import counted
from cti.units import WorkerId, format_load
from dashboards.figures.load import load_figure, over_runs, scale_top
from dashboards.figures.svg import draw
from dashboards.pages.review import (
    LoadCell,
    LoadTable,
    LoadWeek,
    Overload,
    Panel,
    Standing,
    WorkerOverloads,
)
from dashboards.pages.view import View
from dashboards.pages.words import short_day

WORKERS_A_TABLE = 5
"""As many columns as stand side by side on A4."""
SOON_WEEKS = 4
LATER_WEEKS = 12


def overloads(view: View) -> tuple[WorkerOverloads, ...]:
    """Lay out every time a worker is over the ceiling, the soonest worker first."""
    found: dict[WorkerId, list[Overload]] = {}
    for flag in view.flags(FlagKind.OVER_CEILING):
        if flag.worker_id is not None:
            found.setdefault(flag.worker_id, []).append(_overload(view, flag))
    return tuple(
        WorkerOverloads(worker=view.names.worker(worker_id), overloads=tuple(items))
        for worker_id, items in found.items()
    )


def standing(view: View) -> tuple[Standing, ...]:
    """Lay out what each worker holds now, soon and at the most."""
    return tuple(
        Standing(
            worker=view.names.worker(worker_id),
            heads=str(rows[0].people),
            phases=" · ".join(str(heads) for heads in _by_phase(rows[0])),
            now=_cell(rows[0]),
            soon=_cell_in(rows, SOON_WEEKS),
            later=_cell_in(rows, LATER_WEEKS),
            highest=_cell(_worst(rows)),
            highest_on=view.day(_worst(rows).week),
        )
        for worker_id, rows in view.loads.items()
    )


def panels(view: View) -> tuple[Panel, ...]:
    """Draw each worker's load, all to one scale."""
    top = scale_top(view.document.loads)
    return tuple(
        Panel(
            worker=view.names.worker(worker_id),
            says=_picture_words(view, rows),
            picture=draw(
                load_figure(rows, top=top),
                name=f"load-{number}",
                label=f"{view.names.worker(worker_id)}. {_picture_words(view, rows)}",
            ),
        )
        for number, (worker_id, rows) in enumerate(view.loads.items(), start=1)
    )


def tables(view: View) -> tuple[LoadTable, ...]:
    """Write the numbers of the pictures, as many workers side by side as fit."""
    return tuple(
        LoadTable(
            caption=_between([view.names.worker(worker_id) for worker_id in group]),
            workers=tuple(view.names.worker(worker_id) for worker_id in group),
            weeks=tuple(
                LoadWeek(
                    week=short_day(monday),
                    cells=tuple(_short_cell(view.loads[w][week]) for w in group),
                )
                for week, monday in enumerate(view.horizon.mondays)
            ),
        )
        for group in _groups(tuple(view.loads))
    )


def load_words(row: LoadRow) -> str:
    """Say what somebody holds: ``23.5 of 20, over by 3.5``."""
    cell = _cell(row)
    return f"{cell.load}, {cell.over}" if cell.over else cell.load


def _overload(view: View, flag: Flag) -> Overload:
    first, last = flag.from_on or view.document.on, flag.to_on or view.horizon.end
    much = counted((last - first).days // DAYS_PER_WEEK + 1, "week")
    if flag.amount is not None:
        much += f", over by {format_load(flag.amount)}"
    lasting = [
        each.suggestion
        for each in view.flags(FlagKind.OVER_110_FOR_4_WEEKS)
        if each.worker_id == flag.worker_id and first <= (each.from_on or first) <= last
    ]
    return Overload(
        when=view.span(first, last),
        much=much,
        message=flag.message,
        suggestion=flag.suggestion,
        lasting=" ".join(lasting),
    )


def _picture_words(view: View, rows: Sequence[LoadRow]) -> str:
    runs = over_runs(rows)
    worst = _worst(rows)
    if not runs:
        return f"At most {load_words(worst)}, in the week of {view.day(worst.week)}."
    weeks = sum(len(run) for run in runs)
    since = "" if len(runs) > 1 else f" from {view.day(runs[0][0].week)}"
    return (
        f"Over the ceiling in {counted(weeks, 'week')}{since}. "
        f"Most in the week of {view.day(worst.week)}: {load_words(worst)}."
    )


def _worst(rows: Sequence[LoadRow]) -> LoadRow:
    return max(rows, key=lambda row: (row.over, row.sce))


def _by_phase(row: LoadRow) -> tuple[int, int, int, int]:
    return row.pre, row.one, row.two, row.three


def _cell(row: LoadRow) -> LoadCell:
    held = format_load(row.sce)
    if not row.ceiling:
        over = "nothing agreed" if row.sce else ""
        return LoadCell(load=held if row.sce else "nobody", over=over)
    return LoadCell(
        load=f"{held} of {format_load(row.ceiling)}",
        over=f"over by {format_load(row.over)}" if row.over else "",
    )


def _cell_in(rows: Sequence[LoadRow], week: int) -> LoadCell | None:
    return _cell(rows[week]) if week < len(rows) else None


def _short_cell(row: LoadRow) -> LoadCell:
    """Lay out a cell of the wide table, where words have little room."""
    held = f"{format_load(row.sce)} of {format_load(row.ceiling)}"
    return LoadCell(
        load=held if row.sce or row.ceiling else "0",
        over=f"over {format_load(row.over)}" if row.over else "",
    )


def _groups(workers: Sequence[WorkerId]) -> list[Sequence[WorkerId]]:
    size = WORKERS_A_TABLE
    return [workers[at : at + size] for at in range(0, len(workers), size)]


def _between(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"
