"""A page into one HTML file that needs nothing else: no server, network or script."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import ClassVar, Protocol

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

LOCKED_DOWN = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; style-src '{style}'"
)
"""What the browser may load: nothing but the style that the page itself carries."""


class Page(Protocol):
    """A context whose fields explain themselves, and the template that shows it."""

    template: ClassVar[str]


def render(page: Page) -> str:
    """Return the page as HTML.

    The template sees ``page`` and nothing else. A name it invents is an error, and
    every text is escaped.
    """
    template = _environment().get_template(page.template)
    style = _environment().get_template("page.css").render()
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return template.render(
        page=page,
        style=Markup(style),  # noqa: S704, our own style sheet, without any data
        policy=LOCKED_DOWN.format(style=f"sha256-{digest}"),
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("dashboards"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
