"""Case reviews, and how heavy work feels."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "case_reviews",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name="fk_case_reviews_service_id_services"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_case_reviews"),
        sa.UniqueConstraint(
            "service_id", "team", "on", name="uq_case_reviews_service_id_team_on"
        ),
    )
    op.create_index("ix_case_reviews_service_id", "case_reviews", ["service_id"])
    op.create_table(
        "felt_weights",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("feels", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("talked_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "feels IN ('heavier', 'lighter')", name="ck_felt_weights_feels"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_felt_weights_person_id_people"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name="fk_felt_weights_service_id_services"
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["workers.id"], name="fk_felt_weights_worker_id_workers"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_felt_weights"),
    )
    op.create_index("ix_felt_weights_service_id", "felt_weights", ["service_id"])
    op.create_index("ix_felt_weights_worker_id", "felt_weights", ["worker_id"])
    op.create_table(
        "review_decisions",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_review_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.CheckConstraint("trim(words) <> ''", name="ck_review_decisions_worded"),
        sa.ForeignKeyConstraint(
            ["case_review_id"],
            ["case_reviews.id"],
            name="fk_review_decisions_case_review_id_case_reviews",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["workers.id"], name="fk_review_decisions_owner_id_workers"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_review_decisions_person_id_people"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["services.id"],
            name="fk_review_decisions_service_id_services",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_review_decisions"),
    )
    op.create_index(
        "ix_review_decisions_case_review_id", "review_decisions", ["case_review_id"]
    )
    op.create_index("ix_review_decisions_owner_id", "review_decisions", ["owner_id"])
    op.create_index("ix_review_decisions_person_id", "review_decisions", ["person_id"])
    op.create_index(
        "ix_review_decisions_service_id", "review_decisions", ["service_id"]
    )


def downgrade() -> None:
    """Go one step back."""
    op.drop_table("review_decisions")
    op.drop_table("felt_weights")
    op.drop_table("case_reviews")
