"""Deleted bytes are gone, and while somebody may still read them it is said that they are not."""

import asyncio

import pytest
from sqlalchemy import text

from storage.database import Database
from storage.erasing import erase_deleted
from storage.schema.schedules import TickRow

MARK = "2026-11-24 09:00:00.123456"


async def write_and_delete(database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(
            text("INSERT INTO tick (id, last_at) VALUES (1, :mark)"), {"mark": MARK}
        )
    async with database.transaction() as session:
        await session.execute(text("DELETE FROM tick"))


def bytes_of(database: Database) -> bytes:
    assert database.path is not None
    files = (database.path, database.path.with_name(f"{database.path.name}-wal"))
    return b"".join(each.read_bytes() for each in files if each.exists())


async def test_nothing_to_wait_for(database: Database) -> None:
    await write_and_delete(database)
    assert await erase_deleted(database, [TickRow])


async def test_a_reader_of_the_rows_is_waited_for(database: Database) -> None:
    """Both databases keep what an open transaction may still want to see."""
    async with database.transaction() as session:
        await session.execute(
            text("INSERT INTO tick (id, last_at) VALUES (1, :mark)"), {"mark": MARK}
        )
    async with database.reading() as reader:
        await reader.execute(text("SELECT count(*) FROM tick"))
        async with database.transaction() as session:
            await session.execute(text("DELETE FROM tick"))
        assert not await erase_deleted(database, [TickRow])
    assert await erase_deleted(database, [TickRow])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_sqlite_files_lose_the_bytes(database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(
            text("INSERT INTO tick (id, last_at) VALUES (1, :mark)"), {"mark": MARK}
        )
    assert MARK.encode() in bytes_of(database)
    async with database.transaction() as session:
        await session.execute(text("DELETE FROM tick"))
    assert MARK.encode() in bytes_of(database)  # in the log still: this is what erasing is for
    assert await erase_deleted(database, [TickRow])
    assert MARK.encode() not in bytes_of(database)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_postgresql_waits_for_a_locked_table(database: Database) -> None:
    locked = asyncio.Event()
    done = asyncio.Event()

    async def hold() -> None:
        async with database.transaction() as session:
            await session.execute(text("LOCK TABLE tick IN ROW EXCLUSIVE MODE"))
            locked.set()
            await done.wait()

    holding = asyncio.create_task(hold())
    await locked.wait()
    assert not await erase_deleted(database, [TickRow])
    done.set()
    await holding
    assert await erase_deleted(database, [TickRow])
