"""The lines about one's own practice's figures: from the same service as the private answers.

What it takes to set a figure beside its peers is some ten statements an indicator. So what was found
is kept in memory, for each practice, for as long as nothing that it depends on has changed; a few
minutes at most.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.comparisons import words
from bot.domain.home import Figure, Figures
from bot.domain.indicators import Indicator
from bot.domain.people import Member, Practice
from bot.errors import PeerbotError
from bot.services.comparisons.showing import Showing
from storage.home.figures import FigureLook, Marks

SHOWN = 3
KEPT_FOR = 600.0  # seconds
MOST_KEPT = 2000  # practices; then it begins anew


@dataclass(frozen=True, slots=True)
class _Found:
    marks: Marks
    indicators: tuple[Indicator, ...]
    figures: tuple[Figure, ...]
    until: float


class OwnFigures:
    def __init__(self, showing: Showing, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.showing = showing
        self._monotonic = monotonic
        self._kept: dict[str, _Found] = {}

    async def for_home(self, session: AsyncSession, user: str, member: Member | None) -> Figures:
        """In two statements where nothing is new."""
        if member is None or member.practice is None:
            return Figures()
        look = FigureLook(session, self.showing.workspace_id)
        practice = member.practice
        newest = await look.newest(practice.ods_code, SHOWN)
        marks = await look.marks(practice.ods_code)
        found = self._known(practice, marks, newest.shown)
        if found is None:
            # Three at most.
            figures = [await self._figure(session, each, user) for each in newest]
            there = tuple(each for each in figures if each is not None)
            found = self._keep(practice, _Found(marks, newest.shown, there, self._fresh_until()))
        return Figures(practice.name, found.figures, newest.number)

    async def _figure(
        self, session: AsyncSession, indicator: Indicator, user: str
    ) -> Figure | None:
        """None without one, for whatever reason: the button says it in a sentence."""
        try:
            comparison = await self.showing.comparison(session, indicator.key)
            shown = await self.showing.shown(session, comparison, user)
        except PeerbotError:
            return None
        if shown.own is None:
            return None
        return Figure(indicator, shown.own, words.period(comparison.period))

    def _known(
        self, practice: Practice, marks: Marks, indicators: tuple[Indicator, ...]
    ) -> _Found | None:
        found = self._kept.get(practice.ods_code)
        if found is None or found.until <= self._monotonic():
            return None
        return found if (found.marks, found.indicators) == (marks, indicators) else None

    def _keep(self, practice: Practice, found: _Found) -> _Found:
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[practice.ods_code] = found
        return found

    def _fresh_until(self) -> float:
        return self._monotonic() + KEPT_FOR
