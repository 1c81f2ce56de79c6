"""Keeps changes to one member: that they join, where they work, their formal role, that they are removed."""

from collections.abc import Iterable, Mapping

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.people import Role
from storage.database import insert_into
from storage.people import PeopleStore
from storage.schema.people import AlsoAtRow, MemberRow

ONE = ["workspace_id", "slack_user_id"]


class MembershipStore:
    """The members of one workspace, one at a time."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def join(self, user: str) -> None:
        """Have them be a member, a GP where they have no role of their own; at no practice yet."""
        insert = insert_into(self.session, MemberRow)
        await self.session.execute(
            insert.values(
                workspace_id=self.workspace_id, slack_user_id=user, roles=Role.GP
            ).on_conflict_do_update(
                index_elements=ONE, set_={"left_at": None}, where=MemberRow.left_at.is_not(None)
            )
        )
        await self._change(user, MemberRow.roles == "", roles=Role.GP)

    async def describe(self, user: str, *, formal_role: bool | None, locum: bool) -> None:
        await self._change(user, formal_role=formal_role, locum=locum)

    async def place(self, user: str, ods_code: str | None, also: Iterable[str]) -> None:
        """Where they mostly work, and where else; the practices must be there."""
        people = PeopleStore(self.session, self.workspace_id)
        ids = await people.practice_ids()
        await self._change(user, practice_id=ids[ods_code] if ods_code else None)
        await people.set_also_at(user, also)

    async def place_all(self, main: Mapping[str, str], also: Iterable[tuple[str, str]]) -> None:
        """Several people, by their practices' ODS codes; where else is added to what is known."""
        ids = await PeopleStore(self.session, self.workspace_id).practice_ids()
        if main:
            insert = insert_into(self.session, MemberRow)
            rows = [
                {
                    "workspace_id": self.workspace_id,
                    "slack_user_id": user,
                    "roles": Role.GP.value,
                    "practice_id": ids[code],
                }
                for user, code in main.items()
            ]
            changed = {"practice_id": insert.excluded.practice_id, "locum": False}
            await self.session.execute(
                insert.on_conflict_do_update(index_elements=ONE, set_=changed), rows
            )
        more = [
            {
                "workspace_id": self.workspace_id,
                "slack_user_id": user,
                "practice_id": ids[code],
            }
            for user, code in also
        ]
        if more:
            await self.session.execute(
                insert_into(self.session, AlsoAtRow).on_conflict_do_nothing(), more
            )

    async def remove(self, user: str) -> bool:
        """They are no member any more; False if they were none."""
        await PeopleStore(self.session, self.workspace_id).set_also_at(user, ())
        gone = await self.session.execute(
            delete(MemberRow).where(
                MemberRow.workspace_id == self.workspace_id, MemberRow.slack_user_id == user
            )
        )
        return bool(gone.rowcount)  # type: ignore[attr-defined]

    async def _change(self, user: str, *which: object, **values: object) -> None:
        await self.session.execute(
            update(MemberRow)
            .where(
                MemberRow.workspace_id == self.workspace_id,
                MemberRow.slack_user_id == user,
                *which,  # type: ignore[arg-type]
            )
            .values(**values)
        )
