"""Figures put into a database at once, where a test is not about how they get there."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.comparisons import Observation, Source
from bot.domain.indicators import Indicator
from storage.comparisons import ImportStore, IndicatorStore
from storage.schema.comparisons import ObservationRow, PeriodSummaryRow


async def put_figures(
    session: AsyncSession,
    workspace_id: int,
    indicators: Iterable[Indicator],
    observations: Iterable[Observation],
    now: datetime,
) -> None:
    """As an import of them would leave them; of the same figures only once."""
    ids = await IndicatorStore(session, workspace_id).ensure(indicators)
    number = (await session.execute(select(func.count()).select_from(ObservationRow))).scalar_one()
    import_id = await ImportStore(session, workspace_id).begin(
        f"{number}", Source.TIDY, "figures.csv", "tests", now, None, None
    )
    rows = [
        {
            "workspace_id": workspace_id,
            "indicator_id": ids[each.indicator_key],
            "period": each.period,
            "area": each.area,
            "numerator": each.numerator,
            "denominator": each.denominator,
            "value": each.value,
            "low": each.low,
            "high": each.high,
            "note": each.note,
            "import_id": import_id,
        }
        for each in observations
    ]
    await session.execute(insert(ObservationRow), rows)
    of = (ObservationRow.workspace_id, ObservationRow.indicator_id, ObservationRow.period)
    sums = (func.count(), func.sum(ObservationRow.numerator), func.sum(ObservationRow.denominator))
    missing = (
        select(*of, *sums)
        .outerjoin(
            PeriodSummaryRow,
            (PeriodSummaryRow.indicator_id == ObservationRow.indicator_id)
            & (PeriodSummaryRow.period == ObservationRow.period),
        )
        .where(PeriodSummaryRow.period.is_(None), ObservationRow.import_id == import_id)
        .group_by(*of)
    )
    columns = ["workspace_id", "indicator_id", "period", "practices", "numerator", "denominator"]
    await session.execute(insert(PeriodSummaryRow).from_select(columns, missing))
