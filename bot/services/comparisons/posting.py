"""Posting a comparison to a channel: dots without names, its numbers as they were that day."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.comparisons import render_snippet
from bot.domain.channels import WhoElse
from bot.domain.comparisons import Comparison, Snippet
from bot.domain.comparisons.consent import WHOLE_GROUP
from bot.domain.delivery import Post
from bot.errors import Conflict
from bot.services.comparisons.viewing import Viewing


class SharedElsewhere(Conflict):
    """Another organisation reads along in that channel, and nobody has agreed to that."""


class Posting(Viewing):
    async def preview(self, key: str, channel: str | None) -> Comparison:
        """What a channel would read now. Raises NotFound without figures."""
        async with self.context.database.reading() as session:
            comparison = await self.comparison(session, key)
            return await self.figures_for_others(session, comparison, channel or WHOLE_GROUP)

    async def who_else_sees(self, channel: str) -> WhoElse | None:
        """Who of another organisation would read it there; asks Slack. Raises OutOfSight."""
        return await self.context.slack.who_else_sees(channel)

    async def post_snippet(
        self, key: str, channel: str, request: str, actor: str, *, agreed: bool = False
    ) -> Snippet | None:
        """Post a comparison to a channel, its numbers as they are now.

        ``agreed``: whoever posts it knows that people of another organisation will read it there;
        without that SharedElsewhere is raised for such a channel. None where this request, a form
        sent twice, has posted it already. Raises NotAllowed to those who are neither lead nor manager.
        """
        shared = await self.context.slack.is_shared(channel)
        if shared and not agreed:
            raise SharedElsewhere(
                f"People of another organisation can read what is posted in <#{channel}>, so nothing "
                "was posted. Whoever posts it by hand is asked whether they may see it."
            )
        async with self.context.database.transaction() as session:
            await self.check_may_post(session, actor)
            await self.consents(session).lock()
            comparison = await self.comparison(session, key)
            snippet = await self.snippets(session).add(
                comparison, request, channel, actor, self.now()
            )
            if snippet is not None:
                await self._post(session, snippet, shared=shared)
            return snippet

    async def _post(self, session: AsyncSession, snippet: Snippet, *, shared: bool) -> None:
        view = await self.of_snippet(session, snippet, names=not shared)
        post = Post(
            snippet.delivery_key,
            snippet.channel,
            render_snippet(view, self.zone),
            owner=snippet.posted_by,
            about=f"the figures on {snippet.comparison.indicator.name}",
        )
        await self.delivery(session).plan(post, now=self.now())
        deed = "posted figures where others read along" if shared else "posted figures"
        await self.note(session, snippet.posted_by, deed, snippet.delivery_key)

    async def snippet(self, snippet_id: int) -> Snippet:
        """A posted comparison. Raises NotFound."""
        async with self.context.database.reading() as session:
            return await self.found_snippet(session, snippet_id)
