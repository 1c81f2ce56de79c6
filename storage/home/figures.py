"""Reads which figures of a practice are the newest, and whether anything about them has changed."""

from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.home import Some
from bot.domain.indicators import Indicator
from storage.comparisons.indicators import indicator_of
from storage.home.reading import some
from storage.schema.comparisons import (
    ConsentRow,
    ImportRow,
    IndicatorRow,
    ObservationRow,
    PeriodSummaryRow,
)
from storage.schema.organisations import OrganisationRow, PeerChoiceRow
from storage.schema.people import PracticeRow

Marks = tuple[Any, ...]


class FigureLook:
    """The figures of one workspace, as the Home tab looks at them."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def newest(self, ods_code: str, few: int) -> Some[Indicator]:
        """The indicators whose latest figures have this practice's, the latest months first."""
        latest = (
            select(PeriodSummaryRow.indicator_id, func.max(PeriodSummaryRow.period).label("last"))
            .where(PeriodSummaryRow.workspace_id == self.workspace_id)
            .group_by(PeriodSummaryRow.indicator_id)
            .subquery()
        )
        query = (
            select(IndicatorRow)
            .join(latest, latest.c.indicator_id == IndicatorRow.id)
            .join(
                ObservationRow,
                and_(
                    ObservationRow.indicator_id == latest.c.indicator_id,
                    ObservationRow.period == latest.c.last,
                    ObservationRow.area == ods_code,
                ),
            )
            .where(IndicatorRow.workspace_id == self.workspace_id)
            .order_by(latest.c.last.desc(), IndicatorRow.name, IndicatorRow.id)
        )
        return await some(self.session, query, lambda row: indicator_of(row[0]), few)

    async def marks(self, ods_code: str) -> Marks:
        """Differ when what a practice's figures are set beside may have changed: in one statement."""
        here = self.workspace_id
        of = ImportRow, ConsentRow, PeerChoiceRow, OrganisationRow, PracticeRow
        imports, consents, choices, register, practices = (
            select(func.count()).where(each.workspace_id == here) for each in of
        )
        found = await self.session.execute(
            select(
                _one(imports),
                _one(select(func.max(ImportRow.id)).where(ImportRow.workspace_id == here)),
                _one(select(func.max(ImportRow.undone_at)).where(ImportRow.workspace_id == here)),
                _one(select(func.sum(ImportRow.rows_taken)).where(ImportRow.workspace_id == here)),
                _one(consents),
                _one(
                    select(func.max(ConsentRow.changed_at)).where(ConsentRow.workspace_id == here)
                ),
                _one(choices),
                _one(
                    select(func.max(PeerChoiceRow.chosen_at)).where(
                        PeerChoiceRow.workspace_id == here, PeerChoiceRow.ods_code == ods_code
                    )
                ),
                _one(register),
                _one(
                    select(func.max(OrganisationRow.read_at)).where(
                        OrganisationRow.workspace_id == here
                    )
                ),
                _one(practices),
            )
        )
        return tuple(found.one())


def _one(query: Select[Any]) -> Any:
    return query.scalar_subquery()
