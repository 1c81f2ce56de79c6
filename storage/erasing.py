"""Makes sure that what was deleted is gone from the database's files as well, not only from its answers."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase

from storage.database import Database

LOCKED = "55P03"  # another transaction uses the table, and we do not wait long
DEADLOCK = "40P01"


async def erase_deleted(database: Database, tables: Sequence[type[DeclarativeBase]]) -> bool:
    """False if it cannot be done now, because somebody is reading: then it is to be tried again."""
    if database.is_sqlite:
        return await _truncate_log(database)
    return await _write_anew(database, tables)


async def _truncate_log(database: Database) -> bool:
    """secure_delete has put zeros over the rows; this moves them into the file and empties the log."""
    async with database.autocommit() as connection:
        await connection.execute(text("PRAGMA busy_timeout=500"))
        busy, _, _ = (await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))).one()
    return not busy


async def _write_anew(database: Database, tables: Sequence[type[DeclarativeBase]]) -> bool:
    """Puts what is left into new files and drops the old ones.

    VACUUM FULL would do the same, but takes deleted rows along, without a word, while any transaction
    anywhere in the database is older than their deletion; TRUNCATE leaves them behind in any case.
    """
    names = [each.__tablename__ for each in tables]
    try:
        async with database.transaction() as session:
            await session.execute(text("SET LOCAL lock_timeout = '2s'"))
            await session.execute(text(f"LOCK TABLE {', '.join(names)} IN ACCESS EXCLUSIVE MODE"))
            for table in tables:
                await _into_a_new_file(session, table)
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) in (LOCKED, DEADLOCK):
            return False
        raise
    return True


async def _into_a_new_file(session: AsyncSession, table: type[DeclarativeBase]) -> None:
    name = table.__tablename__
    # By key, so that the new file does not tell in which order they came.
    order = ", ".join(column.name for column in table.__table__.primary_key)
    for statement in (
        f"CREATE TEMPORARY TABLE kept ON COMMIT DROP AS TABLE {name}",
        f"TRUNCATE {name}",
        f"INSERT INTO {name} SELECT * FROM kept ORDER BY {order}",  # noqa: S608 - names of our own tables
        "DROP TABLE kept",
    ):
        await session.execute(text(statement))
