"""Makes sure that what was deleted is gone from the database's files as well, not only from its answers."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import DeclarativeBase

from storage.database import Database


async def erase_deleted(database: Database, tables: Sequence[type[DeclarativeBase]]) -> bool:
    """False if somebody still reads an older state: then some bytes may be left, so try again later."""
    async with database.autocommit() as connection:
        if database.is_sqlite:
            return await _truncate_log(connection)
        return await _rewrite(connection, [each.__tablename__ for each in tables])


async def _truncate_log(connection: AsyncConnection) -> bool:
    """secure_delete has put zeros over the rows; this moves them into the file and empties the log."""
    await connection.execute(text("PRAGMA busy_timeout=500"))
    busy, _, _ = (await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))).one()
    return not busy


async def _rewrite(connection: AsyncConnection, tables: list[str]) -> bool:
    """VACUUM FULL writes each table anew, without the dead rows, and drops the old file."""
    await connection.execute(text("SET lock_timeout = '2s'"))
    try:
        return all([await _rewritten(connection, table) for table in tables])
    except DBAPIError as error:
        if _lock_not_available(error):
            return False
        raise
    finally:
        await connection.execute(text("RESET lock_timeout"))


async def _rewritten(connection: AsyncConnection, table: str) -> bool:
    """A row that an older snapshot still sees is copied as well: then more is kept than is there."""
    there = (await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one()  # noqa: S608
    await connection.execute(text(f"VACUUM (FULL) {table}"))
    kept = await connection.execute(
        text("SELECT reltuples FROM pg_class WHERE oid = CAST(:table AS regclass)"),
        {"table": table},
    )
    return bool(kept.scalar_one() <= there)


def _lock_not_available(error: DBAPIError) -> bool:
    original: Any = error.orig
    return getattr(original, "sqlstate", None) == "55P03"
