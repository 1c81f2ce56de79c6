"""What a practice asks for about meeting others: whom to be kept apart from, to learn, to share."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks import ids
from bot.domain.matching.wishes import Apart, Wish, Wishing, is_asked_about
from bot.domain.people import Practice
from bot.errors import InvalidInput
from bot.services.joining.asking import AskingWhere
from bot.services.sessions.base import Sessions
from storage.comparisons import FigureStore, IndicatorStore
from storage.sessions.wishes import WishStore

CANNOT_KEEP = "I cannot keep this for it"


class AskingFor(Sessions):
    def wishes(self, session: AsyncSession) -> WishStore:
        return WishStore(session, self.workspace_id)

    # ---- kept apart

    async def look_apart(self, user: str) -> Apart:
        """Raises NotFound for somebody without a practice."""
        async with self.context.database.reading() as session:
            return await self._apart(session, user)

    async def keep_apart(self, user: str, other: str, field: str = ids.APART_PRACTICE) -> Apart:
        """Only they will see it. Raises InvalidInput for a practice that is not there."""
        async with self.context.database.transaction() as session:
            own = await self._practice(session, user)
            kept = await self.wishes(session).keep_apart(own.ods_code, other, user, self.now())
            if not kept:
                raise InvalidInput(
                    "This practice is no longer in the list. Please choose another.", field
                )
            await self.note(session, user, "changed whom their practice is kept apart from", "")
            return await self._apart(session, user)

    async def let_meet(self, user: str, other: str) -> Apart:
        async with self.context.database.transaction() as session:
            own = await self._practice(session, user)
            await self.wishes(session).let_meet(own.ods_code, other, user)
            await self.note(session, user, "changed whom their practice is kept apart from", "")
            return await self._apart(session, user)

    async def _apart(self, session: AsyncSession, user: str) -> Apart:
        own = await self._practice(session, user)
        kept = await self.wishes(session).apart_by(user, own.ods_code)
        others = await self.people(session).practices()
        left = tuple(each for each in others if each != own and each not in kept)
        return Apart(own, kept, left)

    # ---- to learn, or to share

    async def look(self, user: str, key: str | None = None) -> Wishing:
        """What one's practice asks for; ``key`` is the indicator that is looked at."""
        async with self.context.database.reading() as session:
            return await self._wishing(session, user, key)

    async def wish(self, user: str, key: str, wish: Wish | None) -> Wishing:
        async with self.context.database.transaction() as session:
            own = await self._practice(session, user)
            if await IndicatorStore(session, self.workspace_id).get(key) is None:
                raise InvalidInput("These figures are no longer kept here.", ids.LEARN_INDICATOR)
            await self.wishes(session).put(own.ods_code, key, wish, user, self.now())
            return await self._wishing(session, user, key)

    async def _wishing(self, session: AsyncSession, user: str, key: str | None) -> Wishing:
        own = await self._practice(session, user)
        wishes = await self.wishes(session).wishes_of(own.ods_code)
        known = await IndicatorStore(session, self.workspace_id).with_figures()
        asked = False
        if key is not None and wishes.get(key) is not Wish.SHARE:
            comparison = await FigureStore(session, self.workspace_id).comparison(key)
            asked = comparison is not None and is_asked_about(comparison, own.ods_code)
        return Wishing(own, wishes, tuple((each.key, each.name) for each in known), key, asked)

    async def _practice(self, session: AsyncSession, user: str) -> Practice:
        member = await self.people(session).member(user)
        if member is None or not member.practices:
            raise await AskingWhere(self.context).unknown(session, user, CANNOT_KEEP)
        return member.practices[0]
