"""Correcting a member, adding one, taking one off the list: by who looks after people."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks import ids
from bot.blocks.text import listed, with_article
from bot.domain.deeds import Deed
from bot.domain.joining import Claim, Said
from bot.domain.people import Member
from bot.domain.roles import IN_CHARGE
from bot.errors import InvalidInput
from bot.services.joining.base import Joining, PracticeRegister
from bot.services.joining.saying import BOTH, Form, check_places, places_of
from bot.services.people import permitted

NOT_HERE = (
    "Somebody has to be a full member of this Slack to be counted: a guest, an app or somebody of another "
    "organisation is not. Peer sessions can invite them as guests."
)
OUTSIDE = "This is not one of the group's practices yet: add it to them first, or choose another."
YOURSELF = "Somebody else has to take you off the list."
NOT_ONESELF = (
    "Somebody else has to confirm where you work: please say it with “Say where you work”, and they are "
    "asked."
)
IN_CHARGE_STILL = (
    "They are {roles}. Please take that away first, with /peerbot roles or in the Slack user group "
    "that gives it."
)


class Correcting(Joining):
    def __init__(self, register: PracticeRegister) -> None:
        super().__init__(register.context)
        self.register = register

    async def prepare(self, by: str, user: str) -> Form:
        """What is known of somebody. Raises NotAllowed; InvalidInput for who cannot be a member."""
        async with self.context.database.reading() as session:
            people = self.people(session)
            await permitted(people, by, Deed.CONFIRM_PEOPLE)
            member = await people.member(user)
            lookup = await self.register.lookup(session)
        if member is None:
            profile = await self.context.slack.profile(user)
            if profile is None or not profile.can_be_member:
                raise InvalidInput(NOT_HERE)
        return Form(member, (), places_of(lookup, member))

    async def correct(self, by: str, user: str, said: Said) -> None:
        """It counts at once, and what they said themselves waits no longer."""
        if said.locum and (said.practice or said.also):
            raise InvalidInput(BOTH, ids.MEMBER_LOCUM)
        async with self.context.database.transaction() as session:
            people, store = self.people(session), self.membership(session)
            await permitted(people, by, Deed.CONFIRM_PEOPLE)
            own = {each.ods_code for each in await people.practices()}
            _check_own(said, own)
            before = await people.member(user)
            if by == user:
                await self._check_confirmed(session, user, before, said)
            await store.join(user)
            await store.describe(user, formal_role=said.formal_role, locum=said.locum)
            also = [each for each in said.also if each != said.practice]
            await store.place(user, said.practice, also)
            await self.withdraw(session, user)
            await self._note(session, by, user, before, said)

    async def remove(self, by: str, user: str) -> None:
        """Off the list of members, with what they said and was not confirmed."""
        if by == user:
            raise InvalidInput(YOURSELF, ids.MEMBER_REMOVE)
        async with self.context.database.transaction() as session:
            await permitted(self.people(session), by, Deed.CONFIRM_PEOPLE)
            member = await self.people(session).member(user)
            if member is not None and member.has(IN_CHARGE):
                roles = listed(
                    [with_article(each.words) for each in IN_CHARGE if each in member.roles]
                )
                raise InvalidInput(IN_CHARGE_STILL.format(roles=roles), ids.MEMBER_REMOVE)
            if await self.membership(session).remove(user):
                await self.withdraw(session, user)
                await self.note(session, by, "took a member off the list", user)

    async def _check_confirmed(
        self, session: AsyncSession, user: str, before: Member | None, said: Said
    ) -> None:
        """Nobody confirms themselves while another could. Raises InvalidInput."""
        held = {each.ods_code for each in before.practices} if before else set()
        new = [each for each in (said.practice, *said.also) if each and each not in held]
        claims = [Claim(user, each, each, self.now()) for each in new]
        if await self.who_confirms(session, claims):
            raise InvalidInput(
                NOT_ONESELF, ids.MEMBER_PRACTICE if said.practice in new else ids.MEMBER_ALSO
            )

    async def _note(
        self, session: AsyncSession, by: str, user: str, before: Member | None, said: Said
    ) -> None:
        if before is None:
            await self.note(session, by, "added a member", user)
        now = {each for each in (said.practice, *said.also) if each}
        held = {each.ods_code for each in before.practices} if before else set()
        for code in sorted(now - held):
            await self.note(session, by, "confirmed where somebody works", f"{user} at {code}")
        for code in sorted(held - now):
            await self.note(session, by, "said that somebody left a practice", f"{user} at {code}")
        if said.formal_role != (before.formal_role if before else None):
            await self.note(session, by, "said whether somebody holds a formal role", user)


def _check_own(said: Said, own: set[str]) -> None:
    """Raises InvalidInput under the field with a practice outside the group."""
    try:
        check_places(said, own.__contains__)
    except InvalidInput as error:
        raise InvalidInput(OUTSIDE, error.block_id) from None
