"""Who is who: what a member may do, and taking practices and members in from a file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.text import either, with_article
from bot.domain.deeds import BEGINNING, LET_IN, Deed, may
from bot.domain.people import Member, Practice, Role, Workspace
from bot.domain.roles import changes
from bot.domain.times import local_day
from bot.errors import InvalidInput, NotAllowed
from bot.services.context import Context
from bot.services.role_changes import record
from bot.sources.people import PeopleFile, Refusal
from storage.audit import AuditStore
from storage.bodies import BodyStore
from storage.comparisons.peers import PeerStore
from storage.people import PeopleStore
from storage.roles import RoleStore

BODY_NAME = 100  # characters: it is part of every question of a pulse


@dataclass(frozen=True, slots=True)
class PeopleReport:
    """What an import of people took, and what it refused, by row."""

    practices: int
    members: int
    refused: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class _Look:
    """Whether somebody may; ``is_open``: nobody has the role, so an admin of the Slack would get in."""

    member: Member
    may: bool = False
    is_open: bool = False
    refusal: str = ""


class PeopleService:
    def __init__(self, context: Context) -> None:
        self.context = context

    async def member(self, slack_user_id: str) -> Member | None:
        async with self.context.database.reading() as session:
            return await PeopleStore(session, self.context.workspace.id).member(slack_user_id)

    async def practices(self) -> list[Practice]:
        async with self.context.database.reading() as session:
            return await PeopleStore(session, self.context.workspace.id).practices()

    async def require(self, slack_user_id: str, deed: Deed) -> Member:
        """The member, if they may. Raises NotAllowed, saying which role it needs and who has it.

        Where nobody has such a role, an admin of the Slack gets in (``LET_IN``), which is kept. Slack is
        asked only on the way to a refusal, so this must not be called within a transaction.
        """
        found = await self._look(slack_user_id, deed)
        if found.may:
            return found.member
        if found.is_open and await self.runs_slack(slack_user_id):
            return await self._let_in(slack_user_id, deed)
        raise NotAllowed(found.refusal)

    async def refusal_of(self, slack_user_id: str, deed: Deed) -> str | None:
        """What ``require`` would refuse with, None where it would not; nobody is let in by asking."""
        found = await self._look(slack_user_id, deed)
        if found.may or (found.is_open and await self.runs_slack(slack_user_id)):
            return None
        return found.refusal

    async def _look(self, user: str, deed: Deed) -> _Look:
        async with self.context.database.reading() as session:
            store = PeopleStore(session, self.context.workspace.id)
            member = await store.member(user)
            if may(member, deed):
                return _Look(member or _nobody(user), may=True)
            members = await _with_say(store, deed)
        taken = any(each.has(deed.roles) for each in members)
        return _Look(
            member or _nobody(user),
            is_open=deed in LET_IN and not taken,
            refusal=_refusal(deed, members),
        )

    async def runs_slack(self, user: str) -> bool:
        """Whether this is an admin of the Slack. It is asked, so not within a transaction."""
        profile = await self.context.slack.profile(user)
        return profile is not None and profile.can_be_member and profile.runs_slack

    async def _let_in(self, user: str, deed: Deed) -> Member:
        """As an administrator from then on, where they begin something that is not over at once."""
        workspace_id, now = self.context.workspace.id, self.context.clock.now()
        async with self.context.database.transaction() as session:
            people, roles = PeopleStore(session, workspace_id), RoleStore(session, workspace_id)
            await roles.lock()
            if await roles.is_taken(deed.roles):  # another admin was quicker
                return await permitted(people, user, deed)
            audit = AuditStore(session, workspace_id)
            await audit.note(user, "let in as a Slack admin", f"to {deed}", now)
            if deed in BEGINNING:
                own = (await roles.own([user])).get(user, frozenset())
                await roles.set_own({user: own | {Role.ADMINISTRATOR}})
            return await people.member(user) or _nobody(user)

    async def name_body(self, name: str, time_zone: str | None = None) -> Workspace:
        """Name the body that this workspace's practices belong to. Raises InvalidInput."""
        name = clean_name(name)
        workspace = self.context.workspace
        zone = time_zone or workspace.time_zone
        async with self.context.database.transaction() as session:
            await PeopleStore(session, workspace.id).name_body(name, zone)
            today = local_day(self.context.clock.now(), zone)
            await BodyStore(session, workspace.id).rename(today, name)
        return replace(
            workspace,
            body_name=name,
            time_zone=zone,
            rhythm=replace(workspace.rhythm, zone=zone),
        )

    async def take_in(self, file: PeopleFile, actor: str) -> PeopleReport:
        """Add or correct the practices and members of a file; rows that cannot be used are said."""
        async with self.context.database.transaction() as session:
            store = PeopleStore(session, self.context.workspace.id)
            await store.put_practices(file.practices)
            await self._take_traits(session, file)
            known = {practice.ods_code: practice for practice in await store.practices()}
            members, unknown = _settled(file, known)
            await self._record_roles(session, members, actor)
            await store.put_members(members)
            await AuditStore(session, self.context.workspace.id).note(
                actor, "imported people", file.name, self.context.clock.now()
            )
        return PeopleReport(
            len(file.practices), len(members), tuple(sorted((*file.refused, *unknown)))
        )

    async def _record_roles(
        self, session: AsyncSession, members: Sequence[Member], actor: str
    ) -> None:
        """Note whom the file gives which role, and tell administrators where they have to know."""
        workspace_id, now = self.context.workspace.id, self.context.clock.now()
        before = await RoleStore(session, workspace_id).own(each.slack_user_id for each in members)
        made = changes(before, {each.slack_user_id: each.roles for each in members})
        # Whoever imports at the command line has the database, and is nobody in Slack.
        tell = await PeopleStore(session, workspace_id).member(actor) is not None
        await record(session, workspace_id, actor, made, now, tell=tell)

    async def _take_traits(self, session: AsyncSession, file: PeopleFile) -> None:
        """Keep what the file says of practices for finding peers by."""
        now, workspace = self.context.clock.now(), self.context.workspace
        store = PeerStore(session, workspace.id)
        names = {each.ods_code: each.name for each in file.practices}
        await store.put_traits(file.traits, names, now)
        await store.put_pcns(file.traits, now, local_day(now, workspace.time_zone))


def clean_name(name: str, block_id: str | None = None) -> str:
    """A body's name as it is kept. Raises InvalidInput."""
    name = " ".join(name.split())
    if not name or len(name) > BODY_NAME:
        raise InvalidInput(
            f"The group's name must have from 1 to {BODY_NAME} characters.", block_id
        )
    return name


def _settled(
    file: PeopleFile, known: dict[str, Practice]
) -> tuple[list[Member], Sequence[Refusal]]:
    members, unknown = [], []
    for row, member in file.members:
        if member.practice is not None and member.practice.ods_code not in known:
            unknown.append(
                Refusal(
                    row,
                    f"practice {member.practice.ods_code} is not known yet: "
                    "import the practices first",
                )
            )
        else:
            members.append(member)
    return members, unknown


def _nobody(user: str) -> Member:
    """Somebody who is not a member, to whom a deed is open all the same."""
    return Member(user, roles=frozenset())


async def permitted(people: PeopleStore, user: str, deed: Deed) -> Member:
    """The same as ``PeopleService.require`` within a session, where no Slack admin is let in."""
    member = await people.member(user)
    if not may(member, deed):
        raise NotAllowed(await refusal(people, deed))
    return member or _nobody(user)


async def refusal(people: PeopleStore, deed: Deed, words: str = "") -> str:
    """Which role is needed, and who has it; ``words`` says what more exactly, in place of the deed's."""
    return _refusal(deed, await _with_say(people, deed), words)


async def _with_say(people: PeopleStore, deed: Deed) -> list[Member]:
    """Those who may, and those who can say who may."""
    return await people.with_role({*deed.roles, *Deed.GIVE_ROLES.roles})


def _refusal(deed: Deed, members: Sequence[Member], words: str = "") -> str:
    named = either([role.words for role in deed.roles])
    sentence = f"To {words or deed} you need to be {with_article(named)}."
    if holders := [each for each in members if each.has(deed.roles)]:
        return f"{sentence} You could ask {_names(holders)}."
    givers = _names(members) if members else "An admin of this Slack"
    return f"{sentence} Nobody here is one yet. {givers} can say who is, with `/peerbot roles`."


def _names(members: Sequence[Member]) -> str:
    return either([f"<@{each.slack_user_id}>" for each in members[:3]])
