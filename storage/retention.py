"""Deletes messages that are over, and what was noted so that things happen once."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.comparisons.snippets import SNIPPETS
from bot.domain.delivery import FINISHED, State
from bot.domain.sessions import SESSIONS, SNIPPET_SHOWN, THREAD
from storage.delivery.parting import part_from
from storage.schema.delivery import DeliveryRow, PromptsRow, WaveRow
from storage.schema.journal import EventRow
from storage.schema.schedules import FiringRow


async def forget_old(session: AsyncSession, workspace_id: int, before: datetime) -> dict[str, int]:
    """Messages that are over, slots and events from before then; how many of each went."""
    numbers = {"messages": await _forget_messages(session, workspace_id, before)}
    for table, column, name in (
        (WaveRow, WaveRow.planned_at, "waves"),
        (FiringRow, FiringRow.fired_at, "firings"),
        (EventRow, EventRow.seen_at, "events"),
    ):
        old = [table.workspace_id == workspace_id, column < before]
        if table is WaveRow:
            old.append(~select(DeliveryRow.id).where(DeliveryRow.wave_id == WaveRow.id).exists())
        gone = await session.execute(delete(table).where(*old))
        numbers[name] = gone.rowcount  # type: ignore[attr-defined]
    await session.execute(
        delete(PromptsRow).where(
            PromptsRow.workspace_id == workspace_id, PromptsRow.month < f"{before:%Y-%m}"
        )
    )
    return numbers


async def _forget_messages(session: AsyncSession, workspace_id: int, before: datetime) -> int:
    # What shows practices' figures can be changed for as long as it is there: one may come down.
    # A session's thread takes answers and new figures, however late they come.
    stay = or_(
        DeliveryRow.key.startswith(SNIPPETS),
        DeliveryRow.key.like(f"{SESSIONS}%{SNIPPET_SHOWN}"),
        DeliveryRow.key.like(f"{SESSIONS}%{THREAD}"),
    )
    over: tuple[ColumnElement[bool], ...] = (
        ~and_(stay, DeliveryRow.state == State.SENT),
        DeliveryRow.workspace_id == workspace_id,
        DeliveryRow.state.in_([*FINISHED, State.WAITING]),
        DeliveryRow.due_at < before,
    )
    ids = (await session.scalars(select(DeliveryRow.id).where(*over))).all()
    await part_from(session, ids)
    await session.execute(delete(DeliveryRow).where(*over))
    return len(ids)
