"""Keeps the plans by which rounds open by themselves."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.pulse import Plan, Proposal
from storage.pulse.rows import asked_columns, plan_of
from storage.schema.pulse import PlanRow


class PlanStore:
    """The plans of one workspace. When each comes is a schedule."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def add(self, proposal: Proposal, by: str, days: int, now: datetime) -> Plan:
        row = PlanRow(
            workspace_id=self.workspace_id,
            owner=by,
            days=days,
            clock=f"{proposal.clock:%H:%M}",
            repeats=proposal.repeats,
            planned_at=now,
            **asked_columns(proposal),
        )
        self.session.add(row)
        await self.session.flush()
        return plan_of(row)

    async def plan(self, plan_id: int) -> Plan | None:
        rows = await self.session.scalars(self._own().where(PlanRow.id == plan_id))
        row = rows.one_or_none()
        return plan_of(row) if row else None

    async def under_way(self, owner: str | None = None) -> list[Plan]:
        """Those that have not ended, of one owner or of all."""
        query = self._own().where(PlanRow.ended_at.is_(None)).order_by(PlanRow.id)
        if owner is not None:
            query = query.where(PlanRow.owner == owner)
        return [plan_of(row) for row in await self.session.scalars(query)]

    async def end(self, plan_id: int, now: datetime) -> bool:
        """No more rounds; False if it had ended already."""
        ended = await self.session.execute(
            update(PlanRow)
            .where(
                PlanRow.id == plan_id,
                PlanRow.workspace_id == self.workspace_id,
                PlanRow.ended_at.is_(None),
            )
            .values(ended_at=now)
            .returning(PlanRow.id)
        )
        return ended.one_or_none() is not None

    async def pass_on(self, plan_ids: Iterable[int], owner: str) -> None:
        await self.session.execute(
            update(PlanRow)
            .where(PlanRow.workspace_id == self.workspace_id, PlanRow.id.in_(list(plan_ids)))
            .values(owner=owner, deputy=None)
        )

    def _own(self) -> Any:
        return select(PlanRow).where(PlanRow.workspace_id == self.workspace_id)
