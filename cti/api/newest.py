"""Long lists with the newest first: pages that begin behind a moment and an id."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from cti.api.paging import cursor, read_cursor
from cti.api.shapes import Page
from cti.errors import UnknownCursor

Found = TypeVar("Found")
Item = TypeVar("Item")

Behind = tuple[datetime, str]
"""When the last row that was read is from, and its id."""


def read_behind(after: str | None) -> Behind | None:
    """Return the row a place is behind; None for the beginning.

    Raises
    ------
    UnknownCursor
        If we did not give it.
    """
    key = read_cursor(after)
    if key is None:
        return None
    said, row_id = key
    try:
        at = datetime.fromisoformat(said)
        is_ours = at.tzinfo is not None and re.fullmatch("[0-9a-f]{32}", row_id)
        moment = at.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise UnknownCursor from error
    if not is_ours:
        raise UnknownCursor
    return moment, row_id


def page(
    found: Sequence[Found],
    limit: int,
    *,
    key: Callable[[Found], Behind],
    tell: Callable[[Found], Item],
) -> Page[Item]:
    """Return a page of what was found.

    Parameters
    ----------
    found
        One more than fit on a page, where there are so many.
    key
        When something is from, and its id.
    tell
        Returns it as it is answered.
    """
    shown, following = found[:limit], None
    if len(found) > limit:
        at, row_id = key(shown[-1])
        following = cursor(at.astimezone(UTC).isoformat(), row_id)
    return Page[Item](items=[tell(each) for each in shown], next=following)
