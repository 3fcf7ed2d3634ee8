"""How long pages take and what they weigh, in a large service."""

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, time
from pathlib import Path
from statistics import median

from benchmarks.caseloads import ON
from benchmarks.make_caseload import Size, make_caseload
from benchmarks.places import Missing, sample
from benchmarks.results import Row
from benchmarks.sections.section import Section, Wanted, number, table
from benchmarks.sections.serving import nearest
from benchmarks.served.here import served_here
from benchmarks.served.looked_at import Look, Page, Weight, pages_of
from benchmarks.served.team import furnish_team
from benchmarks.served.visiting import Often, Visit
from cti.usecases.installing import Installation

AT = datetime.combine(ON, time(9), UTC)
LARGEST_BYTES = 60_000
"""What a page may weigh at its first visit, charts aside."""

PAINT_MS = 500
CASELOAD = "destination"


WHOLE = Often(times=40, changes=5, paints=10)
SLICE = Often(times=3, changes=1, paints=1)


def run(wanted: Wanted) -> None:
    """Furnish a store with one caseload, serve it, and look at every page."""
    record = wanted.record("pages", "page")
    try:
        caseload = _small(wanted.scratch) if wanted.quick else sample(CASELOAD)
    except Missing as error:
        record.skip(str(error))
        return
    often = SLICE if wanted.quick else WHOLE
    with Installation(f"sqlite:///{wanted.scratch / 'pages.db'}") as there:
        team = furnish_team(there.store, caseload, on=ON, at=AT)
        asked = [
            (page, where)
            for page, where in pages_of(team)
            if wanted.asks(page.name) and not record.has(page=page.name)
        ]
        with (
            served_here(there, at=AT) as address,
            closing(Visit(there, team, address, asked, AT)) as visit,
        ):
            looks, weights = visit.looked_at(often.times), visit.weighed()
            changed = visit.looked_at_after_changes(often.changes)
            paints = visit.paints(often.paints)
        for page, _ in asked:
            name = page.name
            row = told(page, looks[name], changed[name], weights[name])
            if name in paints:
                row |= painted_row(paints[name])
            record.put(**row)


def told(
    page: Page, looks: Sequence[Look], changed: Sequence[Look], weight: Weight
) -> Row:
    """Return what is kept of the answers of one page."""
    took = sorted(1000 * each.seconds for each in looks)
    spent = sorted(1000 * each.processor for each in looks)
    return {
        "page": page.name,
        "role": page.role.value,
        "answers": len(looks),
        "failed": sorted({each.status for each in looks if each.status != 200}),
        "p50": round(nearest(took, 50), 1),
        "p95": round(nearest(took, 95), 1),
        "worst": round(took[-1], 1),
        "held_to": page.held_to,
        "processor_p50": round(nearest(spent, 50), 1),
        "processor_p95": round(nearest(spent, 95), 1),
        "changed": round(1000 * max(each.seconds for each in changed), 1),
        "html": weight.page,
        "first_visit": weight.without_charts,
        "charts": weight.charts,
    }


def painted_row(paints: Sequence[tuple[float, float]]) -> Row:
    """Return what is kept of when a page could be seen."""
    first, again = zip(*paints, strict=True)
    return {
        "paints": len(paints),
        "paint": round(median(first)),
        "paint_worst": round(max(first)),
        "paint_again": round(median(again)),
    }


def is_quick(row: Row) -> bool:
    """Whether a page is answered as quickly as it is held to."""
    return not row["failed"] and row["p95"] < row["held_to"]


def is_light(row: Row) -> bool:
    """Whether a page weighs as little as it is held to."""
    return bool(row["first_visit"] < LARGEST_BYTES)


def text(rows: Sequence[Row]) -> str:
    """Return a table of times, one of weights, and one of when there is what to see."""
    parts = [_times(rows), _weights(rows)]
    painted = [row for row in rows if "paint" in row]
    parts.append(_paints(painted) if painted else "No browser was there to look with.")
    return "\n\n".join(parts)


def _times(rows: Sequence[Row]) -> str:
    headings = ["page", "looked at by", "answers", "p50, ms", "p95, ms", "worst, ms"]
    headings += ["held to, ms", "holds", "processor p50, ms", "p95, ms"]
    headings += ["after a change, ms"]
    return table(
        headings,
        (
            [
                *(row["page"], row["role"], row["answers"]),
                *(number(row[name], 0) for name in ("p50", "p95", "worst")),
                *(row["held_to"], _said(is_quick(row))),
                *(
                    number(row[name], 0)
                    for name in ("processor_p50", "processor_p95", "changed")
                ),
            ]
            for row in rows
        ),
    )


def _weights(rows: Sequence[Row]) -> str:
    headings = ["page", "alone, KB", "at a first visit, KB", "held to, KB", "holds"]
    return table(
        [*headings, "charts, KB"],
        (
            [
                *(row["page"], _kilobytes(row["html"]), _kilobytes(row["first_visit"])),
                *(LARGEST_BYTES // 1000, _said(is_light(row))),
                _kilobytes(row["charts"]) if row["charts"] else "–",
            ]
            for row in rows
        ),
    )


def _paints(rows: Sequence[Row]) -> str:
    headings = ["page", "visits", "first paint, ms", "worst, ms", "held to, ms"]
    return table(
        [*headings, "holds", "coming back, ms"],
        (
            [
                *(row["page"], row["paints"], row["paint"], row["paint_worst"]),
                *(PAINT_MS, _said(row["paint"] < PAINT_MS), row["paint_again"]),
            ]
            for row in rows
        ),
    )


def _said(holds: bool) -> str:  # noqa: FBT001, one word for one answer
    return "yes" if holds else "no"


def _kilobytes(size: int) -> str:
    return number(size / 1000)


def _small(scratch: Path) -> Path:
    folder = scratch / "small"
    size = Size(workers=4, people=50, referrals=5)
    make_caseload(folder, size, seed=1, on=ON)
    return folder


SECTION = Section(
    name="pages",
    title="Pages",
    run=run,
    text=text,
    keys=("page",),
    again="--only PAGE",
)
