"""The schema: what Alembic makes is what the models say, on both engines."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import fingerpost.chat.models
import fingerpost.knowledge.models  # noqa: F401
from fingerpost.database import Base, make_engine, migrate


def test_the_migrations_make_what_the_models_say(engine):
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_migrating_twice_is_harmless(engine):
    migrate(engine)
    with engine.connect() as connection:
        assert MigrationContext.configure(connection).get_current_revision() is not None


def test_a_bare_postgresql_url_means_psycopg():
    assert make_engine("postgresql://somebody@example.org/db").url.drivername == "postgresql+psycopg"
