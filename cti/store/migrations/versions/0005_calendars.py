"""Calendars that phones fetch."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "calendar_feeds",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.String(length=32), nullable=True),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("with_names", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(worker_id IS NULL) <> (person_id IS NULL)",
            name="ck_calendar_feeds_one_owner",
        ),
        sa.CheckConstraint("opened_at < expires_at", name="ck_calendar_feeds_in_order"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_calendar_feeds_person_id_people"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["services.id"],
            name="fk_calendar_feeds_service_id_services",
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["workers.id"], name="fk_calendar_feeds_worker_id_workers"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_feeds"),
        sa.UniqueConstraint("secret_hash", name="uq_calendar_feeds_secret_hash"),
    )
    op.create_index("ix_calendar_feeds_person_id", "calendar_feeds", ["person_id"])
    op.create_index("ix_calendar_feeds_service_id", "calendar_feeds", ["service_id"])
    op.create_index("ix_calendar_feeds_worker_id", "calendar_feeds", ["worker_id"])


def downgrade() -> None:
    """Go one step back."""
    op.drop_table("calendar_feeds")
