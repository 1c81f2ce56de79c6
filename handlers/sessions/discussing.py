"""Hears "Discuss with peers" on a message: its snippet, or its first words as a topic."""

import re
from html import unescape

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.text import listed
from bot.domain.screening import kinds_found
from bot.domain.sessions.choice import Wanted
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.channels import channel_of
from handlers.sessions.setting_up import open_form

TOPIC = 80  # characters of a message that are proposed as a topic
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


def about(text: str, channel: str | None) -> Wanted:
    """Its first words, unless a person could be recognised in the message."""
    kinds = kinds_found(plain(text))
    if kinds:
        found = listed([each.words for each in kinds])
        note = (
            f"That message looks as if it has {found} in it, so nothing of it is taken over. Please "
            "write the topic without anything that could identify a person."
        )
        return Wanted(channel=channel, note=note)
    topic = first_words(plain(text))
    return Wanted(topic, channel, note="" if topic else NO_WORDS)


def plain(text: str) -> str:
    """Without Slack's own marks: mentions are left out, links and channels are their words."""
    text = re.sub(r"<[@!][^>]*>", " ", text)
    text = re.sub(r"<#[^|>]*\|([^>]*)>", r"#\1", text)
    text = re.sub(r"<[^|>]*\|([^>]*)>", r"\1", text)
    return unescape(re.sub(r"<([^>]*)>", r"\1", text))


def first_words(text: str) -> str:
    """The first sentence, as far as it is a topic."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    first = next((line for line in lines if line), "")
    sentence = re.split(r"(?<=[.!?])\s", first)[0].strip(" *_~`>").rstrip(".!")
    if len(sentence) <= TOPIC:
        return sentence
    return f"{sentence[: TOPIC - 1].rsplit(' ', 1)[0]}…"


def register(router: Router) -> None:
    router.message_shortcut(ids.SESSION_DISCUSS)(discuss)
