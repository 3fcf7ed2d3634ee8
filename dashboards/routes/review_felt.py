"""How heavy work feels: say at the case review that it was talked about."""

from typing import Annotated

from fastapi import Depends
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.api.shapes import PathId
from cti.usecases.feeling import was_talked_about
from dashboards.site.forms import Posted
from dashboards.site.routing import pages, see

review_felt = pages("/services/{service_id}/review/felt")

Talks = Annotated[
    Caller, Depends(of(Permission.REVIEW_WRITE, "services", "service_id"))
]


@review_felt.post("/{felt_id}")
def talked(
    caller: Talks, service_id: PathId, felt_id: PathId, form: Posted
) -> Response:
    """Say that it was talked about today."""
    version = form.number("version", least=1, most=10**9)
    was_talked_about(
        caller.store,
        caller.actor,
        service_id,
        felt_id,
        version=version or 0,
        on=caller.on,
        at=caller.at,
    )
    return see(f"/services/{service_id}/review?notice=talked#loads")
