"""Fixtures that the whole suite shares. The suite never touches the installation's own database or key."""

import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path

_STATE = tempfile.mkdtemp(prefix="fingerpost-tests-")
os.environ.update(
    FINGERPOST_STATE=_STATE,
    FINGERPOST_DATABASE_URL=f"sqlite:///{_STATE}/fingerpost.db",
    FINGERPOST_LOG_JSON="true",
    RASA_TELEMETRY_ENABLED="false",
)

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from fingerpost.chat.host import AgentHost
from fingerpost.database import engine_for, get_engine, make_engine, migrate
from fingerpost.knowledge.loader import load
from fingerpost.settings import PROJECT, get_settings
from fingerpost.training import model_path, train
from tests.profiles import write_base
from tests.services import POSTGRES, missing


@pytest.fixture(scope="session")
def loaded() -> Engine:
    """The suite's SQLite database with the real knowledge base."""
    engine = get_engine()
    migrate(engine)
    load(PROJECT / "data", engine)
    return engine


@pytest.fixture(scope="session")
def model(loaded: Engine) -> Path:
    """The model that fits the training data, trained where there is none."""
    path = model_path(get_settings())
    return path if path.is_file() else train(get_settings())


@pytest.fixture(scope="session")
def host(model: Path, loaded: Engine) -> AgentHost:
    """The agent that ships."""
    return AgentHost(model, loaded)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The URL of an empty PostgreSQL database, dropped afterwards."""
    name = f"fingerpost_{secrets.token_hex(4)}"
    admin = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    try:
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
    except OperationalError:
        missing("PostgreSQL")
    yield make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty, migrated database, once on each engine."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'base.db'}"
    else:
        url = request.getfixturevalue("postgres_url")
        with make_engine(url).begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    made = make_engine(url)
    migrate(made)
    yield made
    made.dispose()


@pytest.fixture
def small_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """The configured database, holding the small knowledge base of `tests.profiles`."""
    monkeypatch.setenv("FINGERPOST_DATABASE_URL", f"sqlite:///{tmp_path / 'small.db'}")
    get_settings.cache_clear()
    engine = get_engine()
    migrate(engine)
    load(write_base(tmp_path / "data"), engine)
    yield engine
    monkeypatch.undo()
    get_settings.cache_clear()
    engine.dispose()
    engine_for.cache_clear()
    get_engine()
