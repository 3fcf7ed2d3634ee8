"""Every change there ever was: what, by whom, when, from what to what."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from cti.store.tables.base import METADATA
from cti.store.types import Id, Instant

FACTS = Table(
    "facts",
    METADATA,
    Column(
        "number",
        BigInteger().with_variant(Integer, "sqlite"),
        primary_key=True,
        autoincrement=True,
    ),
    Column("service_id", Id, ForeignKey("services.id"), nullable=False, index=True),
    # The table and the row it is about; the version it made of that row.
    Column("about", String(40), nullable=False),
    Column("row_id", Id, nullable=False),
    Column("version", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("author_id", Id, nullable=False),
    # The row before and after, as kept; nothing before a first, nothing after a last.
    Column("before", JSON(none_as_null=True)),
    Column("after", JSON(none_as_null=True)),
    UniqueConstraint("about", "row_id", "version"),
)
