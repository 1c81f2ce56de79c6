"""Posting a comparison to a channel: dots without names, its numbers as they were that day."""

from bot.blocks.comparisons import render_snippet
from bot.domain.comparisons import Snippet
from bot.domain.delivery import Post
from bot.services.comparisons.base import UseCases


class Posting(UseCases):
    async def post_snippet(
        self, key: str, channel: str, request: str, actor: str
    ) -> Snippet | None:
        """Post a comparison to a channel, its numbers as they are now.

        None where this request, a form sent twice, has posted it already. Raises NotAllowed to
        those who are neither lead nor manager.
        """
        now = self.now()
        async with self.context.database.transaction() as session:
            await self.check_may_post(session, actor)
            comparison = await self.comparison(session, key)
            snippet = await self.figures(session).add_snippet(
                comparison, request, channel, actor, now
            )
            if snippet is None:
                return None
            post = Post(
                snippet.delivery_key,
                channel,
                render_snippet(snippet, self.zone),
                owner=actor,
                about=f"the figures on {comparison.indicator.name}",
            )
            await self.delivery(session).plan(post, now=now)
            await self.note(session, actor, "posted figures", snippet.delivery_key)
            return snippet

    async def snippet(self, snippet_id: int) -> Snippet:
        """A posted comparison. Raises NotFound."""
        async with self.context.database.reading() as session:
            return await self.found_snippet(session, snippet_id)
