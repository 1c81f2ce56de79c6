"""What somebody with the database sees: every row of every table, and the bytes of its files."""

from collections.abc import Sequence

from sqlalchemy import select, text

from storage.database import Database
from storage.schema import Base

Dump = dict[str, list[str]]

SEALED_TABLES = ("pulse_salt", "pulse_register", "pulse_ballot")


async def rows_of(database: Database) -> Dump:
    """Every row as text, by table."""
    async with database.reading() as session:
        return {
            table.name: sorted(str(tuple(row)) for row in await session.execute(select(table)))
            for table in Base.metadata.sorted_tables
        }


async def bytes_of(database: Database, tables: Sequence[str] = SEALED_TABLES) -> bytes:
    """The files themselves: on SQLite all of them, on PostgreSQL those of these tables.

    With their indexes, and with what does not fit into a row (TOAST), as of ballots with free text.
    """
    if database.path is not None:
        return b"".join(
            path.read_bytes()
            for path in sorted(database.path.parent.glob(f"{database.path.name}*"))
            if path.is_file()
        )
    async with database.autocommit() as connection:
        await connection.execute(text("CHECKPOINT"))
        files = await connection.execute(text(_FILES), {"tables": list(tables)})
        return b"".join(files.scalars())


async def all_bytes_of(database: Database) -> bytes:
    """The files of all tables that there are."""
    return await bytes_of(database, [each.name for each in Base.metadata.sorted_tables])


_FILES = """
WITH own AS (SELECT oid, reltoastrelid FROM pg_class WHERE relname = ANY(:tables)),
     heaps AS (SELECT oid FROM own UNION SELECT reltoastrelid FROM own WHERE reltoastrelid <> 0),
     files AS (SELECT oid FROM heaps UNION
               SELECT indexrelid FROM pg_index WHERE indrelid IN (SELECT oid FROM heaps))
SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM files ORDER BY oid
"""


async def is_in_postgres_log(database: Database, wanted: bytes) -> bool:
    """Whether these bytes are in the write-ahead log that is there now."""
    async with database.autocommit() as connection:
        found = await connection.execute(
            text(
                "SELECT bool_or(position(CAST(:wanted AS bytea) IN "
                "pg_read_binary_file('pg_wal/' || name)) > 0) FROM pg_ls_waldir()"
            ),
            {"wanted": wanted},
        )
        return bool(found.scalar_one())


def changed(before: Dump, after: Dump) -> dict[str, tuple[set[str], set[str]]]:
    """The tables that differ: what is gone, what is new."""
    return {
        table: (set(before[table]) - set(after[table]), set(after[table]) - set(before[table]))
        for table in before
        if before[table] != after[table]
    }
