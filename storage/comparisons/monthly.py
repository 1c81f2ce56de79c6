"""Keeps which channels get a snippet again and again, and looks up what they last got."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.comparisons.monthly import Posted, SnippetPlan
from storage.database import insert_into
from storage.schema.comparisons import IndicatorRow, SnippetPlanRow, SnippetRow


class SnippetPlanStore:
    """The plans of one workspace, one a channel. When each comes is a schedule."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def add(
        self, channel: str, keys: Sequence[str], by: str, now: datetime
    ) -> SnippetPlan | None:
        """None where that channel has one."""
        once = (
            insert_into(self.session, SnippetPlanRow)
            .values(
                workspace_id=self.workspace_id,
                channel=channel,
                indicators=list(keys),
                made_by=by,
                made_at=now,
            )
            .on_conflict_do_nothing(index_elements=["workspace_id", "channel"])
            .returning(SnippetPlanRow.id)
        )
        plan_id = (await self.session.execute(once)).scalar_one_or_none()
        return None if plan_id is None else SnippetPlan(plan_id, channel, tuple(keys), by, now)

    async def plan(self, plan_id: int) -> SnippetPlan | None:
        rows = await self.session.scalars(self._own().where(SnippetPlanRow.id == plan_id))
        row = rows.one_or_none()
        return _plan(row) if row else None

    async def in_channel(self, channel: str) -> SnippetPlan | None:
        rows = await self.session.scalars(self._own().where(SnippetPlanRow.channel == channel))
        row = rows.one_or_none()
        return _plan(row) if row else None

    async def all(self, made_by: str | None = None) -> list[SnippetPlan]:
        query = self._own().order_by(SnippetPlanRow.id)
        if made_by is not None:
            query = query.where(SnippetPlanRow.made_by == made_by)
        return [_plan(row) for row in await self.session.scalars(query)]

    async def remove(self, plan_id: int) -> bool:
        """False if it was gone already."""
        gone = await self.session.execute(
            delete(SnippetPlanRow)
            .filter_by(workspace_id=self.workspace_id, id=plan_id)
            .returning(SnippetPlanRow.id)
        )
        return gone.one_or_none() is not None

    async def pass_on(self, plan_id: int, heir: str) -> None:
        await self.session.execute(
            update(SnippetPlanRow)
            .filter_by(workspace_id=self.workspace_id, id=plan_id)
            .values(made_by=heir)
        )

    async def posted(self, channel: str) -> dict[str, Posted]:
        """When each indicator was last posted to that channel, by key, whoever did it."""
        rows = await self.session.execute(
            select(IndicatorRow.key, func.max(SnippetRow.posted_at), func.max(SnippetRow.data_from))
            .join(IndicatorRow, IndicatorRow.id == SnippetRow.indicator_id)
            .where(SnippetRow.workspace_id == self.workspace_id, SnippetRow.channel == channel)
            .group_by(IndicatorRow.key)
        )
        return {key: Posted(at, data_from) for key, at, data_from in rows}

    async def was_posted(self, request: str) -> bool:
        found = select(SnippetRow.id).filter_by(workspace_id=self.workspace_id, request=request)
        return (await self.session.scalars(found)).one_or_none() is not None

    def _own(self) -> Select[SnippetPlanRow]:
        return select(SnippetPlanRow).where(SnippetPlanRow.workspace_id == self.workspace_id)


def _plan(row: SnippetPlanRow) -> SnippetPlan:
    return SnippetPlan(row.id, row.channel, tuple(row.indicators), row.made_by, row.made_at)
