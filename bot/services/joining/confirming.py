"""Confirming where somebody works, or not: by a colleague there, or by who looks after people."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks import joining as say
from bot.domain.deeds import Deed, may
from bot.domain.delivery import DirectMessage, Message
from bot.domain.joining import Claim, People, may_decide, works_at
from bot.errors import Conflict, NotAllowed
from bot.services.joining.base import Joining, keepers_among
from bot.services.people import permitted


class Confirming(Joining):
    async def decide(self, by: str, user: str, ods_code: str, *, yes: bool) -> Message:
        """The first answer counts; gives what the question becomes.

        Raises Conflict where it was answered before, or the practice is not one of the group's.
        """
        async with self.context.database.transaction() as session:
            claim = await self._to_decide(session, by, user, ods_code)
            if yes and await self.people(session).practice(ods_code) is None:
                raise Conflict(say.not_of_the_group(claim))
            if await self.claims(session).take(user, ods_code) is None:
                raise Conflict(await self._before(session, user, ods_code))
            if yes:
                await self._place(session, [claim])
            await self._tell(session, [claim], by, yes=yes)
        return say.render_decided(claim, by, yes=yes)

    async def confirm_all(self, by: str) -> int:
        """All that wait at the group's practices, but for their own; how many. Raises NotAllowed."""
        async with self.context.database.transaction() as session:
            people = self.people(session)
            await permitted(people, by, Deed.CONFIRM_PEOPLE)
            codes = [each.ods_code for each in await people.practices()]
            taken = await self.claims(session).take_all(codes, but=by)
            if taken:
                await self._place(session, taken)
                await self._tell(session, taken, by, yes=True)
        return len(taken)

    async def listed(self, by: str) -> People:
        """All that waits and all members, for who looks after people.

        A member without that role sees what waits for their own practices. Raises NotAllowed.
        """
        async with self.context.database.reading() as session:
            people = self.people(session)
            member = await people.member(by)
            waiting = await self.claims(session).waiting()
            known = frozenset(each.ods_code for each in await people.practices())
            if member is not None and member.practices and not may(member, Deed.CONFIRM_PEOPLE):
                there = (each for each in waiting if works_at(member, each.ods_code))
                return People(tuple(each for each in there if each.user != by), None, known)
            await permitted(people, by, Deed.CONFIRM_PEOPLE)
            return People(tuple(waiting), tuple(await people.members()), known)

    async def _to_decide(self, session: AsyncSession, by: str, user: str, ods_code: str) -> Claim:
        claims = await self.claims(session).of(user)
        claim = next((each for each in claims if each.ods_code == ods_code), None)
        if claim is None:
            raise Conflict(await self._before(session, user, ods_code))
        members = await self.who_know(session, [claim])
        known = {each.slack_user_id: each for each in members}
        if not may_decide(claim, known.get(by), members):
            raise NotAllowed(
                "Somebody else has to confirm where you work: a colleague there, or "
                f"{say.people(keepers_among(members, but=by))}."
                if by == user
                else "People of that practice can confirm it, or "
                f"{say.people(keepers_among(members, but=by))}."
            )
        return claim

    async def _before(self, session: AsyncSession, user: str, ods_code: str) -> str:
        return say.answered_before(user, await self.people(session).member(user), ods_code)

    async def _place(self, session: AsyncSession, claims: Sequence[Claim]) -> None:
        """Whoever has no main practice yet gets the one where they work as well."""
        users = {each.user for each in claims}
        known = {each.slack_user_id: each for each in await self.people(session).members(users)}
        main = {
            each.user: each.ods_code
            for each in claims
            if each.user not in known or known[each.user].practice is None
        }
        main |= {each.user: each.ods_code for each in claims if each.main}
        also = [(each.user, each.ods_code) for each in claims if not each.main]
        await self.membership(session).place_all(main, also)

    async def _tell(
        self, session: AsyncSession, claims: Sequence[Claim], by: str, *, yes: bool
    ) -> None:
        """Whoever said it, and those who were asked; and the audit log."""
        now, deliveries = self.now(), self.delivery(session)
        keepers = await self.keepers(session)
        deed = "confirmed where somebody works" if yes else "did not confirm where somebody works"
        for each in claims:
            await self.note(session, by, deed, f"{each.user} at {each.ods_code}")
        outcomes = (
            DirectMessage(
                f"claimed:{each.key}{'yes' if yes else 'no'}",
                each.user,
                say.render_outcome(each, by, keepers, yes=yes),
            )
            for each in claims
        )
        await deliveries.plan(*outcomes, now=now)
        one = claims[0].key if len(claims) == 1 else "claim:"
        asked = [each for each in await deliveries.keys(one) if not each.endswith(":state")]
        of = {each.key: say.render_decided(each, by, yes=yes) for each in claims}
        about = {
            key: of[question] for key in asked if (question := key[: key.rindex(":") + 1]) in of
        }
        await deliveries.withdraw(about)
        await deliveries.change_all(about, now)
