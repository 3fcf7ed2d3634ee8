"""`cti plan` and `cti check` as whole processes, as their reader would start them."""

import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.caseloads import ON, Opened, opened
from benchmarks.places import Missing, best_known, sample
from benchmarks.processes import Measured, measure
from benchmarks.results import Row
from benchmarks.sections.section import Section, Wanted, gap, number, per_cent, table
from cti.exchange.plan_in import read_plan
from cti.plans.assignment import AssignmentPlan
from cti.plans.contacts import ContactPlan
from cti.plans.policy import BALANCED
from cti.plans.score_contacts import score_contacts
from cti.solver.contacts.finished import contact_plan
from cti.solver.contacts.greedy import greedy_draft
from cti.solver.contacts.problem import ContactProblem

TIMES = 3
"""How often each caseload is planned, to see that the plan is the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a caseload is held to."""

    seconds: float
    memory_mb: float | None = None


HELD_TO: Mapping[str, Held] = {
    "navigators": Held(seconds=15),
    "riverside": Held(seconds=15),
    "harbour": Held(seconds=45),
    "destination": Held(seconds=90, memory_mb=1500),
}


def run(wanted: Wanted) -> None:
    """Plan, check and compare every sample caseload."""
    record = wanted.record("whole", "caseload")
    names = wanted.sizes or (["navigators"] if wanted.quick else list(HELD_TO))
    for name in names:
        try:
            if not record.has(caseload=name):
                record.put(**_whole(name, sample(name), wanted))
        except Missing as missing:
            record.skip(str(missing))


def _whole(name: str, folder: Path, wanted: Wanted) -> Row:
    outs = [wanted.scratch / f"{name}-{turn}" for turn in range(TIMES)]
    planned = [_planned(folder, out) for out in outs]
    checked = measure(_cti(), "check", str(folder), str(outs[0]))
    document = json.loads((outs[0] / "plan.json").read_text(encoding="utf-8"))
    about = opened(folder)
    plan = read_plan(outs[0], about.caseload)
    row: Row = {
        "caseload": name,
        "people": len(about.caseload.people),
        "workers": len(about.caseload.workers),
        "referrals": len(about.caseload.referrals),
        "seconds": [round(each.seconds, 1) for each in planned],
        "peak_mb": round(max(each.peak_mb or 0 for each in planned)),
        "check_seconds": round(checked.seconds, 1),
        "check_status": checked.status,
        "best_known": best_known(name),
        "identical": _identical(outs),
        **_figures(document),
    }
    if plan.contacts is not None:
        row |= _late(about, plan.assignment, plan.contacts)
    return row


def _planned(folder: Path, out: Path) -> Measured:
    shutil.rmtree(out, ignore_errors=True)
    on = ON.isoformat()
    done = measure(_cti(), "plan", str(folder), "--on", on, "--out", str(out))
    if done.status:
        last = done.output.strip().splitlines()[-1:]
        msg = f"cti plan ended with {done.status}: {''.join(last)}"
        raise Missing(msg)
    return done


def _cti() -> str:
    return str(Path(sys.executable).parent / "cti")


def _figures(document: Row) -> Row:
    """Return the cost and the bound that a plan says."""
    said = document["cost"]
    return {"cost": said["total"], "lower_bound": said["lower_bound"]}


def _identical(outs: Sequence[Path]) -> bool:
    """Whether every run wrote the same to the byte, but for the seconds it took."""
    return len({_written(out) for out in outs}) == 1


def _written(out: Path) -> bytes:
    files = b"".join(path.read_bytes() for path in sorted(out.glob("*.csv")))
    document = json.loads((out / "plan.json").read_text(encoding="utf-8"))
    del document["run"]
    return files + json.dumps(document).encode()


def _late(about: Opened, assignment: AssignmentPlan, contacts: ContactPlan) -> Row:
    """Return late days, and those of whoever books the earliest time there is."""
    caseload, horizon, prices = about.caseload, about.horizon, BALANCED.contacts
    problem = ContactProblem(caseload, horizon, assignment, prices)
    by_hand = contact_plan(greedy_draft(problem))

    def late(plan: ContactPlan) -> tuple[int, float]:
        scored = score_contacts(caseload, horizon, assignment, plan, prices)
        return scored.late_days, float(scored.cost.total)

    (days, cost), (days_by_hand, cost_by_hand) = late(contacts), late(by_hand)
    return {
        "late_days": days,
        "late_days_by_hand": days_by_hand,
        "contact_cost": cost,
        "contact_cost_by_hand": cost_by_hand,
    }


def text(rows: Sequence[Row]) -> str:
    """Return the tables of this section."""
    return f"{_runs(rows)}\n\n{_contacts(rows)}"


def _runs(rows: Sequence[Row]) -> str:
    headings = ["caseload", "people", "seconds, three runs", "held to", "memory, MB"]
    headings += ["cost", "above the best known", "gap", "check", "three runs the same"]
    return table(headings, (_run_line(row) for row in rows))


def _run_line(row: Row) -> list[object]:
    held = HELD_TO[row["caseload"]]
    return [
        row["caseload"],
        f"{row['people']} + {row['referrals']}",
        " / ".join(number(each) for each in row["seconds"]),
        number(held.seconds, 0),
        row["peak_mb"],
        number(row["cost"]),
        per_cent(gap(row["cost"], row["best_known"])),
        per_cent(gap(row["cost"], row["lower_bound"])),
        "holds" if row["check_status"] == 0 else "a rule is broken",
        "yes" if row["identical"] else "no",
    ]


def _contacts(rows: Sequence[Row]) -> str:
    headings = ["caseload", "late days", "by earliest time", "share"]
    headings += ["cost of contacts", "by earliest time"]
    return table(headings, (_contact_line(row) for row in rows if "late_days" in row))


def _contact_line(row: Row) -> list[object]:
    by_hand = row["late_days_by_hand"]
    return [
        row["caseload"],
        row["late_days"],
        by_hand,
        per_cent(row["late_days"] / by_hand, 0) if by_hand else "–",
        number(row["contact_cost"]),
        number(row["contact_cost_by_hand"]),
    ]


SECTION = Section(
    name="whole",
    title="Whole runs",
    run=run,
    text=text,
    keys=("caseload",),
    again="--only CASELOAD",
)
