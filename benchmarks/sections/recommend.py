"""Whom to take: how long the answer takes once a plan is open."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.caseloads import SEEDS, generated, opened
from benchmarks.places import Missing, sample
from benchmarks.recommend import answers
from benchmarks.results import Row
from benchmarks.sections.section import Section, Wanted, number, table

SIZE = "24x340"
"""A team of 24 workers: the size that is promised an answer in time."""

SAMPLE = "destination"
HELD_TO = 200
"""Milliseconds."""


def run(wanted: Wanted) -> None:
    """Ask about a sample and about a caseload from each seed."""
    record = wanted.record("recommend", "caseload")
    for name in wanted.sizes or _names(wanted):
        if record.has(caseload=name):
            continue
        try:
            about = opened(_folder(name, wanted))
        except Missing as missing:
            record.skip(str(missing))
            continue
        record.put(
            caseload=name,
            workers=len(about.caseload.workers),
            people=len(about.caseload.people),
            referrals=len(about.caseload.referrals),
            answers={said: asdict(each) for said, each in answers(about).items()},
        )


def _names(wanted: Wanted) -> Iterator[str]:
    if not wanted.quick:
        yield SAMPLE
    for seed in wanted.seeds or SEEDS[: 1 if wanted.quick else None]:
        yield f"{SIZE}-{seed}"


def _folder(name: str, wanted: Wanted) -> Path:
    size, _, seed = name.rpartition("-")
    return generated(size, int(seed), wanted.scratch) if size else sample(name)


def text(rows: Sequence[Row]) -> str:
    """Return the table of this section."""
    asked = [(row, each) for row in rows for each in row["answers"].items()]
    longest = max(max(each["first"], each["worst"]) for _, (_, each) in asked)
    said = (
        f"Held to {HELD_TO} ms; of {sum(each['questions'] for _, (_, each) in asked)} "
        f"answers the longest took {number(longest, 0)} ms."
    )
    headings = ["caseload", "workers", "people", "question", "asked"]
    headings += ["first, ms", "usual, ms", "longest after it, ms"]
    return f"{said}\n\n{table(headings, (_line(*each) for each in asked))}"


def _line(row: Row, asked: tuple[str, Row]) -> list[object]:
    said, each = asked
    return [
        *(row["caseload"], row["workers"], row["people"]),
        *(said, each["questions"]),
        *(number(each[name], 0) for name in ("first", "usual", "worst")),
    ]


SECTION = Section(
    name="recommend",
    title="Whom to take",
    run=run,
    text=text,
    keys=("caseload",),
    again="--only CASELOAD",
)
