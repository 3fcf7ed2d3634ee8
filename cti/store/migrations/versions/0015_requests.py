"""Requests that carry a key, so that each is done once."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "requests",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("media_type", sa.String(length=80), nullable=True),
        sa.CheckConstraint(
            "(status IS NULL) = (body IS NULL)"
            " AND (status IS NULL) = (headers IS NULL)"
            " AND (status IS NULL) = (media_type IS NULL)",
            name="ck_requests_done",
        ),
        sa.PrimaryKeyConstraint("key", name="pk_requests"),
    )
    op.create_index("ix_requests_begun_at", "requests", ["begun_at"])


def downgrade() -> None:
    """Go one step down."""
    op.drop_index("ix_requests_begun_at", table_name="requests")
    op.drop_table("requests")
