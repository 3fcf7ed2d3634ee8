"""When a worker leaves: who takes over each person, and the packs for it."""

from typing import Annotated

from fastapi import Depends
from starlette.responses import Response

from cti.access import Permission, can
from cti.api.callers import Caller, of
from cti.api.shapes import PathId
from cti.usecases.leaving import leaving as usecase
from dashboards.pages.leaving import leaving_page
from dashboards.routes.around import Around
from dashboards.routes.case_review import newest_draft
from dashboards.site.routing import pages
from dashboards.site.showing import shown

leaving = pages("/services/{service_id}/workers/{worker_id}/leaving")

Changes = Annotated[
    Caller, Depends(of(Permission.WORKER_CHANGE, "workers", "worker_id"))
]


@leaving.get("")
def show(
    caller: Changes, frame: Around, service_id: PathId, worker_id: PathId
) -> Response:
    """Show whom a worker hands over, to whom, and what is to be done next."""
    may_plan = can(caller.actor, Permission.PLAN_MAKE, caller.about).allowed
    draft = newest_draft(caller, service_id) if may_plan else None
    found = usecase(
        caller.store,
        caller.actor,
        service_id,
        worker_id,
        draft_id=draft.plan_id if draft else None,
        on=caller.on,
    )
    page = leaving_page(
        found,
        service_id=service_id,
        worker_id=worker_id,
        is_proposed=draft is not None,
        is_stale=draft is not None and draft.is_stale,
        may_plan=may_plan,
    )
    return shown(page, frame)
