"""Keeps concerns, and what the two people said about each, sealed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.concerns import About, Concern
from storage.database import insert_into
from storage.schema.concerns import ConcernLineRow, ConcernRow


@dataclass(frozen=True, slots=True)
class SealedLine:
    """``secret_id`` names the secret that opens it."""

    id: int
    concern_id: int
    author: str
    sealed: bytes
    secret_id: str
    said_at: datetime


class ConcernStore:
    """The concerns of one workspace, each for its two people alone."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    # ---- raising one

    async def add(
        self,
        request: str,
        about: About,
        title: str,
        raised_by: str,
        asked_of: str,
        now: datetime,
    ) -> int | None:
        """None where this request, a form sent twice, has raised it before."""
        once = (
            insert_into(self.session, ConcernRow)
            .values(
                workspace_id=self.workspace_id,
                request=request,
                about=about,
                title=title,
                raised_by=raised_by,
                asked_of=asked_of,
                raised_at=now,
            )
            .on_conflict_do_nothing(index_elements=["workspace_id", "request"])
            .returning(ConcernRow.id)
        )
        return (await self.session.execute(once)).scalar_one_or_none()

    async def of_request(self, request: str, user: str) -> Concern | None:
        """The one that this person's form has raised."""
        found = await self._found(ConcernRow.request == request, ConcernRow.raised_by == user)
        return found[0] if found else None

    # ---- looking

    async def get(self, concern_id: int, user: str, *, lock: bool = False) -> Concern | None:
        """One that this person raised or is asked about; somebody else's is not there.

        ``lock``: until the commit, so that what is said meanwhile waits.
        """
        found = await self._found(ConcernRow.id == concern_id, _is_of(user), lock=lock)
        return found[0] if found else None

    async def by_id(self, concern_id: int) -> Concern | None:
        """Whosesoever it is: for what time brings, never for what somebody asks."""
        found = await self._found(ConcernRow.id == concern_id)
        return found[0] if found else None

    async def open_of(self, user: str) -> list[Concern]:
        """Those that are not settled, of this person or for them; the oldest first."""
        return await self._found(ConcernRow.settled_at.is_(None), _is_of(user))

    async def open_or_settled_since(self, user: str, moment: datetime) -> list[Concern]:
        """Of this person or for them, open or settled after that moment; the oldest first."""
        lately = or_(ConcernRow.settled_at.is_(None), ConcernRow.settled_at >= moment)
        return await self._found(lately, _is_of(user))

    async def open_asked_of(self, user: str) -> list[Concern]:
        """Those that wait for this person to hear them out."""
        return await self._found(ConcernRow.settled_at.is_(None), ConcernRow.asked_of == user)

    async def all_of(self, user: str) -> list[Concern]:
        """All that this person raised or is asked about, settled or not."""
        return await self._found(_is_of(user))

    # ---- what is said

    async def add_line(
        self, concern_id: int, author: str, sealed: bytes, secret_id: str, now: datetime
    ) -> int:
        row = ConcernLineRow(
            workspace_id=self.workspace_id,
            concern_id=concern_id,
            author=author,
            sealed=sealed,
            secret_id=secret_id,
            said_at=now,
        )
        self.session.add(row)
        await self.session.flush()
        return row.id

    async def lines(self, *concern_ids: int) -> list[SealedLine]:
        """Of these concerns, in the order in which they were said."""
        return await self._lines(ConcernLineRow.concern_id.in_(concern_ids))

    async def note_answered(self, concern_id: int, now: datetime) -> None:
        await self._change(concern_id, answered_at=now)

    # ---- settling

    async def settle(self, concern_id: int, by: str, now: datetime) -> bool:
        """False where it is settled already."""
        return await self._change(
            concern_id, ConcernRow.settled_at.is_(None), settled_at=now, settled_by=by
        )

    async def agree(self, concern_id: int, by: str) -> None:
        """That whoever raised it finds it settled too."""
        await self._change(concern_id, ConcernRow.settled_at.is_not(None), settled_by=by)

    async def reopen(self, concern_id: int) -> bool:
        """False where it is open. Its answer is to come, whatever was said before."""
        return await self._change(
            concern_id,
            ConcernRow.settled_at.is_not(None),
            settled_at=None,
            settled_by=None,
            answered_at=None,
        )

    async def hand_to(self, concern_id: int, leaver: str, heir: str) -> bool:
        """False where it is settled, or with somebody else by now."""
        return await self._change(
            concern_id,
            ConcernRow.settled_at.is_(None),
            ConcernRow.asked_of == leaver,
            asked_of=heir,
            answered_at=None,
        )

    # ---- when its time has come

    async def forget_settled(self, before: datetime) -> list[int]:
        """Delete those that were settled before then, with all that was said; gives their ids."""
        return await self._delete(ConcernRow.settled_at < before)

    async def forget_raised_by(self, user: str) -> list[int]:
        """Delete all that this person has raised, open or not; gives their ids."""
        return await self._delete(ConcernRow.raised_by == user)

    # ---- when the secret changes

    async def sealed_before(self, secret_id: str, limit: int) -> list[SealedLine]:
        """Some of the lines that another secret than this one opens."""
        return await self._lines(ConcernLineRow.secret_id != secret_id, limit=limit)

    async def seal_anew(self, line: SealedLine, sealed: bytes, secret_id: str) -> None:
        await self.session.execute(
            update(ConcernLineRow)
            .filter_by(workspace_id=self.workspace_id, id=line.id, secret_id=line.secret_id)
            .values(sealed=sealed, secret_id=secret_id)
        )

    # ---- within

    async def _change(self, concern_id: int, *where: ColumnElement[bool], **values: Any) -> bool:
        changed = await self.session.execute(
            update(ConcernRow)
            .where(
                ConcernRow.workspace_id == self.workspace_id, ConcernRow.id == concern_id, *where
            )
            .values(**values)
            .returning(ConcernRow.id)
        )
        return changed.scalar_one_or_none() is not None

    async def _delete(self, *which: ColumnElement[bool]) -> list[int]:
        gone = await self.session.scalars(
            delete(ConcernRow)
            .where(ConcernRow.workspace_id == self.workspace_id, *which)
            .returning(ConcernRow.id)
            .execution_options(synchronize_session=False)
        )
        return list(gone)

    async def _lines(
        self, *which: ColumnElement[bool], limit: int | None = None
    ) -> list[SealedLine]:
        rows: Sequence[ConcernLineRow] = (
            await self.session.scalars(
                select(ConcernLineRow)
                .where(ConcernLineRow.workspace_id == self.workspace_id, *which)
                .order_by(ConcernLineRow.id)
                .limit(limit)
            )
        ).all()
        return [
            SealedLine(
                row.id, row.concern_id, row.author, bytes(row.sealed), row.secret_id, row.said_at
            )
            for row in rows
        ]

    async def _found(self, *which: ColumnElement[bool], lock: bool = False) -> list[Concern]:
        query = (
            select(ConcernRow)
            .where(ConcernRow.workspace_id == self.workspace_id, *which)
            .order_by(ConcernRow.id)
            .execution_options(populate_existing=True)
        )
        rows = await self.session.scalars(query.with_for_update() if lock else query)
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
