"""Keeps roles in step with Slack user groups: when Slack tells of a change, and every night."""

import asyncio
import logging
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.roles import RoleGroup, Roles, by_groups, changes
from bot.domain.schedule import repeating
from bot.services.role_changes import record
from bot.services.use_cases import WorkspaceUseCases
from bot.tick import Firing
from storage.role_groups import RoleGroupStore
from storage.roles import RoleStore
from storage.schedules import ScheduleStore

log = logging.getLogger(__name__)

KEEP = "roles.keep"  # a kind of work; one a workspace, so its subject is empty
NIGHTLY = "roles.nightly"  # a kind of schedule, where there are groups: an event can be lost
AT_NIGHT = datetime(2026, 1, 1, 4, 0)  # noqa: DTZ001 - the wall clock of any zone; the day is any
AT_ONCE = 5  # questions to Slack
BY_SLACK = "Slack user group"  # who gave a role, in the audit log


class Keeping(WorkspaceUseCases):
    async def group_changed(self, group_id: str) -> None:
        """Slack says that a user group is not what it was: read it, if it means something here."""
        async with self.context.database.transaction() as session:
            groups = await RoleGroupStore(session, self.workspace_id).all()
            if any(each.group_id == group_id for each in groups):
                await self.work_to_do(session).plan(KEEP, "", self.now())

    async def at_night(self, session: AsyncSession, firing: Firing) -> None:
        await self.work_to_do(session).plan(KEEP, "", firing.now)

    async def keep_in_step(self, _subject: str, now: datetime) -> None:
        """Read who is in the groups, and keep it. What cannot be read leaves what was known."""
        async with self.context.database.reading() as session:
            groups = await RoleGroupStore(session, self.workspace_id).all()
        inside = await self._inside({each.group_id for each in groups})
        names = {each.id: each.name for each in await self.context.slack.groups()} if groups else {}
        async with self.context.database.transaction() as session:
            store = RoleGroupStore(session, self.workspace_id)
            await RoleStore(session, self.workspace_id).lock()
            if await store.all() != groups:
                return  # they were changed meanwhile, and are read again for that
            await self._keep(session, groups, inside, now)
            named = [replace(each, name=names.get(each.group_id, each.name)) for each in groups]
            if named != groups:
                await store.set(named)

    async def _keep(
        self,
        session: AsyncSession,
        groups: Collection[RoleGroup],
        inside: Mapping[str, Collection[str] | None],
        now: datetime,
    ) -> None:
        roles = RoleStore(session, self.workspace_id)
        before = await roles.by_groups()
        after = by_groups(groups, inside, before)
        after |= {user: before[user] for user in await roles.away()}
        gone: dict[str, Roles] = {user: frozenset() for user in before.keys() - after.keys()}
        made = changes(before, {**gone, **after})
        await record(session, self.workspace_id, BY_SLACK, made, now, tell=False)
        await self.people(session).set_from_groups(after)
        log.info("roles_kept groups=%d changes=%d", len(groups), len(made))

    async def _inside(self, group_ids: Collection[str]) -> dict[str, Collection[str] | None]:
        """The people of each group who can be members; None where Slack does not say."""
        some = asyncio.Semaphore(AT_ONCE)
        found = {each: await self.context.slack.people_of(each) for each in sorted(group_ids)}
        people = {user for inside in found.values() for user in inside or ()}
        async with self.context.database.reading() as session:
            new = people - await RoleStore(session, self.workspace_id).known(people)

        async def can_be(user: str) -> bool:
            async with some:
                profile = await self.context.slack.profile(user)
            return profile is not None and profile.can_be_member

        asked = sorted(new)
        taken = dict(zip(asked, await asyncio.gather(*map(can_be, asked)), strict=True))
        return {
            group: None if inside is None else [user for user in inside if taken.get(user, True)]
            for group, inside in found.items()
        }


async def plan_nightly(schedules: ScheduleStore, zone: str, now: datetime, *, wanted: bool) -> None:
    """Have the groups read every night, or no more."""
    if wanted:
        await schedules.repeat(NIGHTLY, "", repeating("FREQ=DAILY", AT_NIGHT, zone), now)
    else:
        await schedules.cancel(NIGHTLY, "")
