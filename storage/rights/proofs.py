"""Keeps the lines that say what retention deleted, kind by kind and day by day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.rights.keeping import Kind
from storage.database import insert_into
from storage.schema.journal import RetentionRow


@dataclass(frozen=True, slots=True)
class Proof:
    """On this day so many of a kind were deleted, being older than so many days; the oldest left."""

    day: date
    kind: Kind
    kept_days: int
    deleted: int
    oldest: date | None


class ProofStore:
    """The lines of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def put(self, *proofs: Proof) -> None:
        """A second run on one day adds to the first."""
        if not proofs:
            return
        upsert = insert_into(self.session, RetentionRow)
        rows = [
            {
                "workspace_id": self.workspace_id,
                "day": each.day,
                "kind": each.kind,
                "kept_days": each.kept_days,
                "deleted": each.deleted,
                "oldest": each.oldest,
            }
            for each in proofs
        ]
        more = {
            "kept_days": upsert.excluded.kept_days,
            "deleted": RetentionRow.deleted + upsert.excluded.deleted,
            "oldest": upsert.excluded.oldest,
        }
        await self.session.execute(
            upsert.on_conflict_do_update(index_elements=["workspace_id", "day", "kind"], set_=more),
            rows,
        )

    async def last(self) -> Mapping[Kind, Proof]:
        """The newest line of each kind."""
        newest = (
            select(RetentionRow.kind, func.max(RetentionRow.day).label("day"))
            .where(RetentionRow.workspace_id == self.workspace_id)
            .group_by(RetentionRow.kind)
            .subquery()
        )
        rows = await self.session.scalars(
            select(RetentionRow)
            .join(newest, (newest.c.kind == RetentionRow.kind) & (newest.c.day == RetentionRow.day))
            .where(RetentionRow.workspace_id == self.workspace_id)
        )
        known = set(Kind)
        return {each.kind: each for row in rows if row.kind in known for each in [_proof(row)]}

    async def forget(self, before: date) -> None:
        await self.session.execute(
            delete(RetentionRow).where(
                RetentionRow.workspace_id == self.workspace_id, RetentionRow.day < before
            )
        )


def _proof(row: RetentionRow) -> Proof:
    return Proof(row.day, Kind(row.kind), row.kept_days, row.deleted, row.oldest)
