"""One row of every kind that a route is about, in one service."""

from collections.abc import Callable, Mapping
from datetime import datetime

from cti.store.imports import stage
from cti.store.tables import (
    ABSENCES,
    CONTACT_RECORDS,
    IMPORTS,
    PEOPLE,
    PLANS,
    RUNS,
    WORKERS,
)
from tests.builders import PLAN_DATE
from tests.store.plans import LEADER, NOW, Kept, a_document
from tests.usecases.runs import asked_for


def _run(kept: Kept) -> str:
    there = kept.rows(RUNS, service_id=kept.service_id)
    return str(there[0]["id"]) if there else asked_for(kept)


def _import(kept: Kept) -> str:
    there = kept.rows(IMPORTS, service_id=kept.service_id)
    if there:
        return str(there[0]["id"])
    with kept.store.unit(author_id=LEADER, at=NOW) as unit:
        return stage(
            unit,
            kept.service_id,
            called="team.xlsx",
            on=PLAN_DATE,
            digest="0" * 64,
            caseload="{}",
            to_mend=[],
        )


def _plan(kept: Kept) -> str:
    there = kept.rows(PLANS, service_id=kept.service_id)
    return str(there[0]["id"]) if there else kept.draft(a_document())


def _an_absence(kept: Kept) -> str:
    (row, *_) = kept.rows(ABSENCES, service_id=kept.service_id)
    return str(row["id"])


def _a_contact(kept: Kept) -> str:
    there = kept.rows(CONTACT_RECORDS, service_id=kept.service_id)
    if there:
        return str(there[0]["id"])
    row = {
        "person_id": kept.row_id(PEOPLE, "sam"),
        "worker_id": kept.row_id(WORKERS, "alex"),
        "at": datetime(2026, 11, 20, 10, 0),
        "minutes": 60,
        "kind": "visit",
        "outcome": "achieved",
        "place": "home",
    }
    with kept.store.unit(author_id=LEADER, at=NOW) as unit:
        return unit.add(CONTACT_RECORDS, kept.service_id, [row])[0]


ROW_OF: Mapping[str, Callable[[Kept], str]] = {
    "absences": _an_absence,
    "contacts": _a_contact,
    "services": lambda kept: kept.service_id,
    "people": lambda kept: kept.row_id(PEOPLE, "sam"),
    "workers": lambda kept: kept.row_id(WORKERS, "bo"),
    "imports": _import,
    "plans": _plan,
    "runs": _run,
}
"""How to come by a row of each kind; of what is about a person, one of Sam's."""
