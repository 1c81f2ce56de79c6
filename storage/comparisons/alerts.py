"""Keeps which practice was told of which change, and reads what the rule looks at."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.comparisons.alerts import PERIODS, Row
from bot.domain.indicators import Indicator
from storage.among import among
from storage.comparisons.indicators import indicator_of
from storage.database import insert_into
from storage.schema.comparisons import (
    AlertRow,
    ImportRow,
    IndicatorRow,
    ObservationRow,
    PeriodSummaryRow,
)
from storage.schema.people import WorkspaceRow

_FIGURE = tuple(getattr(ObservationRow, name) for name in Row._fields)


class AlertStore:
    """The alerts of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def lock(self) -> None:
        """Until the commit: two imports at once must not both tell the same practice."""
        own = select(WorkspaceRow.id).filter_by(id=self.workspace_id)
        await self.session.execute(own.with_for_update())

    # ---- what is looked at

    async def last_import(self) -> datetime | None:
        """When figures last came in, and were not taken out again."""
        own = select(func.max(ImportRow.imported_at)).where(
            ImportRow.workspace_id == self.workspace_id, ImportRow.undone_at.is_(None)
        )
        return (await self.session.scalars(own)).one()

    async def touched(self, since: datetime, areas: Sequence[str]) -> list[tuple[int, Indicator]]:
        """The indicators whose newest period these areas have had figures for since then; with ids."""
        newest = (
            select(func.max(PeriodSummaryRow.period))
            .where(PeriodSummaryRow.indicator_id == IndicatorRow.id)
            .scalar_subquery()
        )
        recent = select(ImportRow.id).where(
            ImportRow.workspace_id == self.workspace_id, ImportRow.imported_at >= since
        )
        came = select(ObservationRow.indicator_id).where(
            ObservationRow.indicator_id == IndicatorRow.id,
            ObservationRow.period == newest,
            ObservationRow.import_id.in_(recent),
            among(self.session, ObservationRow.area, areas),
        )
        rows = await self.session.scalars(
            select(IndicatorRow)
            .where(IndicatorRow.workspace_id == self.workspace_id, came.exists())
            .order_by(IndicatorRow.name)
        )
        return [(row.id, indicator_of(row)) for row in rows]

    async def figures(self, indicator_id: int, areas: Sequence[str]) -> list[Row]:
        """What these areas have in the latest periods that anybody has a figure for."""
        latest = await self.session.scalars(
            select(PeriodSummaryRow.period)
            .filter_by(workspace_id=self.workspace_id, indicator_id=indicator_id)
            .order_by(PeriodSummaryRow.period.desc())
            .limit(PERIODS)
        )
        rows = await self.session.execute(
            select(*_FIGURE).where(
                ObservationRow.workspace_id == self.workspace_id,
                ObservationRow.indicator_id == indicator_id,
                ObservationRow.period.in_(latest.all()),
                among(self.session, ObservationRow.area, areas),
            )
        )
        return [Row(*row) for row in rows]

    # ---- what was told

    async def told(self, indicator_id: int) -> dict[str, date]:
        """The newest period of which each practice was told."""
        rows = await self.session.execute(
            select(AlertRow.ods_code, func.max(AlertRow.period))
            .where(
                AlertRow.workspace_id == self.workspace_id, AlertRow.indicator_id == indicator_id
            )
            .group_by(AlertRow.ods_code)
        )
        return {row[0]: row[1] for row in rows}

    async def told_since(self, moment: datetime) -> set[str]:
        """The practices that have heard of anything since then."""
        rows = await self.session.scalars(
            select(AlertRow.ods_code)
            .where(AlertRow.workspace_id == self.workspace_id, AlertRow.told_at >= moment)
            .distinct()
        )
        return set(rows)

    async def keep(self, told: Iterable[tuple[str, int, date]], now: datetime) -> None:
        """That practices were told of indicators: each with the newest period that was looked at."""
        rows = [
            {
                "workspace_id": self.workspace_id,
                "ods_code": code,
                "indicator_id": indicator_id,
                "period": period,
                "told_at": now,
            }
            for code, indicator_id, period in told
        ]
        if rows:
            insert = insert_into(self.session, AlertRow)
            await self.session.execute(insert.on_conflict_do_nothing(), rows)
