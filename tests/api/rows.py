"""One row of every kind that a route is about, in one service."""

from collections.abc import Callable, Mapping

from cti.store.tables import PEOPLE, WORKERS
from tests.store.plans import Kept

ROW_OF: Mapping[str, Callable[[Kept], str]] = {
    "services": lambda kept: kept.service_id,
    "people": lambda kept: kept.row_id(PEOPLE, "sam"),
    "workers": lambda kept: kept.row_id(WORKERS, "bo"),
}
"""How to come by a row of each kind; of what is about a person, one of Sam's."""
