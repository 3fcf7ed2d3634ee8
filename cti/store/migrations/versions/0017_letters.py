"""Messages without a plan, who has read them, and letters to be sent."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

KEPT = "id, service_id, kind, addressee, worker_id, plan_id, person_id, from_on, at"
OLD_KINDS = "'new person', 'handover', 'called off', 'overload'"
WAITS = "sent_at IS NULL AND given_up_at IS NULL"


def upgrade() -> None:
    """Go one step up."""
    _set_aside()
    op.create_table(
        "messages",
        *_shared(is_optional=True),
        sa.CheckConstraint(
            "kind IN ('new person', 'handover', 'called off', 'meetings', 'overload', "
            "'notes opened')",
            name="ck_messages_kind",
        ),
        sa.CheckConstraint(
            "addressee <> 'worker' OR worker_id IS NOT NULL",
            name="ck_messages_to_whom",
        ),
    )
    _bring_back("")
    op.create_index("ix_messages_worker_id", "messages", ["worker_id"])
    op.create_table(
        "message_reads",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("message_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name="fk_message_reads_account_id_accounts",
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["messages.id"],
            name="fk_message_reads_message_id_messages",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_message_reads"),
        sa.UniqueConstraint(
            "message_id", "account_id", name="uq_message_reads_message_id_account_id"
        ),
    )
    op.create_index("ix_message_reads_account_id", "message_reads", ["account_id"])
    op.create_table(
        "letters",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.String(length=32), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('plan', 'move', 'overload', 'notes opened', 'invitation', "
            "'password')",
            name="ck_letters_kind",
        ),
        sa.CheckConstraint(
            "sent_at IS NULL OR given_up_at IS NULL", name="ck_letters_one_end"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_letters_account_id_accounts"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name="fk_letters_service_id_services"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_letters"),
    )
    op.create_index("ix_letters_account_id", "letters", ["account_id"])
    op.create_index(
        "ix_letters_waiting",
        "letters",
        ["next_at"],
        sqlite_where=sa.text(WAITS),
        postgresql_where=sa.text(WAITS),
    )


def downgrade() -> None:
    """Go one step back; what an older planner has no words for goes."""
    op.drop_table("letters")
    op.drop_table("message_reads")
    _set_aside()
    op.create_table(
        "messages",
        *_shared(is_optional=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(f"kind IN ({OLD_KINDS})", name="ck_messages_kind"),
    )
    _bring_back(
        " WHERE plan_id IS NOT NULL AND worker_id IS NOT NULL "
        f"AND kind IN ({OLD_KINDS})"
    )
    op.create_index(
        "ix_messages_to_be_sent",
        "messages",
        ["at"],
        sqlite_where=sa.text("sent_at IS NULL"),
        postgresql_where=sa.text("sent_at IS NULL"),
    )


def _set_aside() -> None:
    op.execute(f"CREATE TABLE messages_before AS SELECT {KEPT} FROM messages")  # noqa: S608, our own words
    op.drop_table("messages")


def _bring_back(which: str) -> None:
    op.execute(
        f"INSERT INTO messages ({KEPT}) SELECT {KEPT} FROM messages_before{which}"  # noqa: S608, our own words
    )
    op.drop_table("messages_before")
    op.create_index("ix_messages_plan_id", "messages", ["plan_id"])
    op.create_index("ix_messages_service_id", "messages", ["service_id"])


def _shared(*, is_optional: bool) -> list[sa.Column[object] | sa.Constraint]:
    """Return what messages have had from the first."""
    return [
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("addressee", sa.String(length=40), nullable=False),
        sa.Column("worker_id", sa.String(length=32), nullable=is_optional),
        sa.Column("plan_id", sa.String(length=32), nullable=is_optional),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "addressee IN ('worker', 'leader')", name="ck_messages_addressee"
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
    ]
