"""People in the order of their names, for lists that go across services."""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.create_index("ix_people_known_as_id", "people", ["known_as", "id"])


def downgrade() -> None:
    """Go one step back."""
    op.drop_index("ix_people_known_as_id", table_name="people")
