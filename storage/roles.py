"""Keeps who has which role by their own name, and reads who has which by Slack user groups."""

from collections.abc import Iterable, Mapping

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.people import Role
from bot.domain.roles import Roles
from storage.among import among
from storage.database import insert_into
from storage.schema.people import MemberRow, WorkspaceRow

PLAIN = ("", Role.GP.value)  # no role that somebody is given


class RoleStore:
    """The own roles of one workspace's members, and what they have by groups."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def lock(self) -> None:
        """Until the commit, so that of two who change roles one sees what the other has done."""
        row = select(WorkspaceRow.id).where(WorkspaceRow.id == self.workspace_id)
        await self.session.execute(row.with_for_update())

    async def is_taken(self, roles: Iterable[Role]) -> bool:
        """Whether anybody here has one of these roles, by their own name or by a group."""
        row = MemberRow
        has = [column.contains(role) for role in roles for column in (row.roles, row.from_groups)]
        found = select(row.id).where(
            row.workspace_id == self.workspace_id, row.left_at.is_(None), or_(*has)
        )
        return (await self.session.scalars(found.limit(1))).first() is not None

    async def own(self, users: Iterable[str] = ()) -> dict[str, Roles]:
        """Own roles of everybody here who was given one, and of these users, who may have left."""
        row = MemberRow
        given = and_(row.roles.not_in(PLAIN), row.left_at.is_(None))
        rows = await self.session.execute(
            select(row.slack_user_id, row.roles).where(
                row.workspace_id == self.workspace_id,
                or_(given, among(self.session, row.slack_user_id, users)),
            )
        )
        return {user: _roles(roles) for user, roles in rows}

    async def by_groups(self) -> dict[str, Roles]:
        """Who has which roles by groups, those who have left as well."""
        row = MemberRow
        rows = await self.session.execute(
            select(row.slack_user_id, row.from_groups).where(
                row.workspace_id == self.workspace_id, row.from_groups != ""
            )
        )
        return {user: _roles(roles) for user, roles in rows}

    async def away(self) -> set[str]:
        """Those who have left and had roles by groups then: they have them again when they are back."""
        row = MemberRow
        rows = await self.session.scalars(
            select(row.slack_user_id).where(
                row.workspace_id == self.workspace_id,
                row.from_groups != "",
                row.left_at.is_not(None),
            )
        )
        return set(rows)

    async def known(self, users: Iterable[str]) -> set[str]:
        """Those of them who are or were members."""
        row = MemberRow
        rows = await self.session.scalars(
            select(row.slack_user_id).where(
                row.workspace_id == self.workspace_id,
                among(self.session, row.slack_user_id, users),
            )
        )
        return set(rows)

    async def set_own(self, roles: Mapping[str, Roles]) -> None:
        """These people's own roles, in place of what they had; who was no member is one, and here."""
        upsert = insert_into(self.session, MemberRow)
        rows = [
            {
                "workspace_id": self.workspace_id,
                "slack_user_id": user,
                "roles": ",".join(sorted(theirs)),
                "left_at": None,
            }
            for user, theirs in roles.items()
        ]
        if rows:
            changed = {name: upsert.excluded[name] for name in ("roles", "left_at")}
            await self.session.execute(
                upsert.on_conflict_do_update(
                    index_elements=["workspace_id", "slack_user_id"], set_=changed
                ),
                rows,
            )


def _roles(kept: str) -> Roles:
    return frozenset(Role(each) for each in kept.split(",") if each)
