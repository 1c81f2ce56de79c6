"""Messages that were to go out in one with another that does not."""

from collections.abc import Sequence

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.delivery import State
from storage.among import among
from storage.schema.delivery import DeliveryRow


async def part_from(session: AsyncSession, leaders: Sequence[int]) -> None:
    """Those that were to go out with one of these, and are not among them, go out by themselves.

    The first takes the leader's place, the others go with it.
    """
    if not leaders:
        return
    rows = await session.execute(
        select(DeliveryRow.merged_into, func.min(DeliveryRow.id))
        .where(among(session, DeliveryRow.merged_into, leaders), DeliveryRow.state == State.MERGED)
        .group_by(DeliveryRow.merged_into)
    )
    for leader, first in rows.all():
        await session.execute(
            update(DeliveryRow)
            .where(DeliveryRow.merged_into == leader, DeliveryRow.id != first)
            .values(merged_into=first)
        )
        await session.execute(
            update(DeliveryRow)
            .where(DeliveryRow.id == first)
            .values(merged_into=None, state=State.DUE)
        )
