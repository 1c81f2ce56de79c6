"""Reads in one statement whether anything is stuck: for administrators."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.delivery import NOT_ARRIVED, UNTOLD, State
from bot.domain.home import LookingAfter
from storage.schema.delivery import DeliveryRow, LaneRow
from storage.schema.work import WorkRow

LATE = timedelta(minutes=15)
"""So long after its time a message is under way in a queue; longer, something is in its way."""


async def upkeep(session: AsyncSession, workspace_id: int, now: datetime) -> LookingAfter:
    row = DeliveryRow
    not_arrived = select(func.count()).where(
        row.workspace_id == workspace_id,
        row.state.in_(NOT_ARRIVED),
        *(~row.key.contains(each, autoescape=True) for each in UNTOLD),
    )
    overdue = select(func.count()).where(
        row.workspace_id == workspace_id, row.state == State.DUE, row.due_at <= now - LATE
    )
    trouble = select(LaneRow.trouble).where(LaneRow.workspace_id == workspace_id)
    stuck = select(func.count()).where(WorkRow.workspace_id == workspace_id, WorkRow.failures > 0)
    found = await session.execute(
        select(
            not_arrived.scalar_subquery(),
            overdue.scalar_subquery(),
            trouble.scalar_subquery(),
            stuck.scalar_subquery(),
        )
    )
    return LookingAfter(*found.one())
