"""Planning runs: what is to be planned, by whom it is being done, how far it is."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
)

from cti.plans.life import RunState
from cti.store.tables.base import METADATA, known_values, of
from cti.store.tables.plans import DIGEST_LENGTH
from cti.store.types import Exact, Id, Instant, OneOf, Words

# Not a table of versioned rows: progress is no fact, and makes no plan stale.
RUNS = Table(
    "runs",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("service_id", Id, ForeignKey("services.id"), nullable=False, index=True),
    Column("state", OneOf(RunState), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("asked_by", Id, nullable=False),
    Column("plan_on", Date, nullable=False),
    Column("policy", Words, nullable=False),
    Column("prices", Words),
    Column("seed", Integer, nullable=False),
    Column("effort", Integer, nullable=False),
    Column("seconds", Float),
    Column("cancel_asked", Boolean, nullable=False),
    # Who is doing it, and until when nobody else may; how often it has been begun.
    Column("worker_name", Words),
    Column("lease_until", Instant),
    Column("heartbeat_at", Instant),
    Column("attempts", Integer, nullable=False),
    # What it is made from: known once it has begun.
    Column("input_hash", String(DIGEST_LENGTH)),
    Column("revision", Integer),
    # How far it is.
    Column("doing", Words, nullable=False),
    Column("share_done", Float),
    Column("best_cost", Exact),
    Column("lower_bound", Exact),
    # How it ended.
    Column("ended_at", Instant),
    Column("ended_revision", Integer),
    of("plans", optional=True),
    Column("reason", Words, nullable=False),
    CheckConstraint("attempts >= 0", name="attempts"),
    CheckConstraint("seconds > 0", name="seconds"),
    CheckConstraint(
        "(state = 'running') = (lease_until IS NOT NULL)"
        " AND (lease_until IS NULL) = (worker_name IS NULL)",
        name="leased",
    ),
    CheckConstraint(
        "(state IN ('queued', 'running')) = (ended_at IS NULL)", name="ended"
    ),
)
RUNS.append_constraint(*known_values([RUNS.c.state]))
Index("ix_runs_state_asked_at", RUNS.c.state, RUNS.c.asked_at)
