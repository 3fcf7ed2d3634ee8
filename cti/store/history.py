"""What was said of one person before: every change, by whom and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, or_, select

from cti.errors import UnknownCursor
from cti.store.services import Place
from cti.store.tables import FACTS
from cti.store.unit import as_values

KEPT_APART = frozenset({"id", "service_id", "person_id", "version"})
"""What a fact holds of the row itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One change.

    Attributes
    ----------
    about
        The table.
    before, after
        What was so and what is, by column; None before a first and after a last.
    """

    about: str
    row_id: str
    version: int
    at: datetime
    author_id: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    @property
    def place(self) -> Place:
        """Where it stands in a list of them."""
        return (self.row_id, str(self.version))


def said_of(
    connection: Connection,
    service_id: str,
    person_id: str,
    about: str,
    *,
    after: Place | None,
    limit: int,
) -> Sequence[Said]:
    """Return what was said of somebody in one table, newest first.

    It is asked after it was decided who may.

    Raises
    ------
    UnknownCursor
        If nothing of the kind was said at that place.
    """
    whose = [FACTS.c[side]["person_id"].as_string() for side in ("before", "after")]
    facts = (
        select(FACTS)
        .where(
            FACTS.c.service_id == service_id,
            FACTS.c.about == about,
            or_(*(each == person_id for each in whose)),
        )
        .order_by(FACTS.c.number.desc())
    )
    rows = (as_values(row) for row in connection.execute(facts))
    said = [
        Said(
            about=row["about"],
            row_id=row["row_id"],
            version=row["version"],
            at=row["at"],
            author_id=row["author_id"],
            before=_own(row["before"]),
            after=_own(row["after"]),
        )
        for row in rows
    ]
    places = [each.place for each in said]
    if after is not None and after not in places:
        raise UnknownCursor
    begins = 0 if after is None else places.index(after) + 1
    return said[begins : begins + limit]


def _own(row: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    if row is None:
        return None
    return {name: value for name, value in row.items() if name not in KEPT_APART}
