"""Keeps the actions that peer sessions end in, and what became of them."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.sessions import Action, Agreed, Outcome
from storage.database import insert_into
from storage.schema.meetings import ActionRow
from storage.schema.people import PracticeRow
from storage.schema.sessions import PeerSessionRow
from storage.sessions.rows import INDICATOR, SERIES, action_of, practice_ids


class ActionStore:
    """The actions of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def add(
        self, request: str, session_id: int, agreed: Agreed, recorded_by: str, now: datetime
    ) -> int | None:
        """Keep an action; its id, or None if this request was kept before."""
        codes = [agreed.ods_code] if agreed.ods_code else []
        ids = await practice_ids(self.session, self.workspace_id, codes)
        insert = insert_into(self.session, ActionRow).values(
            workspace_id=self.workspace_id,
            request=request,
            session_id=session_id,
            what=agreed.what,
            owner=agreed.owner,
            practice_id=ids[agreed.ods_code] if agreed.ods_code else None,
            due=agreed.due,
            measure=agreed.measure,
            recorded_by=recorded_by,
            recorded_at=now,
        )
        once = insert.on_conflict_do_nothing(index_elements=["workspace_id", "request"])
        added = await self.session.execute(once.returning(ActionRow.id))
        return added.scalar_one_or_none()

    async def get(self, action_id: int) -> Action | None:
        found = await self._actions(ActionRow.id == action_id)
        return found[0] if found else None

    async def open(self) -> list[Action]:
        """All that is still to be done, the soonest due first."""
        return await self._actions(ActionRow.done_at.is_(None))

    async def of_sessions(self, session_ids: Iterable[int]) -> list[Action]:
        """All that was agreed in these, whatever became of it, the soonest due first."""
        return await self._actions(ActionRow.session_id.in_(list(session_ids)))

    async def correct(self, action_id: int, agreed: Agreed) -> None:
        """Change what was agreed, while it is open."""
        codes = [agreed.ods_code] if agreed.ods_code else []
        ids = await practice_ids(self.session, self.workspace_id, codes)
        await self.session.execute(
            update(ActionRow)
            .filter_by(workspace_id=self.workspace_id, id=action_id, done_at=None)
            .values(
                what=agreed.what,
                owner=agreed.owner,
                practice_id=ids[agreed.ods_code] if agreed.ods_code else None,
                due=agreed.due,
                measure=agreed.measure,
            )
        )

    async def settle(
        self,
        action_id: int,
        outcome: Outcome,
        by: str,
        now: datetime,
        words: str | None = None,
        changed_to: int | None = None,
    ) -> bool:
        """Say what became of it; False if that was said already."""
        finished = await self.session.execute(
            update(ActionRow)
            .filter_by(workspace_id=self.workspace_id, id=action_id, done_at=None)
            .values(
                done_at=now,
                outcome=outcome,
                outcome_words=words,
                settled_by=by,
                changed_to=changed_to,
            )
            .returning(ActionRow.id)
        )
        return finished.scalar_one_or_none() is not None

    async def _actions(self, *conditions: ColumnElement[bool]) -> list[Action]:
        query = (
            select(ActionRow, PeerSessionRow.topic, PracticeRow, INDICATOR, SERIES)
            .join(PeerSessionRow, ActionRow.session_id == PeerSessionRow.id)
            .outerjoin(PracticeRow, ActionRow.practice_id == PracticeRow.id)
            .where(ActionRow.workspace_id == self.workspace_id, *conditions)
            .order_by(ActionRow.due, ActionRow.id)
        )
        rows = await self.session.execute(query)
        return [action_of(*row) for row in rows]
