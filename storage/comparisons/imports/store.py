"""Remembers imports: each file once, what it refused and why, and what became of its figures."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, delete, exists, func, select, text, update
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
from storage.database import database_now, insert_into
from storage.schema.comparisons import (
    ImportRefusalRow,
    ImportRow,
    IndicatorRow,
    ObservationHistoryRow,
    ObservationRow,
)

LEASE = timedelta(minutes=2)
"""How long an import that says nothing is thought alive."""

_TURNS = 0x1A7E  # names our lock among PostgreSQL's


class Lost(Exception):
    """This import was taken for broken off, and undone by somebody else."""


class Begun(NamedTuple):
    """An import under way; ``alive`` unless it has said nothing for longer than the lease."""

    imported: Imported
    alive: bool


class ImportStore:
    """The imports of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id
        self._in_slices = session.get_bind().dialect.name == "sqlite"

    # ---- an import's life

    async def take_turns(self) -> None:
        """One import of a workspace at a time: on PostgreSQL, wait until the others' are committed.

        On SQLite an import is several transactions, so there ``under_way`` has to be asked.
        """
        if not self._in_slices:
            lock = text("SELECT pg_advisory_xact_lock(:ours, :workspace)")
            await self.session.execute(lock, {"ours": _TURNS, "workspace": self.workspace_id})

    async def under_way(self) -> Begun | None:
        """Another import that is being written (or undone), or that broke off in it."""
        alive = ImportRow.busy_until > database_now(self.session)
        found = await self.session.execute(
            select(ImportRow, alive).where(self._ours(), ImportRow.busy_until.is_not(None))
        )
        row = found.first()
        return Begun(_imported(row[0]), bool(row[1])) if row else None

    async def begin(
        self,
        sha256: str,
        source: Source,
        file_name: str,
        actor: str,
        now: datetime,
        address: str | None,
        licence: str | None,
    ) -> int | None:
        """The number of the import, or None where the very same file was imported before.

        A file may be imported again where an earlier import was undone since, of whose figures it
        may have said the same: then it keeps its number, and adds what is missing.
        """
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
                known=0,
                address=address,
                licence=licence,
            )
            .on_conflict_do_nothing(
                index_elements=["workspace_id", "sha256"], index_where=ImportRow.undone_at.is_(None)
            )
            .returning(ImportRow.id)
        )
        number = (await self.session.execute(insert_once)).scalar_one_or_none()
        if number is None:
            again = update(ImportRow).where(
                self._ours(), ImportRow.sha256 == sha256, _lacks_figures()
            )
            taken = again.values(imported_at=now, actor=actor).returning(ImportRow.id)
            number = (await self.session.execute(taken)).scalar_one_or_none()
        if number is not None:
            await self._lease(number)
        return number

    async def renew(self, number: int) -> None:
        """Go on with it. Raises Lost where somebody else has begun to undo it."""
        if self._in_slices and not await self._lease(number, ImportRow.undone_by.is_(None)):
            raise Lost

    async def finish(self, number: int, report: ImportReport) -> None:
        """Write down how the file's rows were accounted for."""
        await self.session.execute(
            update(ImportRow)
            .where(self._is(number))
            .values(
                rows_read=report.read,
                rows_taken=report.taken,
                known=report.merged.unchanged,
                busy_until=None,
            )
        )
        await self.session.execute(delete(ImportRefusalRow).filter_by(import_id=number))
        self.session.add_all(
            ImportRefusalRow(
                workspace_id=self.workspace_id,
                import_id=number,
                reason=reason,
                rows=rows,
                listed=",".join(str(each.row) for each in report.listed if each.reason is reason),
            )
            for reason, rows in report.refused.items()
        )

    async def begin_undoing(self, number: int, actor: str) -> bool:
        """Whether there is anything to undo. Who began first stays whoever undid it."""
        mine = and_(self._is(number), ImportRow.undone_at.is_(None))
        who = func.coalesce(ImportRow.undone_by, actor)
        await self.session.execute(update(ImportRow).where(mine).values(undone_by=who))
        return await self._lease(number, ImportRow.undone_at.is_(None))

    async def finish_undoing(self, number: int, now: datetime) -> None:
        undone = update(ImportRow).where(self._is(number), ImportRow.undone_at.is_(None))
        await self.session.execute(undone.values(undone_at=now, busy_until=None))

    async def _lease(self, number: int, *only_if: ColumnElement[bool]) -> bool:
        """Say that it is being worked at; only SQLite has to know for how long."""
        until = database_now(self.session, LEASE) if self._in_slices else None
        leased = update(ImportRow).where(self._is(number), *only_if)
        found = await self.session.execute(leased.values(busy_until=until).returning(ImportRow.id))
        return found.scalar_one_or_none() is not None

    # ---- looking back

    async def earlier(self, sha256: str) -> ImportReport | None:
        """How the very same file was accounted for when it was imported; None if it may be now."""
        found = await self.session.execute(
            select(ImportRow).where(
                self._ours(),
                ImportRow.sha256 == sha256,
                ImportRow.undone_at.is_(None),
                ImportRow.busy_until.is_(None),
                ~_lacks_figures(),
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
        return [_imported(row) for row in rows]

    async def get(self, number: int) -> Imported | None:
        row = await self.session.scalar(select(ImportRow).where(self._is(number)))
        return _imported(row) if row else None

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
        return tuple(_imported(row) for row in rows)

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
            *(Version(_observation(key, row), _imported(by), None) for row, by in now),
            *(Version(_observation(key, row), _imported(by), until) for row, by, until in before),
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


def _lacks_figures() -> ColumnElement[bool]:
    """Figures that it said were known, and the import that they belonged to may have been undone."""
    older = aliased(ImportRow)
    undone_since = exists().where(
        older.workspace_id == ImportRow.workspace_id,
        older.id < ImportRow.id,
        older.undone_at >= ImportRow.imported_at,
    )
    return and_(ImportRow.undone_at.is_(None), ImportRow.known > 0, undone_since)


def _imported(row: ImportRow) -> Imported:
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
