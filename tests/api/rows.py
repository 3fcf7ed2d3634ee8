"""One row of every kind that a route is about, in one service."""

from collections.abc import Callable, Mapping

from cti.store.tables import ABSENCES, PEOPLE, WORKERS
from tests.store.plans import Kept


def _an_absence(kept: Kept) -> str:
    (row, *_) = kept.rows(ABSENCES, service_id=kept.service_id)
    return str(row["id"])


ROW_OF: Mapping[str, Callable[[Kept], str]] = {
    "absences": _an_absence,
    "services": lambda kept: kept.service_id,
    "people": lambda kept: kept.row_id(PEOPLE, "sam"),
    "workers": lambda kept: kept.row_id(WORKERS, "bo"),
}
"""How to come by a row of each kind; of what is about a person, one of Sam's."""
