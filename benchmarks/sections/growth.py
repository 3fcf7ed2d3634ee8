"""How time and memory grow with the caseload."""

from collections.abc import Sequence

from benchmarks.caseloads import SEEDS, SIZES
from benchmarks.places import Missing
from benchmarks.results import Row
from benchmarks.sections.peers import asked, seconds_to
from benchmarks.sections.section import Section, Wanted, gap, number, per_cent, table

SECONDS = {"5x70": 10, "12x170": 30, "24x340": 60, "40x700": 120}
"""How long our planner may think about each size."""

TARGETS = (0.05, 0.02, 0.01)


def run(wanted: Wanted) -> None:
    """Plan caseloads of every size."""
    record = wanted.record("growth", "size", "seed")
    sizes = wanted.sizes or (list(SIZES)[:1] if wanted.quick else list(SIZES))
    for size in sizes:
        limit = (wanted.seconds or [5 if wanted.quick else SECONDS[size]])[0]
        for seed in wanted.seeds or SEEDS[: 1 if wanted.quick else None]:
            if record.has(size=size, seed=seed):
                continue
            row: Row = {"size": size, "seed": seed, "limit": limit}
            try:
                row |= asked(wanted, size, seed, "ours", limit)
            except Missing as missing:
                row["missing"] = str(missing)
            record.put(**row)


def seconds_within(row: Row, within: float) -> float | None:
    """Return when a plan so near the bound was there; None if never."""
    return seconds_to(row, row.get("bound"), within)


def text(rows: Sequence[Row]) -> str:
    """Return the table of this section."""
    lines = [_line(row) for row in rows]
    headings = ["size", "seed", "cost", "gap at the end"]
    headings += [f"seconds to {within:.0%}" for within in TARGETS]
    picture = "![How time and memory grow](pictures/growth.svg)"
    return f"{picture}\n\n{table([*headings, 'seconds in all', 'memory, MB'], lines)}"


def _line(row: Row) -> list[object]:
    return [
        row["size"],
        row["seed"],
        number(row.get("cost")),
        per_cent(gap(row.get("cost"), row.get("bound"))),
        *(number(seconds_within(row, within)) for within in TARGETS),
        number(row.get("seconds")),
        number(row.get("peak_mb"), 0),
    ]


SECTION = Section(
    name="growth",
    title="How time and memory grow",
    run=run,
    text=text,
    keys=("size", "seed"),
    again="--only SIZE --seeds SEED",
)
