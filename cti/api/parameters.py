"""Refuse what an address asks for that its route does not know, in one place.

A filter that is misspelt would otherwise be no filter, and show more than was meant.
Nor is anything bent to fit: a number is written in digits, a day as a day, once.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from typing import get_args, get_origin

from fastapi import Request
from fastapi.dependencies.models import Dependant
from pydantic import BaseModel

from cti.errors import MiswrittenParameter, UnknownParameter

FORMS: Mapping[type, tuple[re.Pattern[str], str]] = {
    bool: (re.compile("true|false"), "true or false"),
    int: (re.compile("-?[0-9]{1,18}"), "a whole number, such as 20"),
    date: (re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"), "a day, such as 2026-11-23"),
}
"""How what is no text is written in an address."""


async def refuse_unknown(request: Request) -> None:
    """Let only those requests in whose parameters their route knows.

    Raises
    ------
    UnknownParameter
        If it does not know one; with the one it may be meant for.
    MiswrittenParameter
        If one is said twice that is no list, or not in the form it has.
    """
    asked = request.query_params
    known = dict(_known(request.scope["route"].dependant)) if asked else {}
    for name in asked:
        if name not in known:
            near = get_close_matches(name.lower(), known, n=1)
            raise UnknownParameter(
                name, near=near[0] if near else None, known=sorted(known)
            )
        _check(name, known[name], asked.getlist(name))


def _check(name: str, annotation: object, said: list[str]) -> None:
    if len(said) > 1 and get_origin(annotation) is not list:
        raise MiswrittenParameter(name, such_as="one thing, once")
    for kind in _inside(annotation):
        if kind in FORMS:
            form, such_as = FORMS[kind]
            if not form.fullmatch(said[0]):
                raise MiswrittenParameter(name, such_as=such_as)


def _known(dependant: Dependant) -> Iterator[tuple[str, object]]:
    """Yield every parameter by name, with what kind of thing it is."""
    for each in dependant.query_params:
        kind = each.field_info.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            for name, field in kind.model_fields.items():
                yield field.alias or name, field.annotation
        else:
            yield each.alias, kind
    for inner in dependant.dependencies:
        yield from _known(inner)


def _inside(annotation: object) -> Iterator[type]:
    """Yield every type an annotation is made of."""
    if isinstance(annotation, type):
        yield annotation
    for each in get_args(annotation):
        yield from _inside(each)
