"""What other features say where somebody's practice is not known, and the one time that the bot asks."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.joining import not_known, render_asking, say_where_unknown
from bot.domain.delivery import DirectMessage
from bot.domain.people import Member
from bot.errors import NotAMember, WhereUnknown
from bot.services.joining.base import Joining


class AskingWhere(Joining):
    async def unknown(self, session: AsyncSession, user: str, so: str) -> WhereUnknown:
        """To be raised; ``so`` is what cannot be done, after "so "."""
        return WhereUnknown(say_where_unknown(await self.standing(session, user), so))

    async def stranger(self, session: AsyncSession, so: str) -> NotAMember:
        """To be raised for who is no member; ``so`` is what follows."""
        return NotAMember(not_known(await self.keepers(session), so))

    async def ask_once(self, session: AsyncSession, member: Member | None) -> None:
        """A member whose practice is not known is asked where they work, once ever.

        Never since somebody answered a pulse: that they were asked would show that they answered.
        """
        if member is None or member.practices or member.locum:
            return
        user, now = member.slack_user_id, self.now()
        if await self.claims(session).of(user):
            return
        if await self.acquaintances(session).first_time(user, "asked", now):
            asking = DirectMessage(
                f"where:{user}", user, render_asking(), unasked=True, about="where you work"
            )
            await self.delivery(session).plan(asking, now=now)
