"""Deletes what nobody needs any more, every night: messages that went out, slots that fired, old events."""

import logging
from datetime import datetime, time, timedelta

from bot.domain.times import local_day, local_moment
from bot.services.context import Context
from bot.work import WorkHandler
from storage.retention import forget_old
from storage.work import WorkStore

log = logging.getLogger(__name__)

RETENTION = "retention"  # the kind of the work; one piece a workspace, so its subject is empty
AT_NIGHT = time(3, 0)
KEPT = timedelta(days=180)  # messages and firings: longer than a pulse can stay open


class RetentionService:
    def __init__(self, context: Context) -> None:
        self.context = context

    @property
    def work(self) -> dict[str, WorkHandler]:
        return {RETENTION: self.forget}

    async def begin(self) -> None:
        """Have it done from the coming night on; planned already, it stays as it is."""
        workspace = self.context.workspace
        due = self._next_night(self.context.clock.now())
        async with self.context.database.transaction() as session:
            await WorkStore(session, workspace.id).plan_first(RETENTION, "", due)

    async def forget(self, _subject: str, now: datetime) -> datetime:
        workspace_id = self.context.workspace.id
        async with self.context.database.transaction() as session:
            numbers = await forget_old(session, workspace_id, now - KEPT)
        log.info("retention %s", " ".join(f"{name}={each}" for name, each in numbers.items()))
        return self._next_night(now)

    def _next_night(self, now: datetime) -> datetime:
        zone = self.context.workspace.time_zone
        return local_moment(local_day(now, zone) + timedelta(days=1), AT_NIGHT, zone).at
