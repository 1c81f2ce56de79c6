"""What others may see of figures: without the practices that keep theirs to themselves."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.comparisons import Comparison, Snippet
from bot.domain.comparisons.challenges import questioned
from bot.domain.comparisons.consent import (
    WHOLE_GROUP,
    Rung,
    as_others_see,
    named_figures,
    without_own_eyes,
)
from bot.domain.comparisons.snippets import ChannelView, Named
from bot.domain.people import Practice
from bot.services.comparisons.base import UseCases


class Viewing(UseCases):
    async def figures_for_others(
        self,
        session: AsyncSession,
        comparison: Comparison,
        channel: str = WHOLE_GROUP,
        keep: str | None = None,
    ) -> Comparison:
        """A comparison as others may see it in that channel; ``keep`` is the reader's own practice."""
        rungs = await self.consents(session).rungs(channel)
        return as_others_see(without_own_eyes(comparison, rungs, keep), keep)

    async def named(
        self, session: AsyncSession, codes: Iterable[str], channel: str
    ) -> tuple[Practice, ...]:
        """Those of these practices that are named in that channel, by name."""
        rungs = await self.consents(session).rungs(channel)
        wanted = {code for code in codes if rungs.get(code) is Rung.NAMED}
        practices = await self.people(session).practices() if wanted else []
        return tuple(each for each in practices if each.ods_code in wanted)

    async def of_snippet(
        self, session: AsyncSession, snippet: Snippet, *, names: bool
    ) -> ChannelView:
        """As its channel may see it now. ``names``: nobody of another organisation reads along there."""
        view = await self.of_copy(session, snippet, snippet.channel)
        named: tuple[Named, ...] = ()
        if names:
            rungs = await self.consents(session).rungs(snippet.channel)
            figures = {each.ods_code: each for each in named_figures(view.comparison, rungs)}
            practices = await self.named(session, figures, snippet.channel)
            named = tuple(Named(each, figures[each.ods_code]) for each in practices)
        return replace(view, named=named, is_copy=False)

    async def of_copy(self, session: AsyncSession, snippet: Snippet, channel: str) -> ChannelView:
        """As it may be shown in another message, as a session's thread: without names, whoever agreed."""
        rungs = await self.consents(session).rungs(channel)
        seen = without_own_eyes(snippet.comparison, rungs)
        shown = as_others_see(seen)
        challenges = await self.challenges(session).of_snippet(snippet.id)
        small = len(seen.figures) - len(shown.figures)
        return ChannelView(snippet, shown, small, (), questioned(challenges), is_copy=True)
