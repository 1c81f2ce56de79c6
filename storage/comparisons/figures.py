"""Reads comparisons out of the observations."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.comparisons import (
    ENGLAND,
    NEARLY_ALL,
    Comparison,
    Figure,
    Period,
    make_figure,
    parts_of_a_year,
    usual_period,
)
from bot.domain.indicators import Indicator
from bot.domain.statistics import Interval
from storage.comparisons.indicators import IndicatorStore
from storage.schema.comparisons import ImportRow, ObservationRow, PeriodSummaryRow
from storage.schema.people import PracticeRow

LOOKED_AT = 24  # periods, from the latest that anybody has figures for

_FIGURE = tuple(
    getattr(ObservationRow, name) for name in ("numerator", "denominator", "value", "low", "high")
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
        indicator_id, indicator = found
        each, parts = indicator.period_months, parts_of_a_year(indicator)
        group = select(PracticeRow.ods_code).filter_by(workspace_id=self.workspace_id)
        codes = list(await self.session.scalars(group))
        period = usual_period(await self._starts(indicator_id, codes), each, parts)
        if period is None:
            return None
        figures = await self.figures(indicator_id, indicator, period, codes)
        england = await self._england(indicator_id, indicator, period)
        data_from = await self._data_from(indicator_id, period, codes)
        return Comparison(indicator, period, figures, data_from, england)

    async def _starts(self, indicator_id: int, codes: Sequence[str]) -> Sequence[date]:
        """The days on which the latest periods begin that any of these has a figure for."""
        summary = (
            select(PeriodSummaryRow.period)
            .filter_by(workspace_id=self.workspace_id, indicator_id=indicator_id)
            .order_by(PeriodSummaryRow.period.desc())
            .limit(LOOKED_AT)
        )
        latest = (await self.session.scalars(summary)).all()
        theirs = select(ObservationRow.period).where(
            ObservationRow.workspace_id == self.workspace_id,
            ObservationRow.indicator_id == indicator_id,
            ObservationRow.period.in_(latest),
            ObservationRow.area.in_(codes),
        )
        return (await self.session.scalars(theirs.distinct())).all()

    async def figures(
        self, indicator_id: int, indicator: Indicator, period: Period, areas: Sequence[str]
    ) -> tuple[Figure, ...]:
        """Sums over the period, for those of these areas that have every part of it."""
        numerator, denominator, *others = _FIGURE
        rows = await self.session.execute(
            select(
                ObservationRow.area,
                func.sum(numerator),
                func.sum(denominator),
                *(func.max(each) for each in (*others, ObservationRow.note)),
            )
            .where(*self._within(indicator_id, period), ObservationRow.area.in_(areas))
            .group_by(ObservationRow.area)
            .having(func.count() == period.parts)
            .order_by(ObservationRow.area)
        )
        return tuple(figure_of(indicator, *row) for row in rows)

    async def _england(
        self, indicator_id: int, indicator: Indicator, period: Period
    ) -> Figure | None:
        """As published; else from all practices, where there are nearly all of England's."""
        published = await self.figures(indicator_id, indicator, period, [ENGLAND])
        if published:
            return published[0]
        sums = select(
            func.sum(PeriodSummaryRow.numerator),
            func.sum(PeriodSummaryRow.denominator),
            func.min(PeriodSummaryRow.practices),
            func.count(),
        ).where(
            PeriodSummaryRow.workspace_id == self.workspace_id,
            PeriodSummaryRow.indicator_id == indicator_id,
            PeriodSummaryRow.period.between(period.first, period.last),
        )
        numerator, denominator, fewest, parts = (await self.session.execute(sums)).one()
        whole = parts == period.parts and fewest >= NEARLY_ALL
        if not whole or numerator is None or not denominator:
            return None
        return make_figure(indicator, ENGLAND, numerator, denominator)

    async def _data_from(self, indicator_id: int, period: Period, codes: Sequence[str]) -> datetime:
        imports = select(ObservationRow.import_id).where(
            *self._within(indicator_id, period), ObservationRow.area.in_(codes)
        )
        newest = select(func.max(ImportRow.imported_at)).where(ImportRow.id.in_(imports))
        found: datetime = (await self.session.execute(newest)).scalar_one()
        return found

    def _within(self, indicator_id: int, period: Period) -> tuple[ColumnElement[bool], ...]:
        return (
            ObservationRow.workspace_id == self.workspace_id,
            ObservationRow.indicator_id == indicator_id,
            ObservationRow.period.between(period.first, period.last),
        )


def figure_of(
    indicator: Indicator,
    area: str,
    numerator: float | None,
    denominator: float | None,
    value: float | None,
    low: float | None,
    high: float | None,
    note: str,
) -> Figure:
    """A figure from what is kept of it."""
    published = None if low is None or high is None else Interval(low, high)
    return make_figure(indicator, area, numerator, denominator, value, published, note)
