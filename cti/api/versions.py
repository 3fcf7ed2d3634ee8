"""Versions: whoever changes something says which version of it they saw."""

import re
from typing import Annotated

from fastapi import Depends, Header
from starlette.responses import Response

from cti.errors import VersionNeeded


def seen_version(
    if_match: Annotated[
        str | None,
        Header(description="The ETag of the version that was seen.", examples=['"3"']),
    ] = None,
) -> int:
    """Return the version that was seen.

    Raises
    ------
    VersionNeeded
        If it is not said, or not as an ETag of ours.
    """
    found = re.fullmatch(r'"(\d{1,9})"', if_match or "")
    if found is None:
        raise VersionNeeded
    return int(found[1])


SeenVersion = Annotated[int, Depends(seen_version)]


def tag(response: Response, version: int) -> None:
    """Say in an answer which version of it this is."""
    response.headers["ETag"] = f'"{version}"'
