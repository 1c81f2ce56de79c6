"""What people write to the bot is answered once, however often Slack delivers it."""

from bot.domain.delivery import DirectMessage, Message
from bot.services.context import Context
from storage.delivery import DeliveryStore
from storage.events import EventStore


class TalkService:
    def __init__(self, context: Context) -> None:
        self.context = context

    async def answer(self, event_id: str, user: str, message: Message) -> None:
        """Answer that person; the event and the answer are kept together or not at all."""
        now = self.context.clock.now()
        workspace_id = self.context.workspace.id
        async with self.context.database.transaction() as session:
            if await EventStore(session, workspace_id).first_time(event_id, now):
                reply = DirectMessage(f"answer:{event_id}", user, message)
                await DeliveryStore(session, workspace_id).plan(reply, now=now)
