"""Coming and going: an account that is switched off or made a guest's counts no more, until it does again."""

from bot.directory import Profile
from bot.services.joining.asking import AskingWhere


class Leaving(AskingWhere):
    async def counts(self, user: str) -> bool:
        async with self.context.database.reading() as session:
            return await self.people(session).member(user) is not None

    async def leave(self, user: str) -> None:
        """They count no more, and nobody is asked to confirm what they said."""
        async with self.context.database.transaction() as session:
            await self.people(session).note_left(user, self.now())
            await self.withdraw(session, user)

    async def come_back(self, profile: Profile) -> None:
        """They are a member again if they were; asked where they work only if that is not known now.

        Slack tells of every change to anybody, so nothing is written where nothing has to be.
        """
        user = profile.user
        async with self.context.database.reading() as session:
            if not await self.people(session).has_left(user):
                return
        async with self.context.database.transaction() as session:
            await self.people(session).note_left(user, None)
            await self.ask_once(session, await self.people(session).member(user))
