"""How near the best a plan is after the seconds somebody would wait."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.caseloads import SEEDS, generated
from benchmarks.places import Missing, best_known, sample
from benchmarks.results import Row
from benchmarks.sections.peers import asked_about
from benchmarks.sections.section import Section, Wanted, gap, number, per_cent, table

LARGE = "40x700"
EXACT = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a caseload is held to.

    Attributes
    ----------
    seconds
        How long the planner may think.
    above
        The share by which a plan may cost more than the best that is known, or, where
        none is known, than the bound; None where the plan is to be proven the best.
    """

    seconds: int
    above: float | None


HELD_TO: Mapping[str, Held] = {
    "riverside": Held(seconds=2, above=None),
    "harbour": Held(seconds=5, above=0.005),
    "destination": Held(seconds=10, above=0.01),
    LARGE: Held(seconds=40, above=0.015),
}


def run(wanted: Wanted) -> None:
    """Plan each caseload for the seconds it is held to."""
    record = wanted.record("held", "caseload")
    for name in wanted.sizes or _names(wanted):
        if record.has(caseload=name):
            continue
        seconds = held_to(name).seconds
        row: Row = {"caseload": name, "limit": seconds}
        try:
            row |= asked_about(_folder(name, wanted), "ours", seconds)
        except Missing as missing:
            row["missing"] = str(missing)
        row.pop("steps", None)
        known = None if name.startswith(LARGE) else best_known(name)
        record.put(**row, best_known=known)


def held_to(name: str) -> Held:
    """Return what a caseload is held to, by its name or that of its size."""
    return HELD_TO[LARGE if name.startswith(LARGE) else name]


def above(row: Row) -> float | None:
    """Return by which share a plan costs more than the best known, or the bound."""
    return gap(row.get("cost"), row["best_known"] or row.get("bound"))


def holds(row: Row) -> bool:
    """Whether a caseload is planned as well as it is held to."""
    allowed = held_to(row["caseload"]).above
    if row.get("cost") is None or row["broken"]:
        return False
    if allowed is None:
        return bool(row["bound"] >= row["cost"] * (1 - EXACT))
    found = above(row)
    return found is not None and found <= allowed


def _names(wanted: Wanted) -> Iterator[str]:
    if wanted.quick:
        yield "riverside"
        return
    yield from (name for name in HELD_TO if name != LARGE)
    yield from (f"{LARGE}-{seed}" for seed in wanted.seeds or SEEDS)


def _folder(name: str, wanted: Wanted) -> Path:
    size, _, seed = name.rpartition("-")
    return generated(size, int(seed), wanted.scratch) if size else sample(name)


def text(rows: Sequence[Row]) -> str:
    """Return the table of this section."""
    headings = ["caseload", "seconds", "cost", "best known", "bound"]
    headings += ["above the best known, else the bound", "held to", "holds"]
    return table(headings, (_line(row) for row in rows))


def _line(row: Row) -> list[object]:
    allowed = held_to(row["caseload"]).above
    return [
        *(row["caseload"], row["limit"], number(row.get("cost"))),
        *(number(row["best_known"]), number(row.get("bound"))),
        per_cent(above(row)),
        "proven best" if allowed is None else per_cent(allowed, 1),
        "yes" if holds(row) else "no",
    ]


SECTION = Section(
    name="held",
    title="While somebody waits",
    run=run,
    text=text,
    keys=("caseload",),
    again="--only CASELOAD",
)
