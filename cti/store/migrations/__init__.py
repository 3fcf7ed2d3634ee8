"""How a store becomes one of the newest shape, and goes back, step by step."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

NEWEST = "head"
NOTHING = "base"


def settings(engine: Engine | None = None) -> Config:
    """Return how Alembic finds its steps, and the database it takes them on."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["engine"] = engine
    return config


def upgrade(engine: Engine, to: str = NEWEST) -> None:
    """Bring a store to a shape; the newest unless another is named."""
    command.upgrade(settings(engine), to)


def downgrade(engine: Engine, to: str = NOTHING) -> None:
    """Bring a store back to an earlier shape."""
    command.downgrade(settings(engine), to)


def shape(engine: Engine) -> str | None:
    """Return which step a store has reached; None for an empty database."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """Return the last step there is."""
    return ScriptDirectory.from_config(settings()).get_current_head()


def is_known(step: str) -> bool:
    """Whether a step is one of ours, and not of a newer planner."""
    scripts = ScriptDirectory.from_config(settings())
    return step in {each.revision for each in scripts.walk_revisions()}
