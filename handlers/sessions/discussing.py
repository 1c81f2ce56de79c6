"""Hears "Discuss with peers" on a message: its snippet, or its first words as a topic."""

from dataclasses import replace

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.domain.sessions.choice import Wanted
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.channels import channel_of
from handlers.sessions.setting_up import open_form
from handlers.sessions.topics import about

NO_WORDS = "That message has no words to take a topic from: please write one."


async def discuss(
    ack: AsyncAck, body: Body, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    message, here = body["message"], channel_of(caller)
    snippet = snippet_in(message)
    if snippet is not None and await services.sessions.setting_up.knows_snippet(snippet):
        wanted = Wanted(snippet_id=snippet)
    else:
        wanted = about(message.get("text") or "", here)
        if not wanted.topic and not wanted.note:
            wanted = replace(wanted, note=NO_WORDS)
    await open_form(body, client, caller, services, wanted)
    await ack()


def snippet_in(message: Body) -> int | None:
    """The figures that a message of ours shows: its own button names them."""
    for block in message.get("blocks") or ():
        for element in block.get("elements") or ():
            if element.get("action_id") == ids.SESSION_FROM_SNIPPET:
                value = str(element.get("value", ""))
                return int(value) if value.isascii() and value.isdecimal() else None
    return None


def register(router: Router) -> None:
    router.message_shortcut(ids.SESSION_DISCUSS)(discuss)
