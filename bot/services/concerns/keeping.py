"""What data protection asks of concerns: all of one person's, deletion, and a change of the secret."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.concerns import Exchange, Line, key_prefix
from bot.domain.concerns.sealing import ConcernSeal
from bot.services.concerns.base import REMIND, Concerns
from storage.concerns import SealedLine

SEALED_AT_ONCE = 200


class Keeping(Concerns):
    async def all_of(self, session: AsyncSession, user: str) -> list[Exchange]:
        """All that this person raised or is asked about, in plain words, for them alone."""
        store = self.concerns(session)
        concerns = await store.all_of(user)
        lines = defaultdict[int, list[SealedLine]](list)
        for line in await store.lines(*(each.id for each in concerns)):
            lines[line.concern_id].append(line)
        return [Exchange(each, self.opened(lines[each.id])) for each in concerns]

    async def said_of(self, session: AsyncSession, user: str) -> dict[int, tuple[Line, ...]]:
        """What was said about each, by the concern's id."""
        return {each.concern.id: each.lines for each in await self.all_of(session, user)}

    async def forget_settled(self, session: AsyncSession, before: datetime) -> int:
        """Delete those that were settled before then, with their messages; how many."""
        return await self._forget(session, await self.concerns(session).forget_settled(before))

    async def forget_raised_by(self, session: AsyncSession, user: str) -> int:
        """Delete all that this person has raised, open or not, with their messages; how many."""
        return await self._forget(session, await self.concerns(session).forget_raised_by(user))

    async def _forget(self, session: AsyncSession, gone: Iterable[int]) -> int:
        number = 0
        for id_ in gone:
            await self.delivery(session).forget(key_prefix(id_))
            await self.schedules(session).cancel(REMIND, str(id_))
            number += 1
        return number

    async def seal_anew(self) -> int:
        """Seal some of the lines of older secrets with the newest, so that those can go; how many."""
        secret, done = self.context.secrets.current, 0
        async with self.context.database.transaction() as session:
            store = self.concerns(session)
            for line in await store.sealed_before(secret.id, SEALED_AT_ONCE):
                words = self.unsealed(line)
                if words is not None:
                    seal = ConcernSeal(secret.key, self.workspace_id, line.concern_id)
                    await store.seal_anew(line, seal.seal(line.author, words), secret.id)
                    done += 1
        return done
