"""Finds out in Slack's own history what became of a message whose answer was lost."""

from datetime import timedelta
from typing import Any

from bot.delivery.calls import EVENT
from bot.delivery.slack_api import SlackApi
from bot.domain.delivery import Kind, Place
from storage.delivery import Claim

BEFORE = timedelta(minutes=1)  # Slack's clock and ours may differ by so much
A_PAGE = 200
FURTHEST = 50  # pages

HISTORY = {
    Kind.POST: "conversations.history",
    Kind.DIRECT: "conversations.history",
    Kind.REPLY: "conversations.replies",
}
OPEN = "conversations.open"
LOOK_UP = {
    kind: (method, OPEN) if kind is Kind.DIRECT else (method,) for kind, method in HISTORY.items()
}
"""The methods that looking a message of a kind up calls."""


async def look_up(api: SlackApi, claim: Claim) -> Place | None:
    """Where the message is; None when it is not there. Raises as SlackApi does."""
    delivery = claim.delivery
    channel, more = delivery.target, {}
    if delivery.kind is Kind.DIRECT:
        opened = await api.call(OPEN, users=delivery.target)
        channel = opened["channel"]["id"]
    if delivery.kind is Kind.REPLY and claim.place is not None:
        channel, more = claim.place.channel, {"ts": claim.place.ts}
    since = delivery.claimed_at or delivery.due_at
    arguments: dict[str, Any] = {
        "channel": channel,
        "oldest": f"{(since - BEFORE).timestamp():.6f}",
        "include_all_metadata": "true",
        "limit": A_PAGE,
        **more,
    }
    for _ in range(FURTHEST):
        page = await api.read(HISTORY[delivery.kind], **arguments)
        ts = _found(page["messages"], str(delivery.id))
        if ts is not None:
            return Place(channel, ts)
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return None
        arguments["cursor"] = cursor
    return None


def _found(messages: list[dict[str, Any]], delivery: str) -> str | None:
    for message in messages:
        metadata = message.get("metadata") or {}
        payload = metadata.get("event_payload") or {}
        if metadata.get("event_type") == EVENT and payload.get("delivery") == delivery:
            ts: str = message["ts"]
            return ts
    return None
