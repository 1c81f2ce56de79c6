"""Looks back at imports: which there were, what each refused, and what was ever said of a figure."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.domain.comparisons import (
    ImportDetail,
    Imported,
    ImportReport,
    Observation,
    Reason,
    Refusal,
    Source,
    Version,
)
from storage.comparisons.indicators import indicator_of
from storage.schema.comparisons import (
    ImportRefusalRow,
    ImportRow,
    IndicatorRow,
    ObservationHistoryRow,
    ObservationRow,
)


class Looking:
    """The imports of one workspace, as they are remembered."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def earlier(self, sha256: str) -> ImportReport | None:
        """How the very same file was accounted for when it was imported; None if it may be now."""
        found = await self.session.execute(
            select(ImportRow).where(
                self._ours(),
                ImportRow.sha256 == sha256,
                ImportRow.undone_at.is_(None),
                ImportRow.busy_until.is_(None),
                ~lacks_figures(),
            )
        )
        row = found.scalar_one_or_none()
        if row is None:
            return None
        refused, listed = await self._refusals(row.id)
        return ImportReport(
            file_name=row.file_name,
            sha256=sha256,
            source=Source(row.source),
            read=row.rows_read,
            refused=refused,
            listed=listed,
            number=row.id,
            already=row.imported_at,
        )

    async def listed(self, limit: int) -> list[Imported]:
        """The newest first."""
        rows = await self.session.scalars(
            select(ImportRow).where(self._ours()).order_by(ImportRow.id.desc()).limit(limit)
        )
        return [imported_of(row) for row in rows]

    async def get(self, number: int) -> Imported | None:
        row = await self.session.scalar(select(ImportRow).where(self._is(number)))
        return imported_of(row) if row else None

    async def detail(self, number: int) -> ImportDetail | None:
        """All there is to say of it; None for one that this workspace does not have."""
        imported = await self.get(number)
        if imported is None:
            return None
        refused, listed = await self._refusals(number)
        of_it = select(ObservationRow.indicator_id).filter_by(import_id=number)
        indicators = await self.session.scalars(
            select(IndicatorRow).where(IndicatorRow.id.in_(of_it)).order_by(IndicatorRow.name)
        )
        count = select(func.count()).select_from(ObservationRow).filter_by(import_id=number)
        replaced = select(func.count()).select_from(ObservationHistoryRow)
        return ImportDetail(
            imported,
            refused,
            listed,
            tuple(map(indicator_of, indicators)),
            (await self.session.execute(count)).scalar_one(),
            (await self.session.execute(replaced.filter_by(import_id=number))).scalar_one(),
        )

    async def later_that_knew(self, number: int) -> tuple[Imported, ...]:
        """Later imports some of whose figures were known: they may have been those of this one."""
        rows = await self.session.scalars(
            select(ImportRow)
            .where(
                self._ours(),
                ImportRow.id > number,
                ImportRow.known > 0,
                ImportRow.undone_at.is_(None),
            )
            .order_by(ImportRow.id)
        )
        return tuple(imported_of(row) for row in rows)

    async def history(self, key: str, area: str, period: date) -> list[Version]:
        """What was said of one figure, the newest first; the first of them is what is kept now."""
        then, later = aliased(ImportRow), aliased(ImportRow)
        indicator = select(IndicatorRow.id).filter_by(workspace_id=self.workspace_id, key=key)

        def one(table: type[ObservationRow | ObservationHistoryRow]) -> ColumnElement[bool]:
            return and_(
                table.workspace_id == self.workspace_id,
                table.indicator_id.in_(indicator),
                table.period == period,
                table.area == area,
            )

        now = await self.session.execute(
            select(ObservationRow, then)
            .join(then, then.id == ObservationRow.import_id)
            .where(one(ObservationRow))
        )
        before = await self.session.execute(
            select(ObservationHistoryRow, then, later.imported_at)
            .join(then, then.id == ObservationHistoryRow.import_id)
            .join(later, later.id == ObservationHistoryRow.superseded_by)
            .where(one(ObservationHistoryRow))
            .order_by(ObservationHistoryRow.superseded_by.desc())
        )
        return [
            *(Version(_observation(key, row), imported_of(by), None) for row, by in now),
            *(Version(_observation(key, row), imported_of(by), until) for row, by, until in before),
        ]

    async def _refusals(self, number: int) -> tuple[Mapping[Reason, int], tuple[Refusal, ...]]:
        rows = (
            await self.session.scalars(
                select(ImportRefusalRow).filter_by(import_id=number, workspace_id=self.workspace_id)
            )
        ).all()
        refused = {Reason(row.reason): row.rows for row in rows}
        listed = (
            Refusal(int(number), Reason(row.reason))
            for row in rows
            for number in filter(None, row.listed.split(","))
        )
        return refused, tuple(sorted(listed))

    def _ours(self) -> ColumnElement[bool]:
        return ImportRow.workspace_id == self.workspace_id

    def _is(self, number: int) -> ColumnElement[bool]:
        return and_(self._ours(), ImportRow.id == number)


def lacks_figures() -> ColumnElement[bool]:
    """Figures that it said were known, and the import that they belonged to may have been undone."""
    older = aliased(ImportRow)
    undone_since = exists().where(
        older.workspace_id == ImportRow.workspace_id,
        older.id < ImportRow.id,
        older.undone_at >= ImportRow.imported_at,
    )
    return and_(ImportRow.undone_at.is_(None), ImportRow.known > 0, undone_since)


def imported_of(row: ImportRow) -> Imported:
    return Imported(
        number=row.id,
        source=Source(row.source),
        file_name=row.file_name,
        sha256=row.sha256,
        actor=row.actor,
        at=row.imported_at,
        read=row.rows_read,
        taken=row.rows_taken,
        known=row.known,
        address=row.address,
        licence=row.licence,
        busy=row.busy_until is not None,
        undone_at=row.undone_at,
        undone_by=row.undone_by,
    )


def _observation(key: str, row: ObservationRow | ObservationHistoryRow) -> Observation:
    return Observation(
        key,
        row.area,
        row.period,
        row.numerator,
        row.denominator,
        row.value,
        row.low,
        row.high,
        row.note,
    )
