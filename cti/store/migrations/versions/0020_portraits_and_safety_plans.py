"""What somebody says of themselves, and what keeps them safe."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    _portraits()
    _safety_plans()


def downgrade() -> None:
    """Go one step back."""
    op.drop_table("safety_plans")
    op.drop_table("portraits")


def _portraits() -> None:
    op.create_table(
        "portraits",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("matters", sa.Text(), nullable=False),
        sa.Column("strengths", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "trim(matters) <> '' OR trim(strengths) <> ''", name="ck_portraits_worded"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_portraits_person_id_people"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name="fk_portraits_service_id_services"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_portraits"),
        sa.UniqueConstraint("person_id", name="uq_portraits_person_id"),
    )
    op.create_index("ix_portraits_service_id", "portraits", ["service_id"])


def _safety_plans() -> None:
    op.create_table(
        "safety_plans",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("written_by", sa.String(length=32), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaces_id", sa.String(length=32), nullable=True),
        sa.CheckConstraint("trim(words) <> ''", name="ck_safety_plans_worded"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_safety_plans_person_id_people"
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"],
            ["safety_plans.id"],
            name="fk_safety_plans_replaces_id_safety_plans",
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name="fk_safety_plans_service_id_services"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_safety_plans"),
        sa.UniqueConstraint("replaces_id", name="uq_safety_plans_replaces_id"),
    )
    op.create_index("ix_safety_plans_person_id", "safety_plans", ["person_id"])
    op.create_index("ix_safety_plans_service_id", "safety_plans", ["service_id"])
    op.create_index(
        "uq_safety_plans_person_first",
        "safety_plans",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("replaces_id IS NULL"),
        postgresql_where=sa.text("replaces_id IS NULL"),
    )
