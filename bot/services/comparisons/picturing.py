"""Sending a person pictures of their practice's figures, in their own messages."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.comparisons.own import render_pictures
from bot.domain.comparisons import ENGLAND, Comparison, Series, series_of
from bot.domain.delivery import DirectMessage
from bot.services.comparisons.base import UseCases
from bot.services.comparisons.showing import Showing
from bot.services.context import Context

LOOKED_BACK = 36
"""Periods in a picture over time: three years of months."""


class Picturing(UseCases):
    def __init__(self, context: Context, showing: Showing) -> None:
        super().__init__(context)
        self.showing = showing

    async def send(self, key: str, user: str, request: str, code: str | None = None) -> None:
        """Send that person the pictures, once for each ``request``; ``code`` is of which practice.

        Raises NotFound without figures, or for who has no practice on record.
        """
        async with self.context.database.transaction() as session:
            comparison = await self.comparison(session, key)
            shown = await self.showing.shown(session, comparison, user, code)
            series = await self._series(session, shown.comparison, shown.practice.ods_code)
            message = DirectMessage(
                f"pictures:{user}:{request}",
                user,
                render_pictures(shown, series),
                owner=user,
                about=f"the pictures of {comparison.indicator.name}",
            )
            await self.delivery(session).plan(message, now=self.now())

    async def _series(self, session: AsyncSession, comparison: Comparison, ods_code: str) -> Series:
        group = [each.ods_code for each in comparison.figures]
        areas = [ods_code, ENGLAND, *group]
        found = await self.figures(session).series(comparison.indicator, areas, LOOKED_BACK)
        broken = await self.organisations(session).breaks_of(ods_code)
        return series_of(comparison.indicator, ods_code, found, broken)
