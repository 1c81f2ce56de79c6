"""Keeps what the group is called and is, from when to when."""

from dataclasses import replace
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.arrangements import Body, BodyKind
from bot.domain.bodies import in_effect
from storage.schema.people import BodyRow


class BodyStore:
    """What one workspace's group was, is and will be."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def put(self, body: Body) -> None:
        """In place of one that begins on the same day."""
        await self.remove(body.first)
        self.session.add(
            BodyRow(
                workspace_id=self.workspace_id,
                first=body.first,
                last=body.last,
                name=body.name,
                kind=body.kind,
                code=body.code,
            )
        )
        await self.session.flush()

    async def rename(self, day: date, name: str) -> None:
        """What the group is on that day is called that; nothing kept of it, nothing is done."""
        body = await self.on(day)
        if body is not None:
            await self.put(replace(body, name=name))

    async def remove(self, first: date) -> None:
        await self.session.execute(
            delete(BodyRow).where(BodyRow.workspace_id == self.workspace_id, BodyRow.first == first)
        )

    async def all(self) -> list[Body]:
        """The first first."""
        rows = await self.session.scalars(
            select(BodyRow).filter_by(workspace_id=self.workspace_id).order_by(BodyRow.first)
        )
        return [Body(row.first, row.name, BodyKind(row.kind), row.code, row.last) for row in rows]

    async def on(self, day: date) -> Body | None:
        """What the group is on that day: of those that have begun, the last to begin."""
        return in_effect(await self.all(), day)
