"""A service and its team."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "services",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("ceiling", sa.String(length=64), nullable=False),
        sa.Column("country", sa.String(length=40), nullable=False),
        sa.Column("horizon_weeks", sa.Integer(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "country IN ('England', 'Scotland', 'Wales', 'Northern Ireland')",
            name="ck_services_country",
        ),
        sa.CheckConstraint("horizon_weeks > 0", name="ck_services_horizon"),
        sa.PrimaryKeyConstraint("id", name="pk_services"),
    )
    op.create_table(
        "facts",
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("about", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.String(length=32), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name="fk_facts_service_id_services"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_facts"),
        sa.UniqueConstraint(
            "about", "row_id", "version", name="uq_facts_about_row_id_version"
        ),
    )
    op.create_index("ix_facts_service_id", "facts", ["service_id"])
    op.create_table(
        "workers",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("fte", sa.String(length=64), nullable=False),
        sa.Column("ceiling", sa.String(length=64), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("leaves_on", sa.Date(), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("specialisms", sa.JSON(), nullable=False),
        sa.Column("gender", sa.Text(), nullable=True),
        sa.Column("locality", sa.Text(), nullable=True),
        sa.Column("accepts_new", sa.Boolean(), nullable=False),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name="fk_workers_service_id_services"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_workers"),
        sa.UniqueConstraint(
            "service_id", "external_id", name="uq_workers_service_id_external_id"
        ),
    )
    op.create_index("ix_workers_service_id", "workers", ["service_id"])
    op.create_table(
        "working_patterns",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.String(length=32), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("works", sa.JSON(none_as_null=True), nullable=False),
        sa.CheckConstraint("from_on < to_on", name="ck_working_patterns_half_open"),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["services.id"],
            name="fk_working_patterns_service_id_services",
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"],
            ["workers.id"],
            name="fk_working_patterns_worker_id_workers",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_working_patterns"),
    )
    op.create_index(
        "ix_working_patterns_service_id", "working_patterns", ["service_id"]
    )
    op.create_index(
        "uq_working_patterns_worker_going_on",
        "working_patterns",
        ["worker_id"],
        unique=True,
        sqlite_where=sa.text("to_on IS NULL"),
        postgresql_where=sa.text("to_on IS NULL"),
    )
    op.create_table(
        "absences",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.String(length=32), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("load_reduction", sa.Integer(), nullable=False),
        sa.CheckConstraint("from_on <= to_on", name="ck_absences_in_order"),
        sa.CheckConstraint(
            "load_reduction BETWEEN 0 AND 100", name="ck_absences_per_cent"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["services.id"],
            name="fk_absences_service_id_services",
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["workers.id"], name="fk_absences_worker_id_workers"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_absences"),
    )
    op.create_index("ix_absences_service_id", "absences", ["service_id"])
    op.create_index("ix_absences_worker_id", "absences", ["worker_id"])
    op.create_table(
        "team_events",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("start", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name="ck_team_events_weekday"),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["services.id"],
            name="fk_team_events_service_id_services",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_team_events"),
    )
    op.create_index("ix_team_events_service_id", "team_events", ["service_id"])
    op.create_table(
        "travel_times",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("from_locality", sa.Text(), nullable=False),
        sa.Column("to_locality", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint("minutes >= 0", name="ck_travel_times_minutes"),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["services.id"],
            name="fk_travel_times_service_id_services",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_travel_times"),
        sa.UniqueConstraint(
            "service_id",
            "from_locality",
            "to_locality",
            name="uq_travel_times_service_id_from_locality_to_locality",
        ),
    )
    op.create_index("ix_travel_times_service_id", "travel_times", ["service_id"])


def downgrade() -> None:
    """Go one step back."""
    op.drop_table("travel_times")
    op.drop_table("team_events")
    op.drop_table("absences")
    op.drop_table("working_patterns")
    op.drop_table("workers")
    op.drop_table("facts")
    op.drop_table("services")
