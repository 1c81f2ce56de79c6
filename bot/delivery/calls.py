"""Turns a message that was claimed into a call to Slack."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.blocks.kit import PICTURE_FILE, context
from bot.blocks.merged import compose
from bot.blocks.text import escape
from bot.delivery.lease import Lease
from bot.delivery.slack_api import (
    OutcomeUnknown,
    SlackApi,
    SlackLimited,
    SlackRefused,
    SlackUnreachable,
)
from bot.domain.delivery import Block, Kind, Message, Place
from storage.delivery import Claim

log = logging.getLogger(__name__)

METHODS = {
    Kind.POST: "chat.postMessage",
    Kind.REPLY: "chat.postMessage",
    Kind.DIRECT: "chat.postMessage",
    Kind.UPDATE: "chat.update",
    Kind.EPHEMERAL: "chat.postEphemeral",
}
EVENT = "peerbot_delivery"
A_FRESH_PICTURE = (0.3, 1.0, 2.0, 4.0)  # seconds until Slack has taken it in (slack.md 4.5)

Draw = Callable[[Mapping[str, Any]], Awaitable[bytes]]


class NotReady(Exception):
    """The picture could not be put into Slack now. It shows nowhere, so it may be repeated."""


class Caller:
    """Makes the calls of one workspace."""

    def __init__(self, api: SlackApi, draw: Draw) -> None:
        self.api = api
        self.draw = draw

    async def send(self, claim: Claim, lease: Lease) -> Place:
        """Where it is in Slack now. Raises as SlackApi does, and NotReady."""
        message = await self._ready(claim)
        lease.check()
        method, arguments = _call(claim, message)
        answer = await self._post(method, lease, arguments)
        if claim.delivery.kind is Kind.EPHEMERAL:
            return Place(arguments["channel"], answer["message_ts"])
        return Place(answer["channel"], answer["ts"])

    async def _ready(self, claim: Claim) -> Message:
        """All its parts in one, with its picture in Slack."""
        message = compose(claim.parts) if claim.parts else claim.delivery.message
        if message.picture is None:
            return message
        try:
            content = await self.draw(message.picture.spec)
        except Exception:
            # Words are better than nothing: the alternative text says the same as the picture.
            log.exception("picture_failed id=%s", claim.delivery.id)
            return _in_words(message, message.picture.alt)
        try:
            file_id = await self.api.upload("chart.png", content, message.picture.alt)
        except (OutcomeUnknown, SlackUnreachable, SlackLimited) as lost:
            raise NotReady from lost
        except SlackRefused as refused:
            log.warning("upload_refused id=%s error=%s", claim.delivery.id, refused.error)
            return _in_words(message, message.picture.alt)
        return replace(message, blocks=tuple(_placed(block, file_id) for block in message.blocks))

    async def _post(self, method: str, lease: Lease, arguments: dict[str, Any]) -> dict[str, Any]:
        for pause in A_FRESH_PICTURE:
            try:
                return await self.api.call(method, lease=lease, **arguments)
            except SlackRefused as refused:
                if "slack file" not in refused.details:
                    raise
                await asyncio.sleep(pause)
        return await self.api.call(method, lease=lease, **arguments)


def _call(claim: Claim, message: Message) -> tuple[str, dict[str, Any]]:
    delivery, place = claim.delivery, claim.place
    content: dict[str, Any] = {"text": message.text}
    if message.blocks:
        content["blocks"] = list(message.blocks)
    match delivery.kind:
        case Kind.UPDATE:
            assert place is not None  # it is not a head before its target is there
            content |= {"channel": place.channel, "ts": place.ts}
        case Kind.EPHEMERAL:
            channel, _, user = delivery.target.partition(" ")
            content |= {"channel": channel, "user": user}
        case _:
            content |= _new_message(delivery.id, delivery.target, place)
    return METHODS[delivery.kind], content


def _new_message(delivery_id: int, target: str, thread: Place | None) -> dict[str, Any]:
    """``metadata`` is how it is found again in Slack; it says nothing but the number of the row."""
    where = {"channel": thread.channel, "thread_ts": thread.ts} if thread else {"channel": target}
    metadata = {"event_type": EVENT, "event_payload": {"delivery": str(delivery_id)}}
    return {**where, "unfurl_links": False, "unfurl_media": False, "metadata": metadata}


def _in_words(message: Message, alt: str) -> Message:
    words = context(escape(alt))
    return replace(
        message,
        blocks=tuple(words if _is_picture(block) else block for block in message.blocks),
        picture=None,
    )


def _placed(block: Block, file_id: str) -> Block:
    return block | {"slack_file": {"id": file_id}} if _is_picture(block) else block


def _is_picture(block: Block) -> bool:
    return bool((block.get("slack_file") or {}).get("id") == PICTURE_FILE)
