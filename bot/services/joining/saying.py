"""Saying where one works: the form, what holds at once, and who is asked about the rest."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks import ids
from bot.blocks import joining as say
from bot.directory import Profile
from bot.domain.deeds import Deed
from bot.domain.delivery import DirectMessage
from bot.domain.joining import Claim, Said, Settled, settled, whom_to_ask
from bot.domain.people import Member
from bot.domain.register import Lookup, Place
from bot.errors import InvalidInput, NotAllowed
from bot.services.joining.base import Joining, PracticeRegister, keepers_among
from bot.services.screening import refuse_identifiers

ASKING_SLACK = 1.5  # seconds: somebody waits for the form, which Slack closes after three
BOTH = "A locum is at no practice in particular: please take out the tick, or the practices."
NOTHING = "Please choose your practice. Or tick “locum”, or write below what it is called."
GONE = "This practice is not in the list any more. Please choose another."
SILENT = "Slack did not say who you are just now, so nothing was saved. Please press Save again."


@dataclass(frozen=True, slots=True)
class Form:
    """What the form begins with."""

    member: Member | None
    claims: tuple[Claim, ...]
    place_of: Callable[[str], Place]


class Saying(Joining):
    def __init__(self, register: PracticeRegister) -> None:
        super().__init__(register.context)
        self.register = register

    async def prepare(self, user: str) -> Form:
        """Raises NotAllowed for guests, people of another organisation and bots."""
        async with self.context.database.reading() as session:
            member = await self.people(session).member(user)
            claims = await self.claims(session).of(user)
            lookup = await self.register.lookup(session)
        if member is None:
            await self._check(user, await self._profile(user))
        return Form(member, tuple(claims), places_of(lookup, member, claims))

    async def say(self, user: str, request: str, said: Said) -> list[str]:
        """Keep it; gives how it stands, in lines. ``request`` names the form.

        They are a member from now on. Raises InvalidInput with the field, so that the form stays.
        """
        async with self.context.database.reading() as session:
            known = await self.people(session).member(user)
            lookup = await self.register.lookup(session)
        if known is None:
            profile = await self._profile(user)
            if profile is None:
                raise InvalidInput(SILENT, ids.MEMBER_PRACTICE)
            await self._check(user, profile)
        self._check_said(known, said, lookup)
        async with self.context.database.transaction() as session:
            lines = await self._keep(session, user, said, lookup)
            if said.unlisted:
                lines.append(await self._pass_on(session, user, request, said.unlisted))
        return lines

    # ---- checks

    async def _profile(self, user: str) -> Profile | None:
        """What Slack says of them; None where it takes too long."""
        try:
            async with asyncio.timeout(ASKING_SLACK):
                return await self.context.slack.profile(user)
        except TimeoutError:
            return None

    async def _check(self, user: str, profile: Profile | None) -> None:
        if profile is None or profile.can_be_member:
            return
        async with self.context.database.reading() as session:
            keepers = await self.keepers(session)
        raise NotAllowed(say.not_full(keepers, outsider=profile.is_outsider))

    def _check_said(self, member: Member | None, said: Said, lookup: Lookup) -> None:
        if said.locum and (said.practice or said.also):
            raise InvalidInput(BOTH, ids.MEMBER_LOCUM)
        only_role = (
            member is not None
            and member.practice is None
            and said.formal_role != member.formal_role
        )
        if not only_role and not (said.practice or said.locum or said.unlisted):
            raise InvalidInput(NOTHING, ids.MEMBER_PRACTICE)
        refuse_identifiers(said.unlisted, ids.MEMBER_UNLISTED)
        held = {each.ods_code for each in member.practices} if member else set()
        check_places(said, lambda code: code in held or lookup.get(code) is not None)

    # ---- keeping it

    async def _keep(
        self, session: AsyncSession, user: str, said: Said, lookup: Lookup
    ) -> list[str]:
        """What is confirmed is set at once; the rest waits, and who knows is asked."""
        now, store = self.now(), self.membership(session)
        before = await self.people(session).member(user)
        plan = settled(before, said)
        await store.join(user)
        await store.describe(user, formal_role=said.formal_role, locum=said.locum)
        await store.place(user, plan.practice, plan.also)
        await self.acquaintances(session).first_time(
            user, "asked", now
        )  # they need not be any more
        waiting = await self._claim(session, user, plan, lookup)
        knowing = await self.who_know(session, waiting)
        own = {each.ods_code for each in await self.people(session).practices()}
        asked = {each: whom_to_ask(each, knowing) for each in waiting}
        outside = [each for each in waiting if each.ods_code not in own]
        questions = [
            DirectMessage(
                f"{claim.key}{whom}",
                whom,
                say.render_question(claim, outside=claim in outside),
                unasked=True,
                about=f"whether <@{user}> works at {claim.name}",
            )
            for claim, people in asked.items()
            for whom in people
        ]
        await self.delivery(session).plan(*questions, now=now)
        await self._note(session, user, before, said, plan)
        member = await self.people(session).member(user)
        assert member is not None  # they have just joined
        return list(say.say_saved(member, asked, outside))

    async def _claim(
        self, session: AsyncSession, user: str, plan: Settled, lookup: Lookup
    ) -> list[Claim]:
        """Have what they say now wait, and nothing that they said before."""
        store = self.claims(session)
        dropped = [each for each in await store.of(user) if each.ods_code not in plan.claimed]
        await store.drop(user, [each.ods_code for each in dropped])
        await self.ask_no_more(session, dropped, say.render_gone)
        claims = [
            Claim(user, code, place.name if (place := lookup.get(code)) else code, self.now(), main)
            for code, main in plan.claimed.items()
        ]
        for each in claims:  # ten at most
            await store.put(each)
        return await store.of(user)

    async def _note(
        self, session: AsyncSession, user: str, before: Member | None, said: Said, plan: Settled
    ) -> None:
        if before is None:
            await self.note(session, user, "became a member", user)
        for code in plan.claimed:
            await self.note(session, user, "says they work at", code)
        held = {each.ods_code for each in before.practices} if before else set()
        for code in sorted(held - {plan.practice, *plan.also}):
            await self.note(session, user, "works no longer at", code)
        if said.formal_role != (before.formal_role if before else None):
            await self.note(session, user, "said whether they hold a formal role", user)

    async def _pass_on(self, session: AsyncSession, user: str, request: str, words: str) -> str:
        """To those who look after people. Raises InvalidInput where there are none."""
        those = await self.people(session).with_role(Deed.CONFIRM_PEOPLE.roles)
        keepers = keepers_among(those, but=user)
        if not keepers:
            raise InvalidInput(
                "Nobody is recorded yet who could add it. Please tell whoever looks after Peerbot.",
                ids.MEMBER_UNLISTED,
            )
        told = say.render_unlisted(user, words)
        messages = (
            DirectMessage(f"unlisted:{user}:{request}:{each}", each, told) for each in keepers
        )
        await self.delivery(session).plan(*messages, now=self.now())
        return say.say_passed_on(keepers)


def places_of(
    lookup: Lookup, member: Member | None, claims: Iterable[Claim] = ()
) -> Callable[[str], Place]:
    """A practice by its code, also one that has left the register since it was said."""
    held = {each.ods_code: each.name for each in (member.practices if member else ())}
    held |= {each.ods_code: each.name for each in claims}
    return lambda code: lookup.get(code) or Place(code, held.get(code, code))


def check_places(said: Said, there: Callable[[str], bool]) -> None:
    """Raises InvalidInput under the field with a practice that is not there."""
    if said.practice is not None and not there(said.practice):
        raise InvalidInput(GONE, ids.MEMBER_PRACTICE)
    if not all(map(there, said.also)):
        raise InvalidInput(GONE, ids.MEMBER_ALSO)
