"""Files that somebody asked for: made in the background and shared with them alone, at most once."""

from dataclasses import dataclass
from datetime import datetime

from bot.directory import NotShared
from bot.domain.delivery import DirectMessage, Message
from bot.services.use_cases import WorkspaceUseCases


@dataclass(frozen=True, slots=True)
class File:
    """``words`` go with it."""

    name: str
    title: str
    content: bytes
    words: str


class FileUseCases(WorkspaceUseCases):
    async def ask_for(self, kind: str, subject: str) -> None:
        """Twice before it is made is once."""
        async with self.context.database.transaction() as session:
            await self.work_to_do(session).plan(kind, subject, self.now())

    async def give(self, kind: str, subject: str, user: str, file: File, sorry: str) -> None:
        """Share it; what is lost on the way can be asked for again, and ``sorry`` says so."""
        async with self.context.database.transaction() as session:
            await self.work_to_do(session).forget(kind, subject)
        try:
            await self.context.slack.share(user, file.name, file.title, file.content, file.words)
        except NotShared:
            now = self.now()
            told = DirectMessage(_key(kind, user, now), user, Message(sorry))
            async with self.context.database.transaction() as session:
                await self.delivery(session).plan(told, now=now)


def _key(kind: str, user: str, now: datetime) -> str:
    return f"{kind}:{user}:{int(now.timestamp())}"
