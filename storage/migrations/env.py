"""Alembic's way in: on the connection that it is handed, or on DATABASE_URL."""

import asyncio
from typing import Any, Literal

from alembic import context
from sqlalchemy.engine import Connection

from storage.migrations.names import include_name
from storage.schema import Base
from storage.schema.base import UtcDateTime


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """A migration must not depend on what our own types become later."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_name=include_name,
        render_item=render_item,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            # Several processes may start together: the first migrates, the others wait and see.
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7337737)")
        context.run_migrations()


async def on_database_url() -> None:
    from bot.config import read_settings
    from storage.database import Database

    database = Database(read_settings().database_url)
    async with database.connection() as connection:
        await connection.run_sync(migrate)
    await database.dispose()


handed = context.config.attributes.get("connection")
if handed is not None:
    migrate(handed)
else:
    asyncio.run(on_database_url())
