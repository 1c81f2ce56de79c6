"""One ticker as a process of its own, whose clock is a file: for schedules under fire.

Each firing writes a line that nothing keeps from being written twice, so that a second one shows.
"""

import asyncio
import os
from datetime import datetime
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from bot.loop import run
from bot.tick import Firing, Ticker, Timer
from storage.audit import AuditStore
from storage.database import Database
from tests.chaos.slots import KIND

PAUSE = 0.02  # seconds between ticks


class FileClock:
    def __init__(self, path: Path) -> None:
        self.path = path

    def now(self) -> datetime:
        return datetime.fromisoformat(self.path.read_text())


class Witness:
    """A workspace that writes down what fires, with the moment that it was for."""

    def __init__(self, workspace_id: int) -> None:
        self.workspace_id = workspace_id

    @property
    def timers(self) -> dict[str, Timer]:
        return {KIND: self.write_down}

    async def write_down(self, session: AsyncSession, firing: Firing) -> None:
        store = AuditStore(session, self.workspace_id)
        await store.note(firing.slot.isoformat(), KIND, firing.subject, firing.now)


async def main() -> None:
    database = Database(os.environ["DATABASE_URL"])
    clock = FileClock(Path(os.environ["CHAOS_CLOCK"]))

    async def witness(workspace_id: int) -> Witness:
        return Witness(workspace_id)

    ticker = Ticker(database, witness)
    while True:
        await ticker.tick(clock.now())
        await asyncio.sleep(PAUSE)


if __name__ == "__main__":
    run(main())
