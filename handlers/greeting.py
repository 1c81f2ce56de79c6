"""Hears that somebody comes to the bot for the first time, or that it comes into a channel."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.payloads import Body
from bot.router import Router
from bot.services.factory import Services


async def note_joining(ack: AsyncAck, body: Body, event: Body, services: Services) -> None:
    """Somebody joined a channel: only the bot's own coming is of any concern here."""
    ours = {each.get("user_id") for each in body.get("authorizations") or () if each.get("is_bot")}
    if event.get("user") in ours:
        await services.greeting.say_hello(event["channel"])
    await ack()


def register(router: Router) -> None:
    router.event("member_joined_channel")(note_joining)
