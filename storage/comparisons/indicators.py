"""Keeps the indicators of a workspace."""

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.indicators import Indicator, Polarity, Publisher, Theme, ValueType
from bot.domain.indicators.wording import Edits
from storage.database import insert_into
from storage.schema.comparisons import IndicatorRow, PeriodSummaryRow


class IndicatorStore:
    """The indicators of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def ensure(self, indicators: Iterable[Indicator]) -> dict[str, int]:
        """Add those that are new, leave the others as they may have been edited; ids by key."""
        rows = [self._row(each) for each in indicators]
        if rows:
            insert = insert_into(self.session, IndicatorRow)
            await self.session.execute(
                insert.on_conflict_do_nothing(index_elements=["workspace_id", "key"]), rows
            )
        keys = [row["key"] for row in rows]
        found = await self.session.execute(
            select(IndicatorRow.key, IndicatorRow.id)
            .filter_by(workspace_id=self.workspace_id)
            .where(IndicatorRow.key.in_(keys))
        )
        return {row.key: row.id for row in found}

    async def known(self) -> dict[str, Indicator]:
        """All of them by key, as they may have been edited."""
        rows = await self.session.scalars(
            select(IndicatorRow).filter_by(workspace_id=self.workspace_id)
        )
        return {row.key: indicator_of(row) for row in rows}

    async def with_figures(self) -> list[Indicator]:
        """Those that something was imported for, by name."""
        has_any = select(PeriodSummaryRow.indicator_id).where(
            PeriodSummaryRow.indicator_id == IndicatorRow.id
        )
        rows = await self.session.scalars(
            select(IndicatorRow)
            .filter_by(workspace_id=self.workspace_id)
            .where(has_any.exists())
            .order_by(IndicatorRow.name)
        )
        return [indicator_of(row) for row in rows]

    async def get(self, key: str) -> tuple[int, Indicator] | None:
        """The indicator with that key and its id."""
        found = select(IndicatorRow).filter_by(workspace_id=self.workspace_id, key=key)
        row = (await self.session.scalars(found)).one_or_none()
        return (row.id, indicator_of(row)) if row else None

    async def edit(self, key: str, edits: Edits) -> None:
        """Keep what a lead has changed; ``ensure`` leaves it alone."""
        await self.session.execute(
            update(IndicatorRow)
            .filter_by(workspace_id=self.workspace_id, key=key)
            .values(**asdict(edits))
        )

    async def is_named(self, name: str, other_than: str) -> bool:
        """Whether an indicator with another key is called that."""
        names = select(IndicatorRow.name).where(
            IndicatorRow.workspace_id == self.workspace_id, IndicatorRow.key != other_than
        )
        found = await self.session.scalars(names)
        return any(each.casefold() == name.casefold() for each in found)

    def _row(self, indicator: Indicator) -> dict[str, object]:
        publisher = indicator.publisher
        return {
            **asdict(indicator),
            "workspace_id": self.workspace_id,
            "publisher": publisher.name,
            "licence": publisher.licence,
        }


def indicator_of(row: IndicatorRow) -> Indicator:
    return Indicator(
        key=row.key,
        name=row.name,
        question=row.question,
        unit=row.unit,
        counted=row.counted,
        against=row.against,
        polarity=Polarity(row.polarity),
        value_type=ValueType(row.value_type),
        publisher=Publisher(row.publisher, row.licence),
        multiplier=row.multiplier,
        standing=row.standing,
        period_months=row.period_months,
        aliases=row.aliases,
        theme=Theme(row.theme),
        public=row.public,
        owner=row.owner,
    )
