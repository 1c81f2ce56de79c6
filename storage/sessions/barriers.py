"""Keeps barriers that groups raised, and the body's answers; never who raised one."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.sessions.barriers import Barrier, Raised
from storage.database import insert_into
from storage.schema.meetings import BarrierRow
from storage.schema.sessions import PeerSessionRow


class BarrierStore:
    """The barriers of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def add(self, request: str, session_id: int, raised: Raised, now: datetime) -> int | None:
        """Keep one; its id, or None if this request was kept before."""
        insert = insert_into(self.session, BarrierRow).values(
            workspace_id=self.workspace_id,
            request=request,
            session_id=session_id,
            what=raised.what,
            owner=raised.owner,
            reply_by=raised.reply_by,
            raised_at=now,
        )
        once = insert.on_conflict_do_nothing(index_elements=["workspace_id", "request"])
        added = await self.session.execute(once.returning(BarrierRow.id))
        return added.scalar_one_or_none()

    async def get(self, barrier_id: int) -> Barrier | None:
        found = await self._barriers(BarrierRow.id == barrier_id)
        return found[0] if found else None

    async def open(self, owner: str | None = None) -> list[Barrier]:
        """Those that wait for an answer, the oldest first; of that owner, or all."""
        mine = [BarrierRow.owner == owner] if owner else []
        return await self._barriers(BarrierRow.replied_at.is_(None), *mine)

    async def answered_since(self, since: datetime) -> list[Barrier]:
        return await self._barriers(BarrierRow.replied_at >= since)

    async def raised_since(self, since: datetime) -> list[Barrier]:
        return await self._barriers(BarrierRow.raised_at >= since)

    async def answer(self, barrier_id: int, words: str, by: str, now: datetime) -> bool:
        """Keep the body's answer; False if there is one already."""
        return await self._change(barrier_id, reply=words, replied_by=by, replied_at=now)

    async def hand_to(self, barrier_ids: Iterable[int], owner: str) -> None:
        """Whoever answers for these from now on."""
        await self.session.execute(
            update(BarrierRow)
            .where(
                BarrierRow.workspace_id == self.workspace_id, BarrierRow.id.in_(list(barrier_ids))
            )
            .values(owner=owner)
        )

    async def _change(self, barrier_id: int, **changes: Any) -> bool:
        changed = await self.session.execute(
            update(BarrierRow)
            .filter_by(workspace_id=self.workspace_id, id=barrier_id, replied_at=None)
            .values(**changes)
            .returning(BarrierRow.id)
        )
        return changed.scalar_one_or_none() is not None

    async def _barriers(self, *conditions: ColumnElement[bool]) -> list[Barrier]:
        rows = await self.session.execute(
            select(BarrierRow, PeerSessionRow.topic, PeerSessionRow.channel)
            .join(PeerSessionRow, BarrierRow.session_id == PeerSessionRow.id)
            .where(BarrierRow.workspace_id == self.workspace_id, *conditions)
            .order_by(BarrierRow.id)
        )
        return [barrier_of(row, topic, channel) for row, topic, channel in rows]


def barrier_of(row: BarrierRow, topic: str, channel: str) -> Barrier:
    return Barrier(
        id=row.id,
        session_id=row.session_id,
        topic=topic,
        channel=channel,
        what=row.what,
        owner=row.owner,
        reply_by=row.reply_by,
        raised_at=row.raised_at,
        reply=row.reply,
        replied_by=row.replied_by,
        replied_at=row.replied_at,
    )
