"""Keeps which Slack user groups give their people a role."""

from collections.abc import Iterable

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.people import Role
from bot.domain.roles import RoleGroup
from storage.schema.people import RoleGroupRow


class RoleGroupStore:
    """The user groups of one workspace that mean something here."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def all(self) -> list[RoleGroup]:
        rows = await self.session.scalars(
            select(RoleGroupRow)
            .filter_by(workspace_id=self.workspace_id)
            .order_by(RoleGroupRow.role, RoleGroupRow.name)
        )
        return [RoleGroup(Role(row.role), row.group_id, row.name) for row in rows]

    async def set(self, groups: Iterable[RoleGroup]) -> None:
        """These, in place of all that there were."""
        await self.session.execute(
            delete(RoleGroupRow).where(RoleGroupRow.workspace_id == self.workspace_id)
        )
        rows = [
            {
                "workspace_id": self.workspace_id,
                "role": each.role,
                "group_id": each.group_id,
                "name": each.name,
            }
            for each in groups
        ]
        if rows:
            await self.session.execute(insert(RoleGroupRow), rows)
