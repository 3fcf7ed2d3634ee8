"""One row of every kind that a route is about, in one service."""

from collections.abc import Callable, Mapping

from cti.store.tables import PEOPLE, PLANS, REFERRALS, RUNS, WORKERS
from tests.store.plans import Kept, a_document
from tests.usecases.runs import asked_for


def _run(kept: Kept) -> str:
    there = kept.rows(RUNS, service_id=kept.service_id)
    return str(there[0]["id"]) if there else asked_for(kept)


def _referral(kept: Kept) -> str:
    robin = kept.row_id(PEOPLE, "robin")
    (row,) = kept.rows(REFERRALS, person_id=robin)
    return str(row["id"])


def _plan(kept: Kept) -> str:
    there = kept.rows(PLANS, service_id=kept.service_id)
    return str(there[0]["id"]) if there else kept.draft(a_document())


ROW_OF: Mapping[str, Callable[[Kept], str]] = {
    "services": lambda kept: kept.service_id,
    "people": lambda kept: kept.row_id(PEOPLE, "sam"),
    "workers": lambda kept: kept.row_id(WORKERS, "bo"),
    "plans": _plan,
    "referrals": _referral,
    "runs": _run,
}
"""How to come by a row of each kind; of what is about a person, one of Sam's."""
