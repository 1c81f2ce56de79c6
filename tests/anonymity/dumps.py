"""What somebody with the database sees: every row of every table, and the bytes of its files."""

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


async def bytes_of(database: Database) -> bytes:
    """The files themselves: on SQLite all of them, on PostgreSQL those of the sealed tables."""
    if database.path is not None:
        return b"".join(
            path.read_bytes()
            for path in sorted(database.path.parent.glob(f"{database.path.name}*"))
            if path.is_file()
        )
    async with database.autocommit() as connection:
        await connection.execute(text("CHECKPOINT"))
        found = b""
        for table in SEALED_TABLES:
            for relation in (table, f"pk_{table}"):
                file = await connection.execute(
                    text(
                        "SELECT pg_read_binary_file(pg_relation_filepath(CAST(:name AS regclass)))"
                    ),
                    {"name": relation},
                )
                found += file.scalar_one()
        return found


def changed(before: Dump, after: Dump) -> dict[str, tuple[set[str], set[str]]]:
    """The tables that differ: what is gone, what is new."""
    return {
        table: (set(before[table]) - set(after[table]), set(after[table]) - set(before[table]))
        for table in before
        if before[table] != after[table]
    }
