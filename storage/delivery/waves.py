"""Messages that belong together: how far they are, and stopping them."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.delivery import NOT_ARRIVED, UNFINISHED, State, WaveProgress
from storage.delivery.parting import part_from
from storage.delivery.store import NOT_GONE_OUT
from storage.schema.delivery import DeliveryRow, WaveRow

STOPPED = "It was stopped before it went out."


class WaveStore:
    """The waves of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def under_way(self) -> list[WaveProgress]:
        """Those that still have messages to send, the newest first."""
        unfinished = exists().where(
            DeliveryRow.wave_id == WaveRow.id, DeliveryRow.state.in_(UNFINISHED)
        )
        return await self._progress(unfinished)

    async def progress(self, wave_id: int) -> WaveProgress | None:
        found = await self._progress(WaveRow.id == wave_id)
        return found[0] if found else None

    async def to_tell(self) -> list[WaveProgress]:
        """Those that are over, of which something did not arrive, and whose owner was not told."""
        some = exists().where(DeliveryRow.wave_id == WaveRow.id, DeliveryRow.state.in_(NOT_ARRIVED))
        unfinished = exists().where(
            DeliveryRow.wave_id == WaveRow.id, DeliveryRow.state.in_(UNFINISHED)
        )
        return await self._progress(WaveRow.told_at.is_(None), some, ~unfinished)

    async def note_told(self, wave_id: int, now: datetime) -> bool:
        """False if another process has told."""
        told = await self.session.execute(
            update(WaveRow)
            .where(
                WaveRow.id == wave_id,
                WaveRow.workspace_id == self.workspace_id,
                WaveRow.told_at.is_(None),
            )
            .values(told_at=now)
            .returning(WaveRow.id)
        )
        return told.one_or_none() is not None

    async def stop(self, wave_id: int, by: str, now: datetime) -> int | None:
        """Send no more of it; how many do not go out for that, or None if there is no such wave."""
        stopped = await self.session.execute(
            update(WaveRow)
            .where(WaveRow.id == wave_id, WaveRow.workspace_id == self.workspace_id)
            .values(
                stopped_at=func.coalesce(WaveRow.stopped_at, now),
                stopped_by=func.coalesce(WaveRow.stopped_by, by),
            )
            .returning(WaveRow.id)
        )
        if stopped.one_or_none() is None:
            return None
        ids = (
            await self.session.scalars(
                update(DeliveryRow)
                .where(DeliveryRow.wave_id == wave_id, DeliveryRow.state.in_(NOT_GONE_OUT))
                .values(state=State.STOPPED, reason=STOPPED)
                .returning(DeliveryRow.id)
            )
        ).all()
        await part_from(self.session, ids)
        return len(ids)

    async def _progress(self, *conditions: ColumnElement[bool]) -> list[WaveProgress]:
        waves = (
            await self.session.scalars(
                select(WaveRow)
                .where(WaveRow.workspace_id == self.workspace_id, *conditions)
                .order_by(WaveRow.id.desc())
            )
        ).all()
        numbers = await self.session.execute(
            select(DeliveryRow.wave_id, DeliveryRow.state, func.count())
            .where(DeliveryRow.wave_id.in_([each.id for each in waves]))
            .group_by(DeliveryRow.wave_id, DeliveryRow.state)
        )
        states: dict[int | None, dict[State, int]] = defaultdict(dict)
        for wave_id, state, number in numbers:
            states[wave_id][State(state)] = number
        return [
            WaveProgress(
                each.id,
                each.title,
                each.owner,
                each.planned_at,
                each.stopped_at,
                each.stopped_by,
                states[each.id],
            )
            for each in waves
        ]
