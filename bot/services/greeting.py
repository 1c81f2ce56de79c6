"""Saying hello: to a person who comes for the first time, and once in a channel that invites the bot."""

from bot.blocks.greeting import render_greeting, render_hello
from bot.blocks.text import escape
from bot.domain.delivery import DirectMessage, Post
from bot.services.use_cases import WorkspaceUseCases
from storage.joining import AcquaintanceStore

GREETED = "greeted"


class GreetingService(WorkspaceUseCases):
    async def greet(self, user: str) -> None:
        """Say who this is, the first time that somebody comes or writes; they came, so it is no prompt."""
        async with self.context.database.reading() as session:
            known = await AcquaintanceStore(session, self.workspace_id).get(user)
        if known.greeted_at is not None:
            return
        now = self.now()
        greeting = DirectMessage(f"greeting:{user}", user, render_greeting(self._body))
        async with self.context.database.transaction() as session:
            acquaintance = AcquaintanceStore(session, self.workspace_id)
            if await acquaintance.first_time(user, GREETED, now):
                await self.delivery(session).plan(greeting, now=now)

    async def say_hello(self, channel: str) -> None:
        """Once a channel, however often the bot leaves and comes back."""
        hello = Post(f"hello:{channel}", channel, render_hello(self._body))
        async with self.context.database.transaction() as session:
            await self.delivery(session).plan(hello, now=self.now())

    @property
    def _body(self) -> str:
        return escape(self.context.workspace.body_name)
