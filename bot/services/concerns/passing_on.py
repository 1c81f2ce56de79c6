"""When whoever hears a concern leaves, or another is named: it goes on only if its writer says so."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks import ids
from bot.blocks.concerns import messages as say
from bot.domain.concerns import Concern, Readers
from bot.domain.delivery import Message
from bot.errors import Conflict, InvalidInput
from bot.services.concerns.base import Concerns


class PassingOn(Concerns):
    async def pass_on(self, user: str) -> None:
        """Their account is off: each whose concern they have is asked whether it may go to another."""
        async with self.context.database.transaction() as session:
            await self._offer(session, user, f"left:{user}", say.render_left)

    async def named_another(self, session: AsyncSession, before: str) -> None:
        """The body names another than ``before`` now: the same, in the transaction that keeps it."""
        if before:
            name = f"named:{self.moment}"
            await self._offer(session, before, name, say.render_another_named)

    async def _offer(
        self,
        session: AsyncSession,
        asked: str,
        name: str,
        render: Callable[[Concern], Message],
    ) -> None:
        offers = [
            say.to_one(each, name, each.raised_by, render(each))
            for each in await self.concerns(session).open_asked_of(asked)
        ]
        await self.delivery(session).plan(*offers, now=self.now())

    async def prepare(self, user: str, concern_id: int) -> tuple[Concern, Readers]:
        """To whom it could go, for whoever raised it. Raises a sentence."""
        async with self.context.database.reading() as session:
            concern = await self._own_open(session, user, concern_id)
            return concern, await self.readers(session, user, [concern.asked_of])

    async def hand_on(self, user: str, concern_id: int, to: str) -> Concern:
        """With their yes, it goes to ``to``, with all that was said. Raises a sentence."""
        async with self.context.database.transaction() as session:
            concern = await self._own_open(session, user, concern_id, lock=True)
            if to == concern.asked_of:
                return concern  # the same form, sent again
            readers = await self.readers(session, user, [concern.asked_of])
            if not readers.may_hear(to):
                if not to and readers.managers:
                    raise InvalidInput("Please choose to whom it should go.", ids.CONCERN_TO)
                raise Conflict(
                    "Somebody else hears concerns by now, so nothing was passed on. Please press the "
                    "button again to see who."
                )
            await self.concerns(session).hand_to(concern_id, concern.asked_of, to)
            await self._part_from(session, concern)
            handed = replace(concern, asked_of=to, answered_at=None)
            await self.ask(session, handed, passed_on=True)
        return handed

    async def _part_from(self, session: AsyncSession, concern: Concern) -> None:
        """A word to whoever had it, where they are here still."""
        if not await self.people(session).has_left(concern.asked_of):
            name = f"taken:{self.moment}"
            await self.tell(
                session, concern, name, concern.asked_of, say.render_taken_away(concern)
            )

    async def _own_open(
        self, session: AsyncSession, user: str, concern_id: int, *, lock: bool = False
    ) -> Concern:
        concern = await self.found(session, user, concern_id, lock=lock)
        if concern.raised_by != user:
            raise Conflict("Only whoever raised a concern can have it passed on.")
        if not concern.is_open:
            raise Conflict("This concern is settled, so there is nothing to pass on.")
        return concern
