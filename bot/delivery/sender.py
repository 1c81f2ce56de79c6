"""Drains a workspace's lane: claims one message, sends it, writes down what became of it.

The protocol is in docs/decisions.md: the claim is committed before the call, every write-back is
fenced by the attempt, and what has an unknown outcome is looked up or held, never blindly repeated.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.blocks.kit import PICTURE_FILE, context
from bot.blocks.text import escape
from bot.clock import Clock
from bot.delivery.slack_api import OutcomeUnknown, SlackApi, SlackLimited, SlackRefused
from bot.domain.delivery import Block, Kind, Message, Place, State
from storage.database import Database
from storage.delivery import Delivery, DeliveryStore

log = logging.getLogger(__name__)

A_CHANNEL = 1.0  # seconds between messages to one channel (slack.md 4.2)
SHORTLY = 0.01  # seconds
A_WHILE = timedelta(
    seconds=5
)  # before trying again what went wrong, so that an outage is not hammered
IN_DOUBT_AFTER = timedelta(seconds=45)  # longer than any call of ours can last

REASONS = {
    "not_in_channel": "Peerbot is not in that channel. Invite it there with /invite @Peerbot.",
    "channel_not_found": "That channel is gone, or Peerbot was never invited to it.",
    "is_archived": "That channel is archived.",
    "user_not_found": "That person is no longer in the workspace.",
    "user_disabled": "That person's account is closed.",
    "cannot_dm_bot": "That is a bot, which cannot be written to.",
    "message_not_found": "The message to change is gone.",
    "account_inactive": "Peerbot is no longer installed in this workspace.",
    "token_revoked": "Peerbot's token was revoked: install the app again.",
    "invalid_auth": "Slack does not accept Peerbot's token: check SLACK_BOT_TOKEN.",
    "missing_scope": "Peerbot lacks a permission: install the app again from manifest.json.",
}

Spot = tuple[str, str]
"""What Slack paces: a method, and a channel or person."""

Draw = Callable[[Mapping[str, Any]], Awaitable[bytes]]


class Sender:
    """One workspace's lane. One process drains it at a time."""

    def __init__(
        self, database: Database, clock: Clock, api: SlackApi, workspace_id: int, draw: Draw
    ) -> None:
        self.database = database
        self.clock = clock
        self.api = api
        self.workspace_id = workspace_id
        self.draw = draw
        self.a_channel = A_CHANNEL
        self.free_at: dict[Spot, float] = {}  # monotonic seconds

    async def drain(self) -> float | None:
        """Send all that is due and may be sent now.

        Seconds until something that has to wait may go, or None when nothing waits.
        """
        await self._settle_doubts()
        while True:
            async with self.database.reading() as session:
                waiting = await self._store(session).waiting(self.clock.now())
            held_up: set[Spot] = set()
            pauses = [await self._try(delivery, held_up) for delivery in waiting]
            if all(pause is not None for pause in pauses):
                return min((pause for pause in pauses if pause is not None), default=None)

    def _store(self, session: Any) -> DeliveryStore:
        return DeliveryStore(session, self.workspace_id)

    async def _try(self, delivery: Delivery, held_up: set[Spot]) -> float | None:
        """None when it was dealt with; else the seconds that it has to wait.

        What comes after one that waits, in the same place, waits as well: the order is kept.
        """
        place = None
        if delivery.kind in (Kind.REPLY, Kind.UPDATE):
            place = await self._place_of_target(delivery)
            if place is None:
                return await self._fail_if_target_failed(delivery)
        spot = _spot(delivery, place)
        pause = self.free_at.get(spot, 0.0) - time.monotonic()
        if pause > 0 or spot in held_up:
            held_up.add(spot)
            return max(pause, SHORTLY)
        async with self.database.transaction() as session:
            if not await self._store(session).claim(delivery, self.clock.now()):
                return None
        await self._send(delivery, place, spot)
        return None

    async def _place_of_target(self, delivery: Delivery) -> Place | None:
        async with self.database.reading() as session:
            return await self._store(session).place(delivery.target)

    async def _fail_if_target_failed(self, delivery: Delivery) -> float | None:
        async with self.database.transaction() as session:
            store = self._store(session)
            if await store.state(delivery.target) not in (State.FAILED, None):
                return A_CHANNEL
            if await store.claim(delivery, self.clock.now()):
                await store.failed(delivery, "The message that it belongs to was never sent.")
            return None

    async def _send(self, delivery: Delivery, target: Place | None, spot: Spot) -> None:
        try:
            message = await self._ready(delivery)
            place = await self._call(delivery, message, target)
        except SlackLimited as limited:
            self.free_at[spot] = time.monotonic() + limited.seconds
            await self._again(delivery, self.clock.now())
        except SlackRefused as refused:
            await self._refused(delivery, refused)
        except OutcomeUnknown as unknown:
            log.warning("delivery_unknown id=%s why=%s", delivery.id, unknown)
            await self._resolve(replace(delivery, attempt=delivery.attempt + 1))
        else:
            self.free_at[spot] = time.monotonic() + self.a_channel
            async with self.database.transaction() as session:
                await self._store(session).sent(delivery, place, self.clock.now())
            log.info("delivery_sent id=%s kind=%s", delivery.id, delivery.kind)

    async def _ready(self, delivery: Delivery) -> Message:
        """With its picture in Slack. An upload that was lost shows nowhere, so it may be repeated."""
        try:
            return await self._with_picture(delivery)
        except OutcomeUnknown as lost:
            raise SlackLimited(A_WHILE.total_seconds()) from lost

    async def _with_picture(self, delivery: Delivery) -> Message:
        message = delivery.message
        if message.picture is None:
            return message
        try:
            content = await self.draw(message.picture.spec)
        except Exception:
            # Words are better than nothing: the alternative text says the same as the picture.
            log.exception("picture_failed id=%s", delivery.id)
            words = context(escape(message.picture.alt))
            blocks = [words if _is_picture(block) else block for block in message.blocks]
            return replace(message, blocks=tuple(blocks))
        file_id = await self.api.upload("chart.png", content, message.picture.alt)
        return replace(message, blocks=tuple(_placed(block, file_id) for block in message.blocks))

    async def _call(self, delivery: Delivery, message: Message, target: Place | None) -> Place:
        content: dict[str, Any] = {"text": message.text}
        if message.blocks:
            content["blocks"] = list(message.blocks)
        if delivery.kind is Kind.UPDATE and target is not None:
            answer = await self._post(
                "chat.update", channel=target.channel, ts=target.ts, **content
            )
            return Place(answer["channel"], answer["ts"])
        content |= {
            "unfurl_links": False,
            "unfurl_media": False,
            "metadata": {
                "event_type": "peerbot_delivery",
                "event_payload": {"delivery": str(delivery.id)},
            },
        }
        if target is not None:
            content |= {"channel": target.channel, "thread_ts": target.ts}
        else:
            content["channel"] = delivery.target
        answer = await self._post("chat.postMessage", **content)
        return Place(answer["channel"], answer["ts"])

    async def _post(self, method: str, **content: Any) -> dict[str, Any]:
        """Slack takes a moment with a fresh picture and refuses it until then (slack.md 4.5)."""
        for pause in (0.3, 1.0, 2.0, 4.0):
            try:
                return await self.api.call(method, **content)
            except SlackRefused as refused:
                if "slack file" not in refused.details:
                    raise
                await asyncio.sleep(pause)
        return await self.api.call(method, **content)

    async def _again(self, delivery: Delivery, due: datetime) -> None:
        async with self.database.transaction() as session:
            await self._store(session).again(delivery, due)

    async def _refused(self, delivery: Delivery, refused: SlackRefused) -> None:
        log.warning("delivery_failed id=%s error=%s", delivery.id, refused.error)
        reason = REASONS.get(refused.error, f"Slack refused it: {refused.error}.")
        async with self.database.transaction() as session:
            await self._store(session).failed(delivery, reason)

    # ---- unknown outcomes

    async def _settle_doubts(self) -> None:
        async with self.database.reading() as session:
            doubtful = await self._store(session).in_doubt(self.clock.now() - IN_DOUBT_AFTER)
        for delivery in doubtful:
            await self._resolve(delivery)

    async def _resolve(self, delivery: Delivery) -> None:
        """Find out what became of an attempt whose answer was lost; ``attempt`` is that attempt."""
        tried = replace(delivery, attempt=delivery.attempt - 1)
        if delivery.kind is Kind.UPDATE:
            # The newest state wins, so a repeat does no harm.
            await self._again(tried, self.clock.now() + A_WHILE)
            return
        try:
            place = await self._look_up(delivery)
        except (SlackRefused, SlackLimited, OutcomeUnknown):
            place, known = None, False
        else:
            known = True
        async with self.database.transaction() as session:
            store = self._store(session)
            if place is not None:
                await store.sent(tried, place, self.clock.now())
            elif known:
                await store.again(tried, self.clock.now() + A_WHILE)
            else:
                await store.held(
                    tried,
                    "Slack did not say whether this arrived. Look there before sending again.",
                )

    async def _look_up(self, delivery: Delivery) -> Place | None:
        """The message in Slack's own history, by the delivery id in its metadata."""
        channel, arguments, method = delivery.target, {}, "conversations.history"
        if delivery.kind is Kind.DIRECT:
            opened = await self.api.call("conversations.open", users=delivery.target)
            channel = opened["channel"]["id"]
        if delivery.kind is Kind.REPLY:
            target = await self._place_of_target(delivery)
            if target is None:
                return None
            channel, arguments, method = target.channel, {"ts": target.ts}, "conversations.replies"
        claimed = delivery.claimed_at or self.clock.now()
        found = await self.api.read(
            method,
            channel=channel,
            oldest=str(_before(claimed).timestamp()),
            include_all_metadata="true",
            limit=100,
            **arguments,
        )
        for message in found["messages"]:
            payload = (message.get("metadata") or {}).get("event_payload") or {}
            if payload.get("delivery") == str(delivery.id):
                return Place(channel, message["ts"])
        return None


def _before(claimed: datetime) -> datetime:
    return claimed - timedelta(minutes=1)


def _spot(delivery: Delivery, place: Place | None) -> Spot:
    method = "chat.update" if delivery.kind is Kind.UPDATE else "chat.postMessage"
    return method, place.channel if place else delivery.target


def _placed(block: Block, file_id: str) -> Block:
    return block | {"slack_file": {"id": file_id}} if _is_picture(block) else block


def _is_picture(block: Block) -> bool:
    return bool((block.get("slack_file") or {}).get("id") == PICTURE_FILE)
