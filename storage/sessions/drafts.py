"""Keeps forms that people have begun, one a person, until they are sent."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.sessions.drafts import Draft
from storage.database import insert_into
from storage.schema.sessions import DraftRow


class DraftStore:
    """The drafts of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def get(self, user: str) -> Draft | None:
        row = await self.session.scalar(
            select(DraftRow).filter_by(workspace_id=self.workspace_id, slack_user_id=user)
        )
        return Draft(row.values, row.updated_at) if row else None

    async def put(self, user: str, values: dict[str, Any], now: datetime) -> None:
        """Keep it in place of what was kept before."""
        kept = insert_into(self.session, DraftRow).values(
            workspace_id=self.workspace_id, slack_user_id=user, values=values, updated_at=now
        )
        await self.session.execute(
            kept.on_conflict_do_update(
                index_elements=["workspace_id", "slack_user_id"],
                set_={"values": values, "updated_at": now},
            )
        )

    async def forget(self, user: str) -> None:
        await self.session.execute(
            delete(DraftRow).filter_by(workspace_id=self.workspace_id, slack_user_id=user)
        )
