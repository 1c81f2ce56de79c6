"""Keeps where figures are fetched from by themselves, and how that went last."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import case, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.sources import Source, SourceKind
from storage.database import insert_into
from storage.schema.comparisons import ImportRow, SourceRow


class SourceStore:
    """The sources of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def add(self, kind: SourceKind, key: str, by: str, now: datetime) -> tuple[Source, bool]:
        """The source, and whether it is new: the same is kept once."""
        made = await self.session.execute(
            insert_into(self.session, SourceRow)
            .values(
                workspace_id=self.workspace_id,
                kind=kind,
                key=key,
                added_by=by,
                added_at=now,
                failures=0,
            )
            .on_conflict_do_nothing(index_elements=["workspace_id", "kind", "key"])
            .returning(SourceRow.id)
        )
        is_new = made.scalar_one_or_none() is not None
        found = select(SourceRow).filter_by(workspace_id=self.workspace_id, kind=kind, key=key)
        return _source((await self.session.scalars(found)).one()), is_new

    async def all(self) -> Sequence[Source]:
        """In the order in which they were added."""
        rows = await self.session.scalars(
            select(SourceRow).filter_by(workspace_id=self.workspace_id).order_by(SourceRow.id)
        )
        return [_source(row) for row in rows]

    async def get(self, source_id: int) -> Source | None:
        found = select(SourceRow).filter_by(workspace_id=self.workspace_id, id=source_id)
        row = (await self.session.scalars(found)).one_or_none()
        return _source(row) if row else None

    async def remove(self, source_id: int) -> None:
        await self.session.execute(
            delete(SourceRow).filter_by(workspace_id=self.workspace_id, id=source_id)
        )

    async def worked(
        self,
        source_id: int,
        now: datetime,
        *,
        etag: str | None,
        last_modified: str | None,
        changed: bool,
    ) -> Source | None:
        """It was looked at, and brought something new or not; None if it has been removed."""
        return await self._write(
            source_id,
            etag=etag,
            last_modified=last_modified,
            checked_at=now,
            changed_at=now if changed else SourceRow.changed_at,
            failed_since=None,
            failures=0,
            reason=None,
        )

    async def failed(self, source_id: int, now: datetime, reason: str) -> Source | None:
        """Once more in a row; None if it has been removed."""
        return await self._write(
            source_id,
            checked_at=now,
            failed_since=func.coalesce(SourceRow.failed_since, now),
            failures=case((SourceRow.failed_since.is_(None), 1), else_=SourceRow.failures + 1),
            reason=reason,
        )

    async def was_undone(self, sha256: str) -> bool:
        """Whether somebody took the import of the very same file back, and nobody made it again.

        One that broke off, and was undone for that, has not got as far as counting its rows.
        """
        rows = await self.session.execute(
            select(ImportRow.undone_at, ImportRow.rows_read).filter_by(
                workspace_id=self.workspace_id, sha256=sha256
            )
        )
        found = rows.all()
        stands = any(each.undone_at is None for each in found)
        return not stands and any(each.rows_read for each in found)

    async def _write(self, source_id: int, **changes: object) -> Source | None:
        rows = await self.session.scalars(
            update(SourceRow)
            .filter_by(workspace_id=self.workspace_id, id=source_id)
            .values(**changes)
            .returning(SourceRow)
            .execution_options(populate_existing=True)
        )
        row = rows.one_or_none()
        return _source(row) if row else None


def _source(row: SourceRow) -> Source:
    return Source(
        id=row.id,
        kind=SourceKind(row.kind),
        key=row.key,
        added_by=row.added_by,
        added_at=row.added_at,
        etag=row.etag,
        last_modified=row.last_modified,
        checked_at=row.checked_at,
        changed_at=row.changed_at,
        failed_since=row.failed_since,
        failures=row.failures,
        reason=row.reason,
    )
