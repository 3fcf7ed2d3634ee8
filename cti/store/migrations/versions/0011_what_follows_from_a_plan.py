"""Contacts people were told of and what became of them, messages, answers."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "planned_contacts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("worker_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("locality", sa.Text(), nullable=True),
        sa.Column("cover", sa.Boolean(), nullable=False),
        sa.Column("is_cancelled", sa.Boolean(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('visit', 'check-in', 'network meeting', 'final meeting', 'first "
            "contact')",
            name="ck_planned_contacts_kind",
        ),
        sa.CheckConstraint("minutes > 0", name="ck_planned_contacts_minutes"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_planned_contacts_person_id_people"
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plans.id"], name="fk_planned_contacts_plan_id_plans"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["services.id"],
            name="fk_planned_contacts_service_id_services",
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["workers.id"], name="fk_planned_contacts_worker_id_workers"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_planned_contacts"),
    )
    op.create_index("ix_planned_contacts_person_id", "planned_contacts", ["person_id"])
    op.create_index(
        "ix_planned_contacts_service_id", "planned_contacts", ["service_id"]
    )
    op.create_index("ix_planned_contacts_worker_id", "planned_contacts", ["worker_id"])
    op.create_table(
        "settled_contacts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("planned_contact_id", sa.String(length=32), nullable=False),
        sa.Column("contact_record_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["planned_contact_id"],
            ["planned_contacts.id"],
            name="fk_settled_contacts_planned_contact_id_planned_contacts",
        ),
        sa.ForeignKeyConstraint(
            ["contact_record_id"],
            ["contact_records.id"],
            name="fk_settled_contacts_contact_record_id_contact_records",
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["services.id"],
            name="fk_settled_contacts_service_id_services",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_settled_contacts"),
        sa.UniqueConstraint(
            "planned_contact_id", name="uq_settled_contacts_planned_contact_id"
        ),
        sa.UniqueConstraint(
            "contact_record_id", name="uq_settled_contacts_contact_record_id"
        ),
    )
    op.create_index(
        "ix_settled_contacts_service_id", "settled_contacts", ["service_id"]
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("addressee", sa.String(length=40), nullable=False),
        sa.Column("worker_id", sa.String(length=32), nullable=False),
        sa.Column("plan_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "addressee IN ('worker', 'leader')", name="ck_messages_addressee"
        ),
        sa.CheckConstraint(
            "kind IN ('new person', 'handover', 'called off', 'overload')",
            name="ck_messages_kind",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_messages_person_id_people"
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plans.id"], name="fk_messages_plan_id_plans"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name="fk_messages_service_id_services"
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["workers.id"], name="fk_messages_worker_id_workers"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
    )
    op.create_index("ix_messages_plan_id", "messages", ["plan_id"])
    op.create_index("ix_messages_service_id", "messages", ["service_id"])
    op.create_index(
        "ix_messages_to_be_sent",
        "messages",
        ["at"],
        sqlite_where=sa.text("sent_at IS NULL"),
        postgresql_where=sa.text("sent_at IS NULL"),
    )
    op.create_table(
        "overload_answers",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plan_overload_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.String(length=32), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(kind = 'accept until') = (until_on IS NOT NULL)",
            name="ck_overload_answers_accepted_until",
        ),
        sa.CheckConstraint(
            "kind IN ('move', 'pause intake', 'add cover', 'accept until')",
            name="ck_overload_answers_kind",
        ),
        sa.CheckConstraint("number > 0", name="ck_overload_answers_number"),
        sa.ForeignKeyConstraint(
            ["plan_overload_id"],
            ["plan_overloads.id"],
            name="fk_overload_answers_plan_overload_id_plan_overloads",
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["services.id"],
            name="fk_overload_answers_service_id_services",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_overload_answers"),
        sa.UniqueConstraint(
            "plan_overload_id",
            "number",
            name="uq_overload_answers_plan_overload_id_number",
        ),
    )
    op.create_index(
        "ix_overload_answers_service_id", "overload_answers", ["service_id"]
    )


def downgrade() -> None:
    """Go one step back."""
    op.drop_table("overload_answers")
    op.drop_table("messages")
    op.drop_table("settled_contacts")
    op.drop_table("planned_contacts")
