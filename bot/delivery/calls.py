"""Turns a message that was claimed into a call to Slack."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.blocks.kit import context, picture_at
from bot.blocks.merged import compose
from bot.blocks.text import escape
from bot.delivery.charts import may_be_for_charts, names_charts, with_charts
from bot.delivery.lease import Lease
from bot.delivery.slack_api import (
    OutcomeUnknown,
    SlackApi,
    SlackLimited,
    SlackRefused,
    SlackUnreachable,
)
from bot.domain.delivery import Block, Kind, Message, Picture, Place
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
    """A picture could not be put into Slack now. It shows nowhere, so it may be repeated."""


class Caller:
    """Makes the calls of one workspace.

    ``takes_charts``: this workspace has not yet refused Slack's own charts to this process.
    """

    def __init__(self, api: SlackApi, draw: Draw) -> None:
        self.api = api
        self.draw = draw
        self.takes_charts = True

    async def send(self, claim: Claim, lease: Lease) -> Place:
        """Where it is in Slack now. Raises as SlackApi does, and NotReady."""
        message = compose(claim.parts) if claim.parts else claim.delivery.message
        ready: dict[str, Block] = {}
        # What a chart shows can be read off it, so a channel never gets one.
        charted = with_charts(message) if claim.delivery.kind is Kind.DIRECT else message
        if charted is not message and self.takes_charts:
            try:
                return await self._send(claim, charted, ready, lease)
            except SlackRefused as refused:
                if not may_be_for_charts(refused):
                    raise
                # Refused is not there, so the same with pictures is not a second one.
                log.warning("charts_refused id=%s error=%s", claim.delivery.id, refused.error)
                self.takes_charts = not names_charts(refused, charted)
        return await self._send(claim, message, ready, lease)

    async def _send(
        self, claim: Claim, message: Message, ready: dict[str, Block], lease: Lease
    ) -> Place:
        """``ready``: the pictures' blocks by their place, those of an attempt before included."""
        blocks = []
        for block in message.blocks:
            picture = picture_at(block, message.pictures)
            if picture is not None:
                place = block["slack_file"]["id"]
                if place not in ready:
                    ready[place] = await self._ready(claim, block, picture)
                block = ready[place]
            blocks.append(block)
        lease.check()
        method, arguments = _call(claim, replace(message, blocks=tuple(blocks)))
        answer = await self._post(method, lease, arguments)
        if claim.delivery.kind is Kind.EPHEMERAL:
            return Place(arguments["channel"], answer["message_ts"])
        return Place(answer["channel"], answer["ts"])

    async def _ready(self, claim: Claim, place: Block, picture: Picture) -> Block:
        """The place with the picture, which is in Slack then; or the picture's words."""
        in_words = context(escape(picture.alt))
        try:
            content = await self.draw(picture.spec)
        except Exception:
            # Words are better than nothing: the alternative text says the same as the picture.
            log.exception("picture_failed id=%s", claim.delivery.id)
            return in_words
        try:
            file_id = await self.api.upload("chart.png", content, picture.alt)
        except (OutcomeUnknown, SlackUnreachable, SlackLimited) as lost:
            raise NotReady from lost
        except SlackRefused as refused:
            log.warning("upload_refused id=%s error=%s", claim.delivery.id, refused.error)
            return in_words
        return place | {"slack_file": {"id": file_id}}

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
            channel, user, *thread = delivery.target.split(" ")
            content |= {"channel": channel, "user": user}
            if thread:
                content["thread_ts"] = thread[0]
        case _:
            content |= _new_message(delivery.id, delivery.target, place)
    return METHODS[delivery.kind], content


def _new_message(delivery_id: int, target: str, thread: Place | None) -> dict[str, Any]:
    """``metadata`` is how it is found again in Slack; it says nothing but the number of the row."""
    where = {"channel": thread.channel, "thread_ts": thread.ts} if thread else {"channel": target}
    metadata = {"event_type": EVENT, "event_payload": {"delivery": str(delivery_id)}}
    return {**where, "unfurl_links": False, "unfurl_media": False, "metadata": metadata}
