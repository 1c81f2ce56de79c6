"""What use cases share that give places away: one at a time, with the session locked."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.merged import compose
from bot.domain.delivery import Message
from bot.domain.sessions import ORGANISERS, Answer, Invitee, PeerSession, next_in_line, queue
from bot.errors import NotFound
from bot.services.sessions import telling
from bot.services.sessions.base import Sessions
from bot.services.sessions.outgoing import about_invitation, invitation_key, key

TOLD_IN_PLACE_OF_THE_LEAD = 3  # organisers, where the lead's account is switched off


class Seating(Sessions):
    async def held(self, session: AsyncSession, session_id: int) -> PeerSession:
        """The session, locked until the transaction ends. Raises NotFound."""
        kept = await self.sessions(session).locked(session_id)
        if kept is None:
            raise NotFound(
                "This peer session is no longer here. `/peer list` shows what is planned."
            )
        return kept

    async def fill_places(
        self, session: AsyncSession, kept: PeerSession, invited: Sequence[Invitee]
    ) -> list[Invitee]:
        """Give free places to those who wait; everybody invited as they stand then.

        Who gets one is told, and who waits on sees in the invitation how far they have come.
        """
        lucky = next_in_line(kept, invited)
        if not lucky:
            return list(invited)
        users = {each.user for each in lucky}
        await self.sessions(session).give_places(kept.id, users)
        after = [
            replace(each, answer=Answer.YES) if each.user in users else each for each in invited
        ]
        changed = [each for each in after if each.user in users] + list(queue(after))
        await self.delivery(session).plan(
            *telling.on_place(kept, lucky),
            *telling.brought_up_to_date(kept, after, changed),
            now=self.now(),
        )
        return after

    async def show_anew(
        self, session: AsyncSession, kept: PeerSession, user: str, message: Message
    ) -> None:
        """Have somebody's invitation look so, wherever it is: it may not have gone out yet."""
        deliveries, sent = self.delivery(session), invitation_key(kept.id, user)
        about = about_invitation(kept)
        if not await deliveries.rewrite([sent], message, kept.starts_at, about):
            await deliveries.plan(telling.update_of(kept, user, message), now=self.now())

    async def show_pressed(
        self,
        session: AsyncSession,
        kept: PeerSession,
        user: str,
        message: Message,
        pressed: str | None,
    ) -> Message:
        """How the message that was pressed (its ts) looks now, with what it went out with.

        Where that is another one, the invitation itself is brought up to date too. An empty ts: no
        message was pressed, but a button on the Home tab.
        """
        if pressed == "":
            await self.show_anew(session, kept, user, message)
            return message
        deliveries, invitation = self.delivery(session), invitation_key(kept.id, user)
        there = None
        if pressed:
            there = await deliveries.direct_key_at(user, pressed, key(kept.id, ""))
        if there not in (None, invitation):
            await self.show_anew(session, kept, user, message)
        else:  # what was on its way to it would put back how it looked before
            await deliveries.rewrite([f"{invitation}{telling.STATE}"], message, None, None)
        return compose(await deliveries.show(there or invitation, message))

    async def in_charge(self, session: AsyncSession, kept: PeerSession) -> list[str]:
        """Whom to tell: the lead, or some who may organise where the lead has left."""
        people = self.people(session)
        if not await people.has_left(kept.lead):
            return [kept.lead]
        organisers = await people.with_role(ORGANISERS)
        return [each.slack_user_id for each in organisers[:TOLD_IN_PLACE_OF_THE_LEAD]]


def own_of(invited: Sequence[Invitee], user: str) -> Invitee | None:
    return next((each for each in invited if each.user == user), None)
