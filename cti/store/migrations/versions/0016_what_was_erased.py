"""That somebody was erased, and how much of theirs went."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "erasures",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("gone_id", sa.String(length=32), nullable=False),
        sa.Column("because", sa.String(length=40), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_by", sa.String(length=32), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "because IN ('asked', 'term over')", name="ck_erasures_because"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name="fk_erasures_service_id_services"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_erasures"),
        sa.UniqueConstraint("gone_id", name="uq_erasures_gone_id"),
    )
    op.create_index("ix_erasures_service_id", "erasures", ["service_id"])


def downgrade() -> None:
    """Go one step back."""
    op.drop_index("ix_erasures_service_id", table_name="erasures")
    op.drop_table("erasures")
