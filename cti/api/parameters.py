"""Refuse what an address asks for that its route does not know, in one place.

A filter that is misspelt would otherwise be no filter, and show more than was meant.
"""

from collections.abc import Iterator
from difflib import get_close_matches

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import BaseModel

from cti.errors import UnknownParameter


async def refuse_unknown(request: Request) -> None:
    """Let only those requests in whose parameters their route knows.

    Raises
    ------
    UnknownParameter
        If it does not know one; with the one it may be meant for.
    """
    asked = request.query_params
    known = _known(request.scope["route"]) if asked else ()
    for name in asked:
        if name not in known:
            near = get_close_matches(name.lower(), known, n=1)
            raise UnknownParameter(name, near=near[0] if near else None, known=known)


def _known(route: APIRoute) -> tuple[str, ...]:
    return tuple(sorted(set(_names(route.dependant))))


def _names(dependant: Dependant) -> Iterator[str]:
    for each in dependant.query_params:
        kind = each.field_info.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            for name, field in kind.model_fields.items():
                yield field.alias or name
        else:
            yield each.alias
    for inner in dependant.dependencies:
        yield from _names(inner)
