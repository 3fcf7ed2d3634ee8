"""Notes on contacts."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "contact_notes",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("contact_record_id", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("written_by", sa.String(length=32), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("corrects_id", sa.String(length=32), nullable=True),
        sa.CheckConstraint("trim(words) <> ''", name="ck_contact_notes_worded"),
        sa.ForeignKeyConstraint(
            ["contact_record_id"],
            ["contact_records.id"],
            name="fk_contact_notes_contact_record_id_contact_records",
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"],
            ["contact_notes.id"],
            name="fk_contact_notes_corrects_id_contact_notes",
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name="fk_contact_notes_service_id_services"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_contact_notes"),
        sa.UniqueConstraint("corrects_id", name="uq_contact_notes_corrects_id"),
    )
    op.create_index(
        "ix_contact_notes_contact_record_id", "contact_notes", ["contact_record_id"]
    )
    op.create_index("ix_contact_notes_service_id", "contact_notes", ["service_id"])


def downgrade() -> None:
    """Go one step back."""
    op.drop_table("contact_notes")
