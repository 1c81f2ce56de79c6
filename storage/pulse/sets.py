"""Keeps people's own question sets."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.questions import Question, QuestionSet, question_from_json, question_to_json
from storage.database import insert_into
from storage.schema.pulse import OwnSetRow


class QuestionSetStore:
    """The question sets that people of one workspace have saved."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def save(
        self, title: str, questions: Sequence[Question], by: str, now: datetime
    ) -> QuestionSet:
        """Under its title, in the place of one of the same title."""
        values = {
            "title": title,
            "questions": [question_to_json(each) for each in questions],
            "saved_by": by,
            "saved_at": now,
        }
        insert = insert_into(self.session, OwnSetRow).values(
            workspace_id=self.workspace_id, name=title.casefold(), **values
        )
        saved = await self.session.scalars(
            insert.on_conflict_do_update(
                index_elements=["workspace_id", "name"], set_=values
            ).returning(OwnSetRow.id)
        )
        return QuestionSet(own_set_id(saved.one()), title, tuple(questions))

    async def all(self) -> list[QuestionSet]:
        """By title."""
        rows = await self.session.scalars(
            select(OwnSetRow).filter_by(workspace_id=self.workspace_id).order_by(OwnSetRow.name)
        )
        return [_set(row) for row in rows]

    async def find(self, set_id: str) -> QuestionSet | None:
        number = set_id.removeprefix("own-")
        if not number.isdecimal():
            return None
        rows = await self.session.scalars(
            select(OwnSetRow).filter_by(workspace_id=self.workspace_id, id=int(number))
        )
        row = rows.one_or_none()
        return _set(row) if row else None


def own_set_id(number: int) -> str:
    return f"own-{number}"


def _set(row: OwnSetRow) -> QuestionSet:
    questions = tuple(question_from_json(each) for each in row.questions)
    return QuestionSet(own_set_id(row.id), row.title, questions)
