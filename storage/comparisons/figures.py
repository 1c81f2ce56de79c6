"""Reads comparisons out of the observations."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.comparisons import (
    ENGLAND,
    NEARLY_ALL,
    Comparison,
    Figure,
    Period,
    figure_of,
    make_figure,
    parts_of_a_year,
    usual_period,
)
from bot.domain.indicators import Indicator
from storage.comparisons.indicators import IndicatorStore
from storage.schema.comparisons import ImportRow, IndicatorRow, ObservationRow, PeriodSummaryRow
from storage.schema.people import PracticeRow

LOOKED_AT = 24  # periods, from the latest that anybody has figures for

_AS_PUBLISHED = (
    ObservationRow.value,
    ObservationRow.low,
    ObservationRow.high,
    ObservationRow.note,
)


class FigureStore:
    """The comparisons of one workspace, over the practices that belong to the group."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def comparison(self, key: str) -> Comparison | None:
        """The indicator's usual period now; None without it, or without any figure of the group."""
        found = await IndicatorStore(self.session, self.workspace_id).get(key)
        if found is None:
            return None
        indicator = found[1]
        group = select(PracticeRow.ods_code).filter_by(workspace_id=self.workspace_id)
        codes = (await self.session.scalars(group)).all()
        starts = await self.starts(indicator, codes)
        period = usual_period(starts, indicator.period_months, parts_of_a_year(indicator))
        if period is None:
            return None
        return Comparison(
            indicator,
            period,
            await self.figures(indicator, period, codes),
            await self._data_from(indicator, period, codes),
            await self._england(indicator, period),
        )

    async def starts(self, indicator: Indicator, areas: Sequence[str]) -> Sequence[date]:
        """The days on which the latest periods begin that any of these has a figure for."""
        theirs = select(ObservationRow.period).where(
            *self._of(indicator),
            ObservationRow.period.in_(await self._latest(indicator, LOOKED_AT)),
            ObservationRow.area.in_(areas),
        )
        return (await self.session.scalars(theirs.distinct())).all()

    async def series(
        self,
        indicator: Indicator,
        areas: Sequence[str],
        periods: int,
        *,
        until: date | None = None,
    ) -> dict[date, dict[str, Figure]]:
        """What each of these areas has in each of the latest periods, the earliest first.

        ``until`` is the first day of the last period that is wanted; None: whatever there is.
        """
        rows = await self.session.execute(
            select(
                ObservationRow.period,
                ObservationRow.area,
                ObservationRow.numerator,
                ObservationRow.denominator,
                *_AS_PUBLISHED,
            )
            .where(
                *self._of(indicator),
                ObservationRow.period.in_(await self._latest(indicator, periods, until)),
                ObservationRow.area.in_(areas),
            )
            .order_by(ObservationRow.period)
        )
        found: dict[date, dict[str, Figure]] = {}
        for row in rows:
            kept: Any = tuple(row)
            figure = figure_of(indicator, *kept[1:])
            found.setdefault(kept[0], {})[figure.ods_code] = figure
        return found

    async def _latest(
        self, indicator: Indicator, periods: int, until: date | None = None
    ) -> Sequence[date]:
        """The days on which the latest periods begin that anybody has a figure for."""
        summary = (
            select(PeriodSummaryRow.period)
            .where(
                PeriodSummaryRow.workspace_id == self.workspace_id,
                PeriodSummaryRow.indicator_id == self._id(indicator),
            )
            .order_by(PeriodSummaryRow.period.desc())
            .limit(periods)
        )
        if until is not None:
            summary = summary.where(PeriodSummaryRow.period <= until)
        return (await self.session.scalars(summary)).all()

    async def figures(
        self, indicator: Indicator, period: Period, areas: Sequence[str]
    ) -> tuple[Figure, ...]:
        """Sums over the period, for those of these areas that have every part of it."""
        rows = await self.session.execute(
            select(
                ObservationRow.area,
                func.sum(ObservationRow.numerator),
                func.sum(ObservationRow.denominator),
                *(func.max(each) for each in _AS_PUBLISHED),
            )
            .where(*self._within(indicator, period), ObservationRow.area.in_(areas))
            .group_by(ObservationRow.area)
            .having(func.count() == period.parts)
            .order_by(ObservationRow.area)
        )
        return tuple(figure_of(indicator, *tuple(row)) for row in rows)

    async def figure(self, indicator: Indicator, period: Period, area: str) -> Figure | None:
        """That of one area, if it has every part of the period."""
        return next(iter(await self.figures(indicator, period, [area])), None)

    async def _england(self, indicator: Indicator, period: Period) -> Figure | None:
        """As published; else from all practices, where there are nearly all of England's."""
        published = await self.figure(indicator, period, ENGLAND)
        if published is not None:
            return published
        sums = select(
            func.sum(PeriodSummaryRow.numerator),
            func.sum(PeriodSummaryRow.denominator),
            func.min(PeriodSummaryRow.practices),
            func.count(),
        ).where(
            PeriodSummaryRow.workspace_id == self.workspace_id,
            PeriodSummaryRow.indicator_id == self._id(indicator),
            PeriodSummaryRow.period.between(period.first, period.last),
        )
        numerator, denominator, fewest, parts = (await self.session.execute(sums)).one()
        if parts != period.parts or fewest < NEARLY_ALL or numerator is None or not denominator:
            return None
        return make_figure(indicator, ENGLAND, numerator, denominator)

    async def _data_from(
        self, indicator: Indicator, period: Period, areas: Sequence[str]
    ) -> datetime:
        imports = select(ObservationRow.import_id).where(
            *self._within(indicator, period), ObservationRow.area.in_(areas)
        )
        newest = select(func.max(ImportRow.imported_at)).where(ImportRow.id.in_(imports))
        found: datetime = (await self.session.execute(newest)).scalar_one()
        return found

    def _id(self, indicator: Indicator) -> ScalarSelect[int]:
        same = {"workspace_id": self.workspace_id, "key": indicator.key}
        return select(IndicatorRow.id).filter_by(**same).scalar_subquery()

    def _of(self, indicator: Indicator) -> tuple[ColumnElement[bool], ...]:
        return (
            ObservationRow.workspace_id == self.workspace_id,
            ObservationRow.indicator_id == self._id(indicator),
        )

    def _within(self, indicator: Indicator, period: Period) -> tuple[ColumnElement[bool], ...]:
        # Each day by itself: between two days all of England's figures would be looked through.
        return (*self._of(indicator), ObservationRow.period.in_(period.starts))
