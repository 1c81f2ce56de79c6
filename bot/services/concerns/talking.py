"""What the two say about a concern, and that it is settled, or not yet."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks import ids
from bot.blocks.concerns import messages as say
from bot.domain.concerns import LATELY, REOPENED_WITHIN, Concern, Exchange
from bot.errors import Conflict, InvalidInput
from bot.services.concerns.base import Concerns, written
from bot.tick import Firing


class Talking(Concerns):
    # ---- looking

    async def read(self, user: str, concern_id: int) -> Exchange:
        async with self.context.database.reading() as session:
            concern = await self.found(session, user, concern_id)
            lines = await self.concerns(session).lines(concern_id)
        return Exchange(concern, self.opened(lines))

    async def listed(self, user: str) -> list[Concern]:
        """Those of this person, open or settled lately."""
        async with self.context.database.reading() as session:
            return await self.concerns(session).open_or_settled_since(user, self.now() - LATELY)

    async def for_home(self, session: AsyncSession, user: str) -> list[Concern]:
        """Those that are open, in one query."""
        return await self.concerns(session).open_of(user)

    # ---- saying

    async def say(
        self, user: str, concern_id: int, words: str, *, settles: bool = False
    ) -> Concern:
        """Keep what one of the two says, that it is settled, or both. Raises a sentence."""
        words = words.strip()
        if words or not settles:
            words = written(words, ids.CONCERN_LINE, "Please write something, or tick the box.")
        async with self.context.database.transaction() as session:
            concern = await self.found(session, user, concern_id, lock=True)
            if not concern.is_open:
                raise _settled_before(concern, ids.CONCERN_LINE if words else None)
            if words:
                await self._say(session, concern, user, words, aloud=not settles)
            if settles:
                concern = await self._settle(session, concern, user)
        return concern

    async def _say(
        self, session: AsyncSession, concern: Concern, user: str, words: str, *, aloud: bool
    ) -> None:
        """``aloud``: the other hears of it by itself, and not with its being settled."""
        store = self.concerns(session)
        lines = await store.lines(concern.id)
        if lines and lines[-1].author == user and self.unsealed(lines[-1]) == words:
            return  # the same form, sent again
        line = await self.keep_line(session, concern.id, user, words)
        if user == concern.asked_of:
            await store.note_answered(concern.id, self.now())
            await self.cancel_reminder(session, concern)
        if aloud:
            other = concern.other(user)
            await self.tell(
                session, concern, f"line:{line}", other, say.render_line(concern, other)
            )

    # ---- settling

    async def settle(self, user: str, concern_id: int) -> Concern:
        """Raises Conflict where it is settled already."""
        async with self.context.database.transaction() as session:
            concern = await self.found(session, user, concern_id, lock=True)
            if not concern.is_open:
                raise _settled_before(concern)
            return await self._settle(session, concern, user)

    async def _settle(self, session: AsyncSession, concern: Concern, user: str) -> Concern:
        now, other = self.now(), concern.other(user)
        await self.concerns(session).settle(concern.id, user, now)
        concern = replace(concern, settled_at=now, settled_by=user)
        await self.cancel_reminder(session, concern)
        message = say.render_settled(concern, other, self.zone)
        await self.tell(session, concern, f"settled:{self.moment}", other, message)
        return concern

    async def agree(self, user: str, concern_id: int) -> None:
        """Whoever raised it finds it settled too. Raises Conflict where it was opened again."""
        async with self.context.database.transaction() as session:
            concern = await self._raised_by(session, user, concern_id)
            if concern.is_open:
                raise Conflict("It is open again since. Press “It is settled” if it is.")
            await self.concerns(session).agree(concern_id, user)

    async def reopen(self, user: str, concern_id: int) -> Concern:
        """Raises a sentence where it is too late, or it is open."""
        async with self.context.database.transaction() as session:
            concern = await self._raised_by(session, user, concern_id)
            if concern.is_open:
                raise Conflict("It is open already: you can write to them at once.")
            if not concern.may_reopen(user, self.now()):
                raise Conflict(
                    f"It was settled more than {REOPENED_WITHIN.days} days ago. Please raise a new one "
                    f"with `{ids.PEERBOT} concern`."
                )
            await self.concerns(session).reopen(concern_id)
            concern = await self.found(session, user, concern_id)
            message = say.render_reopened(concern)
            name = f"reopened:{self.moment}"
            await self.tell(session, concern, name, concern.asked_of, message)
            await self.plan_reminder(session, concern)
        return concern

    async def _raised_by(self, session: AsyncSession, user: str, concern_id: int) -> Concern:
        concern = await self.found(session, user, concern_id, lock=True)
        if user != concern.raised_by:
            raise Conflict("Whoever raised a concern says whether it is open again.")
        return concern

    # ---- what time brings

    async def remind(self, session: AsyncSession, firing: Firing) -> None:
        """No answer in time: whoever is asked is reminded, once, and the other hears of that."""
        concern = await self.concerns(session).by_id(int(firing.subject))
        if concern is None or not concern.is_open or concern.answered_at is not None:
            return
        name = f"reminder:{self.moment}"
        await self.tell(session, concern, name, concern.asked_of, say.render_reminder(concern))
        await self.tell(session, concern, name, concern.raised_by, say.render_reminded(concern))


def _settled_before(concern: Concern, block_id: str | None = None) -> Conflict | InvalidInput:
    """Said under the box if there is one, so that nothing typed is lost."""
    words = (
        "This concern was settled meanwhile. Whoever raised it can open it again with "
        f"`{ids.PEERBOT} concerns`."
    )
    return InvalidInput(words, block_id) if block_id else Conflict(words)
