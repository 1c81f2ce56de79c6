"""Hears what people write: to the bot in a direct message, or where it may read along in a channel."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.blocks.help import render_commands_only
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers import files
from handlers.sessions import hearing


async def hear_message(
    ack: AsyncAck, body: Body, event: Body, caller: Caller, services: Services, router: Router
) -> None:
    """Somebody wrote; edits, deletions and what bots write are none of our business."""
    if event.get("channel_type") in hearing.CHANNELS:
        await hearing.hear_message(body, event, services)
    direct = event.get("channel_type") == "im" and "bot_id" not in event
    if direct and event.get("subtype") == files.SHARED:
        await files.take(body["event_id"], event, caller, services)
    elif direct and "subtype" not in event:
        await services.greeting.greet(caller.user_id)
        asked = await services.sessions.asking.answer(caller.user_id, event.get("text") or "")
        message = asked or render_commands_only(router.subcommands)
        await services.talk.answer(body["event_id"], caller.user_id, message)
    await ack()


def register(router: Router) -> None:
    router.event("message")(hear_message)
