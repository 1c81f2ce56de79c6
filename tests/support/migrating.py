"""Databases as they were before an upgrade."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text
from sqlalchemy.engine import Connection

import storage.migrations
from storage.database import Database
from storage.schema import Base


async def go_back(database: Database, revision: str) -> None:
    """Make the tables anew as they were at that revision, with nothing in them."""
    config = Config()
    config.set_main_option("script_location", str(Path(storage.migrations.__path__[0])))

    def begin_anew(connection: Connection) -> None:
        config.attributes["connection"] = connection
        Base.metadata.drop_all(connection)
        connection.execute(text("DROP TABLE alembic_version"))
        command.upgrade(config, revision)

    async with database.connection() as connection:
        await connection.run_sync(begin_anew)
