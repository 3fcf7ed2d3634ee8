"""Plans, and what each of them says."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "plans",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("plan_on", sa.Date(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("prices", sa.Text(), nullable=True),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("effort", sa.Integer(), nullable=False),
        sa.Column("repeatable", sa.Boolean(), nullable=False),
        sa.Column("engine_version", sa.Text(), nullable=False),
        sa.Column("input_hash", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("cost", sa.String(length=64), nullable=False),
        sa.Column("lower_bound", sa.String(length=64), nullable=False),
        sa.Column("contact_cost", sa.String(length=64), nullable=False),
        sa.Column("contact_lower_bound", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=32), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by", sa.String(length=32), nullable=True),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by", sa.String(length=32), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'draft') = (published_at IS NULL)"
            " AND (published_at IS NULL) = (published_by IS NULL)",
            name="ck_plans_published",
        ),
        sa.CheckConstraint(
            "(state = 'superseded') = (superseded_at IS NOT NULL)"
            " AND (superseded_at IS NULL) = (superseded_by IS NULL)",
            name="ck_plans_superseded",
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'published', 'superseded')", name="ck_plans_state"
        ),
        sa.CheckConstraint("weeks > 0", name="ck_plans_weeks"),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name="fk_plans_service_id_services"
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["plans.id"], name="fk_plans_superseded_by_plans"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_plans"),
    )
    op.create_index("ix_plans_service_id", "plans", ["service_id"])
    op.create_index(
        "uq_plans_service_in_force",
        "plans",
        ["service_id"],
        unique=True,
        sqlite_where=sa.text("state = 'published'"),
        postgresql_where=sa.text("state = 'published'"),
    )
    op.create_table(
        "plan_documents",
        sa.Column("plan_id", sa.String(length=32), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plans.id"], name="fk_plan_documents_plan_id_plans"
        ),
        sa.PrimaryKeyConstraint("plan_id", name="pk_plan_documents"),
    )
    op.create_table(
        "plan_stays",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("plan_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("worker_id", sa.String(length=32), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.CheckConstraint("from_on < to_on", name="ck_plan_stays_half_open"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_plan_stays_person_id_people"
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plans.id"], name="fk_plan_stays_plan_id_plans"
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["workers.id"], name="fk_plan_stays_worker_id_workers"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_plan_stays"),
        sa.UniqueConstraint(
            "plan_id",
            "person_id",
            "from_on",
            name="uq_plan_stays_plan_id_person_id_from_on",
        ),
    )
    op.create_index("ix_plan_stays_person_id", "plan_stays", ["person_id"])
    op.create_index("ix_plan_stays_plan_id", "plan_stays", ["plan_id"])
    op.create_table(
        "plan_contacts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("plan_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("worker_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("locality", sa.Text(), nullable=True),
        sa.Column("cover", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('visit', 'check-in', 'network meeting', 'final meeting', 'first "
            "contact')",
            name="ck_plan_contacts_kind",
        ),
        sa.CheckConstraint("minutes > 0", name="ck_plan_contacts_minutes"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_plan_contacts_person_id_people"
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plans.id"], name="fk_plan_contacts_plan_id_plans"
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["workers.id"], name="fk_plan_contacts_worker_id_workers"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_plan_contacts"),
        sa.UniqueConstraint(
            "plan_id",
            "person_id",
            "worker_id",
            "at",
            name="uq_plan_contacts_plan_id_person_id_worker_id_at",
        ),
    )
    op.create_index("ix_plan_contacts_person_id", "plan_contacts", ["person_id"])
    op.create_index("ix_plan_contacts_plan_id", "plan_contacts", ["plan_id"])
    op.create_table(
        "plan_overloads",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("plan_id", sa.String(length=32), nullable=False),
        sa.Column("worker_id", sa.String(length=32), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("over", sa.String(length=64), nullable=False),
        sa.CheckConstraint("from_on <= to_on", name="ck_plan_overloads_in_order"),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plans.id"], name="fk_plan_overloads_plan_id_plans"
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["workers.id"], name="fk_plan_overloads_worker_id_workers"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_plan_overloads"),
        sa.UniqueConstraint(
            "plan_id",
            "worker_id",
            "from_on",
            name="uq_plan_overloads_plan_id_worker_id_from_on",
        ),
    )
    op.create_index("ix_plan_overloads_plan_id", "plan_overloads", ["plan_id"])


def downgrade() -> None:
    """Go one step back."""
    op.drop_table("plan_overloads")
    op.drop_table("plan_contacts")
    op.drop_table("plan_stays")
    op.drop_table("plan_documents")
    op.drop_table("plans")
