"""What runs the sending and the background work: asyncio tasks on SQLite, Procrastinate on PostgreSQL.

An engine only decides who works when. What there is to do is in the database, so a wake-up that gets
lost is repeated by the next tick, and a process that dies leaves nothing behind but leases.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.engines.base import Drains, Engine
from storage.database import Database

__all__ = ["Drains", "Engine", "engine_for"]


@asynccontextmanager
async def engine_for(database: Database, drains: Drains, stalled: float) -> AsyncIterator[Engine]:
    """The engine for that kind of database, running until the block ends.

    ``stalled``: seconds after which a process that gives no sign of life is thought to be gone, and
    for which what is under way may go on when the engine stops.
    """
    if database.is_sqlite:
        from bot.engines.local import LocalEngine

        async with LocalEngine(drains, stalled).running() as engine:
            yield engine
    else:
        from bot.engines.postgres import PostgresEngine  # takes a moment to import

        async with PostgresEngine(database, drains, stalled).running() as postgres:
            yield postgres
