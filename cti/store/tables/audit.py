"""Who did and who looked at what: ids only, each entry bound to the one before."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Integer, String, Table

from cti.store.tables.base import METADATA
from cti.store.types import Id, Instant

HASH_LENGTH = 64

AUDIT = Table(
    "audit",
    METADATA,
    # Without a gap, from 1.
    Column(
        "number",
        BigInteger().with_variant(Integer, "sqlite"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("at", Instant, nullable=False),
    Column("account_id", Id, nullable=False, index=True),
    Column("action", String(60), nullable=False),
    # The table and the row it is about; no row where it is about all of a table.
    Column("kind", String(40), nullable=False),
    Column("object_id", Id, index=True),
    Column("reason_id", Id),
    Column("previous", String(HASH_LENGTH), nullable=False),
    Column("hash", String(HASH_LENGTH), nullable=False, unique=True),
)

AUDIT_ANCHOR = Table(
    "audit_anchor",
    METADATA,
    # One row, which says where the chain ends; who adds to it holds this row.
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", BigInteger().with_variant(Integer, "sqlite"), nullable=False),
    Column("hash", String(HASH_LENGTH), nullable=False),
    CheckConstraint("id = 1", name="only_one"),
)
