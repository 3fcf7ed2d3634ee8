"""People and referrals."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "people",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("known_as", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("keep_worker", sa.String(length=40), nullable=True),
        sa.CheckConstraint(
            "keep_worker IN ('keep', 'either', 'change')",
            name="ck_people_keep_worker",
        ),
        sa.CheckConstraint(
            "status IN ('open', 'paused', 'closed')", name="ck_people_status"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name="fk_people_service_id_services"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint(
            "service_id", "external_id", name="uq_people_service_id_external_id"
        ),
    )
    op.create_index("ix_people_service_id", "people", ["service_id"])
    op.create_table(
        "wishes",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("language_need", sa.String(length=40), nullable=True),
        sa.Column("specialism", sa.Text(), nullable=True),
        sa.Column("specialism_need", sa.String(length=40), nullable=True),
        sa.Column("worker_gender", sa.Text(), nullable=True),
        sa.Column("worker_gender_need", sa.String(length=40), nullable=True),
        sa.Column("requested_worker", sa.String(length=32), nullable=True),
        sa.Column("locality", sa.Text(), nullable=True),
        sa.Column("available", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("contact_place", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "contact_place IN ('home', 'community', 'office')",
            name="ck_wishes_contact_place",
        ),
        sa.CheckConstraint(
            "language_need IN ('must', 'prefer')", name="ck_wishes_language_need"
        ),
        sa.CheckConstraint(
            "specialism_need IN ('must', 'prefer')",
            name="ck_wishes_specialism_need",
        ),
        sa.CheckConstraint(
            "worker_gender_need IN ('must', 'prefer')",
            name="ck_wishes_worker_gender_need",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_wishes_person_id_people"
        ),
        sa.ForeignKeyConstraint(
            ["requested_worker"],
            ["workers.id"],
            name="fk_wishes_requested_worker_workers",
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name="fk_wishes_service_id_services"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_wishes"),
        sa.UniqueConstraint("person_id", name="uq_wishes_person_id"),
    )
    op.create_index("ix_wishes_service_id", "wishes", ["service_id"])
    op.create_table(
        "declined_workers",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("worker_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name="fk_declined_workers_person_id_people",
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["services.id"],
            name="fk_declined_workers_service_id_services",
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"],
            ["workers.id"],
            name="fk_declined_workers_worker_id_workers",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_declined_workers"),
        sa.UniqueConstraint(
            "person_id",
            "worker_id",
            name="uq_declined_workers_person_id_worker_id",
        ),
    )
    op.create_index("ix_declined_workers_person_id", "declined_workers", ["person_id"])
    op.create_index(
        "ix_declined_workers_service_id", "declined_workers", ["service_id"]
    )
    op.create_table(
        "referrals",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("referred_on", sa.Date(), nullable=True),
        sa.Column("earliest_start_on", sa.Date(), nullable=True),
        sa.Column("priority", sa.String(length=40), nullable=False),
        sa.CheckConstraint("priority IN ('1', '2', '3')", name="ck_referrals_priority"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_referrals_person_id_people"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["services.id"],
            name="fk_referrals_service_id_services",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_referrals"),
        sa.UniqueConstraint("person_id", name="uq_referrals_person_id"),
    )
    op.create_index("ix_referrals_service_id", "referrals", ["service_id"])
    op.create_table(
        "transitions",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_transitions_person_id_people"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["services.id"],
            name="fk_transitions_service_id_services",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_transitions"),
        sa.UniqueConstraint("person_id", name="uq_transitions_person_id"),
    )
    op.create_index("ix_transitions_service_id", "transitions", ["service_id"])
    op.create_table(
        "pauses",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "from_on IS NOT NULL OR review_on IS NOT NULL", name="ck_pauses_dated"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_pauses_person_id_people"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name="fk_pauses_service_id_services"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_pauses"),
        sa.UniqueConstraint("person_id", name="uq_pauses_person_id"),
    )
    op.create_index("ix_pauses_service_id", "pauses", ["service_id"])
    op.create_table(
        "assignments",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("worker_id", sa.String(length=32), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.CheckConstraint("from_on < to_on", name="ck_assignments_half_open"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_assignments_person_id_people"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["services.id"],
            name="fk_assignments_service_id_services",
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["workers.id"], name="fk_assignments_worker_id_workers"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_assignments"),
    )
    op.create_index("ix_assignments_person_id", "assignments", ["person_id"])
    op.create_index("ix_assignments_service_id", "assignments", ["service_id"])
    op.create_index("ix_assignments_worker_id", "assignments", ["worker_id"])
    op.create_index(
        "uq_assignments_person_going_on",
        "assignments",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("to_on IS NULL"),
        postgresql_where=sa.text("to_on IS NULL"),
    )


def downgrade() -> None:
    """Go one step back."""
    op.drop_table("assignments")
    op.drop_table("pauses")
    op.drop_table("transitions")
    op.drop_table("referrals")
    op.drop_table("declined_workers")
    op.drop_table("wishes")
    op.drop_table("people")
