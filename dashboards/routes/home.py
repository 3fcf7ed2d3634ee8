"""Where everybody begins, and what a phone needs to keep the planner at hand."""

from typing import Annotated

from fastapi import Depends
from starlette.responses import JSONResponse, Response

from cti.access import Permission
from cti.api.callers import Anybody, Caller, own
from dashboards.site.assets import assets
from dashboards.site.frame import PRODUCT, first_page
from dashboards.site.routing import pages, see

home = pages()

Reads = Annotated[Caller, Depends(own(Permission.ME_READ))]


@home.get("/")
def begin(caller: Reads) -> Response:
    """Go to the page that somebody in this role begins their day with."""
    return see(first_page(caller.actor))


@home.get("/manifest.webmanifest")
def manifest(_: Anybody) -> Response:
    """Say how the planner is kept on a phone."""
    address = assets().address
    sizes = (192, 512)
    said = {
        "name": PRODUCT,
        "short_name": "My week",
        "description": "Whom I meet when, and what is coming",
        "start_url": "/my-week",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fdfcfa",
        "theme_color": "#1b5e68",
        "icons": [
            {
                "src": address[f"icon-{size}.png"],
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": "any maskable",
            }
            for size in sizes
        ],
    }
    return JSONResponse(said, media_type="application/manifest+json")


@home.get("/service-worker.js")
def service_worker(_: Anybody) -> Response:
    """Hand out what keeps the week for when there is no network."""
    return Response(
        assets().body("service-worker.js"),
        media_type="text/javascript",
        headers={"Cache-Control": "no-cache", "Service-Worker-Allowed": "/"},
    )
