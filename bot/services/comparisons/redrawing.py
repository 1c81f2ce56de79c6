"""Bringing posted snippets up to date: a practice came down, or a number is questioned."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.comparisons import render_snippet
from bot.directory import NoAnswer, OutOfSight
from bot.domain.comparisons.snippets import SNIPPETS, ChannelView, Snippet, snippet_in
from bot.services.comparisons.viewing import Viewing
from bot.services.context import Context

REDRAW = "comparisons.redraw"  # a kind of work; its subject is the snippet's delivery key
AGAIN = timedelta(minutes=5)


Redrawn = Callable[[AsyncSession, Snippet], Awaitable[None]]
"""Told, with the consents locked, of a snippet that is brought up to date wherever it is shown."""


async def nothing_more(*_: object) -> None:
    """Where nobody else wants to hear of it."""


class Redrawing(Viewing):
    def __init__(self, context: Context, redrawn: Redrawn = nothing_more) -> None:
        super().__init__(context)
        self._redrawn = redrawn

    async def plan(self, session: AsyncSession, snippet_ids: Iterable[int]) -> None:
        """Have these shown as they may be seen now, as soon as this is committed."""
        work = self.work_to_do(session)
        for each in snippet_ids:
            await work.plan(REDRAW, f"{SNIPPETS}{each}", self.now())

    async def channel_shared(self, channel: str) -> None:
        """Another organisation can read along in a channel from now on, and what is there already."""
        async with self.context.database.transaction() as session:
            await self.plan(session, await self.snippets(session).posted_to(channel))

    async def redraw(self, subject: str, now: datetime) -> datetime | None:
        """A posted snippet, and its copies in the threads of sessions, where they look otherwise now.

        While Slack does not say who reads along it is without names, and looked at again.
        """
        async with self.context.database.reading() as session:
            snippet = await self.snippets(session).get(snippet_in(subject))
            if snippet is None:
                return None
            view = await self.of_snippet(session, snippet, names=True)
        only_ours = await self._only_ours(snippet.channel) if view.named else False
        async with self.context.database.transaction() as session:
            await self.consents(session).lock()
            view = await self.of_snippet(session, snippet, names=bool(only_ours))
            await self._show(session, snippet.delivery_key, view)
            for copy in await self.snippets(session).copies(snippet.id):
                view = await self.of_copy(session, snippet, copy.channel)
                await self._show(session, copy.key, view)
            await self._redrawn(session, snippet)
        return now + AGAIN if only_ours is None else None

    async def _only_ours(self, channel: str) -> bool | None:
        """Whether nobody of another organisation reads along there; None if Slack does not say."""
        try:
            return not await self.context.slack.is_shared(channel)
        except OutOfSight:
            return False
        except NoAnswer:
            return None

    async def _show(self, session: AsyncSession, key: str, view: ChannelView) -> None:
        message = render_snippet(view, self.zone)
        await self.delivery(session).change(key, message, self.now())
