"""What every table shares: names of constraints, and the columns of a kept row."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Constraint,
    ForeignKey,
    Integer,
    MetaData,
    Table,
)

from cti.store.types import Id, OneOf

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""Every constraint has a name, so that a migration can find it on both databases."""


NOT_PLANNED_FROM = "not planned from"
"""Marks a table of which no plan is made: its changes leave plans as good as before."""

WORDS_APART = "words apart"
"""Marks a column that is not told again in the facts: there is one copy to erase."""


def kept(
    name: str, *columns: Column[Any] | Constraint, is_planned_from: bool = True
) -> Table:
    """Return a table of rows that change by whole, numbered versions.

    Every row has a random ``id``, the service it is of, and a ``version``, 1 at first.
    Whoever changes it says which version they saw.

    Parameters
    ----------
    is_planned_from
        Whether a plan is made from it, so that a change counts for the service's
        revision.
    """
    return Table(
        name,
        METADATA,
        Column("id", Id, primary_key=True),
        Column("service_id", Id, ForeignKey("services.id"), nullable=False, index=True),
        Column("version", Integer, nullable=False),
        *columns,
        *known_values(columns),
        info={} if is_planned_from else {NOT_PLANNED_FROM: True},
    )


def known_values(columns: Iterable[object]) -> Iterator[CheckConstraint]:
    """Yield what the database itself refuses: a value that an enumeration lacks."""
    for column in columns:
        if isinstance(column, Column) and isinstance(column.type, OneOf):
            values = ", ".join(f"'{each.value}'" for each in column.type.kind)
            yield CheckConstraint(f"{column.name} IN ({values})", name=column.name)


def of(
    table: str,
    name: str = "",
    *,
    optional: bool = False,
    unique: bool = False,
    index: bool = False,
) -> Column[str]:
    """Return a column that names a row of another table."""
    return Column(
        name or f"{table.removesuffix('s')}_id",
        Id,
        ForeignKey(f"{table}.id"),
        nullable=optional,
        unique=unique or None,
        index=index or None,
    )
