"""An area of many services, planned side by side."""

import os
from collections.abc import Sequence
from time import perf_counter

from benchmarks.caseloads import ON
from benchmarks.make_caseload import Size, make_caseload
from benchmarks.results import Row
from benchmarks.sections.section import Section, Wanted, gap, number, per_cent, table
from cti.solver.limits import SolveLimits
from cti.usecases.area import AreaResult, plan_area

SERVICES = 156
PEOPLE = 9000
PEOPLE_EACH_WORKER = 14
FIRST_SEED = 30_000
EFFORT = 1


def run(wanted: Wanted) -> None:
    """Plan every service of an area, on as many processes as there are processors."""
    record = wanted.record("area", "services")
    services = 6 if wanted.quick else SERVICES
    if record.has(services=services):
        return
    folders = []
    for number_, size in enumerate(sizes(services)):
        folder = wanted.scratch / f"area-{services}" / f"{number_:03d}"
        if not folder.exists():
            make_caseload(folder, size, seed=FIRST_SEED + number_, on=ON)
        folders.append(folder)
    began = perf_counter()
    results = list(plan_area(folders, on=ON, limits=SolveLimits(effort=EFFORT)))
    record.put(
        services=services,
        people=sum(size.people for size in sizes(services)),
        referrals=sum(size.referrals for size in sizes(services)),
        processes=os.cpu_count(),
        effort=EFFORT,
        seconds=round(perf_counter() - began, 1),
        failures=sum(result.placement is None for result in results),
        gaps=sorted(_gap(result) for result in results if result.placement),
        longest=round(max(result.seconds for result in results), 1),
    )


def sizes(services: int) -> list[Size]:
    """Return the size of each service: from half to one and a half of the mean."""
    mean = PEOPLE / SERVICES
    step = mean / max(services - 1, 1)
    people = [round(mean / 2 + step * number_) for number_ in range(services)]
    people[-1] += round(mean * services) - sum(people)
    return [
        Size(
            workers=max(round(each / PEOPLE_EACH_WORKER), 2),
            people=each,
            referrals=round(each / 10),
        )
        for each in people
    ]


def _gap(result: AreaResult) -> float:
    placement = result.placement
    if placement is None or not placement.cost.total:
        return 0.0
    return round(
        gap(float(placement.cost.total), float(placement.lower_bound)) or 0.0, 6
    )


def text(rows: Sequence[Row]) -> str:
    """Return the table of this section."""
    headings = ["services", "people", "referrals", "processes", "seconds in all"]
    headings += ["longest, s", "mean gap", "worst gap", "proven best", "failures"]
    return table(headings, (_line(row) for row in rows))


def _line(row: Row) -> list[object]:
    gaps = row["gaps"]
    return [
        row["services"],
        row["people"],
        row["referrals"],
        row["processes"],
        number(row["seconds"]),
        number(row["longest"]),
        per_cent(sum(gaps) / len(gaps)) if gaps else "–",
        per_cent(max(gaps, default=None)),
        sum(not each for each in gaps),
        row["failures"],
    ]


SECTION = Section(
    name="area",
    title="An area of many services",
    run=run,
    text=text,
    keys=("services",),
)
