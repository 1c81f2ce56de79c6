"""What time does to sessions: reminders, and the thread that opens by itself."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.sessions import REMINDERS, State
from bot.services.context import Context
from bot.services.sessions import outgoing
from bot.services.sessions.base import Sessions
from bot.services.sessions.running import Running
from bot.tick import Firing

START = "session.start"
REMIND = "session.remind"


class Timing(Sessions):
    def __init__(self, context: Context, running: Running) -> None:
        super().__init__(context)
        self.running = running

    async def remind(self, session: AsyncSession, firing: Firing) -> None:
        """Remind those who said yes or maybe, unless the session has begun or was called off."""
        session_id, before = parse_reminder_subject(firing.subject)
        store = self.sessions(session)
        kept = await store.get(session_id)
        if kept is None or not kept.is_open_for_answers(firing.now):
            return
        if any(kept.starts_at - later <= firing.now for later in REMINDERS if later < before):
            return  # late, after nothing ran for a while: the next one says it
        invited = await store.invitees(session_id)
        await self.delivery(session).plan(
            *outgoing.on_reminder(kept, invited, before, firing.now), now=firing.now
        )

    async def start(self, session: AsyncSession, firing: Firing) -> None:
        """Open the thread; of several who try, one does."""
        session_id = int(firing.subject)
        if await self.sessions(session).move(session_id, State.PLANNED, State.STARTED):
            await self.running.open(session, session_id, firing.now)


def reminder_subject(session_id: int, before: timedelta) -> str:
    """``12:900``: the session, and how many seconds before it starts."""
    return f"{session_id}:{int(before.total_seconds())}"


def parse_reminder_subject(subject: str) -> tuple[int, timedelta]:
    session_id, seconds = subject.split(":")
    return int(session_id), timedelta(seconds=int(seconds))
