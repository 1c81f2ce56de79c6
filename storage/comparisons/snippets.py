"""Keeps the comparisons that were posted to channels, with their numbers as they were that day."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.comparisons import ENGLAND, Comparison, Figure, Period, Snippet, figure_of
from bot.domain.comparisons.snippets import Copy
from bot.domain.indicators import Indicator
from bot.domain.sessions import snippet_key
from storage.comparisons.indicators import IndicatorStore, indicator_of
from storage.database import insert_into
from storage.schema.comparisons import IndicatorRow, SnippetFigureRow, SnippetRow
from storage.schema.sessions import PeerSessionRow


class SnippetStore:
    """The snippets of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def add(
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
                part_months=comparison.period.each,
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
        # England's figure is kept beside the practices', under its own code.
        england = (comparison.england,) if comparison.england else ()
        self.session.add_all(
            self._figure(snippet_id, each) for each in (*comparison.figures, *england)
        )
        await self.session.flush()
        return Snippet(snippet_id, comparison, channel, posted_by, now)

    def _figure(self, snippet_id: int, figure: Figure) -> SnippetFigureRow:
        return SnippetFigureRow(
            workspace_id=self.workspace_id,
            snippet_id=snippet_id,
            ods_code=figure.ods_code,
            numerator=figure.numerator,
            denominator=figure.denominator,
            value=figure.value,
            low=figure.published.low if figure.published else None,
            high=figure.published.high if figure.published else None,
            note=figure.note,
        )

    async def get(self, snippet_id: int) -> Snippet | None:
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
        figures = await self._figures(snippet_id, indicator)
        comparison = Comparison(
            indicator,
            Period(snippet.first_month, snippet.last_month, snippet.part_months),
            tuple(each for each in figures if each.ods_code != ENGLAND),
            snippet.data_from,
            next((each for each in figures if each.ods_code == ENGLAND), None),
        )
        return Snippet(
            snippet.id, comparison, snippet.channel, snippet.posted_by, snippet.posted_at
        )

    async def _figures(self, snippet_id: int, indicator: Indicator) -> list[Figure]:
        rows = await self.session.scalars(
            select(SnippetFigureRow)
            .filter_by(snippet_id=snippet_id, workspace_id=self.workspace_id)
            .order_by(SnippetFigureRow.ods_code)
        )
        return [
            figure_of(
                indicator,
                each.ods_code,
                each.numerator,
                each.denominator,
                each.value,
                each.low,
                each.high,
                each.note,
            )
            for each in rows
        ]

    # ---- what is to be shown anew

    async def with_figure_of(self, ods_code: str) -> Sequence[int]:
        """The ids of those in which a practice has a figure."""
        found = select(SnippetFigureRow.snippet_id).filter_by(
            workspace_id=self.workspace_id, ods_code=ods_code
        )
        return (await self.session.scalars(found.order_by(SnippetFigureRow.snippet_id))).all()

    async def posted_to(self, channel: str) -> Sequence[int]:
        """The ids of those that were posted to a channel."""
        found = select(SnippetRow.id).filter_by(workspace_id=self.workspace_id, channel=channel)
        return (await self.session.scalars(found.order_by(SnippetRow.id))).all()

    async def copies(self, snippet_id: int) -> list[Copy]:
        """Where sessions show it in their threads, or would."""
        rows = await self.session.execute(
            select(PeerSessionRow.id, PeerSessionRow.channel)
            .filter_by(workspace_id=self.workspace_id, snippet_id=snippet_id)
            .order_by(PeerSessionRow.id)
        )
        return [Copy(snippet_key(row.id), row.channel) for row in rows]
