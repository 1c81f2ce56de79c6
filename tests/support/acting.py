"""Lets time's work happen without a process around it: a tick, then the background work that is due."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import update

from bot.clock import Clock
from bot.tick import Ticker
from bot.work import Worker
from storage.database import Database
from storage.schema.delivery import DeliveryRow
from storage.schema.work import WorkRow

LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)


async def act(
    database: Database, clock: Clock, services_for: Callable[[int], Awaitable[Any]]
) -> int:
    """The number of firings."""
    fired = await Ticker(database, services_for).tick(clock.now())
    await Worker(database, clock, services_for).drain()
    return fired


async def end_leases(database: Database) -> None:
    """What dead processes were doing and sending is theirs no longer, as after a while."""
    async with database.transaction() as session:
        for table in (WorkRow, DeliveryRow):
            await session.execute(
                update(table).where(table.lease_ends.is_not(None)).values(lease_ends=LONG_AGO)
            )
