"""Who somebody with an account is to their identity provider."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "identities",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("issuer_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("bound_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_identities_account_id_accounts"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_identities"),
        sa.UniqueConstraint("hash", name="uq_identities_hash"),
        sa.UniqueConstraint(
            "account_id", "issuer_hash", name="uq_identities_account_id_issuer_hash"
        ),
    )
    op.create_index("ix_identities_account_id", "identities", ["account_id"])


def downgrade() -> None:
    """Go one step back."""
    op.drop_index("ix_identities_account_id", table_name="identities")
    op.drop_table("identities")
