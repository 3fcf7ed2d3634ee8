"""What Alembic runs: every step in a transaction, on the database it is handed."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Engine, TypeDecorator

from cti.store.tables import METADATA


def as_kept(kind: str, item: Any, _context: Any) -> str | Literal[False]:  # noqa: ANN401, as Alembic has it
    """Write a new step in the database's own types: ours may change, steps may not."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


def run(engine: Engine) -> None:
    """Take the steps asked for."""
    with engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            # SQLite alters a table by copying it; nothing may hang on the old one.
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=connection,
            target_metadata=METADATA,
            render_as_batch=True,
            render_item=as_kept,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
        if is_sqlite:
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")


run(context.config.attributes["engine"])
