"""Who may sign in, what they are in which service, and how they prove who they are."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from cti.access import Role
from cti.store.tables.base import METADATA, known_values, of
from cti.store.types import Id, Instant, Labels, OneOf, Words

HASH = String(64)
"""A SHA-256 in hexadecimal: whoever reads the database can use none of it."""

ACCOUNTS = Table(
    "accounts",
    METADATA,
    Column("id", Id, primary_key=True),
    # In small letters.
    Column("email", String(254), nullable=False, unique=True),
    Column("name", Words, nullable=False),
    Column("is_administrator", Boolean, nullable=False),
    Column("is_active", Boolean, nullable=False),
    Column("invited_at", Instant, nullable=False),
    # None for the first, whom nobody could invite or approve.
    of("accounts", "invited_by", optional=True),
    of("accounts", "approved_by", optional=True),
    Column("password_hash", String(255)),
    # Sealed with a key that is not in the store.
    Column("totp_secret", String(255)),
    Column("totp_is_confirmed", Boolean, nullable=False),
    # The last interval whose code was taken: none is taken twice.
    Column("totp_step", Integer),
)

MEMBERSHIPS = Table(
    "memberships",
    METADATA,
    Column("id", Id, primary_key=True),
    of("accounts", index=True),
    of("services", index=True),
    Column("role", OneOf(Role), nullable=False),
    # Empty for every team of the service.
    Column("team", Words, nullable=False),
    of("workers", optional=True),
    of("accounts", "granted_by"),
    UniqueConstraint("account_id", "service_id"),
    CheckConstraint("account_id <> granted_by", name="not_by_oneself"),
    CheckConstraint("role <> 'administrator'", name="not_administrator"),
)
MEMBERSHIPS.append_constraint(*known_values(MEMBERSHIPS.c))

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("id", Id, primary_key=True),
    of("accounts", index=True),
    Column("hash", HASH, nullable=False, unique=True),
    Column("began_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("ended_at", Instant),
)

TOKENS = Table(
    "tokens",
    METADATA,
    Column("id", Id, primary_key=True),
    of("accounts", index=True),
    Column("name", Words, nullable=False),
    # What its owner knows it by; the rest is not kept.
    Column("prefix", String(8), nullable=False),
    Column("hash", HASH, nullable=False, unique=True),
    Column("scopes", Labels, nullable=False),
    Column("issued_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("seen_at", Instant),
    Column("revoked_at", Instant),
)

LINKS = Table(
    "links",
    METADATA,
    Column("id", Id, primary_key=True),
    of("accounts", index=True),
    Column("hash", HASH, nullable=False, unique=True),
    Column("expires_at", Instant, nullable=False),
    Column("taken_at", Instant),
)

IDENTITIES = Table(
    "identities",
    METADATA,
    Column("id", Id, primary_key=True),
    of("accounts", index=True),
    Column("issuer_hash", HASH, nullable=False),
    # Of the issuer and the subject together: who somebody is to their provider.
    Column("hash", HASH, nullable=False, unique=True),
    Column("bound_at", Instant, nullable=False),
    UniqueConstraint("account_id", "issuer_hash"),
)

RECOVERY_CODES = Table(
    "recovery_codes",
    METADATA,
    Column("id", Id, primary_key=True),
    of("accounts", index=True),
    Column("hash", HASH, nullable=False, unique=True),
    Column("taken_at", Instant),
)

TRIES = Table(
    "tries",
    METADATA,
    # An account, an address, or both; hashed, and whether there is one or not.
    Column("key", HASH, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("succeeded_at", Instant),
)

REASONS = Table(
    "reasons",
    METADATA,
    Column("id", Id, primary_key=True),
    of("accounts", index=True),
    of("people", "person_id", index=True),
    of("services", index=True),
    Column("given_at", Instant, nullable=False),
    Column("words", Words, nullable=False),
)
