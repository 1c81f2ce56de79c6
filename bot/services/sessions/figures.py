"""The figures that a session is about, fixed when it opens: what is discussed does not change any more."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.comparisons import render_snippet
from bot.blocks.sessions.thread import render_no_figures
from bot.domain.comparisons import Snippet
from bot.domain.delivery import Message
from bot.domain.sessions import PeerSession
from bot.services.comparisons.viewing import Viewing
from bot.services.sessions import outgoing
from bot.services.sessions.base import Sessions


class Figures(Sessions):
    async def fixed(
        self, session: AsyncSession, kept: PeerSession, now: datetime
    ) -> Message | None:
        """The message with them, without any practice's name; None where it is about none."""
        if kept.snippet_id is None and kept.indicator_key is None:
            return None
        seen = Viewing(self.context)
        await seen.consents(session).lock()
        snippet = await self.snippet_of(session, kept.snippet_id)
        if snippet is None and kept.indicator_key is not None:
            snippet = await self._copied(session, seen, kept, kept.indicator_key, now)
        if snippet is None:
            return render_no_figures(await self._name(session, seen, kept))
        return render_snippet(await seen.of_copy(session, snippet, kept.channel), kept.zone)

    async def _copied(
        self,
        session: AsyncSession,
        seen: Viewing,
        kept: PeerSession,
        key: str,
        now: datetime,
    ) -> Snippet | None:
        """Of the indicator's figures as they are now; None without any."""
        comparison = await seen.figures(session).comparison(key)
        if comparison is None:
            return None
        snippet = await seen.snippets(session).add(
            comparison, outgoing.key(kept.id), kept.channel, kept.lead, now
        )
        if snippet is not None:
            await self.sessions(session).show_figures(kept.id, snippet.id)
        return snippet

    async def _name(self, session: AsyncSession, seen: Viewing, kept: PeerSession) -> str:
        found = await seen.kept_indicators(session).get(kept.indicator_key or "")
        return found[1].name if found else kept.topic
