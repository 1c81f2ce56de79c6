"""What time brings: fires the schedules that are due, once each, and wakes whoever has something to do.

``tick(now)`` may run in any number of processes at any pace; the database decides who does what.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Database
from storage.look import look
from storage.schedules import Due, note_tick, postpone, take_due

log = logging.getLogger(__name__)

NOTE_EVERY = timedelta(minutes=1)
AT_ONCE = 500  # schedules in one tick, so that a flood cannot hold it up for ever
RETRY_AFTER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Firing:
    """One schedule's time has come: ``slot`` is when it was for, ``now`` when it is."""

    subject: str
    slot: datetime
    now: datetime


Wake = Callable[[frozenset[int], bool], None]
"""Told which workspaces have messages to send, and whether there is background work."""

Timer = Callable[[AsyncSession, Firing], Awaitable[None]]


class Timed(Protocol):
    """What a workspace offers the ticker."""

    @property
    def timers(self) -> dict[str, Timer]: ...


class Ticker:
    def __init__(
        self,
        database: Database,
        timed_for: Callable[[int], Awaitable[Timed]],
        wake: Wake = lambda lanes, work: None,
    ) -> None:
        self.database = database
        self.timed_for = timed_for
        self.wake = wake
        self._noted: datetime | None = None

    async def tick(self, now: datetime) -> int:
        """Wake who has something to send or to do, then fire what is due; the number of firings."""
        found = await look(self.database, now)
        if found.lanes or found.work:
            self.wake(found.lanes, found.work)
        fired = await self._fire_all(now) if found.schedules else 0
        await self._note(now)
        return fired

    async def _fire_all(self, now: datetime) -> int:
        fired = 0
        for _ in range(AT_ONCE):
            due = await self._fire_next(now)
            if due is None:
                break
            fired += due.slot is not None
        return fired

    async def _fire_next(self, now: datetime) -> Due | None:
        """Deal with one schedule, in one transaction with what it brings about; None if none is due."""
        due: Due | None = None
        try:
            async with self.database.transaction() as session:
                due = await take_due(session, now)
                if due is not None and due.slot is not None:
                    await self._fire(session, due, due.slot, now)
        except Exception:
            # One that cannot be done must not stop the others: it is tried again in a while.
            if due is None:
                raise
            log.exception("firing_failed kind=%s subject=%s", due.kind, due.subject)
            async with self.database.transaction() as session:
                await postpone(session, due, now + RETRY_AFTER)
        return due

    async def _fire(self, session: AsyncSession, due: Due, slot: datetime, now: datetime) -> None:
        timed = await self.timed_for(due.workspace_id)
        await timed.timers[due.kind](session, Firing(due.subject, slot, now))
        log.info("fired kind=%s subject=%s", due.kind, due.subject)

    async def _note(self, now: datetime) -> None:
        if self._noted is None or abs(now - self._noted) >= NOTE_EVERY:
            self._noted = now
            async with self.database.transaction() as session:
                await note_tick(session, now)


@contextmanager
def ticking(tick: Callable[[], Awaitable[int]], seconds: float) -> Iterator[None]:
    """APScheduler as a ticker only: the database is the record of what is due."""
    scheduler = AsyncIOScheduler(timezone="UTC")
    scheduler.add_job(
        _logged(tick),
        "interval",
        seconds=seconds,
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
    )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)


def _logged(tick: Callable[[], Awaitable[int]]) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        try:
            await tick()
        except asyncio.CancelledError:
            log.info("tick_stopped")  # the next process finishes what this one leaves
        except Exception:
            log.exception("tick_failed")

    return run
