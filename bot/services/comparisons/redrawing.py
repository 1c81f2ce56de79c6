"""Bringing posted snippets up to date: a practice came down, or a number is questioned."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.comparisons import render_snippet
from bot.directory import OutOfSight
from bot.domain.comparisons import Snippet
from bot.domain.comparisons.snippets import SNIPPETS, snippet_in
from bot.services.comparisons.viewing import Viewing
from storage.work import WorkStore

REDRAW = "comparisons.redraw"  # a kind of work; its subject is the snippet's delivery key


class Redrawing(Viewing):
    async def plan(self, session: AsyncSession, snippet_ids: Iterable[int]) -> None:
        """Have these shown as they may be seen now, as soon as this is committed."""
        work = WorkStore(session, self.workspace_id)
        for each in snippet_ids:
            await work.plan(REDRAW, f"{SNIPPETS}{each}", self.now())

    async def channel_shared(self, channel: str) -> None:
        """Another organisation can read along in a channel from now on, and what is there already."""
        async with self.context.database.transaction() as session:
            await self.plan(session, await self.snippets(session).posted_to(channel))

    async def redraw(self, subject: str, now: datetime) -> None:
        """A posted snippet, and its copies in the threads of sessions, where they look otherwise now."""
        async with self.context.database.reading() as session:
            snippet = await self.snippets(session).get(snippet_in(subject))
            if snippet is None:
                return
            named = bool(
                (await self.of_snippet(session, snippet, snippet.channel, names=True)).named
            )
        # Asked only where a name depends on it: what takes names away must not wait for Slack.
        names = named and await self._only_ours(snippet.channel)
        async with self.context.database.transaction() as session:
            await self.consents(session).lock()
            await self._show(session, snippet, snippet.delivery_key, snippet.channel, names=names)
            for copy in await self.snippets(session).copies(snippet.id):
                await self._show(session, snippet, copy.key, copy.channel, names=False)

    async def _only_ours(self, channel: str) -> bool:
        try:
            return not await self.context.slack.is_shared(channel)
        except OutOfSight:
            return False

    async def _show(
        self, session: AsyncSession, snippet: Snippet, key: str, channel: str, *, names: bool
    ) -> None:
        view = await self.of_snippet(session, snippet, channel, names=names)
        message = render_snippet(view, self.zone)
        await self.delivery(session).change(key, message, self.now())
