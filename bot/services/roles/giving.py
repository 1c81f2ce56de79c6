"""Giving roles to people and to Slack user groups: what there is, and saving what somebody chose."""

import asyncio
import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks import ids
from bot.blocks.roles import NOT_SAID, say_cannot
from bot.directory import Profile
from bot.domain.deeds import Deed
from bot.domain.people import Role
from bot.domain.roles import (
    GIVEN,
    Change,
    RoleGroup,
    Roles,
    Wanted,
    changes,
    group_changes,
    nobody_left,
    with_wanted,
)
from bot.errors import InvalidInput
from bot.services.people import PeopleService
from bot.services.role_changes import record
from bot.services.roles.keeping import KEEP, plan_nightly
from bot.services.use_cases import WorkspaceUseCases
from storage.role_groups import RoleGroupStore
from storage.roles import RoleStore

ASKING = 2.0  # seconds in which Slack says who people are: whoever saves waits, three at most
CHANGED = (
    "Somebody else has changed roles since you opened this. Nothing is saved: please close this form, "
    "open it again, and make your change there."
)


@dataclass(frozen=True, slots=True)
class Offer:
    """What the form begins with. ``stands`` marks it, so that a change by somebody else is seen.

    ``groups`` are those that can be chosen, by id; ``unread`` the names of those chosen that Slack
    does not show now.
    """

    wanted: Wanted
    groups: Mapping[str, str]
    unread: tuple[str, ...]
    stands: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What was changed; or nothing yet, since nobody would be left with these roles."""

    changes: tuple[Change, ...] = ()
    nobody: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class _Standing:
    own: dict[str, Roles]
    groups: list[RoleGroup]

    @property
    def mark(self) -> str:
        own = sorted(
            f"{user}={','.join(sorted(roles))}" for user, roles in self.own.items() if roles
        )
        groups = [f"{each.group_id}={each.role}" for each in self.groups]
        return hashlib.sha256("\n".join([*own, *sorted(groups)]).encode()).hexdigest()[:16]


class Giving(WorkspaceUseCases):
    async def check(self, user: str) -> None:
        """Raises NotAllowed. Before a form is opened, since it asks Slack nothing that takes long."""
        await PeopleService(self.context).require(user, Deed.GIVE_ROLES)

    async def offer(self) -> Offer:
        """Who has which role now, and the user groups of the Slack; none where its plan has none."""
        async with self.context.database.reading() as session:
            now = await self._standing(session)
        there = {each.id: each.name for each in await self.context.slack.groups()}
        chosen = {each.group_id: each.name for each in now.groups}
        people = {role: _with(now.own, role) for role in GIVEN}
        unread = sorted({name for id_, name in chosen.items() if id_ not in there})
        return Offer(Wanted(people, tuple(now.groups)), chosen | there, tuple(unread), now.mark)

    async def holders(self) -> tuple[dict[Role, list[str]], dict[Role, list[str]]]:
        """Who has each role, in whatever way, and the user groups that give it, by name."""
        async with self.context.database.reading() as session:
            members = await self.people(session).with_role(GIVEN)
            groups = await RoleGroupStore(session, self.workspace_id).all()
        return (
            {role: [each.slack_user_id for each in members if each.has([role])] for role in GIVEN},
            {role: [each.name for each in groups if each.role is role] for role in GIVEN},
        )

    async def save(
        self, user: str, wanted: Wanted, stands: str, *, nobody_is_fine: bool = False
    ) -> Saved:
        """Give these roles and take the others away. Raises NotAllowed, and InvalidInput under a field.

        ``wanted.groups`` without a name keep the one that is known.
        """
        await self.check(user)
        await self._check_people(wanted)
        async with self.context.database.transaction() as session:
            await RoleStore(session, self.workspace_id).lock()
            before = await self._standing(session, wanted.named)
            if (await self._standing(session)).mark != stands:
                raise InvalidInput(CHANGED, f"{ids.ROLES_PEOPLE}{GIVEN[0]}")
            after = with_wanted(before.own, wanted)
            nobody = await self._nobody(session, before, after, wanted)
            if nobody and not nobody_is_fine:
                return Saved(nobody=tuple(nobody))
            made = (*changes(before.own, after), *group_changes(before.groups, wanted.groups))
            await record(session, self.workspace_id, user, made, self.now())
            await RoleStore(session, self.workspace_id).set_own(after)
            if any(each.group for each in made):
                await self._set_groups(session, wanted.groups)
        return Saved(made)

    async def _standing(self, session: AsyncSession, users: Collection[str] = ()) -> _Standing:
        own = await RoleStore(session, self.workspace_id).own(users)
        return _Standing(own, await RoleGroupStore(session, self.workspace_id).all())

    async def _nobody(
        self, session: AsyncSession, before: _Standing, after: Mapping[str, Roles], wanted: Wanted
    ) -> list[Role]:
        by_groups = await RoleStore(session, self.workspace_id).by_groups()
        return nobody_left(
            [*before.own.values(), *by_groups.values()],
            [*(before.own | dict(after)).values()],
            wanted.groups,
        )

    async def _set_groups(self, session: AsyncSession, groups: Collection[RoleGroup]) -> None:
        """Who is in them is read in the background, at once."""
        await RoleGroupStore(session, self.workspace_id).set(groups)
        await self.work_to_do(session).plan(KEEP, "", self.now())
        await plan_nightly(self.schedules(session), self.zone, self.now(), wanted=bool(groups))

    # ---- whether they can be members

    async def _check_people(self, wanted: Wanted) -> None:
        """Slack is asked about those who are new here. Raises InvalidInput, naming whom it is about."""
        async with self.context.database.reading() as session:
            here = await self.people(session).members(wanted.named)
        new = sorted(wanted.named - {each.slack_user_id for each in here})
        profiles = await self._profiles(new)
        for role, people in wanted.people.items():
            block = f"{ids.ROLES_PEOPLE}{role}"
            those = [profiles[each] for each in people if each in profiles]
            if None in those:
                raise InvalidInput(NOT_SAID, block)
            refused = [each for each in those if each is not None and not each.can_be_member]
            if refused:
                raise InvalidInput(
                    say_cannot([(each.name, _reason(each)) for each in refused]), block
                )

    async def _profiles(self, users: list[str]) -> dict[str, Profile | None]:
        try:
            async with asyncio.timeout(ASKING):
                found = await asyncio.gather(*map(self.context.slack.profile, users))
        except TimeoutError:
            return dict.fromkeys(users)
        return dict(zip(users, found, strict=True))


def _with(own: Mapping[str, Roles], role: Role) -> tuple[str, ...]:
    return tuple(sorted(user for user, roles in own.items() if role in roles))


def _reason(profile: Profile) -> str:
    """Why they cannot be a member, as a word that the form knows."""
    if profile.is_bot:
        return "bot"
    if profile.is_outsider:
        return "outsider"
    return "guest" if profile.is_guest else "off"
