"""Contacts, appointments and pins."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "contact_records",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("worker_id", sa.String(length=32), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('achieved', 'attempted', 'declined', 'cancelled by us', "
            "'collateral')",
            name="ck_contact_records_outcome",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name="fk_contact_records_person_id_people",
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["services.id"],
            name="fk_contact_records_service_id_services",
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"],
            ["workers.id"],
            name="fk_contact_records_worker_id_workers",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_contact_records"),
    )
    op.create_index("ix_contact_records_person_id", "contact_records", ["person_id"])
    op.create_index("ix_contact_records_service_id", "contact_records", ["service_id"])
    op.create_table(
        "appointments",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("worker_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.CheckConstraint("minutes > 0", name="ck_appointments_minutes"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_appointments_person_id_people"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["services.id"],
            name="fk_appointments_service_id_services",
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"],
            ["workers.id"],
            name="fk_appointments_worker_id_workers",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_appointments"),
    )
    op.create_index("ix_appointments_person_id", "appointments", ["person_id"])
    op.create_index("ix_appointments_service_id", "appointments", ["service_id"])
    op.create_table(
        "pins",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("worker_id", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_pins_person_id_people"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name="fk_pins_service_id_services"
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["workers.id"], name="fk_pins_worker_id_workers"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_pins"),
        sa.UniqueConstraint("person_id", name="uq_pins_person_id"),
    )
    op.create_index("ix_pins_service_id", "pins", ["service_id"])


def downgrade() -> None:
    """Go one step back."""
    op.drop_table("pins")
    op.drop_table("appointments")
    op.drop_table("contact_records")
