"""Messages that did not arrive, or may not have: to look at, to send again, to give up."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.delivery import NOT_ARRIVED, TOLD, UNTOLD, State
from storage.database import PLANNED
from storage.delivery.rows import Delivery, delivery_of
from storage.schema.delivery import DeliveryRow


class TroubleStore:
    """What did not arrive in one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def number(self) -> int:
        found = await self.session.scalar(
            select(func.count()).select_from(DeliveryRow).where(*self._not_arrived())
        )
        return found or 0

    async def latest(self, limit: int) -> list[Delivery]:
        """The newest first."""
        rows = await self.session.scalars(
            select(DeliveryRow)
            .where(*self._not_arrived())
            .order_by(DeliveryRow.id.desc())
            .limit(limit)
        )
        return [delivery_of(row) for row in rows]

    async def of_wave(self, wave_id: int, limit: int) -> list[Delivery]:
        """The first of those of a wave."""
        rows = await self.session.scalars(
            select(DeliveryRow)
            .where(*self._not_arrived(), DeliveryRow.wave_id == wave_id)
            .order_by(DeliveryRow.id)
            .limit(limit)
        )
        return [delivery_of(row) for row in rows]

    def _not_arrived(self) -> tuple[ColumnElement[bool], ...]:
        return (
            DeliveryRow.workspace_id == self.workspace_id,
            DeliveryRow.state.in_(NOT_ARRIVED),
            *(~DeliveryRow.key.contains(each, autoescape=True) for each in UNTOLD),
        )

    async def find(self, delivery_id: int) -> Delivery | None:
        rows = await self.session.scalars(
            select(DeliveryRow).filter_by(workspace_id=self.workspace_id, id=delivery_id)
        )
        row = rows.one_or_none()
        return delivery_of(row) if row else None

    async def send_again(self, delivery: Delivery, now: datetime) -> bool:
        """Due once more, with those that went with it; False if somebody was quicker."""
        if not await self._move(delivery, State.DUE, due_at=now):
            return False
        await self.session.execute(
            update(DeliveryRow)
            .where(DeliveryRow.merged_into == delivery.id, DeliveryRow.state.in_(NOT_ARRIVED))
            .values(state=State.MERGED, reason=None)
        )
        # Should it fail once more, its owner is told once more.
        await self.session.execute(
            delete(DeliveryRow).filter_by(workspace_id=self.workspace_id, key=delivery.key + TOLD)
        )
        self.session.info.setdefault(PLANNED, set()).add(self.workspace_id)
        return True

    async def is_there(self, delivery: Delivery, now: datetime) -> bool:
        """Somebody has seen it in Slack. Where it is nobody knows, so nothing can be added to it."""
        return await self._move(delivery, State.SENT, sent_at=now)

    async def give_up(self, delivery: Delivery) -> bool:
        return await self._move(delivery, State.STOPPED)

    async def _move(self, delivery: Delivery, state: State, **more: object) -> bool:
        moved = await self.session.execute(
            update(DeliveryRow)
            .where(
                DeliveryRow.id == delivery.id,
                DeliveryRow.workspace_id == self.workspace_id,
                DeliveryRow.state.in_(NOT_ARRIVED),
            )
            .values(state=state, reason=None, **more)
            .returning(DeliveryRow.id)
        )
        return moved.one_or_none() is not None
