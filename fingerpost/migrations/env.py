"""Alembic's environment: runs the migrations on the connection that `fingerpost.database.migrate` hands over."""

from alembic import context
from sqlalchemy import Connection

import fingerpost.chat.models
import fingerpost.knowledge.models  # noqa: F401
from fingerpost.database import Base, get_engine


def run() -> None:
    """Migrate online; the schema is compared with the models' metadata."""
    connection = context.config.attributes.get("connection")
    if connection is None:
        with get_engine().begin() as own:
            _migrate(own)
    else:
        _migrate(connection)


def _migrate(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


run()
