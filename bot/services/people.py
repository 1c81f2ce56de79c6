"""Who is who: what a member may do, and taking practices and members in from a file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.text import either
from bot.domain.deeds import Deed, may
from bot.domain.people import Member, Practice, Workspace
from bot.domain.times import local_day
from bot.errors import InvalidInput, NotAllowed
from bot.services.context import Context
from bot.sources.people import PeopleFile, Refusal
from storage.audit import AuditStore
from storage.bodies import BodyStore
from storage.comparisons.peers import PeerStore
from storage.people import PeopleStore

BODY_NAME = 100  # characters: it is part of every question of a pulse


@dataclass(frozen=True, slots=True)
class PeopleReport:
    """What an import of people took, and what it refused, by row."""

    practices: int
    members: int
    refused: tuple[Refusal, ...]


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
        """The member, if they may. Raises NotAllowed, saying which role it needs and who has it."""
        async with self.context.database.reading() as session:
            store = PeopleStore(session, self.context.workspace.id)
            return await permitted(store, slack_user_id, deed)

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
            await store.put_members(members)
            await AuditStore(session, self.context.workspace.id).note(
                actor, "imported people", file.name, self.context.clock.now()
            )
        return PeopleReport(
            len(file.practices), len(members), tuple(sorted((*file.refused, *unknown)))
        )

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


async def permitted(people: PeopleStore, user: str, deed: Deed) -> Member:
    """The member, if they may. Raises NotAllowed, saying which role it needs and who has it."""
    member = await people.member(user)
    if member is None or not may(member, deed):
        raise NotAllowed(refusal(deed, await people.with_role(deed.roles)))
    return member


def refusal(deed: Deed, holders: Sequence[Member], words: str = "") -> str:
    """Which role is needed, and who has it; ``words`` says what more exactly, in place of the deed's."""
    named = either([role.words for role in deed.roles])
    article = "an" if named[0] in "aeiou" else "a"
    sentence = f"To {words or deed} you need to be {article} {named}."
    if not holders:
        return f"{sentence} Nobody here is one yet: ask whoever looks after Peerbot."
    people = either([f"<@{each.slack_user_id}>" for each in holders[:3]])
    return f"{sentence} You could ask {people}."
