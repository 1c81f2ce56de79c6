"""Keeps the workspace, its practices and its members."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime, time
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, delete, false, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.arrangements import Arrangements
from bot.domain.calendar import Calendar, Protected
from bot.domain.people import Member, Practice, Role, Workspace
from bot.domain.rhythm import Rhythm
from storage.among import among
from storage.database import insert_into
from storage.schema.people import AlsoAtRow, MemberRow, PracticeRow, WorkspaceRow


async def ensure_workspace(
    session: AsyncSession, team_id: str, enterprise_id: str, now: datetime
) -> Workspace:
    """The workspace of that team, made on first sight."""
    found = select(WorkspaceRow).filter_by(team_id=team_id, enterprise_id=enterprise_id)
    row = (await session.scalars(found)).one_or_none()
    if row is None:
        blank = Workspace(0, team_id, enterprise_id)
        await session.execute(
            insert_into(session, WorkspaceRow)
            .values(
                team_id=team_id,
                enterprise_id=enterprise_id,
                body_name=blank.body_name,
                time_zone=blank.time_zone,
                created_at=now,
            )
            .on_conflict_do_nothing()
        )
        row = (await session.scalars(found)).one()
    return _workspace(row)


async def workspaces(session: AsyncSession) -> list[Workspace]:
    return [_workspace(row) for row in await session.scalars(select(WorkspaceRow))]


def _workspace(row: WorkspaceRow) -> Workspace:
    return Workspace(
        row.id,
        row.team_id,
        row.enterprise_id,
        row.body_name,
        row.time_zone,
        _rhythm(row.time_zone, row.rhythm),
        _arrangements(row.arrangements),
    )


async def workspace_of(session: AsyncSession, workspace_id: int) -> Workspace:
    """As it is named and set now."""
    return _workspace(await session.get_one(WorkspaceRow, workspace_id))


async def rhythm_of(session: AsyncSession, workspace_id: int) -> Rhythm:
    """The body's hours and days, as they are set now."""
    row = (
        await session.execute(
            select(WorkspaceRow.time_zone, WorkspaceRow.rhythm).where(
                WorkspaceRow.id == workspace_id
            )
        )
    ).one()
    return _rhythm(row.time_zone, row.rhythm)


async def fewest(session: AsyncSession, workspace_id: int) -> int:
    """How few people a figure of a pulse may be about in this workspace, as it is set now."""
    return (await workspace_of(session, workspace_id)).arrangements.fewest


def _rhythm(zone: str, kept: dict[str, Any] | None) -> Rhythm:
    """As it is kept beside the zone; nothing kept: as everybody begins."""
    if kept is None:
        return Rhythm(zone)
    protected = tuple(
        Protected(each["rule"], datetime.fromisoformat(each["starts"]), each["minutes"])
        for each in kept["protected"]
    )
    return Rhythm(
        zone,
        time.fromisoformat(kept["opens"]),
        time.fromisoformat(kept["closes"]),
        kept["budget"],
        Calendar(kept["division"], protected),
    )


_LISTS = ("channels", "ground_rules", "not_needed", "settled")


def _arrangements(kept: dict[str, Any] | None) -> Arrangements:
    """As they are kept; nothing kept: as everybody begins."""
    said = kept or {}
    return Arrangements(**said | {name: tuple(said.get(name, ())) for name in _LISTS})


def _kept(rhythm: Rhythm) -> dict[str, Any]:
    """All but the zone, which has a column of its own."""
    return {
        "opens": f"{rhythm.opens:%H:%M}",
        "closes": f"{rhythm.closes:%H:%M}",
        "budget": rhythm.budget,
        "division": rhythm.calendar.division,
        "protected": [
            {"rule": each.rule, "starts": each.starts.isoformat(), "minutes": each.minutes}
            for each in rhythm.calendar.protected
        ],
    }


class PeopleStore:
    """Practices and members of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def for_change(self) -> Workspace:
        """As it is set now, and nobody else changes it until this transaction ends."""
        found = select(WorkspaceRow).where(WorkspaceRow.id == self.workspace_id)
        locked = found.with_for_update().execution_options(populate_existing=True)
        return _workspace((await self.session.scalars(locked)).one())

    async def name_body(self, name: str, time_zone: str) -> None:
        row = await self.session.get_one(WorkspaceRow, self.workspace_id)
        row.body_name, row.time_zone = name, time_zone

    async def set_body(self, name: str, rhythm: Rhythm) -> None:
        """Name the body, and say in which zone, hours and days it works."""
        row = await self.session.get_one(WorkspaceRow, self.workspace_id)
        row.body_name, row.time_zone, row.rhythm = name, rhythm.zone, _kept(rhythm)

    async def arrange(self, arrangements: Arrangements) -> None:
        """Keep what the body has set besides its name, hours and days."""
        row = await self.session.get_one(WorkspaceRow, self.workspace_id)
        row.arrangements = asdict(arrangements)

    async def practices(self) -> list[Practice]:
        """All practices, by name."""
        rows = await self.session.scalars(
            select(PracticeRow)
            .filter_by(workspace_id=self.workspace_id)
            .order_by(PracticeRow.name, PracticeRow.ods_code)
        )
        return [_practice(row) for row in rows]

    async def practice(self, ods_code: str) -> Practice | None:
        row = (
            await self.session.scalars(
                select(PracticeRow).filter_by(workspace_id=self.workspace_id, ods_code=ods_code)
            )
        ).one_or_none()
        return _practice(row) if row else None

    async def practice_ids(self) -> dict[str, int]:
        """Row ids by ODS code, for other stores to point at."""
        rows = await self.session.execute(
            select(PracticeRow.ods_code, PracticeRow.id).filter_by(workspace_id=self.workspace_id)
        )
        return {row.ods_code: row.id for row in rows}

    async def member(self, slack_user_id: str) -> Member | None:
        found = await self.members([slack_user_id])
        return found[0] if found else None

    async def members(self, slack_user_ids: Iterable[str] | None = None) -> list[Member]:
        """The members among these people, or all of them; by Slack id."""
        if slack_user_ids is None:
            return await self._members()
        return await self._members(among(self.session, MemberRow.slack_user_id, slack_user_ids))

    async def members_of(self, ods_codes: Iterable[str]) -> list[Member]:
        """The members whose main practice is one of these; by Slack id."""
        return await self._members(among(self.session, PracticeRow.ods_code, ods_codes))

    async def working_at(self, ods_code: str) -> list[Member]:
        """Everybody who works there, whether mostly or as well; by Slack id."""
        return await self._members(self._works_at([ods_code]))

    async def with_role(self, roles: Iterable[Role]) -> list[Member]:
        """Those who have one of these, by their own name or by a group; by Slack id."""
        return await self._members(_has(roles))

    async def who_know(self, ods_codes: Iterable[str], roles: Iterable[Role]) -> list[Member]:
        """Everybody who works at one of these practices, or has one of these roles; by Slack id."""
        return await self._members(or_(self._works_at(ods_codes), _has(roles)))

    def _works_at(self, ods_codes: Iterable[str]) -> ColumnElement[bool]:
        """Rows of members who work at one of these practices, mostly or as well."""
        there = among(self.session, PracticeRow.ods_code, ods_codes)
        as_well = (
            select(AlsoAtRow.slack_user_id)
            .join(PracticeRow, AlsoAtRow.practice_id == PracticeRow.id)
            .where(
                AlsoAtRow.workspace_id == self.workspace_id,
                PracticeRow.workspace_id == self.workspace_id,
                there,
            )
        )
        return or_(there, MemberRow.slack_user_id.in_(as_well))

    async def _members(self, *which: ColumnElement[bool]) -> list[Member]:
        rows = await self.session.execute(
            select(*_MEMBER)
            .outerjoin(PracticeRow, MemberRow.practice_id == PracticeRow.id)
            .where(MemberRow.workspace_id == self.workspace_id, MemberRow.left_at.is_(None), *which)
            .order_by(MemberRow.slack_user_id)
        )
        members = [_member(row) for row in rows]
        return await self._with_more(members, every=not which)

    async def _with_more(self, members: list[Member], *, every: bool) -> list[Member]:
        """The same, with the other practices at which some of them work."""
        if not members:
            return members
        theirs = (each.slack_user_id for each in members)
        which = [] if every else [among(self.session, AlsoAtRow.slack_user_id, theirs)]
        rows = await self.session.execute(
            select(
                AlsoAtRow.slack_user_id,
                PracticeRow.ods_code,
                PracticeRow.name,
                PracticeRow.list_size,
                PracticeRow.imd_decile,
            )
            .join(PracticeRow, AlsoAtRow.practice_id == PracticeRow.id)
            .where(AlsoAtRow.workspace_id == self.workspace_id, *which)
            .order_by(PracticeRow.name, PracticeRow.ods_code)
        )
        more: dict[str, list[Practice]] = {}
        for row in rows:
            practice = Practice(row.ods_code, row.name, row.list_size, row.imd_decile)
            more.setdefault(row.slack_user_id, []).append(practice)
        if not more:
            return members
        return [
            replace(
                each, also_at=tuple(it for it in more[each.slack_user_id] if it != each.practice)
            )
            if each.slack_user_id in more
            else each
            for each in members
        ]

    async def set_also_at(self, slack_user_id: str, ods_codes: Iterable[str]) -> None:
        """At which practices they work besides their main one, in place of what was known."""
        await self.session.execute(
            delete(AlsoAtRow).where(
                AlsoAtRow.workspace_id == self.workspace_id,
                AlsoAtRow.slack_user_id == slack_user_id,
            )
        )
        ids = await self.practice_ids()
        rows = [
            {
                "workspace_id": self.workspace_id,
                "slack_user_id": slack_user_id,
                "practice_id": ids[each],
            }
            for each in dict.fromkeys(ods_codes)
        ]
        if rows:
            await self.session.execute(insert(AlsoAtRow), rows)

    async def set_from_groups(self, roles: Mapping[str, frozenset[Role]]) -> None:
        """Who has which roles by Slack user groups, in place of what was known; all of them members."""
        row = MemberRow
        await self.session.execute(
            update(row)
            .where(
                row.workspace_id == self.workspace_id,
                row.from_groups != "",
                ~among(self.session, row.slack_user_id, roles),
            )
            .values(from_groups="")
        )
        upsert = insert_into(self.session, row)
        rows = [
            {
                "workspace_id": self.workspace_id,
                "slack_user_id": user,
                "roles": "",
                "from_groups": ",".join(sorted(theirs)),
            }
            for user, theirs in roles.items()
        ]
        if rows:
            await self.session.execute(
                upsert.on_conflict_do_update(
                    index_elements=["workspace_id", "slack_user_id"],
                    set_={"from_groups": upsert.excluded.from_groups},
                ),
                rows,
            )

    async def has_left(self, slack_user_id: str) -> bool:
        found = select(MemberRow.id).where(
            MemberRow.workspace_id == self.workspace_id,
            MemberRow.slack_user_id == slack_user_id,
            MemberRow.left_at.is_not(None),
        )
        return (await self.session.scalars(found)).one_or_none() is not None

    async def note_left(self, slack_user_id: str, at: datetime | None) -> None:
        """Their account was switched off then, unless it was before; None: it is on again."""
        is_news = [] if at is None else [MemberRow.left_at.is_(None)]
        await self.session.execute(
            update(MemberRow)
            .where(
                MemberRow.workspace_id == self.workspace_id,
                MemberRow.slack_user_id == slack_user_id,
                *is_news,
            )
            .values(left_at=at)
        )

    async def put_practices(self, practices: Sequence[Practice]) -> None:
        """Add these practices, or correct what is known of them; what is None stays as it was known."""
        upsert = insert_into(self.session, PracticeRow)
        rows = [
            {
                "workspace_id": self.workspace_id,
                "ods_code": each.ods_code,
                "name": each.name,
                "list_size": each.list_size,
                "imd_decile": each.imd_decile,
            }
            for each in practices
        ]
        if rows:
            known = {
                name: func.coalesce(upsert.excluded[name], getattr(PracticeRow, name))
                for name in ("list_size", "imd_decile")
            }
            changed = {"name": upsert.excluded.name} | known
            await self.session.execute(
                upsert.on_conflict_do_update(
                    index_elements=["workspace_id", "ods_code"], set_=changed
                ),
                rows,
            )

    async def remove_practice(self, ods_code: str) -> None:
        """Its members stay, at no practice; what was kept of it by its number goes."""
        await self.session.execute(
            delete(PracticeRow).where(
                PracticeRow.workspace_id == self.workspace_id, PracticeRow.ods_code == ods_code
            )
        )

    async def put_members(self, members: Sequence[Member]) -> None:
        """Add these members, or correct what is known of them; their practices must be there."""
        ids = await self.practice_ids()
        upsert = insert_into(self.session, MemberRow)
        rows = [
            {
                "workspace_id": self.workspace_id,
                "slack_user_id": each.slack_user_id,
                "practice_id": ids[each.practice.ods_code] if each.practice else None,
                "roles": ",".join(sorted(each.roles)),
                "formal_role": each.formal_role,
                "locum": each.locum,
            }
            for each in members
        ]
        if rows:
            changed = {
                name: upsert.excluded[name]
                for name in ("practice_id", "roles", "formal_role", "locum")
            }
            await self.session.execute(
                upsert.on_conflict_do_update(
                    index_elements=["workspace_id", "slack_user_id"], set_=changed
                ),
                rows,
            )


def _practice(row: PracticeRow) -> Practice:
    return Practice(row.ods_code, row.name, row.list_size, row.imd_decile)


def _has(roles: Iterable[Role]) -> ColumnElement[bool]:
    """Rows of members with one of these roles: no role's name is a part of another's."""
    return or_(
        false(),
        *(
            column.contains(role)
            for role in roles
            for column in (MemberRow.roles, MemberRow.from_groups)
        ),
    )


# Columns, not rows: there may be tens of thousands, and making an object of each row takes its time.
_MEMBER = (
    MemberRow.slack_user_id,
    MemberRow.roles,
    MemberRow.from_groups,
    MemberRow.formal_role,
    MemberRow.locum,
    PracticeRow.ods_code,
    PracticeRow.name,
    PracticeRow.list_size,
    PracticeRow.imd_decile,
)


def _member(row: Any) -> Member:
    user, roles, from_groups, formal_role, locum, *practice = row
    return Member(
        slack_user_id=user,
        practice=Practice(*practice) if practice[0] is not None else None,
        roles=_roles(roles) | _roles(from_groups),
        formal_role=formal_role,
        locum=locum,
    )


@lru_cache(maxsize=64)
def _roles(kept: str) -> frozenset[Role]:
    return frozenset(Role(each) for each in kept.split(",") if each)
