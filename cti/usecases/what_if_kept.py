"""What if, asked of a service in the store; nothing of it is kept."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from cti.calendar import Horizon
from cti.errors import UnknownName
from cti.exchange.scenario_in import Asked
from cti.plans.policy import Policy
from cti.store.plans import Ids, read_in_force
from cti.store.reading import read_caseload
from cti.store.unit import Store
from cti.units import WorkerId
from cti.usecases.assigning import Search
from cti.usecases.naming import worker_meant
from cti.usecases.taking_turns import a_turn
from cti.usecases.what_if import WhatIf, meant, what_if

_ROW = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfKept:
    """Futures of a service, and the rows of its workers by the ids it knows them by."""

    found: WhatIf
    ids: Ids


def what_if_of_service(
    store: Store,
    service_id: str,
    asked: Sequence[Asked],
    *,
    on: date,
    policy: Policy,
    search: Search,
) -> WhatIfKept:
    """Plan a service as it is and in each scenario, side by side.

    Parameters
    ----------
    asked
        Workers go by their row in it, or by name or id.
    on
        The plan date.
    search
        Its seconds are for all plans together.

    Raises
    ------
    UnreadableScenario
        With everything that cannot be read or tried.
    NotNow
        If others are planning for questions of theirs.
    """
    with store.reading() as connection:
        caseload = replace(
            read_caseload(connection, service_id, on=on),
            in_force=read_in_force(connection, service_id, on=on),
        )
        ids = Ids.of(connection, service_id)
    known = ids.turned().worker

    def worker_of(said: str) -> WorkerId:
        if not _ROW.fullmatch(said):
            return worker_meant(caseload, said)
        worker_id = WorkerId(known.get(said, ""))
        if worker_id not in caseload.worker:
            raise UnknownName(said, kind="worker")
        return worker_id

    horizon = Horizon(on, caseload.service.horizon_weeks)
    scenarios = meant(caseload, horizon, asked, seed=search.seed, worker_of=worker_of)
    in_all = search.seconds or 0.0
    with a_turn(in_all) as is_over:
        found = what_if(
            caseload,
            horizon,
            scenarios,
            policy=policy,
            search=replace(search, seconds=in_all / (len(scenarios) + 1)),
            stop=is_over,
        )
    return WhatIfKept(found=found, ids=ids)
