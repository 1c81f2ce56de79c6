"""What ``GET /healthz`` says: whether database, ticker and engine work."""

import logging
from datetime import timedelta
from typing import Any

from bot.clock import Clock
from bot.engines import Engine
from storage.database import Database
from storage.schedules import last_tick

log = logging.getLogger(__name__)

STALE_TICK = timedelta(minutes=5)


class Health:
    def __init__(self, database: Database, clock: Clock, engine: Engine) -> None:
        self._database = database
        self._clock = clock
        self._engine = engine

    async def look(self) -> dict[str, Any]:
        try:
            async with self._database.reading() as session:
                ticked = await last_tick(session)
        except Exception:
            log.exception("health_database")
            return {"ok": False, "database": False}
        ticking_well = ticked is not None and abs(self._clock.now() - ticked) < STALE_TICK
        return {
            "ok": ticking_well and self._engine.alive,
            "database": True,
            "ticker": ticking_well,
            "engine": self._engine.alive,
        }
