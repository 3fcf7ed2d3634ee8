"""Write a plan: every file of it, or none."""

from collections.abc import Collection
from functools import partial
from pathlib import Path

from cti.caseload.caseload import Caseload
from cti.exchange.columns.plan import TABLES
from cti.exchange.plan_json import FORMAT, plan_json
from cti.exchange.plan_tables import csv_text, rows_of
from cti.exchange.whole import check_folder, whole_folder, write_text
from cti.plans.document import PlanDocument

PLAN_JSON, REVIEW = "plan.json", "review.html"
_FILES = frozenset({PLAN_JSON, REVIEW, *(f"{table.name}.csv" for table in TABLES)})
_MARK_WITHIN_BYTES = 200


def write_plan(
    document: PlanDocument, caseload: Caseload, out: Path, *, review_html: str
) -> None:
    """Write a plan to a folder.

    A folder that stands at ``out`` is replaced as a whole, and only if it holds a plan
    written by this program and nothing else. A plan is never partly written.

    Raises
    ------
    CannotWrite
        With the reason, in words; nothing has changed then.
    """
    rows = rows_of(document)
    texts = {f"{table.name}.csv": csv_text(table, rows[table.name]) for table in TABLES}
    texts[PLAN_JSON] = plan_json(document, caseload)
    texts[REVIEW] = review_html

    with whole_folder(out, may_replace=partial(_why_not, out)) as folder:
        for name, text in texts.items():
            write_text(folder / name, text)


def check_out(out: Path) -> None:
    """Find out whether a plan could be written to a folder, before it is made.

    Raises
    ------
    CannotWrite
        With the reason, in words.
    """
    check_folder(out, may_replace=partial(_why_not, out))


def _why_not(out: Path, names: Collection[str]) -> str:
    foreign = [name for name in names if name not in _FILES]
    if foreign:
        return f"it holds {foreign[0]}, which is no part of a plan"
    if not _is_marked(out / PLAN_JSON):
        return f"it holds {min(names)}, but no {PLAN_JSON} of an earlier plan"
    return ""


def _is_marked(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return f'"format": "{FORMAT}"'.encode() in file.read(_MARK_WITHIN_BYTES)
    except FileNotFoundError:
        return False
