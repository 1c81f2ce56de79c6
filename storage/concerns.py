"""Keeps concerns, and what the two people said about each, sealed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.concerns import About, Concern
from storage.schema.concerns import ConcernLineRow, ConcernRow


@dataclass(frozen=True, slots=True)
class SealedLine:
    author: str
    sealed: bytes
    secret_id: str
    said_at: datetime


class ConcernStore:
    """The concerns of one workspace, each for its two people alone."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def get(self, concern_id: int, user: str) -> Concern | None:
        """One that this person raised or is asked about; somebody else's is not there."""
        found = await self._found(ConcernRow.id == concern_id, _is_of(user))
        return found[0] if found else None

    async def open_of(self, user: str) -> list[Concern]:
        """Those that are not settled, of this person or for them; the oldest first."""
        return await self._found(ConcernRow.settled_at.is_(None), _is_of(user))

    async def lines(self, concern_id: int) -> Sequence[SealedLine]:
        rows = await self.session.scalars(
            select(ConcernLineRow)
            .filter_by(workspace_id=self.workspace_id, concern_id=concern_id)
            .order_by(ConcernLineRow.id)
        )
        return [SealedLine(row.author, row.sealed, row.secret_id, row.said_at) for row in rows]

    async def _found(self, *which: ColumnElement[bool]) -> list[Concern]:
        rows = await self.session.scalars(
            select(ConcernRow)
            .where(ConcernRow.workspace_id == self.workspace_id, *which)
            .order_by(ConcernRow.id)
        )
        return [
            Concern(
                row.id,
                About(row.about),
                row.title,
                row.raised_by,
                row.asked_of,
                row.raised_at,
                row.settled_at,
                row.settled_by,
                row.answered_at,
            )
            for row in rows
        ]


def _is_of(user: str) -> ColumnElement[bool]:
    return or_(ConcernRow.raised_by == user, ConcernRow.asked_of == user)
