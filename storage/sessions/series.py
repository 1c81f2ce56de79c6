"""Keeps sessions that repeat, and which session stands for which time of them."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.schedule import Repeating
from bot.domain.sessions.model import Proposal
from bot.domain.sessions.series import Series
from storage.database import insert_into
from storage.schema.sessions import SeriesRow, SeriesSessionRow
from storage.sessions.rows import proposal_json, proposal_of


class SeriesStore:
    """The series of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def add(
        self, request: str, lead: str, proposal: Proposal, pattern: Repeating
    ) -> int | None:
        """Keep a series; its id, or None if this request was kept before."""
        insert = insert_into(self.session, SeriesRow).values(
            workspace_id=self.workspace_id,
            request=request,
            lead=lead,
            proposal=proposal_json(proposal),
            rule=pattern.rule,
            starts=pattern.starts.isoformat(),
            zone=pattern.zone,
        )
        once = insert.on_conflict_do_nothing(index_elements=["workspace_id", "request"])
        added = await self.session.execute(once.returning(SeriesRow.id))
        return added.scalar_one_or_none()

    async def get(self, series_id: int) -> Series | None:
        found = await self._series(SeriesRow.id == series_id)
        return found[0] if found else None

    async def going_on(self) -> list[Series]:
        return await self._series(SeriesRow.ended_at.is_(None))

    async def _series(self, condition: ColumnElement[bool]) -> list[Series]:
        rows = await self.session.scalars(
            select(SeriesRow)
            .where(SeriesRow.workspace_id == self.workspace_id, condition)
            .order_by(SeriesRow.id)
        )
        return [_series(row) for row in rows]

    async def end(self, series_id: int, now: datetime) -> bool:
        """No more sessions of it; False if it had ended before."""
        ended = await self.session.execute(
            update(SeriesRow)
            .filter_by(workspace_id=self.workspace_id, id=series_id, ended_at=None)
            .values(ended_at=now)
            .returning(SeriesRow.id)
        )
        return ended.scalar_one_or_none() is not None

    # ---- its times

    async def claim(self, series_id: int, slot: datetime) -> bool:
        """Take a slot on; of several who try, one succeeds, once and for all."""
        insert = insert_into(self.session, SeriesSessionRow).values(
            series_id=series_id,
            slot=slot.isoformat(),
            workspace_id=self.workspace_id,
            session_id=None,
        )
        once = insert.on_conflict_do_nothing(index_elements=["series_id", "slot"])
        claimed = await self.session.execute(once.returning(SeriesSessionRow.slot))
        return claimed.scalar_one_or_none() is not None

    async def hold(self, series_id: int, slot: datetime, session_id: int | None) -> None:
        """Say which session stands for a slot."""
        await self.session.execute(
            update(SeriesSessionRow)
            .filter_by(workspace_id=self.workspace_id, series_id=series_id, slot=slot.isoformat())
            .values(session_id=session_id)
        )

    async def last_slot(self, series_id: int) -> datetime | None:
        """The latest slot that was taken on."""
        slot = await self.session.scalar(
            select(func.max(SeriesSessionRow.slot)).filter_by(
                workspace_id=self.workspace_id, series_id=series_id
            )
        )
        return datetime.fromisoformat(slot) if slot else None


def _series(row: SeriesRow) -> Series:
    return Series(
        row.id,
        row.lead,
        proposal_of(row.proposal),
        Repeating(row.rule, datetime.fromisoformat(row.starts), row.zone),
        row.ended_at is not None,
    )
