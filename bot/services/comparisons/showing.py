"""Showing a practice its own figures among those of others, privately."""

from dataclasses import replace
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.comparisons.challenge import questioned_privately
from bot.blocks.comparisons.own import Shown
from bot.domain.comparisons import YEAR, Comparison, Figure, figure_as_shown, own
from bot.domain.comparisons.challenges import questioned
from bot.domain.comparisons.peers import PeerGroup
from bot.domain.deeds import Deed, may
from bot.domain.indicators import Indicator
from bot.domain.statistics import TREND_POINTS, latest_unbroken
from bot.services.comparisons.peers import Peers
from bot.services.comparisons.viewing import Viewing
from bot.services.context import Context


class Showing(Viewing):
    def __init__(self, context: Context, peers: Peers) -> None:
        super().__init__(context)
        self.peers = peers

    async def indicators(self) -> list[Indicator]:
        """Those that there are figures for, by name."""
        async with self.context.database.reading() as session:
            return await self.kept_indicators(session).with_figures()

    async def own_in_snippet(self, snippet_id: int, user: str, code: str | None = None) -> Shown:
        """The person's own practice among the dots of a snippet, as they were that day.

        ``code``: which of their practices, where they have several; else the main one.
        """
        async with self.context.database.reading() as session:
            comparison = (await self.found_snippet(session, snippet_id)).comparison
            shown = await self.shown(session, comparison, user, code)
            return replace(shown, snippet_id=snippet_id)

    async def own_now(self, key: str, user: str, code: str | None = None) -> Shown:
        """The person's own practice among the group's, now; ``code`` as above."""
        async with self.context.database.reading() as session:
            return await self.shown(session, await self.comparison(session, key), user, code)

    async def shown(
        self, session: AsyncSession, comparison: Comparison, user: str, code: str | None = None
    ) -> Shown:
        """All that a private answer says. Raises NotFound for who has no practice on record."""
        member, practice = await self.member_with_practice(session, user, code)
        comparison = await self.figures_for_others(session, comparison, keep=practice.ods_code)
        open_ones = await self.challenges(session).open_about(
            comparison.indicator.key, practice.ods_code
        )
        group = await self.peers.peers_of(session, practice, comparison=comparison)
        peers = await self._peers(session, comparison, group)
        before, years = await self._earlier(session, comparison, practice.ods_code)
        return Shown(
            comparison,
            practice,
            own(comparison, practice.ods_code, peers=peers, before=before, years=years),
            self.zone,
            peers=peers,
            alike=group.in_kind,
            questioned=questioned_privately(questioned(open_ones), self.zone),
            may_post=may(member, Deed.POST_FIGURES),
            theirs=member.practices,
        )

    async def _peers(
        self, session: AsyncSession, comparison: Comparison, group: PeerGroup
    ) -> tuple[Figure, ...]:
        """Their figures for the same period, of the group as compared and from beyond it."""
        if not group.chosen:
            return ()
        here = [each for each in comparison.figures if each.ods_code in group.codes]
        beyond = set(group.codes) - {each.ods_code for each in here}
        if not beyond:
            return tuple(here)
        store, indicator = self.figures(session), comparison.indicator
        found = await store.figures(indicator, comparison.period, sorted(beyond))
        shown = (figure_as_shown(indicator, each) for each in found)
        return (*here, *(each for each in shown if each is not None))

    async def _earlier(
        self, session: AsyncSession, comparison: Comparison, code: str
    ) -> tuple[Figure | None, list[Figure]]:
        """The practice's own figure a year before, and its last five of yearly ones.

        Not across a merger or a split: what has one name before and after is not the same practice.
        """
        store, indicator, period = self.figures(session), comparison.indicator, comparison.period
        broken = max(await self.organisations(session).breaks_of(code), default=date.min)
        before, years = None, []
        if period.months <= YEAR and broken <= period.year_before.first:
            before = await store.figure(indicator, period.year_before, code)
        if period.each == YEAR:
            found = await store.series(indicator, [code], TREND_POINTS, until=period.last)
            days = latest_unbroken([day for day, each in found.items() if code in each], YEAR)
            years = [found[day][code] for day in days if day >= broken]
        return before, years
