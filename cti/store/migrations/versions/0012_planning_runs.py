"""Planning runs."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "runs",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.String(length=32), nullable=False),
        sa.Column("plan_on", sa.Date(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("prices", sa.Text(), nullable=True),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("effort", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=True),
        sa.Column("cancel_asked", sa.Boolean(), nullable=False),
        sa.Column("worker_name", sa.Text(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("heartbeat_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("input_hash", sa.String(length=64), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("doing", sa.Text(), nullable=False),
        sa.Column("share_done", sa.Float(), nullable=True),
        sa.Column("best_cost", sa.String(length=64), nullable=True),
        sa.Column("lower_bound", sa.String(length=64), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_revision", sa.Integer(), nullable=True),
        sa.Column("plan_id", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(state = 'running') = (lease_until IS NOT NULL)"
            " AND (lease_until IS NULL) = (worker_name IS NULL)",
            name="ck_runs_leased",
        ),
        sa.CheckConstraint(
            "(state IN ('queued', 'running')) = (ended_at IS NULL)",
            name="ck_runs_ended",
        ),
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'done', 'failed', 'cancelled')",
            name="ck_runs_state",
        ),
        sa.CheckConstraint("attempts >= 0", name="ck_runs_attempts"),
        sa.CheckConstraint("seconds > 0", name="ck_runs_seconds"),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plans.id"], name="fk_runs_plan_id_plans"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name="fk_runs_service_id_services"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_index("ix_runs_service_id", "runs", ["service_id"])
    op.create_index("ix_runs_state_asked_at", "runs", ["state", "asked_at"])


def downgrade() -> None:
    """Go one step back."""
    op.drop_table("runs")
