"""Keeps which practices are kept apart, and which would like to learn or to share."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.domain.matching_wishes import Wish
from storage.schema.matching import ExclusionRow, WishRow
from storage.schema.people import PracticeRow


class WishStore:
    """The wishes of one workspace's practices."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def apart(self) -> set[frozenset[str]]:
        """Pairs of ODS codes that anybody keeps apart."""
        one, other = aliased(PracticeRow), aliased(PracticeRow)
        rows = await self.session.execute(
            select(one.ods_code, other.ods_code)
            .select_from(ExclusionRow)
            .join(one, one.id == ExclusionRow.practice_id)
            .join(other, other.id == ExclusionRow.other_practice_id)
            .where(ExclusionRow.workspace_id == self.workspace_id)
        )
        return {frozenset(pair) for pair in rows.tuples()}

    async def wishes(self, indicator_key: str) -> dict[str, Wish]:
        """By ODS code."""
        rows = await self.session.execute(
            select(PracticeRow.ods_code, WishRow.wish)
            .join(WishRow, WishRow.practice_id == PracticeRow.id)
            .where(
                WishRow.workspace_id == self.workspace_id, WishRow.indicator_key == indicator_key
            )
        )
        return {code: Wish(wish) for code, wish in rows.tuples()}
