"""How much each worker of a service holds, Monday by Monday, and how much is agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cti.calendar import Horizon
from cti.caseload.workers import Worker
from cti.plans.document import LoadRow
from cti.plans.loads import load_rows, loads_by_worker
from cti.store.moving import stays_of
from cti.store.plans import Ids
from cti.store.reading import read_caseload
from cti.store.unit import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerLoads:
    """What one worker holds on each Monday.

    Attributes
    ----------
    worker_id
        Their row.
    """

    worker_id: str
    worker: Worker
    loads: Sequence[LoadRow]

    @property
    def weeks_over(self) -> int:
        """On how many Mondays they hold more than is agreed."""
        return sum(1 for each in self.loads if each.over)


def loads_held(
    store: Store, service_id: str, *, on: date, weeks: int
) -> Sequence[WorkerLoads]:
    """Return what every worker of a service holds, by who works with whom now.

    It is the ledger a plan is judged by, exact, of what is so and what is agreed.

    Parameters
    ----------
    on
        The first Monday is on that day or after.
    """
    horizon = Horizon(on, weeks)
    with store.reading() as connection:
        caseload = read_caseload(connection, service_id, on=on, with_contacts=False)
        stays = stays_of(connection, service_id)
        ids = Ids.of(connection, service_id)
    loads = loads_by_worker(load_rows(caseload, horizon, stays))
    return [
        WorkerLoads(
            worker_id=ids.worker[worker.worker_id],
            worker=worker,
            loads=loads[worker.worker_id],
        )
        for worker in caseload.workers
    ]
