"""What time does to sessions: reminders, and the thread that opens by itself."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.comparisons import render_snippet
from bot.domain.sessions import State, earlier_actions
from bot.services.comparisons.viewing import Viewing
from bot.services.sessions import outgoing
from bot.services.sessions.base import Sessions
from bot.services.sessions.over import OVER, OVERTIME
from bot.tick import Firing

START = "session.start"
REMIND = "session.remind"


class Timing(Sessions):
    async def remind(self, session: AsyncSession, firing: Firing) -> None:
        """Remind those who said yes, unless the session has begun or was called off."""
        session_id, before = parse_reminder_subject(firing.subject)
        store = self.sessions(session)
        kept = await store.get(session_id)
        if kept is None or not kept.is_open_for_answers(firing.now):
            return
        invited = await store.invitees(session_id)
        await self.delivery(session).plan(
            *outgoing.on_reminder(kept, invited, before, firing.now), now=firing.now
        )

    async def start(self, session: AsyncSession, firing: Firing) -> None:
        """Open the thread; of several who try, one does."""
        session_id = int(firing.subject)
        if await self.sessions(session).move(session_id, State.PLANNED, State.STARTED):
            await self._open(session, session_id, firing.now)
            kept = await self.found(session, session_id)
            begun = max(kept.starts_at, firing.now)
            ends = begun + timedelta(minutes=kept.minutes) + OVERTIME
            await self.schedules(session).set(OVER, str(session_id), ends)

    async def _open(self, session: AsyncSession, session_id: int, now: datetime) -> None:
        store = self.sessions(session)
        kept = await self.found(session, session_id)
        invited = await store.invitees(session_id)
        earlier = earlier_actions(kept, await self.actions(session).open())
        snippet = await self.snippet_of(session, kept.snippet_id)
        figures = None
        if snippet is not None:
            seen = Viewing(self.context)
            await seen.consents(session).lock()
            view = await seen.of_copy(session, snippet, kept.channel)
            figures = render_snippet(view, kept.zone)
        is_member = await self.people(session).member(kept.lead) is not None
        await self.delivery(session).plan(
            *outgoing.on_start(kept, invited, earlier, figures, now, lead_is_member=is_member),
            now=now,
        )


def reminder_subject(session_id: int, before: timedelta) -> str:
    """``12:900``: the session, and how many seconds before it starts."""
    return f"{session_id}:{int(before.total_seconds())}"


def parse_reminder_subject(subject: str) -> tuple[int, timedelta]:
    session_id, seconds = subject.split(":")
    return int(session_id), timedelta(seconds=int(seconds))
