"""The core of the planner on public questions of generalised assignment."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter

from benchmarks.places import Missing, public
from benchmarks.public.gap import Instance, Known, evaluate, problem, read, read_known
from benchmarks.public.highs import by_highs
from benchmarks.results import Record, Row
from benchmarks.sections.section import (
    Section,
    Wanted,
    gap,
    mean,
    number,
    per_cent,
    table,
)
from cti.solver.assignment.solve import choose
from cti.solver.limits import SolveLimits

SMALL = "cattrysse1994"
SMALL_SECONDS = 5
SECONDS = 20
TYPES = "cde"
MUCH = 1000

Plans = Callable[[Instance, float], tuple[Sequence[int] | None, float]]


def run(wanted: Wanted) -> None:
    """Ask our planner about every question, and HiGHS about the large ones."""
    record = wanted.record("gap", "instance", "planner")
    try:
        folder = public("gap")
    except Missing as missing:
        record.skip(str(missing))
        return
    known = read_known(folder)
    small = sorted((folder / SMALL).iterdir(), key=_in_order)
    large = [
        path
        for source in ("chu1997", "yagiura2004")
        for path in sorted((folder / source).iterdir())
        if path.name[0] in TYPES
    ]
    if wanted.quick and not wanted.sizes:
        small, large = small[:2], large[:1]
    planners = wanted.planners or list(PLANNERS)
    for path in (each for each in small if wanted.asks(each.name)):
        if "ours" in planners:
            _measure(record, folder, path, known, "ours", SMALL_SECONDS)
    for path in (each for each in large if wanted.asks(each.name)):
        for planner in planners:
            seconds = 5 if wanted.quick else SECONDS
            _measure(record, folder, path, known, planner, seconds)


def by_ours(instance: Instance, seconds: float) -> tuple[Sequence[int] | None, float]:
    """Ask our planner."""
    limits = SolveLimits(effort=MUCH, seconds=seconds)
    choice = choose(problem(instance), limits=limits)
    return choice.options, float(choice.lower_bound)


PLANNERS: Mapping[str, Plans] = {"ours": by_ours, "HiGHS": by_highs}


def _measure(
    record: Record,
    folder: Path,
    path: Path,
    known: Mapping[str, Known],
    planner: str,
    seconds: float,
) -> None:
    name = path.relative_to(folder).as_posix()
    if record.has(instance=name, planner=planner):
        return
    instance = read(path)
    began = perf_counter()
    plan, bound = PLANNERS[planner](instance, seconds)
    taken = perf_counter() - began
    cost, over = (None, None) if plan is None else evaluate(instance, plan)
    record.put(
        instance=name,
        planner=planner,
        cost=cost,
        over=over,
        bound=bound,
        best=known[name].best,
        seconds=round(taken, 2),
        limit=seconds,
    )


def _in_order(path: Path) -> tuple[int, ...]:
    """Put gap2 before gap10."""
    return tuple(int(part) for part in path.name.removeprefix("gap").split("-"))


def is_proven(row: Row) -> bool:
    """Whether a plan within capacities is proven to be the best."""
    return bool(row["over"] == 0 and row["bound"] > row["cost"] - 1)


def text(rows: Sequence[Row]) -> str:
    """Return the tables of this section."""
    small = [row for row in rows if row["instance"].startswith(SMALL)]
    large = [row for row in rows if not row["instance"].startswith(SMALL)]
    proven = [row for row in small if is_proven(row)]
    at_best = sum(row["cost"] == row["best"] and row["over"] == 0 for row in small)
    longest = max((row["seconds"] for row in small), default=None)
    said = (
        f"gap1–12: {len(proven)} of {len(small)} proven best, {at_best} at the best "
        f"value known, {number(longest)} s at most."
    )
    parts = [said]
    if large:
        parts += [_means(large), _each(large)]
    return "\n\n".join(parts)


def _means(rows: Sequence[Row]) -> str:
    lines = []
    for planner in PLANNERS:
        for kind in TYPES:
            mine = [row for row in rows if _is_of(row, planner, kind)]
            if mine:
                lines.append(_line(planner, kind, mine))
    headings = ["planner", "type", "questions", "mean above the best", "not feasible"]
    return table([*headings, "proven"], lines)


def _is_of(row: Row, planner: str, kind: str) -> bool:
    name = row["instance"].rsplit("/", 1)[1]
    return row["planner"] == planner and str(name).startswith(kind)


def _line(planner: str, kind: str, rows: Sequence[Row]) -> list[object]:
    feasible = [row for row in rows if row["over"] == 0]
    return [
        planner,
        kind,
        len(rows),
        per_cent(mean(gap(row["cost"], row["best"]) for row in feasible)),
        len(rows) - len(feasible),
        sum(is_proven(row) for row in feasible),
    ]


def _each(rows: Sequence[Row]) -> str:
    by_name: dict[str, dict[str, Row]] = {}
    for row in rows:
        by_name.setdefault(row["instance"], {})[row["planner"]] = row
    lines = []
    for name, mine in sorted(by_name.items(), key=lambda each: each[0].split("/")[1]):
        best = next(iter(mine.values()))["best"]
        cells = [_cell(mine.get(planner)) for planner in PLANNERS]
        lines.append([name.split("/")[1], best, *cells])
    return table(["question", "best known", *PLANNERS], lines)


def _cell(row: Row | None) -> str:
    if row is None or row["cost"] is None:
        return "–"
    if row["over"]:
        return f"not feasible ({row['over']} over)"
    if is_proven(row):
        return f"{row['cost']} proven, {number(row['seconds'])} s"
    return f"{row['cost']} (+{per_cent(gap(row['cost'], row['best']))})"


SECTION = Section(
    name="gap",
    title="The core on generalised assignment",
    run=run,
    text=text,
    keys=("instance", "planner"),
    again="--only QUESTION --planners PLANNER",
)
