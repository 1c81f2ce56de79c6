"""Showing a session's figures once more when new ones have landed, and keeping what is shown up to date."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.sessions.again import render_again
from bot.domain.comparisons import Comparison, Snippet
from bot.domain.delivery import Message, Reply
from bot.domain.sessions import PeerSession
from bot.domain.sessions.again import LOOKS_BACK, earliest, is_news
from bot.domain.times import local_day
from bot.services.comparisons.viewing import Viewing
from bot.services.context import Context
from bot.services.sessions import outgoing
from bot.services.sessions.base import Sessions
from storage.sessions.following import FollowingStore

FIGURES = "session.figures"  # a kind of work; one a workspace, for all imports together
PAUSE = timedelta(hours=1)  # after an import, so that a wrong file can be taken out first


class ShowingAgain(Sessions):
    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.seen = Viewing(context)

    def following(self, session: AsyncSession) -> FollowingStore:
        return FollowingStore(session, self.workspace_id)

    async def figures_came(self, session: AsyncSession, _keys: Collection[str]) -> None:
        """For the end of each import: look whether a session waits for these."""
        await self.work_to_do(session).plan(FIGURES, "", self.now() + PAUSE)

    async def show(self, _subject: str, now: datetime) -> datetime | None:
        """Show every session its newer figures, where there are any, once.

        Gives when to look again: when two months are over, for those whose figures came sooner.
        """
        async with self.context.database.reading() as session:
            ids = await self.following(session).waiting(now - LOOKS_BACK)
            waiting = await self.sessions(session).some(ids)
            latest = await self._latest(session, {each.indicator for each in waiting})
            ready = [each for each in waiting if await self._has_news(session, each, latest)]
        for each in ready:
            if earliest(each.starts_at) <= now:
                await self._show(each, now)
        later = [earliest(each.starts_at) for each in ready if earliest(each.starts_at) > now]
        return min(later, default=None)

    async def _latest(
        self, session: AsyncSession, keys: Iterable[str | None]
    ) -> dict[str, Comparison]:
        """The figures as they are now, of each indicator: a session or two share one."""
        found = {}
        for key in keys:
            comparison = await self.seen.figures(session).comparison(key) if key else None
            if key and comparison is not None:
                found[key] = comparison
        return found

    async def _has_news(
        self, session: AsyncSession, kept: PeerSession, latest: dict[str, Comparison]
    ) -> bool:
        then = await self.snippet_of(session, kept.snippet_id)
        now = latest.get(kept.indicator or "")
        if then is None or now is None:
            return False
        return is_news(then.comparison.period, now.period, local_day(kept.starts_at, kept.zone))

    async def _show(self, kept: PeerSession, now: datetime) -> None:
        async with self.context.database.transaction() as session:
            await self.seen.consents(session).lock()
            comparison = await self.seen.comparison(session, kept.indicator or "")
            key = outgoing.again_key(kept.id)
            snippet = await self.seen.snippets(session).add(
                comparison, key, kept.channel, kept.lead, now
            )
            if snippet is None:
                return  # another worker was quicker
            message = await self._message(session, kept, snippet)
            if message is not None:
                await self.following(session).shown(kept.id, snippet.id, now)
                reply = Reply(
                    key,
                    outgoing.key(kept.id, outgoing.THREAD),
                    message,
                    owner=kept.lead,
                    about=f"the new figures for the peer session on {kept.topic}",
                )
                await self.delivery(session).plan(reply, now=now)

    async def _message(
        self, session: AsyncSession, kept: PeerSession, newer: Snippet
    ) -> Message | None:
        """Then and now as others may see them at this moment; the consents are locked."""
        older = await self.snippet_of(session, kept.snippet_id)
        if older is None:
            return None
        then = await self.seen.of_copy(session, older, kept.channel)
        now = await self.seen.of_copy(session, newer, kept.channel)
        agreed = await self.actions(session).of_sessions([kept.id])
        return render_again(kept, then, now, agreed)

    async def redrawn(self, session: AsyncSession, snippet: Snippet) -> None:
        """Figures are to look otherwise now, since a practice came down, say: here as well."""
        for session_id, newer_id in await self.following(session).with_snippet(snippet.id):
            kept = await self.sessions(session).get(session_id)
            newer = await self.snippet_of(session, newer_id)
            message = await self._message(session, kept, newer) if kept and newer else None
            if message is not None:
                key = outgoing.again_key(session_id)
                await self.delivery(session).change(key, message, self.now())
