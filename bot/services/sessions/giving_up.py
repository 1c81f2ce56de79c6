"""Giving up the places of somebody whose account is switched off, so that those who wait move up."""

from collections.abc import Sequence

from bot.domain.sessions import Answer, Invitee
from bot.services.sessions import telling
from bot.services.sessions.inviting import Inviting
from bot.services.sessions.seating import own_of

CAME = (Answer.YES, Answer.MAYBE, Answer.WAITING)


class GivingUp(Inviting):
    async def give_up(self, user: str) -> int:
        """Of all sessions to come; how many there were. Who leads each hears of it if they had said yes."""
        async with self.context.database.reading() as session:
            upcoming = await self.sessions(session).upcoming(self.now())
            invited = await self.sessions(session).invitees_of(each.id for each in upcoming)
        theirs = [each.id for each in upcoming if _comes(invited.get(each.id, ()), user)]
        for session_id in theirs:  # each is locked for as short as can be
            await self._give_up(user, session_id)
        return len(theirs)

    async def _give_up(self, user: str, session_id: int) -> None:
        async with self.context.database.transaction() as session:
            kept = await self.held(session, session_id)
            invited = await self.sessions(session).invitees(session_id)
            own = own_of(invited, user)
            if own is None or own.answer not in CAME:
                return
            after = await self._take(session, kept, invited, own, Answer.NO)
            if own.answer is Answer.YES and kept.facilitated_by != user:
                tell = [each for each in await self.in_charge(session, kept) if each != user]
                instead = len(coming(after) - coming(invited))
                told = telling.on_leaving(kept, user, tell, instead)
                await self.delivery(session).plan(*told, now=self.now())


def _comes(invited: Sequence[Invitee], user: str) -> bool:
    own = own_of(invited, user)
    return own is not None and own.answer in CAME


def coming(invited: Sequence[Invitee]) -> set[str]:
    return {each.user for each in invited if each.answer is Answer.YES}
