"""Keeps which practices are kept apart, and which would like to learn or to share."""

from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.domain.matching.wishes import Wish
from bot.domain.people import Practice
from storage.database import insert_into
from storage.schema.matching import ExclusionRow, WishRow
from storage.schema.people import MemberRow, PracticeRow
from storage.sessions.rows import practice_ids, practice_of


class WishStore:
    """The wishes of one workspace's practices."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    # ---- kept apart: who asked for it is nobody else's business

    async def apart(self) -> set[frozenset[str]]:
        """Pairs of ODS codes that anybody keeps apart.

        It counts while whoever asked for it works at one of the two: nobody else could take it back.
        """
        one, other = aliased(PracticeRow), aliased(PracticeRow)
        rows = await self.session.execute(
            select(one.ods_code, other.ods_code)
            .select_from(ExclusionRow)
            .join(one, one.id == ExclusionRow.practice_id)
            .join(other, other.id == ExclusionRow.other_practice_id)
            .join(MemberRow, MemberRow.slack_user_id == ExclusionRow.made_by)
            .where(
                ExclusionRow.workspace_id == self.workspace_id,
                MemberRow.workspace_id == self.workspace_id,
                MemberRow.left_at.is_(None),
                or_(MemberRow.practice_id == one.id, MemberRow.practice_id == other.id),
            )
        )
        return {frozenset((first, second)) for first, second in rows}

    async def apart_by(self, user: str, own: str) -> tuple[Practice, ...]:
        """The practices that this person keeps theirs apart from, by name."""
        mine = await practice_ids(self.session, self.workspace_id, [own])
        if own not in mine:
            return ()
        here = mine[own]
        rows = await self.session.execute(
            select(ExclusionRow.practice_id, ExclusionRow.other_practice_id).where(
                ExclusionRow.workspace_id == self.workspace_id, ExclusionRow.made_by == user
            )
        )
        others = [
            second if first == here else first for first, second in rows if here in (first, second)
        ]
        practices = await self.session.scalars(
            select(PracticeRow)
            .where(PracticeRow.workspace_id == self.workspace_id, PracticeRow.id.in_(others))
            .order_by(PracticeRow.name, PracticeRow.ods_code)
        )
        return tuple(practice_of(each) for each in practices)

    async def keep_apart(self, own: str, other: str, by: str, now: datetime) -> bool:
        """False if one of them is not there, or they are the same."""
        pair = await self._pair(own, other)
        if pair is None:
            return False
        insert = insert_into(self.session, ExclusionRow).values(
            practice_id=pair[0],
            other_practice_id=pair[1],
            workspace_id=self.workspace_id,
            made_by=by,
            made_at=now,
        )
        await self.session.execute(insert.on_conflict_do_nothing())
        return True

    async def let_meet(self, own: str, other: str, by: str) -> None:
        """Take back what this person asked for; what another did stays."""
        pair = await self._pair(own, other)
        if pair is not None:
            await self.session.execute(
                delete(ExclusionRow).filter_by(
                    workspace_id=self.workspace_id,
                    practice_id=pair[0],
                    other_practice_id=pair[1],
                    made_by=by,
                )
            )

    async def _pair(self, own: str, other: str) -> tuple[int, int] | None:
        ids = await practice_ids(self.session, self.workspace_id, {own, other})
        if len(ids) != 2:
            return None
        first, second = sorted(ids.values())
        return first, second

    # ---- to learn, or to share

    async def wishes(self, indicator_key: str) -> dict[str, Wish]:
        """By ODS code."""
        rows = await self.session.execute(
            select(PracticeRow.ods_code, WishRow.wish)
            .join(WishRow, WishRow.practice_id == PracticeRow.id)
            .where(
                WishRow.workspace_id == self.workspace_id, WishRow.indicator_key == indicator_key
            )
        )
        return {code: Wish(wish) for code, wish in rows}

    async def wishes_of(self, ods_code: str) -> dict[str, Wish]:
        """By indicator."""
        rows = await self.session.execute(
            select(WishRow.indicator_key, WishRow.wish)
            .join(PracticeRow, WishRow.practice_id == PracticeRow.id)
            .where(WishRow.workspace_id == self.workspace_id, PracticeRow.ods_code == ods_code)
        )
        return {key: Wish(wish) for key, wish in rows}

    async def put(
        self, ods_code: str, indicator_key: str, wish: Wish | None, by: str, now: datetime
    ) -> None:
        """What the practice asks for from now on; None: nothing."""
        ids = await practice_ids(self.session, self.workspace_id, [ods_code])
        practice_id = ids[ods_code]
        await self.session.execute(
            delete(WishRow).filter_by(
                workspace_id=self.workspace_id,
                practice_id=practice_id,
                indicator_key=indicator_key,
            )
        )
        if wish is not None:
            insert = insert_into(self.session, WishRow).values(
                practice_id=practice_id,
                indicator_key=indicator_key,
                workspace_id=self.workspace_id,
                wish=wish,
                made_by=by,
                made_at=now,
            )
            changing = {"wish": wish, "made_by": by, "made_at": now}
            await self.session.execute(
                insert.on_conflict_do_update(
                    index_elements=["practice_id", "indicator_key"], set_=changing
                )
            )
