"""Reads comparisons out of the observations, and keeps those that were posted."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.comparisons import Comparison, Figure, Period, Snippet, make_figure, usual_period
from bot.domain.indicators import Indicator
from storage.comparisons.indicators import IndicatorStore, indicator_of
from storage.database import insert_into
from storage.schema.comparisons import (
    ImportRow,
    IndicatorRow,
    ObservationRow,
    SnippetFigureRow,
    SnippetRow,
)
from storage.schema.people import PracticeRow

MONTHS_LOOKED_AT = 12


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
        months = await self.session.scalars(
            select(ObservationRow.period)
            .where(*self._of_the_group(indicator_id))
            .distinct()
            .order_by(ObservationRow.period.desc())
            .limit(MONTHS_LOOKED_AT)
        )
        period = usual_period(months)
        if period is None:
            return None
        figures = await self._figures(indicator_id, indicator, period)
        data_from = await self._data_from(indicator_id, period)
        return Comparison(indicator, period, figures, data_from)

    async def _figures(
        self, indicator_id: int, indicator: Indicator, period: Period
    ) -> tuple[Figure, ...]:
        """Sums over the period, for the practices that have every month of it."""
        rows = await self.session.execute(
            select(
                ObservationRow.ods_code,
                func.sum(ObservationRow.numerator),
                func.sum(ObservationRow.denominator),
            )
            .where(
                *self._of_the_group(indicator_id),
                ObservationRow.period.between(period.first, period.last),
            )
            .group_by(ObservationRow.ods_code)
            .having(func.count() == period.months)
            .order_by(ObservationRow.ods_code)
        )
        return tuple(make_figure(indicator, *row) for row in rows)

    async def _data_from(self, indicator_id: int, period: Period) -> datetime:
        imports = select(ObservationRow.import_id).where(
            *self._of_the_group(indicator_id),
            ObservationRow.period.between(period.first, period.last),
        )
        newest = select(func.max(ImportRow.imported_at)).where(ImportRow.id.in_(imports))
        found: datetime = (await self.session.execute(newest)).scalar_one()
        return found

    def _of_the_group(self, indicator_id: int) -> tuple[ColumnElement[bool], ...]:
        practices = select(PracticeRow.ods_code).filter_by(workspace_id=self.workspace_id)
        return (
            ObservationRow.workspace_id == self.workspace_id,
            ObservationRow.indicator_id == indicator_id,
            ObservationRow.ods_code.in_(practices),
        )

    # ---- snippets

    async def add_snippet(
        self, comparison: Comparison, request: str, channel: str, posted_by: str, now: datetime
    ) -> Snippet | None:
        """Keep a comparison with its numbers; None where this request has posted one before."""
        found = await IndicatorStore(self.session, self.workspace_id).get(comparison.indicator.key)
        if found is None:
            return None
        once = (
            insert_into(self.session, SnippetRow)
            .values(
                workspace_id=self.workspace_id,
                request=request,
                indicator_id=found[0],
                first_month=comparison.period.first,
                last_month=comparison.period.last,
                data_from=comparison.data_from,
                channel=channel,
                posted_by=posted_by,
                posted_at=now,
            )
            .on_conflict_do_nothing(index_elements=["workspace_id", "request"])
            .returning(SnippetRow.id)
        )
        snippet_id = (await self.session.execute(once)).scalar_one_or_none()
        if snippet_id is None:
            return None
        self.session.add_all(
            SnippetFigureRow(
                workspace_id=self.workspace_id,
                snippet_id=snippet_id,
                ods_code=figure.ods_code,
                numerator=figure.numerator,
                denominator=figure.denominator,
            )
            for figure in comparison.figures
        )
        return Snippet(snippet_id, comparison, channel, posted_by, now)

    async def snippet(self, snippet_id: int) -> Snippet | None:
        """A posted comparison, with its numbers as they were."""
        found = await self.session.execute(
            select(SnippetRow, IndicatorRow)
            .join(IndicatorRow, IndicatorRow.id == SnippetRow.indicator_id)
            .where(SnippetRow.id == snippet_id, SnippetRow.workspace_id == self.workspace_id)
        )
        row = found.one_or_none()
        if row is None:
            return None
        snippet, indicator = row.SnippetRow, indicator_of(row.IndicatorRow)
        figures = await self.session.scalars(
            select(SnippetFigureRow)
            .filter_by(snippet_id=snippet_id, workspace_id=self.workspace_id)
            .order_by(SnippetFigureRow.ods_code)
        )
        comparison = Comparison(
            indicator,
            Period(snippet.first_month, snippet.last_month),
            tuple(
                make_figure(indicator, each.ods_code, each.numerator, each.denominator)
                for each in figures
            ),
            snippet.data_from,
        )
        return Snippet(
            snippet.id, comparison, snippet.channel, snippet.posted_by, snippet.posted_at
        )
