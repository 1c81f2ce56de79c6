"""Deletes what nobody needs any more, every night: old messages, slots that fired, notes, sessions."""

import logging
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.schedule import repeating
from bot.domain.sessions import drafts as drafts_rules
from bot.domain.sessions.notes import KEPT_FOR
from bot.services.context import Context
from bot.services.sessions.notes import Notes
from bot.tick import Firing, Timer
from bot.work import WorkHandler
from storage.forgetting import forget_notes, forget_sessions
from storage.retention import forget_old
from storage.schedules import ScheduleStore
from storage.sessions.drafts import DraftStore
from storage.work import WorkStore

log = logging.getLogger(__name__)

RETENTION = "retention"  # the kind of schedule and work; one a workspace, so its subject is empty
AT_NIGHT = datetime(2026, 1, 1, 3, 0)  # noqa: DTZ001 - the wall clock of any zone; the day is any
KEPT = timedelta(days=180)  # messages and firings: longer than a pulse can stay open
SESSIONS_KEPT = timedelta(days=730)


class RetentionService:
    def __init__(self, context: Context) -> None:
        self.context = context

    @property
    def timers(self) -> dict[str, Timer]:
        return {RETENTION: self._plan}

    @property
    def work(self) -> dict[str, WorkHandler]:
        return {RETENTION: self.forget}

    async def begin(self) -> None:
        """Have it done every night; scheduled already, it stays as it is, paused or moved."""
        workspace, now = self.context.workspace, self.context.clock.now()
        async with self.context.database.transaction() as session:
            nightly = repeating("FREQ=DAILY", AT_NIGHT, workspace.time_zone)
            await ScheduleStore(session, workspace.id).repeat(RETENTION, "", nightly, now)

    async def _plan(self, session: AsyncSession, firing: Firing) -> None:
        await WorkStore(session, self.context.workspace.id).plan(RETENTION, "", firing.now)

    async def forget(self, _subject: str, now: datetime) -> None:
        workspace_id = self.context.workspace.id
        async with self.context.database.transaction() as session:
            numbers = await forget_old(session, workspace_id, now - KEPT)
            drafts = DraftStore(session, workspace_id)
            numbers["drafts"] = await drafts.forget_older(now - drafts_rules.KEPT)
            numbers["notes"] = await forget_notes(session, workspace_id, now - KEPT_FOR)
            numbers |= await forget_sessions(session, workspace_id, now - SESSIONS_KEPT)
        numbers["sealed_anew"] = await Notes(self.context).seal_anew()
        log.info("retention %s", " ".join(f"{name}={each}" for name, each in numbers.items()))
