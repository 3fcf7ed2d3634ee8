"""Requests that carry a key of their own, so that each is done once."""

from sqlalchemy import CheckConstraint, Column, Integer, String, Table

from cti.store.tables.accounts import HASH
from cti.store.tables.base import METADATA
from cti.store.types import Instant, Words

REQUESTS = Table(
    "requests",
    METADATA,
    # Of the key together with who sent it: nobody meets another's.
    Column("key", HASH, primary_key=True),
    Column("digest", HASH, nullable=False),
    Column("begun_at", Instant, nullable=False, index=True),
    # What was answered, once it is done.
    Column("status", Integer),
    Column("headers", Words),
    Column("body", Words),
    Column("media_type", String(80)),
    CheckConstraint(
        "(status IS NULL) = (body IS NULL)"
        " AND (status IS NULL) = (headers IS NULL)"
        " AND (status IS NULL) = (media_type IS NULL)",
        name="done",
    ),
)
