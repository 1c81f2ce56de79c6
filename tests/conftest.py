"""Fixtures: real databases of both kinds, and a town with a local Slack and the real bot."""

import asyncio
import contextlib
import os
import shutil
import tempfile
import uuid
import zlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import hypothesis
import psycopg
import pytest
from sqlalchemy import make_url

from bot.charts import ChartPool
from storage.database import Database, upgrade
from tests.support.browser import opened_browser
from tests.support.postgres import postgres_server, roomy_memory
from tests.support.town import Town, town_on

BOTH = ("sqlite", "postgresql")

# How long an example takes says more of the machine than of the code.
hypothesis.settings.register_profile("peerbot", deadline=None)
hypothesis.settings.load_profile("peerbot")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    with postgres_server() as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with all tables and nothing in them."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    asyncio.run(_upgrade(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: str) -> str:
    """The name of a database with all tables and nothing in them."""
    name = f"peerbot_template_{uuid.uuid4().hex[:8]}"
    _administer(postgres, f"CREATE DATABASE {name}")
    asyncio.run(_upgrade(_on(postgres, name)))
    return name


async def _upgrade(url: str) -> None:
    database = Database(url)
    await upgrade(database)
    if not database.is_sqlite:
        from bot.engines.postgres import prepare

        await prepare(database)
    await database.dispose()


def _on(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _administer(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What has a database is run on both kinds; of the stories of a town each on one of them.

    Where the databases differ is below the stories: services and stores have tests of their own. With
    EVERY=1 the stories are played on both as well. A test that says where it wants to be run is left alone.
    """
    chosen = [each.args[0] for each in metafunc.definition.iter_markers("parametrize")]
    if "database_url" not in metafunc.fixturenames or "database_url" in chosen:
        return
    kinds: tuple[str, ...] = BOTH
    is_story = {"town", "charts"} <= set(metafunc.fixturenames)
    if is_story and not os.environ.get("EVERY"):
        number = zlib.crc32(metafunc.definition.nodeid.encode())
        kinds = (BOTH[number % len(BOTH)],)
    metafunc.parametrize("database_url", kinds, indirect=True)


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A fresh database with all tables, on SQLite and on PostgreSQL in turn."""
    if request.param == "sqlite":
        with tempfile.TemporaryDirectory(prefix="peerbot-", dir=roomy_memory()) as folder:
            path = Path(folder) / "peerbot.db"
            shutil.copy(request.getfixturevalue("sqlite_template"), path)
            yield f"sqlite:///{path}"
        return
    server = request.getfixturevalue("postgres")
    template = request.getfixturevalue("postgres_template")
    name = f"peerbot_{uuid.uuid4().hex[:12]}"
    _administer(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield _on(server, name)
    _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    made = Database(database_url)
    yield made
    await made.dispose()


browser = pytest.fixture(scope="session", name="browser")(opened_browser)


@pytest.fixture(scope="session")
def charts() -> Iterator[ChartPool]:
    """One worker for all tests: it takes a moment to start."""
    with contextlib.closing(ChartPool()) as pool:
        yield pool


@pytest.fixture
async def town(database_url: str, charts: ChartPool) -> AsyncIterator[Town]:
    """The real bot and a local Slack with the demo's people, on either database."""
    async with town_on(database_url, charts) as made:
        yield made
