"""What time does to sessions: reminders, the thread that opens by itself, and what if it cannot."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.comparisons import render_snippet
from bot.domain.delivery import State as SendState
from bot.domain.sessions import PeerSession, State, earlier_actions
from bot.errors import Conflict
from bot.services.sessions import outgoing
from bot.services.sessions.base import Sessions
from bot.tick import Firing, Timer

START = "session.start"
REMIND = "session.remind"
UNOPENED = (SendState.FAILED, SendState.HELD)
LOOK_BACK = timedelta(days=14)  # how long a thread that would not open is looked after


class Timing(Sessions):
    @property
    def timers(self) -> dict[str, Timer]:
        return {START: self._start, REMIND: self._remind}

    async def _remind(self, session: AsyncSession, firing: Firing) -> None:
        """Remind those who said yes, unless the session has begun or was called off."""
        session_id, before = parse_reminder_subject(firing.subject)
        store = self._store(session)
        kept = await store.get(session_id)
        if kept is None or not kept.is_open_for_answers(firing.now):
            return
        invited = await store.invitees(session_id)
        await self._deliveries(session).plan(
            *outgoing.on_reminder(kept, invited, before, firing.now), now=firing.now
        )

    async def _start(self, session: AsyncSession, firing: Firing) -> None:
        """Open the thread; of several who try, one does."""
        session_id = int(firing.subject)
        if await self._store(session).move(session_id, State.PLANNED, State.STARTED):
            await self._open(session, session_id, firing.now)

    async def _open(self, session: AsyncSession, session_id: int, now: datetime) -> None:
        store = self._store(session)
        kept = await self._found(store, session_id)
        invited = await store.invitees(session_id)
        earlier = earlier_actions(kept, await store.open_actions())
        snippet = await self._snippet(session, kept.snippet_id)
        figures = render_snippet(snippet, kept.zone) if snippet else None
        is_member = await self._people(session).member(kept.lead) is not None
        await self._deliveries(session).plan(
            *outgoing.on_start(kept, invited, earlier, figures, now, lead_is_member=is_member),
            now=now,
        )

    async def open_again(self, user: str, session_id: int) -> PeerSession:
        """Open a thread that could not be opened, once Peerbot is back in the channel."""
        now = self._now()
        async with self.database.transaction() as session:
            await self._organiser(session, user, "open a session's thread")
            kept = await self._found(self._store(session), session_id)
            deliveries = self._deliveries(session)
            opened = await deliveries.state(outgoing.key(session_id, outgoing.THREAD))
            if opened not in UNOPENED:
                raise Conflict(f"The thread is open already: please look in <#{kept.channel}>.")
            for part in (outgoing.THREAD, outgoing.SNIPPET, outgoing.UNOPENED):
                await deliveries.forget(outgoing.key(session_id, part))
            await self._open(session, session_id, now)
        return kept

    async def sweep(self, now: datetime) -> None:
        """Tell the lead what did not arrive in the channel: the bot was removed, most likely.

        And that of which Slack did not say whether it arrived.
        """
        async with self.database.reading() as session:
            told = [
                *(
                    outgoing.on_unopened(each, known=known)
                    for each, known in await self._unopened(session, now)
                ),
                *(
                    outgoing.on_unannounced(each, known=known)
                    for each, known in await self._unannounced(session)
                ),
            ]
        if told:
            async with self.database.transaction() as session:
                await self._deliveries(session).plan(*told, now=now)

    async def _unannounced(self, session: AsyncSession) -> list[tuple[PeerSession, bool]]:
        """Sessions whose announcement did not arrive, or (False) may not have."""
        stuck = await self._deliveries(session).stuck("session:", outgoing.TOLD)
        return [
            (await self._found(self._store(session), session_id), state is SendState.FAILED)
            for key, state in stuck.items()
            if (session_id := outgoing.announced(key)) is not None
        ]

    async def _unopened(
        self, session: AsyncSession, now: datetime
    ) -> list[tuple[PeerSession, bool]]:
        """Sessions whose thread did not open, or (False) may not have, and whose lead is not told."""
        deliveries = self._deliveries(session)
        found = []
        for each in await self._store(session).started_since(now - LOOK_BACK):
            opened = await deliveries.state(outgoing.key(each.id, outgoing.THREAD))
            told = await deliveries.state(outgoing.key(each.id, outgoing.UNOPENED))
            if opened in UNOPENED and told is None:
                found.append((each, opened is SendState.FAILED))
        return found


def reminder_subject(session_id: int, before: timedelta) -> str:
    """``12:900``: the session, and how many seconds before it starts."""
    return f"{session_id}:{int(before.total_seconds())}"


def parse_reminder_subject(subject: str) -> tuple[int, timedelta]:
    session_id, seconds = subject.split(":")
    return int(session_id), timedelta(seconds=int(seconds))
