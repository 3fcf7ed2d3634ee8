"""Read a list page by page, as other software does."""

from collections.abc import Mapping
from typing import Any

from fastapi.testclient import TestClient

Answer = dict[str, Any]


def read_all(
    asking: TestClient,
    path: str,
    asked: Mapping[str, str] | None = None,
    *,
    limit: int = 2,
    after: str | None = None,
) -> list[Answer]:
    """Everything on a list, a few at a time."""
    found: list[Answer] = []
    while True:
        more = {"after": after} if after else {}
        page = asking.get(path, params={"limit": limit, **(asked or {}), **more})
        assert page.status_code == 200, page.text
        assert len(page.json()["items"]) <= limit
        found += page.json()["items"]
        after = page.json()["next"]
        if after is None:
            return found
