"""Keeps people's own learning notes, sealed: each query is for one owner's, and cannot reach others'."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import insert_into
from storage.schema.meetings import NoteRow


@dataclass(frozen=True, slots=True)
class SealedNote:
    """``secret_id`` names the secret that opens it."""

    id: int
    session_id: int | None
    owner: str
    sealed: bytes
    secret_id: str
    kept: bool
    updated_at: datetime


class NoteStore:
    """The notes of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def put(
        self,
        session_id: int,
        owner: str,
        sealed: bytes,
        secret_id: str,
        now: datetime,
        *,
        kept: bool,
    ) -> int:
        """The owner's note about that session, in the place of one that was there; its id."""
        values = {"sealed": sealed, "secret_id": secret_id, "kept": kept, "updated_at": now}
        insert = insert_into(self.session, NoteRow).values(
            workspace_id=self.workspace_id, session_id=session_id, slack_user_id=owner, **values
        )
        put = insert.on_conflict_do_update(
            index_elements=["session_id", "slack_user_id"], set_=values
        )
        return (await self.session.execute(put.returning(NoteRow.id))).scalar_one()

    async def change(
        self, note_id: int, owner: str, sealed: bytes, secret_id: str, now: datetime, *, kept: bool
    ) -> bool:
        """False if it is gone, or somebody else's."""
        changed = await self.session.execute(
            update(NoteRow)
            .filter_by(workspace_id=self.workspace_id, id=note_id, slack_user_id=owner)
            .values(sealed=sealed, secret_id=secret_id, kept=kept, updated_at=now)
            .returning(NoteRow.id)
        )
        return changed.scalar_one_or_none() is not None

    async def get(self, note_id: int, owner: str) -> SealedNote | None:
        found = await self._notes(NoteRow.id == note_id, NoteRow.slack_user_id == owner)
        return found[0] if found else None

    async def about(self, session_id: int, owner: str) -> SealedNote | None:
        found = await self._notes(NoteRow.session_id == session_id, NoteRow.slack_user_id == owner)
        return found[0] if found else None

    async def of(self, owner: str) -> list[SealedNote]:
        """The newest first."""
        return await self._notes(NoteRow.slack_user_id == owner)

    async def newest(self, owner: str, few: int) -> tuple[list[SealedNote], int]:
        """The newest of an owner's, and how many there are, in one statement."""
        query = (
            select(NoteRow, func.count().over())
            .where(NoteRow.workspace_id == self.workspace_id, NoteRow.slack_user_id == owner)
            .order_by(NoteRow.updated_at.desc(), NoteRow.id.desc())
            .limit(few)
        )
        rows = (await self.session.execute(query)).all()
        return [_sealed(row) for row, _ in rows], rows[0][1] if rows else 0

    async def delete(self, note_id: int, owner: str) -> bool:
        gone = await self.session.execute(
            delete(NoteRow)
            .filter_by(workspace_id=self.workspace_id, id=note_id, slack_user_id=owner)
            .returning(NoteRow.id)
        )
        return gone.scalar_one_or_none() is not None

    # ---- when the secret changes

    async def sealed_before(self, secret_id: str, limit: int) -> list[SealedNote]:
        """Some of those that another secret than this one opens."""
        return await self._notes(NoteRow.secret_id != secret_id, limit=limit)

    async def seal_anew(self, note: SealedNote, sealed: bytes, secret_id: str) -> None:
        """Unless its owner has changed it meanwhile."""
        await self.session.execute(
            update(NoteRow)
            .filter_by(
                workspace_id=self.workspace_id,
                id=note.id,
                secret_id=note.secret_id,
                updated_at=note.updated_at,
            )
            .values(sealed=sealed, secret_id=secret_id)
        )

    async def _notes(
        self, *conditions: ColumnElement[bool], limit: int | None = None
    ) -> list[SealedNote]:
        rows: Sequence[NoteRow] = (
            await self.session.scalars(
                select(NoteRow)
                .where(NoteRow.workspace_id == self.workspace_id, *conditions)
                .order_by(NoteRow.updated_at.desc(), NoteRow.id.desc())
                .limit(limit)
            )
        ).all()
        return [_sealed(row) for row in rows]


def _sealed(row: NoteRow) -> SealedNote:
    return SealedNote(
        row.id,
        row.session_id,
        row.slack_user_id,
        bytes(row.sealed),
        row.secret_id,
        row.kept,
        row.updated_at,
    )
