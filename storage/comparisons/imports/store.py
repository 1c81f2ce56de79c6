"""An import's life: begun once for each file, one at a time, finished with all its rows, undone."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, delete, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.comparisons import Imported, ImportReport, Source
from storage.comparisons.imports.looking import Looking, imported_of, lacks_figures
from storage.database import database_now, insert_into
from storage.schema.comparisons import ImportRefusalRow, ImportRow

LEASE = timedelta(minutes=2)
"""How long an import that says nothing is thought alive."""

_TURNS = 0x1A7E  # names our lock among PostgreSQL's


class Lost(Exception):
    """This import was taken for broken off, and undone by somebody else."""


class Begun(NamedTuple):
    """An import under way; ``alive`` unless it has said nothing for longer than the lease."""

    imported: Imported
    alive: bool


class ImportStore(Looking):
    """The imports of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        super().__init__(session, workspace_id)
        self._in_slices = session.get_bind().dialect.name == "sqlite"

    async def take_turns(self) -> None:
        """One import of a workspace at a time: on PostgreSQL, wait until the others' are committed.

        On SQLite an import is several transactions, so there ``under_way`` has to be asked.
        """
        if not self._in_slices:
            lock = text("SELECT pg_advisory_xact_lock(:ours, :workspace)")
            await self.session.execute(lock, {"ours": _TURNS, "workspace": self.workspace_id})

    async def under_way(self) -> list[Begun]:
        """Imports that are being written (or undone), or that broke off in it."""
        alive = ImportRow.busy_until > database_now(self.session)
        found = await self.session.execute(
            select(ImportRow, alive)
            .where(self._ours(), ImportRow.busy_until.is_not(None))
            .order_by(ImportRow.id)
        )
        return [Begun(imported_of(row), bool(is_alive)) for row, is_alive in found]

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
                self._ours(), ImportRow.sha256 == sha256, lacks_figures()
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
