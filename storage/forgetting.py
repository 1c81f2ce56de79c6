"""Deletes what is left of peer sessions when its time has come: notes, and what was said."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema.meetings import ActionRow, BarrierRow, NoteRow, PointRow
from storage.schema.sessions import PeerSessionRow, SeriesRow


async def forget_notes(session: AsyncSession, workspace_id: int, before: datetime) -> int:
    """CPD notes that were not touched since, unless their owner keeps them."""
    return await gone(
        session,
        NoteRow,
        NoteRow.workspace_id == workspace_id,
        NoteRow.updated_at < before,
        NoteRow.kept.is_(False),
    )


async def forget_sessions(
    session: AsyncSession, workspace_id: int, before: datetime
) -> dict[str, int]:
    """Sessions that began before then, with all that was said in them; how many of each kind went.

    Where an action is still open, or a barrier unanswered, the session stays for its sake, without
    anything else that was written there.
    """
    old = (PeerSessionRow.workspace_id == workspace_id, PeerSessionRow.starts_at < before)
    unfinished = or_(
        exists().where(ActionRow.session_id == PeerSessionRow.id, ActionRow.done_at.is_(None)),
        exists().where(BarrierRow.session_id == PeerSessionRow.id, BarrierRow.replied_at.is_(None)),
    )
    numbers = {"sessions": await gone(session, PeerSessionRow, *old, ~unfinished)}
    left = select(PeerSessionRow.id).where(*old)
    numbers["points"] = await gone(session, PointRow, PointRow.session_id.in_(left))
    numbers["actions"] = await gone(
        session, ActionRow, ActionRow.session_id.in_(left), ActionRow.done_at.is_not(None)
    )
    numbers["barriers"] = await gone(
        session, BarrierRow, BarrierRow.session_id.in_(left), BarrierRow.replied_at.is_not(None)
    )
    await session.execute(update(PeerSessionRow).where(*old).values(place=None, cancelled_why=None))
    numbers["series"] = await gone(
        session, SeriesRow, SeriesRow.workspace_id == workspace_id, SeriesRow.ended_at < before
    )
    return numbers


async def gone(session: AsyncSession, table: Any, *which: ColumnElement[bool]) -> int:
    """How many rows of a table were deleted."""
    done = await session.execute(
        delete(table).where(*which).execution_options(synchronize_session=False)
    )
    number: int = done.rowcount  # type: ignore[attr-defined]
    return number
