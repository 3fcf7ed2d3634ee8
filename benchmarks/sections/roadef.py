"""Planning anew with a plan in force: machine reassignment of 2012."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter

from benchmarks.places import Missing, public
from benchmarks.public.roadef import Instance, evaluate, problem, read
from benchmarks.results import Row
from benchmarks.sections.section import Section, Wanted, gap, per_cent, table
from cti.solver.assignment.solve import choose
from cti.solver.limits import SolveLimits

FIT = ("a1_1", "a2_1")
"""Those our planner is asked about; the others turn on rules it does not have."""

SECONDS = 300
MUCH = 1000


def run(wanted: Wanted) -> None:
    """Judge every plan in force, and plan anew those questions that fit."""
    record = wanted.record("roadef", "instance")
    try:
        folder = public("roadef2012_setA")
    except Missing as missing:
        record.skip(str(missing))
        return
    for name, known in _known(folder).items():
        if record.has(instance=name) or not wanted.asks(name):
            continue
        about = read(folder, name)
        first = evaluate(about, about.first)
        row: Row = {
            "instance": name,
            "first": first.cost,
            "first_published": int(known["original_cost"]),
            "best": int(known["best_2012"]),
        }
        if name in FIT and not (wanted.quick and name != FIT[0]):
            row |= _planned(about, 10 if wanted.quick else SECONDS)
        record.put(**row)


def _planned(about: Instance, seconds: float) -> Row:
    began = perf_counter()
    asked = problem(about)
    limits = SolveLimits(effort=MUCH, seconds=seconds)
    choice = choose(asked, limits=limits, start=about.first)
    taken = perf_counter() - began
    judged = evaluate(about, choice.options)
    return {
        "cost": judged.cost,
        "moves": judged.moves,
        "broken": list(judged.broken),
        "bound": float(choice.lower_bound),
        "seconds": round(taken, 1),
        "limit": seconds,
    }


def _known(folder: Path) -> Mapping[str, Mapping[str, str]]:
    with (folder / "reference_values.csv").open(encoding="utf-8", newline="") as file:
        return {row["instance"]: row for row in csv.DictReader(file)}


def text(rows: Sequence[Row]) -> str:
    """Return the tables of this section."""
    agree = sum(row["first"] == row["first_published"] for row in rows)
    said = (
        f"Our evaluator gives the published cost of the plan in force for {agree} of "
        f"{len(rows)} questions."
    )
    planned = [row for row in rows if "cost" in row]
    headings = ["question", "plan in force", "best of 2012", "ours", "above the best"]
    lines = [
        [
            row["instance"],
            row["first"],
            row["best"],
            row["cost"],
            per_cent(gap(row["cost"], row["best"])),
            row["moves"],
            len(row["broken"]),
            row["seconds"],
        ]
        for row in planned
    ]
    headings += ["moves", "rules broken", "seconds"]
    return f"{said}\n\n{table(headings, lines)}" if planned else said


SECTION = Section(
    name="roadef",
    title="Planning anew: machine reassignment",
    run=run,
    text=text,
    keys=("instance",),
    again="--only QUESTION",
)
