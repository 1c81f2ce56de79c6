"""What ``GET /healthz`` says: whether database, ticker and sender work."""

import logging
from datetime import timedelta
from typing import Any

from bot.clock import Clock
from bot.delivery.lane import Lane
from storage.database import Database
from storage.schedules import last_tick

log = logging.getLogger(__name__)

STALE_TICK = timedelta(minutes=5)


class Health:
    def __init__(self, database: Database, clock: Clock, lane: Lane) -> None:
        self._database = database
        self._clock = clock
        self._lane = lane

    async def look(self) -> dict[str, Any]:
        try:
            async with self._database.reading() as session:
                ticked = await last_tick(session)
        except Exception:
            log.exception("health_database")
            return {"ok": False, "database": False}
        ticking_well = ticked is not None and abs(self._clock.now() - ticked) < STALE_TICK
        return {
            "ok": ticking_well and self._lane.alive,
            "database": True,
            "ticker": ticking_well,
            "sender": self._lane.alive,
        }
