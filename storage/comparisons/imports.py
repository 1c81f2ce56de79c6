"""Keeps what files said: each file once, each figure as it is now and as it was before."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.comparisons import ImportReport, Merged, Observation, Reason
from storage.database import insert_into
from storage.schema.comparisons import (
    ImportRefusalRow,
    ImportRow,
    ObservationHistoryRow,
    ObservationRow,
    PeriodSummaryRow,
)

Key = tuple[int, date, str]  # indicator id, period, area


class Kept(NamedTuple):
    """A figure as it is kept now. Plain, so that a long import leaves nothing in the session."""

    indicator_id: int
    period: date
    area: str
    numerator: float | None
    denominator: float | None
    value: float | None
    low: float | None
    high: float | None
    note: str
    import_id: int

    @property
    def says(self) -> tuple[Any, ...]:
        """What is kept of the figure itself."""
        return self[3:-1]


class ImportStore:
    """The imports of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def begin(
        self,
        sha256: str,
        source: str,
        file_name: str,
        actor: str,
        now: datetime,
        address: str | None = None,
    ) -> int | None:
        """The id of a new import, or None where the very same file was imported before."""
        insert_once = (
            insert_into(self.session, ImportRow)
            .values(
                workspace_id=self.workspace_id,
                sha256=sha256,
                source=source,
                file_name=file_name,
                actor=actor,
                imported_at=now,
                rows_read=0,
                rows_taken=0,
                address=address,
            )
            .on_conflict_do_nothing(
                index_elements=["workspace_id", "sha256"], index_where=ImportRow.undone_at.is_(None)
            )
            .returning(ImportRow.id)
        )
        return (await self.session.execute(insert_once)).scalar_one_or_none()

    async def finish(self, import_id: int, report: ImportReport) -> None:
        """Write down how the file's rows were accounted for."""
        await self.session.execute(
            update(ImportRow)
            .where(ImportRow.id == import_id, ImportRow.workspace_id == self.workspace_id)
            .values(rows_read=report.read, rows_taken=report.taken)
        )
        self.session.add_all(
            ImportRefusalRow(
                workspace_id=self.workspace_id,
                import_id=import_id,
                reason=reason,
                rows=rows,
                listed="",
            )
            for reason, rows in report.refused.items()
        )

    async def earlier(self, sha256: str) -> ImportReport:
        """How the very same file was accounted for when it was imported."""
        found = select(ImportRow).filter_by(
            workspace_id=self.workspace_id, sha256=sha256, undone_at=None
        )
        row = (await self.session.scalars(found)).one()
        refused = await self.session.execute(
            select(ImportRefusalRow.reason, ImportRefusalRow.rows).filter_by(import_id=row.id)
        )
        return ImportReport(
            file_name=row.file_name,
            sha256=sha256,
            read=row.rows_read,
            taken=row.rows_taken,
            refused={Reason(each.reason): each.rows for each in refused},
            already=row.imported_at,
        )

    async def merge(
        self, import_id: int, indicator_ids: Mapping[str, int], batch: Sequence[Observation]
    ) -> Merged:
        """Keep a batch in which nothing is said twice; a figure that differs goes into history."""
        wanted = {
            (indicator_ids[each.indicator_key], each.period, each.area): each for each in batch
        }
        kept = await self._kept(wanted)
        fresh = [key for key in wanted if key not in kept]
        corrected = [key for key, row in kept.items() if _differs(row, wanted[key])]
        if corrected:
            rows = [self._history(kept[key], import_id) for key in corrected]
            await self.session.execute(insert(ObservationHistoryRow), rows)
        if fresh or corrected:
            rows = [self._row(key, wanted[key], import_id) for key in (*fresh, *corrected)]
            await self._put(rows)
        return Merged(len(fresh), len(corrected), len(wanted) - len(fresh) - len(corrected))

    async def summarise(self, import_id: int) -> None:
        """Bring up to date how much there is for each indicator and period that this import changed."""
        of = select(ObservationRow.indicator_id, ObservationRow.period)
        touched = (await self.session.execute(of.filter_by(import_id=import_id).distinct())).all()
        for indicator_id, period in touched:
            one = {
                "workspace_id": self.workspace_id,
                "indicator_id": indicator_id,
                "period": period,
            }
            await self.session.execute(delete(PeriodSummaryRow).filter_by(**one))
            sums = select(
                *(literal(each) for each in one.values()),
                func.count(),
                func.sum(ObservationRow.numerator),
                func.sum(ObservationRow.denominator),
            ).where(
                ObservationRow.indicator_id == indicator_id,
                ObservationRow.period == period,
                func.length(ObservationRow.area) == 6,
                ObservationRow.area.not_like("U%"),
            )
            columns = [*one, "practices", "numerator", "denominator"]
            await self.session.execute(insert(PeriodSummaryRow).from_select(columns, sums))

    async def _put(self, rows: list[dict[str, Any]]) -> None:
        upsert = insert_into(self.session, ObservationRow)
        changed = Kept._fields[3:]
        await self.session.execute(
            upsert.on_conflict_do_update(
                index_elements=["indicator_id", "period", "area"],
                set_={name: upsert.excluded[name] for name in changed},
            ),
            rows,
        )

    async def _kept(self, wanted: Mapping[Key, Observation]) -> dict[Key, Kept]:
        """What is kept already of these; asks for a rectangle around them, takes what is in them."""
        indicator_ids, periods, codes = (set(part) for part in zip(*wanted, strict=True))
        rows = await self.session.execute(
            select(*(getattr(ObservationRow, name) for name in Kept._fields)).where(
                ObservationRow.workspace_id == self.workspace_id,
                ObservationRow.indicator_id.in_(indicator_ids),
                ObservationRow.period.in_(periods),
                ObservationRow.area.in_(codes),
            )
        )
        found = (Kept(*row) for row in rows)
        return {row[:3]: row for row in found if row[:3] in wanted}

    def _row(self, key: Key, observation: Observation, import_id: int) -> dict[str, Any]:
        said = dict(zip(Kept._fields[3:-1], _said(observation), strict=True))
        of = dict(zip(Kept._fields[:3], key, strict=True))
        return {"workspace_id": self.workspace_id, **of, **said, "import_id": import_id}

    def _history(self, kept: Kept, superseded_by: int) -> dict[str, Any]:
        owner = {"workspace_id": self.workspace_id, "superseded_by": superseded_by}
        return owner | kept._asdict()


def _said(observation: Observation) -> tuple[Any, ...]:
    said = observation
    return said.numerator, said.denominator, said.value, said.low, said.high, said.note


def _differs(kept: Kept, observation: Observation) -> bool:
    return kept.says != _said(observation)
