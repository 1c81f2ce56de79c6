"""The database: engines for SQLite and PostgreSQL, transactions, and what differs between the two."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import ColumnElement, Interval, event, func, literal, make_url, type_coerce
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, Connection
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    ProgrammingError,
)
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import NullPool

from bot.errors import ConfigurationError
from storage.schema.base import UtcDateTime

DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
}
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA busy_timeout=10000",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",  # a deleted ballot's bytes are overwritten, not just unlinked
)
# Keys of session.info: after the commit, wake whoever does it.
PLANNED = "workspaces for which messages were planned"
WORK_PLANNED = "background work was planned"


Transactions = Callable[[], AbstractAsyncContextManager[AsyncSession]]
"""Each call begins a transaction that commits at the end, or rolls back on any error."""


def database_url(text: str) -> URL:
    """The URL with the driver that Peerbot uses; raises ConfigurationError with what to write."""
    try:
        url = make_url(text)
    except ArgumentError:
        url = None
    backend = url.drivername.split("+")[0] if url is not None else ""
    if url is None or backend not in DRIVERS:
        raise ConfigurationError(
            "DATABASE_URL must begin with sqlite:/// or postgresql:// "
            "(for example sqlite:///peerbot.db or postgresql://user:password@host/peerbot)."
        )
    if backend == "sqlite" and not url.database:
        raise ConfigurationError(
            "DATABASE_URL names no file: write sqlite:///peerbot.db. A database in memory would "
            "forget everything when Peerbot stops."
        )
    return url.set(drivername=DRIVERS[backend])


class Database:
    """One database. ``transaction`` writes, ``reading`` reads; neither may be nested in the other."""

    def __init__(self, url: str) -> None:
        self.url = database_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.on_planned: Callable[[set[int], bool], None] = lambda lanes, work: None
        self.closers: list[Callable[[], Awaitable[None]]] = []  # of connections beside the pools
        self._writer, self._reader, self._maintenance = self._engines()
        self._alone = self._engine_alone()
        self._write = async_sessionmaker(self._writer, expire_on_commit=False)
        self._read = async_sessionmaker(self._reader, expire_on_commit=False)

    @property
    def path(self) -> Path | None:
        """The SQLite file; None on PostgreSQL."""
        return Path(self.url.database or "") if self.is_sqlite else None

    def _engines(self) -> tuple[AsyncEngine, AsyncEngine, AsyncEngine]:
        # hide_parameters: an error that is logged must not bring who and what with it.
        create = partial(create_async_engine, self.url, hide_parameters=True)
        maintenance = create(poolclass=NullPool, isolation_level="AUTOCOMMIT")
        if not self.is_sqlite:
            engine = create(pool_size=10, max_overflow=10, pool_timeout=10)
            return engine, engine, maintenance
        # One writer: SQLite has one write lock, and a queue in the pool is fairer than its retries.
        writer = create(pool_size=1, max_overflow=0, pool_timeout=30)
        reader = create(pool_size=4, max_overflow=0, pool_timeout=30)
        for engine in (writer, reader, maintenance):
            event.listen(engine.sync_engine, "connect", prepare_sqlite)
        event.listen(writer.sync_engine, "begin", _begin_immediate)
        event.listen(reader.sync_engine, "begin", _begin)
        return writer, reader, maintenance

    def _engine_alone(self) -> AsyncEngine:
        engine = create_async_engine(self.url, hide_parameters=True, poolclass=NullPool)
        if self.is_sqlite:
            event.listen(engine.sync_engine, "connect", prepare_sqlite)
            event.listen(engine.sync_engine, "begin", _begin_immediate)
        return engine

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """A session that commits at the end, or rolls back on any error."""
        async with self._write() as session:
            async with session.begin():
                yield session
            lanes, work = session.info.pop(PLANNED, set()), session.info.pop(WORK_PLANNED, False)
            if lanes or work:
                self.on_planned(lanes, work)

    @asynccontextmanager
    async def beside(self, file: Path) -> AsyncIterator[Transactions]:
        """SQLite: transactions on a connection of their own, which sees the tables of a file too.

        For long work in many short transactions: it takes its turn among all who write.
        """
        async with self._alone.connect() as connection:
            raw = await connection.get_raw_connection()
            await raw.driver_connection.execute("ATTACH DATABASE ? AS beside", (str(file),))  # type: ignore[union-attr]
            sessions = async_sessionmaker(connection, expire_on_commit=False)

            @asynccontextmanager
            async def transaction() -> AsyncIterator[AsyncSession]:
                async with sessions() as session, session.begin():
                    yield session

            yield transaction

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session for reading only; what it changes is not kept."""
        async with self._read() as session:
            yield session

    @asynccontextmanager
    async def looking(self) -> AsyncIterator[AsyncConnection]:
        """A connection for one statement, without what a session costs."""
        async with self._reader.connect() as connection:
            yield connection

    @asynccontextmanager
    async def autocommit(self) -> AsyncIterator[AsyncConnection]:
        """A connection outside any transaction, for VACUUM, checkpoints and migrations' like."""
        async with self._maintenance.connect() as connection:
            yield connection

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[AsyncConnection]:
        """A connection in a transaction of its own, for migrations and bulk statements."""
        async with self._writer.begin() as connection:
            yield connection

    async def dispose(self) -> None:
        for close in self.closers:
            await close()
        for engine in {self._writer, self._reader, self._maintenance, self._alone}:
            await engine.dispose()

    def sole_owner(self) -> FileLock | None:
        """Claim the SQLite file for this process; refuse with a sentence if another has it.

        PostgreSQL is shared by any number of processes, so there it is None.
        """
        if self.path is None:
            return None
        lock = FileLock(f"{self.path}.lock")
        try:
            lock.acquire(blocking=False)
        except Timeout:
            raise ConfigurationError(
                f"Another Peerbot is already running on {self.path}. Stop it first, or give this "
                "one another DATABASE_URL. (PostgreSQL lets several share the work.)"
            ) from None
        return lock


def prepare_sqlite(dbapi_connection: Any, _record: Any = None) -> None:
    """What every connection to an SQLite file begins with."""
    dbapi_connection.isolation_level = None  # we say BEGIN ourselves
    cursor = dbapi_connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def insert_into(
    session: AsyncSession, table: type[DeclarativeBase]
) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT, in the dialect of this session's database."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def database_now(session: AsyncSession, after: timedelta = timedelta()) -> ColumnElement[datetime]:
    """The moment by the database's own clock, which all its processes share, and so long after it.

    SQLite has one process, so there it is this machine's.
    """
    if session.get_bind().dialect.name == "sqlite":
        return literal(datetime.now(UTC) + after, UtcDateTime())
    return type_coerce(func.clock_timestamp() + literal(after, Interval()), UtcDateTime())


def reason(error: BaseException) -> str:
    """Why the database did not do it: the first line, which names no password."""
    cause = getattr(error, "orig", None) or error
    return (str(cause).splitlines() or [type(cause).__name__])[0]


async def upgrade(database: Database) -> None:
    """Bring the tables to the newest version (Alembic, one transaction).

    Raises ConfigurationError for a database that cannot be used, or is locked by somebody else.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))

    def run(connection: Connection) -> None:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")

    try:
        async with database.connection() as connection:
            await connection.run_sync(run)
    except (DBAPIError, OSError) as error:
        if isinstance(error, (ProgrammingError, IntegrityError, DataError, InterfaceError)):
            raise  # a fault of the migration, not of the place
        raise ConfigurationError(
            f"The database cannot be used ({reason(error)}). Check DATABASE_URL, and that nothing "
            "else keeps it locked."
        ) from error
    await asyncio.sleep(0)
