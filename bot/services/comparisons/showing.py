"""Showing a practice its own figures among those of others, privately."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.comparisons.own import Shown
from bot.domain.comparisons import MAY_POST, YEAR, Comparison, own
from bot.domain.indicators import Indicator
from bot.domain.statistics import latest_unbroken
from bot.services.comparisons.base import UseCases

TREND_YEARS = 5


class Showing(UseCases):
    async def indicators(self) -> list[Indicator]:
        """Those that there are figures for, by name."""
        async with self.context.database.reading() as session:
            return await self.kept_indicators(session).with_figures()

    async def compare(self, key: str) -> Comparison:
        """The group's practices beside each other now. Raises NotFound without figures."""
        async with self.context.database.reading() as session:
            return await self.comparison(session, key)

    async def own_in_snippet(self, snippet_id: int, user: str) -> Shown:
        """The person's own practice among the dots of a snippet, as they were that day."""
        async with self.context.database.reading() as session:
            comparison = (await self.found_snippet(session, snippet_id)).comparison
            return await self._shown(session, comparison, user)

    async def own_now(self, key: str, user: str) -> Shown:
        """The person's own practice among the group's, now."""
        async with self.context.database.reading() as session:
            return await self._shown(session, await self.comparison(session, key), user)

    async def _shown(self, session: AsyncSession, comparison: Comparison, user: str) -> Shown:
        """Raises NotFound for who has no practice on record."""
        member, practice = await self.member_with_practice(session, user)
        code, period = practice.ods_code, comparison.period
        store = self.figures(session)
        indicator = comparison.indicator
        before, years = None, []
        if period.months <= YEAR:
            before = await store.figure(indicator, period.year_before, code)
        if period.each == YEAR:
            found = await store.series(indicator, [code], TREND_YEARS, until=period.last)
            days = latest_unbroken([day for day, each in found.items() if code in each], YEAR)
            years = [found[day][code] for day in days]
        return Shown(
            comparison,
            practice,
            own(comparison, code, before=before, years=years),
            self.zone,
            may_post=member.has(MAY_POST),
        )
