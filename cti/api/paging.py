"""Long lists a page at a time: from where the last page ended, not by counting."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar

from fastapi import Query
from pydantic import BaseModel, ConfigDict

from cti.errors import UnknownCursor

Item = TypeVar("Item")

LARGEST_PAGE = 200
USUAL_PAGE = 50

Limit = Annotated[
    int, Query(ge=1, le=LARGEST_PAGE, description="How many at most on a page.")
]
After = Annotated[
    str | None,
    Query(max_length=1000, description="Where the page before ended: its `next`."),
]


class Asked(BaseModel):
    """What of a list is asked for; what nobody knows is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    limit: Limit = USUAL_PAGE
    after: After = None


def cut(
    found: Sequence[Item], limit: int, key: Callable[[Item], tuple[str, ...]]
) -> tuple[Sequence[Item], str | None]:
    """Return what stands on a page, and where the next begins.

    Parameters
    ----------
    found
        One more than stands on the page, if there are more.
    key
        What the list is in the order of, with the id last.
    """
    page = found[:limit]
    return page, cursor(*key(page[-1])) if len(found) > limit else None


def cursor(*key: str) -> str:
    """Return a place in a list, behind what has this key."""
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def next_of(ends: tuple[str, ...] | None) -> str | None:
    """Return where the next page begins, as it is told; None at the end."""
    return None if ends is None else cursor(*ends)


def read_cursor(after: str | None, *, parts: int = 2) -> tuple[str, ...] | None:
    """Return the key a place is behind; None for the beginning.

    Parameters
    ----------
    parts
        How many parts its key has.

    Raises
    ------
    UnknownCursor
        If we did not give it.
    """
    if after is None:
        return None
    try:
        padded = after.encode("ascii") + b"=" * (-len(after) % 4)
        key = json.loads(base64.urlsafe_b64decode(padded))
    except (ValueError, binascii.Error) as error:
        raise UnknownCursor from error
    is_ours = (
        isinstance(key, list)
        and len(key) == parts
        and all(isinstance(part, str) and _is_text(part) for part in key)
    )
    if not is_ours:
        raise UnknownCursor
    return tuple(key)


def _is_text(part: str) -> bool:
    """Whether a database can compare with it; half of a character is in no list."""
    try:
        part.encode()
    except UnicodeEncodeError:
        return False
    return "\x00" not in part
