"""The migrations make exactly the tables that the code knows, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.engine import Connection

from storage.database import Database, upgrade
from storage.migrations.names import include_name
from storage.schema import Base


async def test_nothing_is_left_to_migrate(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        options = {"include_name": include_name, "compare_type": True}
        return list(
            compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata)
        )

    async with database.connection() as connection:
        assert await connection.run_sync(differences) == []


async def test_upgrading_twice_changes_nothing(database: Database) -> None:
    await upgrade(database)
    await upgrade(database)
