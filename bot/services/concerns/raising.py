"""Raising a concern: with whom, once, and without losing a word when that has changed meanwhile."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks import ids
from bot.domain.concerns import MOST_TITLE, Concern, Draft, Readers
from bot.errors import Conflict, InvalidInput
from bot.services.concerns.base import Concerns, written
from bot.services.screening import screened


@dataclass(frozen=True, slots=True)
class OtherReaders:
    """It would go to somebody else than the form said: the writer is asked again. Nothing is kept."""

    readers: Readers


class Raising(Concerns):
    async def prepare(self, user: str) -> Readers:
        async with self.context.database.reading() as session:
            return await self.readers(session, user)

    async def raise_one(self, user: str, request: str, draft: Draft) -> Concern | OtherReaders:
        """Keep it sealed, and tell whoever is asked that there is one. Sent twice, it is one.

        Raises InvalidInput with the field that is to be mended.
        """
        words = written(draft.words, ids.CONCERN_WORDS, "Please say what your concern is.")
        async with self.context.database.transaction() as session:
            store = self.concerns(session)
            before = await store.of_request(request, user)
            if before is not None:
                return before
            readers = await self.readers(session, user)
            if not readers.may_hear(draft.to):
                if not draft.to and not readers.named and not readers.nobody:
                    raise InvalidInput("Please choose who should hear of it.", ids.CONCERN_TO)
                return OtherReaders(readers)
            return await self._keep(session, user, request, draft, words)

    async def _keep(
        self, session: AsyncSession, user: str, request: str, draft: Draft, words: str
    ) -> Concern:
        title = known_title(draft.title)
        id_ = await self.concerns(session).add(
            request, draft.about, title, user, draft.to, self.now()
        )
        if id_ is None:
            raise Conflict("This was sent twice at the same moment, and is on its way.")
        await self.keep_line(session, id_, user, words)
        concern = await self.found(session, user, id_)
        await self.ask(session, concern, passed_on=False)
        return concern


def known_title(title: str) -> str:
    """A headline of a message, unless it could identify a patient: then it is left out."""
    title = " ".join(title.split())[:MOST_TITLE]
    return "" if screened(title) else title
