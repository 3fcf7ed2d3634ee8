"""Focus areas and their steps, and the network around somebody."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "network_meetings",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("phase", sa.String(length=40), nullable=False),
        sa.Column("planned_at", sa.DateTime(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("agreed", sa.Text(), nullable=False),
        sa.Column("celebrated", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "phase IN ('pre', 'one', 'two', 'three', 'finished')",
            name="ck_network_meetings_phase",
        ),
        sa.CheckConstraint(
            "phase NOT IN ('pre', 'finished')", name="ck_network_meetings_timed"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_network_meetings_person_id_people"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["services.id"],
            name="fk_network_meetings_service_id_services",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_network_meetings"),
        sa.UniqueConstraint(
            "person_id", "phase", name="uq_network_meetings_person_id_phase"
        ),
    )
    op.create_index("ix_network_meetings_person_id", "network_meetings", ["person_id"])
    op.create_index(
        "ix_network_meetings_service_id", "network_meetings", ["service_id"]
    )
    op.create_table(
        "network_members",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("known_as", sa.Text(), nullable=False),
        sa.Column("tie", sa.String(length=40), nullable=False),
        sa.Column("reached_by", sa.Text(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "tie IN ('family', 'friend', 'neighbour', 'community', 'service')",
            name="ck_network_members_tie",
        ),
        sa.CheckConstraint("trim(known_as) <> ''", name="ck_network_members_named"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_network_members_person_id_people"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["services.id"],
            name="fk_network_members_service_id_services",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_network_members"),
    )
    op.create_index("ix_network_members_person_id", "network_members", ["person_id"])
    op.create_index("ix_network_members_service_id", "network_members", ["service_id"])
    op.create_table(
        "focus_areas",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("phase", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("strengths", sa.Text(), nullable=False),
        sa.Column("held_by", sa.String(length=32), nullable=True),
        sa.Column("celebration", sa.Text(), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.CheckConstraint("phase <> 'finished'", name="ck_focus_areas_supported"),
        sa.CheckConstraint(
            "phase IN ('pre', 'one', 'two', 'three', 'finished')",
            name="ck_focus_areas_phase",
        ),
        sa.CheckConstraint(
            "trim(strengths) <> ''", name="ck_focus_areas_strengths_first"
        ),
        sa.CheckConstraint("trim(words) <> ''", name="ck_focus_areas_worded"),
        sa.CheckConstraint("began_on <= ended_on", name="ck_focus_areas_in_order"),
        sa.CheckConstraint("place BETWEEN 1 AND 3", name="ck_focus_areas_few"),
        sa.ForeignKeyConstraint(
            ["held_by"],
            ["network_members.id"],
            name="fk_focus_areas_held_by_network_members",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_focus_areas_person_id_people"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name="fk_focus_areas_service_id_services"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_focus_areas"),
    )
    op.create_index("ix_focus_areas_person_id", "focus_areas", ["person_id"])
    op.create_index("ix_focus_areas_service_id", "focus_areas", ["service_id"])
    op.create_index(
        "uq_focus_areas_person_phase_place_going_on",
        "focus_areas",
        ["person_id", "phase", "place"],
        unique=True,
        sqlite_where=sa.text("ended_on IS NULL"),
        postgresql_where=sa.text("ended_on IS NULL"),
    )
    op.create_table(
        "network_guests",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("network_meeting_id", sa.String(length=32), nullable=False),
        sa.Column("network_member_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_meeting_id"],
            ["network_meetings.id"],
            name="fk_network_guests_network_meeting_id_network_meetings",
        ),
        sa.ForeignKeyConstraint(
            ["network_member_id"],
            ["network_members.id"],
            name="fk_network_guests_network_member_id_network_members",
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["services.id"],
            name="fk_network_guests_service_id_services",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_network_guests"),
        sa.UniqueConstraint(
            "network_meeting_id",
            "network_member_id",
            name="uq_network_guests_network_meeting_id_network_member_id",
        ),
    )
    op.create_index(
        "ix_network_guests_network_meeting_id", "network_guests", ["network_meeting_id"]
    )
    op.create_index("ix_network_guests_service_id", "network_guests", ["service_id"])
    op.create_table(
        "focus_steps",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("focus_area_id", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["focus_area_id"],
            ["focus_areas.id"],
            name="fk_focus_steps_focus_area_id_focus_areas",
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name="fk_focus_steps_service_id_services"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_focus_steps"),
    )
    op.create_index("ix_focus_steps_focus_area_id", "focus_steps", ["focus_area_id"])
    op.create_index("ix_focus_steps_service_id", "focus_steps", ["service_id"])


def downgrade() -> None:
    """Go one step back."""
    op.drop_table("focus_steps")
    op.drop_table("network_guests")
    op.drop_table("focus_areas")
    op.drop_table("network_members")
    op.drop_table("network_meetings")
