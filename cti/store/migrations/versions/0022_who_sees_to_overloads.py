"""Who sees to the answer to an overload, until when, and that it is done."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "overload_tasks",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("overload_answer_id", sa.String(length=32), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=True),
        sa.Column("account_id", sa.String(length=32), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(owner_id IS NULL) <> (account_id IS NULL)",
            name="ck_overload_tasks_one_owner",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name="fk_overload_tasks_account_id_accounts",
        ),
        sa.ForeignKeyConstraint(
            ["overload_answer_id"],
            ["overload_answers.id"],
            name="fk_overload_tasks_overload_answer_id_overload_answers",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["workers.id"], name="fk_overload_tasks_owner_id_workers"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["services.id"],
            name="fk_overload_tasks_service_id_services",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_overload_tasks"),
        sa.UniqueConstraint(
            "overload_answer_id", name="uq_overload_tasks_overload_answer_id"
        ),
    )
    op.create_index("ix_overload_tasks_service_id", "overload_tasks", ["service_id"])


def downgrade() -> None:
    """Go one step back."""
    op.drop_table("overload_tasks")
