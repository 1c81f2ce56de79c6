"""Showing a practice its own figures among those of others, privately."""

from dataclasses import dataclass

from bot.domain.comparisons import Comparison, Own, own
from bot.domain.indicators import Indicator
from bot.domain.people import Practice
from bot.services.comparisons.base import UseCases


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """What one person is told of their practice; ``own`` is None where it has no figure."""

    comparison: Comparison
    practice: Practice
    own: Own | None


class Showing(UseCases):
    async def indicators(self) -> list[Indicator]:
        """Those that there are figures for, by name."""
        async with self.context.database.reading() as session:
            return await self.kept_indicators(session).with_figures()

    async def compare(self, key: str) -> Comparison:
        """The group's practices beside each other now. Raises NotFound without figures."""
        async with self.context.database.reading() as session:
            return await self.comparison(session, key)

    async def own_in_snippet(self, snippet_id: int, user: str) -> OwnAnswer:
        """The person's own practice among the dots of a snippet."""
        async with self.context.database.reading() as session:
            practice = await self.practice_of(session, user)
            comparison = (await self.found_snippet(session, snippet_id)).comparison
            return OwnAnswer(comparison, practice, own(comparison, practice.ods_code))

    async def own_now(self, key: str, user: str) -> OwnAnswer:
        """The person's own practice among the group's, now."""
        async with self.context.database.reading() as session:
            practice = await self.practice_of(session, user)
            comparison = await self.comparison(session, key)
            return OwnAnswer(comparison, practice, own(comparison, practice.ods_code))
