"""Keeps which of Slack's events had their effect: both commit together, so a retry does nothing."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import insert_into
from storage.schema.journal import EventRow

KEPT = timedelta(
    days=2
)  # Slack tries for an hour at most, or a day with "delayed events" (slack.md 1.4)


class EventStore:
    """The events of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def first_time(self, event_id: str, now: datetime) -> bool:
        """False if its effect is committed already; two at once wait for each other."""
        await self.session.execute(
            delete(EventRow).where(
                EventRow.workspace_id == self.workspace_id, EventRow.seen_at < now - KEPT
            )
        )
        made = await self.session.execute(
            insert_into(self.session, EventRow)
            .values(workspace_id=self.workspace_id, event_id=event_id, seen_at=now)
            .on_conflict_do_nothing()
            .returning(EventRow.event_id)
        )
        return made.one_or_none() is not None
