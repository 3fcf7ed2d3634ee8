"""A page into HTML, within the frame that all served pages share."""

from functools import cache
from typing import ClassVar, Protocol

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from dashboards.site.assets import assets
from dashboards.site.frame import Frame


class ServedPage(Protocol):
    """A context whose fields explain themselves, and the template that shows it."""

    template: ClassVar[str]

    @property
    def title(self) -> str:
        """What the page is called, in a browser's list of pages."""


def shown(page: ServedPage, frame: Frame, status: int = 200) -> HTMLResponse:
    """Answer with a page.

    The template sees ``page`` and ``frame`` and nothing else. A name it invents is an
    error, and every text is escaped.
    """
    template = environment().get_template(page.template)
    return HTMLResponse(
        template.render(page=page, frame=frame), status_code=int(status)
    )


@cache
def environment() -> Environment:
    """Return what templates are read with."""
    made = Environment(
        loader=PackageLoader("dashboards"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["asset"] = assets().address.__getitem__
    return made
