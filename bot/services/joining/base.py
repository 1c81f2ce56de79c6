"""What the use cases of joining share: their stores, what is known of one person, and the register."""

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.joining import render_settled
from bot.domain.deeds import Deed, may
from bot.domain.delivery import Message
from bot.domain.joining import Claim, Standing, whom_to_ask
from bot.domain.people import Member
from bot.domain.register import Lookup, Place
from bot.domain.times import local_day
from bot.services.context import Context
from bot.services.use_cases import WorkspaceUseCases
from storage.joining import AcquaintanceStore, ClaimStore
from storage.membership import MembershipStore
from storage.organisations import OrganisationStore

TOLD = 3  # of those who look after people


class Joining(WorkspaceUseCases):
    """Opens the stores of joining as well."""

    def claims(self, session: AsyncSession) -> ClaimStore:
        return ClaimStore(session, self.workspace_id)

    def membership(self, session: AsyncSession) -> MembershipStore:
        return MembershipStore(session, self.workspace_id)

    def acquaintances(self, session: AsyncSession) -> AcquaintanceStore:
        return AcquaintanceStore(session, self.workspace_id)

    async def for_home(self, session: AsyncSession, user: str, member: Member | None) -> Standing:
        """What somebody's Home tab says of where they work, and what waits for them."""
        store = self.claims(session)
        own = tuple(await store.of(user))
        asked = await self.who_confirms(session, own)
        return Standing(user, member, own, asked, await self._to_confirm(store, user, member))

    async def _to_confirm(self, store: ClaimStore, user: str, member: Member | None) -> int:
        """How many people wait for this one."""
        if may(member, Deed.CONFIRM_PEOPLE):
            return await store.number(but=user)
        codes = [each.ods_code for each in member.practices] if member else []
        return await store.number(but=user, ods_codes=codes) if codes else 0

    async def standing(self, session: AsyncSession, user: str) -> Standing:
        """The same, without what waits for them."""
        own = await self.claims(session).of(user)
        member = await self.people(session).member(user)
        return Standing(user, member, tuple(own), await self.who_confirms(session, own))

    async def who_confirms(self, session: AsyncSession, claims: Sequence[Claim]) -> tuple[str, ...]:
        if not claims:
            return ()
        members = await self.who_know(session, claims)
        return tuple(dict.fromkeys(who for each in claims for who in whom_to_ask(each, members)))

    async def who_know(self, session: AsyncSession, claims: Iterable[Claim]) -> list[Member]:
        """Those who may say whether these are right: who works there, and who looks after people."""
        codes = {each.ods_code for each in claims}
        return await self.people(session).who_know(codes, Deed.CONFIRM_PEOPLE.roles)

    async def ask_no_more(
        self, session: AsyncSession, claims: Sequence[Claim], become: Callable[[Claim], Message]
    ) -> None:
        """Nobody is asked any more about these, all of one person: what each question becomes."""
        deliveries = self.delivery(session)
        keys = await deliveries.keys(f"claim:{claims[0].user}:") if claims else []
        about = {
            key: become(each)
            for each in claims
            for key in keys
            if key.startswith(each.key) and not key.endswith(":state")
        }
        await deliveries.withdraw(about)
        await deliveries.change_all(about, self.now())

    async def withdraw(self, session: AsyncSession, user: str) -> None:
        """What somebody said and nobody has confirmed waits no longer, since they left or another spoke."""
        store = self.claims(session)
        await self.ask_no_more(session, await store.of(user), render_settled)
        await store.withdraw(user)

    async def keepers(self, session: AsyncSession) -> list[str]:
        """Some who look after people, managers first."""
        return keepers_among(await self.people(session).with_role(Deed.CONFIRM_PEOPLE.roles))


def keepers_among(members: Sequence[Member], but: str = "") -> list[str]:
    """Some of these who look after people, managers first."""
    found = [
        each for each in members if each.slack_user_id != but and may(each, Deed.CONFIRM_PEOPLE)
    ]
    first = Deed.CONFIRM_PEOPLE.roles[:1]
    found.sort(key=lambda each: (not each.has(first), each.slack_user_id))
    return [each.slack_user_id for each in found[:TOLD]]


class PracticeRegister(Joining):
    """The practices that can be chosen: kept in memory until something in the register changes."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._kept: tuple[object, Lookup] | None = None

    async def lookup(self, session: AsyncSession) -> Lookup:
        own = await self.people(session).practices()
        store = OrganisationStore(session, self.workspace_id)
        today = local_day(self.now(), self.zone)
        version = (today, *await store.practices_version(), *own)
        if self._kept is None or self._kept[0] != version:
            known = {each.code: each for each in await store.open_practices(today)}
            places = {
                each.code: Place(each.code, each.name, each.postcode) for each in known.values()
            }
            for each in own:
                there = known.get(each.ods_code)
                postcode = there.postcode if there else None
                places[each.ods_code] = Place(each.ods_code, each.name, postcode, own=True)
            self._kept = (version, Lookup.of(places.values()))
        return self._kept[1]

    async def find(self, words: str) -> list[Place]:
        """The practices that may be meant, the group's own first."""
        async with self.context.database.reading() as session:
            return (await self.lookup(session)).find(words)
