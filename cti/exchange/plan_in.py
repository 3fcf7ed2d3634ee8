"""Read a plan back: who works with whom, and the contacts if there are any."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from cti.caseload.caseload import Caseload, PlanInForce
from cti.errors import UnreadablePlan, UnreadablePolicy
from cti.exchange.columns.column import Sheet
from cti.exchange.columns.plan import ASSIGNMENTS, CONTACTS
from cti.exchange.files.csv_in import read_csv
from cti.exchange.plan_json import FORMAT
from cti.exchange.plan_kept import in_force_of
from cti.exchange.policy_in import policy_of
from cti.exchange.report import Report
from cti.exchange.rows.grid import lay_out
from cti.exchange.rows.rows import Row, read_rows
from cti.plans.assignment import AssignmentPlan, Stay
from cti.plans.contacts import ContactPlan, PlannedContact
from cti.plans.document import Effort
from cti.plans.lateness import Late, LateCause
from cti.plans.policy import Policy
from cti.units import Points

_REMEDY = "Point at a folder written by «cti plan», or at an assignments.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFiles:
    """A plan as it was read.

    Attributes
    ----------
    contacts
        None where the plan has none to read.
    why
        The sentence beside each person, where there is one.
    about
        What ``plan.json`` says of the plan; None where there is no such file.
    """

    assignment: AssignmentPlan
    contacts: ContactPlan | None
    why: Mapping[str, str]
    about: "PlanAbout | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAbout:
    """What a plan was made from.

    Attributes
    ----------
    on
        The plan date.
    policy, prices
        What its prices are called; and the prices themselves, where they do not come
        with the program.
    input_hash
        The digest of the caseload it was made from.
    effort, lower_bound, contact_lower_bound, late
        How it was found, what no plan costs less than, and who is met late.
    in_force
        The plan that people had been told of when it was made.
    """

    on: date
    weeks: int
    policy: str
    input_hash: str
    effort: Effort
    lower_bound: Points
    contact_lower_bound: Points
    late: tuple[Late, ...] = ()
    prices: Policy | None = None
    in_force: PlanInForce | None = None


def read_plan(path: Path, caseload: Caseload) -> PlanFiles:
    """Read a plan folder, or an ``assignments.csv`` alone.

    A plan that breaks rules or names people nobody knows is read all the same; judging
    it is another's work. A spreadsheet that opened the file may have taken noughts off
    the ids (12 for 00012): they are put back where the caseload leaves no doubt.

    Raises
    ------
    UnreadablePlan
        With everything that must be mended, by file, row and column.
    """
    report = Report()
    folder = path if path.is_dir() else path.parent
    file = folder / "assignments.csv" if path.is_dir() else path
    ids = _Ids(caseload)
    stays = _read(file, ASSIGNMENTS, ids, report, required=True)
    planned = folder / "contacts.csv"
    has_contacts = path.is_dir() and planned.exists()
    contacts = _read(planned, CONTACTS, ids, report) if has_contacts else []
    about = _about(folder / "plan.json", report) if path.is_dir() else None
    if report.findings:
        raise UnreadablePlan(report.findings)
    return PlanFiles(
        assignment=AssignmentPlan(tuple(_stay(row) for row in stays)),
        contacts=_contact_plan(contacts) if has_contacts else None,
        why={row.values["person_id"]: row.values["why"] for row in stays},
        about=about,
    )


def prices_of(text: str, *, called: str) -> Policy:
    """Return prices that were kept as JSON text.

    Raises
    ------
    UnreadablePolicy
        With everything that must be mended.
    """
    report = Report()
    table = json.loads(text, parse_float=Fraction)
    prices = policy_of(table, report, file="prices", called=called)
    if report.findings:
        raise UnreadablePolicy(report.findings)
    return prices


class _Ids:
    """The ids of a caseload, found again after a spreadsheet has worn them down."""

    def __init__(self, caseload: Caseload) -> None:
        self._known = {*caseload.worker, *caseload.person, *caseload.referral}
        self._by_worn: dict[str, list[str]] = {}
        for known in sorted(self._known):
            self._by_worn.setdefault(_worn(known), []).append(known)

    def restored(self, written: str) -> str:
        """Return the id that is meant; as written where nobody or several may be."""
        meant = self._by_worn.get(_worn(written), [])
        return meant[0] if written not in self._known and len(meant) == 1 else written


def _worn(known: str) -> str:
    return known.casefold().lstrip("0")


def _read(
    path: Path, sheet: Sheet, ids: _Ids, report: Report, *, required: bool = False
) -> Sequence[Row]:
    if required and not path.exists():
        report.mend(sheet.name, problem=f"there is no {path.name}", remedy=_REMEDY)
        return []
    table = read_csv(path, sheet, report)
    grid = lay_out(table, sheet, report) if table else None
    rows = read_rows(grid, report).rows if grid else []
    for row in rows:
        for name in ("person_id", "worker_id"):
            if row.get(name):
                row.values[name] = ids.restored(row.values[name])
    return rows


def _stay(row: Row) -> Stay:
    return Stay(**{name: row.values[name] for name in row.values if name != "why"})


def _contact_plan(rows: Iterable[Row]) -> ContactPlan:
    return ContactPlan(tuple(PlannedContact(**row.values) for row in rows))


def _about(path: Path, report: Report) -> PlanAbout | None:
    try:
        said = json.loads(path.read_text(encoding="utf-8"), parse_float=Fraction)
        if said["format"] == FORMAT:
            return PlanAbout(
                on=date.fromisoformat(said["plan_date"]),
                weeks=int(said["weeks"]),
                policy=str(said["policy"]),
                input_hash=str(said["input_hash"]),
                effort=Effort(**said["effort"]),
                lower_bound=Fraction(said["cost"]["lower_bound"]),
                contact_lower_bound=Fraction(said["contact_cost"]["lower_bound"]),
                late=tuple(
                    _late(each) for each in said["contact_cost"].get("late", ())
                ),
                prices=_prices(said, report),
                in_force=in_force_of(said.get("in_force")),
            )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        pass
    report.mend(
        "plan",
        problem="plan.json is not one written by this program",
        remedy="Take it away, or plan again",
    )
    return None


def _late(said: Mapping[str, Any]) -> Late:
    return Late(**{**said, "cause": LateCause(said["cause"])})


def _prices(said: Mapping[str, Any], report: Report) -> Policy | None:
    prices = said.get("prices")
    if prices is None:
        return None
    return policy_of(
        dict(prices), report, file="plan.json, prices", called=str(said["policy"])
    )
