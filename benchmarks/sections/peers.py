"""Who works with whom: this planner and its peers, on the same caseloads."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.caseloads import SEEDS, SIZES, generated
from benchmarks.peers.asked import PLANNERS, RULES
from benchmarks.places import Missing
from benchmarks.processes import measure
from benchmarks.results import Record, Row
from benchmarks.sections.section import Section, Wanted, gap, mean, number, per_cent
from benchmarks.sections.section import table as as_table

SECONDS = (5, 30, 60)
WITHIN = (0.05, 0.02, 0.01)
GRACE = 60
"""Seconds a planner may take on top, to read, to lay out and to be judged."""
SILENT = ("SCIP",)
"""Planners that say nothing on the way: they are asked once for each time."""
NOTED = 0.001
"""A step on the way is kept if it is better by this share."""


def run(wanted: Wanted) -> None:
    """Ask every planner about every caseload."""
    record = wanted.record("peers", "size", "seed", "planner")
    sizes = wanted.sizes or (["5x70"] if wanted.quick else list(SIZES))
    seeds = wanted.seeds or SEEDS[: 1 if wanted.quick else None]
    seconds = wanted.seconds or ((5,) if wanted.quick else SECONDS)
    for size in sizes:
        for seed in seeds:
            for planner in wanted.planners or PLANNERS:
                if not record.has(size=size, seed=seed, planner=planner):
                    _measure(record, wanted, size, seed, planner, seconds)


def asked(wanted: Wanted, size: str, seed: int, planner: str, seconds: int) -> Row:
    """Ask one planner about one caseload, in a process of its own.

    Raises
    ------
    Missing
        Where the planner is not on this machine, or fails.
    """
    return asked_about(generated(size, seed, wanted.scratch), planner, seconds)


def asked_about(folder: Path, planner: str, seconds: int) -> Row:
    """Ask one planner about the caseload of a folder, in a process of its own.

    Raises
    ------
    Missing
        Where the planner is not on this machine, or fails.
    """
    run_one = [sys.executable, "-m", "benchmarks.peers", planner]
    measured = measure(*run_one, str(folder), str(seconds), at_most=seconds + GRACE)
    last = measured.output.strip().splitlines()[-1:]
    if measured.status or not last:
        raise Missing(_why(measured.output))
    said: Row = json.loads(last[0])
    return said | {"peak_mb": round(measured.peak_mb) if measured.peak_mb else None}


def _measure(
    record: Record,
    wanted: Wanted,
    size: str,
    seed: int,
    planner: str,
    seconds: Sequence[int],
) -> None:
    row: Row = {"size": size, "seed": seed, "planner": planner}
    at: dict[str, float | None] = {}
    limits = sorted(seconds) if planner in SILENT else [max(seconds)]
    steps: list[tuple[float, float]] = []
    try:
        for limit in limits:
            said = asked(wanted, size, seed, planner, limit)
            at[str(limit)] = said.get("cost")
            steps += said.pop("steps", ())
            row |= said
    except Missing as missing:
        record.put(**row, missing=str(missing))
        return
    if planner not in SILENT:
        row["steps"] = steps
        at = {str(limit): _cost_at(row, planner, limit) for limit in seconds}
    record.put(**row | {"steps": list(_thinned(steps))}, at=at)


def _cost_at(row: Row, planner: str, limit: int) -> float | None:
    """Return what the best plan there was after so many seconds costs."""
    if planner in RULES or row["seconds"] <= limit:
        return row.get("cost")
    there = [cost for at, cost in row["steps"] if at <= limit]
    return there[-1] if there else None


def _thinned(steps: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    last = float("inf")
    for number_, (at, cost) in enumerate(steps):
        if cost < last * (1 - NOTED) or number_ == len(steps) - 1:
            last = cost
            yield at, cost


def _why(output: str) -> str:
    lines = output.strip().splitlines()
    return lines[-1].removeprefix("benchmarks.places.") if lines else "it was ended"


def best_bounds(rows: Sequence[Row]) -> dict[tuple[str, int], float]:
    """Return the best proven bound of each caseload, whoever proved it."""
    found: dict[tuple[str, int], float] = {}
    for row in rows:
        bound = row.get("bound")
        if bound is not None:
            key = (row["size"], row["seed"])
            found[key] = max(found.get(key, 0.0), bound)
    return found


def seconds_to(row: Row, bound: float | None, within: float) -> float | None:
    """Return when a plan within a share of a bound was there; None if never."""
    steps = row.get("steps") or []
    for at, cost in steps:
        above = gap(cost, bound)
        if above is not None and above <= within:
            return float(at)
    return None


def text(rows: Sequence[Row]) -> str:
    """Return the tables of this section."""
    bounds = best_bounds(rows)
    parts = [_behind(rows)]
    for size in SIZES:
        of_size = [row for row in rows if row.get("size") == size]
        if of_size:
            parts += [f"### {size}", _summary(of_size, bounds), _each(of_size, bounds)]
            parts += [_laid_out(of_size)]
    return "\n\n".join(parts)


def _times(rows: Sequence[Row]) -> list[str]:
    found = {limit for row in rows for limit in row.get("at", {})}
    return sorted(found, key=int)


def _behind(rows: Sequence[Row]) -> str:
    """Say how often somebody else had the better plan at the same time."""
    ours = {(r["size"], r["seed"]): r["at"] for r in rows if r["planner"] == "ours"}
    compared, behind = 0, []
    for row in rows:
        mine = ours.get((row["size"], row["seed"]))
        if mine is None or row["planner"] == "ours" or "at" not in row:
            continue
        for limit, cost in row["at"].items():
            compared += 1
            own = mine.get(limit)
            if cost is not None and (own is None or cost < own - 1e-6):
                share = None if own is None else own / cost - 1
                behind.append((row, limit, share))
    broken = sum(bool(row.get("broken")) for row in rows)
    said = (
        f"{_rules_broken(broken)} Compared {compared} times (caseload, peer, seconds), "
        "this planner was "
    )
    if not behind:
        return said + "never behind."
    worst = max(share if share is not None else 1.0 for *_, share in behind)
    named = sorted({f"{row['planner']} on {row['size']}" for row, *_ in behind})
    return (
        f"{said}behind {len(behind)} times, by {per_cent(worst)} at most: "
        f"{', '.join(named)}."
    )


def _rules_broken(plans: int) -> str:
    if not plans:
        return "Every plan keeps every rule."
    return f"Rules are broken by {plans} of the plans, whose costs do not compare."


def _laid_out(rows: Sequence[Row]) -> str:
    longest = max((row["laid_out"] for row in rows if "laid_out" in row), default=None)
    return (
        "To lay the options out, which is the same for all and not counted above, took "
        f"{number(longest)} s at most."
    )


def _summary(rows: Sequence[Row], bounds: dict[tuple[str, int], float]) -> str:
    times = _times(rows)
    lines = []
    for planner in PLANNERS:
        mine = [row for row in rows if row["planner"] == planner]
        missing = [row["missing"] for row in mine if "missing" in row]
        if missing:
            lines.append([planner, f"not run: {missing[0]}"])
        elif mine:
            lines.append(_line(planner, mine, bounds, times))
    headings = [
        "planner",
        *(f"gap after {limit} s" for limit in times),
        "SCE-weeks over, at the end",
        "moves",
        *(f"seconds to {within:.0%}" for within in WITHIN),
        "memory, MB",
    ]
    width = len(headings)
    return as_table(headings, ([*line, *[""] * (width - len(line))] for line in lines))


def _line(
    planner: str,
    rows: Sequence[Row],
    bounds: dict[tuple[str, int], float],
    times: Sequence[str],
) -> list[str]:
    def gaps(limit: str) -> str:
        found = [
            gap(row["at"].get(limit), bounds.get((row["size"], row["seed"])))
            for row in rows
        ]
        there = [each for each in found if each is not None]
        if not there:
            return "no plan"
        return _of(per_cent(mean(there)), len(there), len(rows))

    def reached(within: float) -> str:
        found = [
            seconds_to(row, bounds.get((row["size"], row["seed"])), within)
            for row in rows
        ]
        there = sorted(at for at in found if at is not None)
        if not there:
            return "never"
        return _of(number(there[len(there) // 2]), len(there), len(rows))

    return [
        planner,
        *(gaps(limit) for limit in times),
        number(mean(row.get("over") for row in rows)),
        number(mean(row.get("moves") for row in rows)),
        *(reached(within) for within in WITHIN),
        number(mean(row.get("peak_mb") for row in rows), 0),
    ]


def _of(said: str, there: int, rows: int) -> str:
    """Say a figure with how many caseloads it is of, where not of all."""
    return said if there == rows else f"{said} ({there}/{rows})"


def _each(rows: Sequence[Row], bounds: dict[tuple[str, int], float]) -> str:
    last = _times(rows)[-1:]
    seeds = sorted({row["seed"] for row in rows})
    lines = []
    for planner in PLANNERS:
        costs = {r["seed"]: r.get("at", {}) for r in rows if r["planner"] == planner}
        if any(costs.values()):
            cells = [costs.get(s, {}).get(limit) for s in seeds for limit in last]
            lines.append([planner, *(number(cell) for cell in cells)])
    size = rows[0]["size"]
    lines.append(["*best bound*", *(number(bounds.get((size, s))) for s in seeds)])
    heading = f"cost after {last[0]} s" if last else "cost"
    return as_table([heading, *(f"seed {seed}" for seed in seeds)], lines)


SECTION = Section(
    name="peers",
    title="Against its peers",
    run=run,
    text=text,
    keys=("size", "seed", "planner"),
    again="--only SIZE --seeds SEED --planners PLANNER",
)
