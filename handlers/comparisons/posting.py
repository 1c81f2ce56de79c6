"""Hears the form with which a lead or manager posts figures to a channel."""

from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.comparisons import build_snippet_modal
from bot.blocks.kit import View
from bot.domain.channels import WhoElse
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.channels import require_bot_in


async def preview(
    ack: AsyncAck, client: AsyncWebClient, services: Services, view: View, values: dict[str, Any]
) -> None:
    """Other figures or another channel were chosen: show what it would read, and who reads along."""
    channel = values.get(ids.SNIPPET_CHANNEL)
    others = await services.comparisons.posting.who_else_sees(channel) if channel else None
    shown = await _form(services, values[ids.SNIPPET_INDICATOR], channel, others)
    await client.views_update(view_id=view["id"], hash=view["hash"], view=shown)
    await ack()


async def post(
    ack: AsyncAck,
    client: AsyncWebClient,
    services: Services,
    caller: Caller,
    view: View,
    values: dict[str, Any],
) -> None:
    """The form was sent: the snippet goes to the channel, unless others read along there unasked."""
    channel, key = values[ids.SNIPPET_CHANNEL], values[ids.SNIPPET_INDICATOR]
    await require_bot_in(client, channel, ids.SNIPPET_CHANNEL)
    posting = services.comparisons.posting
    agreed = bool(values.get(f"{ids.SNIPPET_AGREED}_{channel}"))
    others = None if agreed else await posting.who_else_sees(channel)
    if others is not None:
        asking = await _form(services, key, channel, others)
        await ack(response_action="update", view=asking)
        return
    await posting.post_snippet(key, channel, view["id"], caller.user_id, agreed=agreed)
    await ack()


async def _form(services: Services, key: str, channel: str | None, others: WhoElse | None) -> View:
    every = await services.comparisons.showing.indicators()
    comparison = await services.comparisons.posting.preview(key, channel)
    return build_snippet_modal(every, comparison, channel, others)


async def note_channel_shared(ack: AsyncAck, event: Body, services: Services) -> None:
    """Another organisation has joined a channel: no practice is named there any more."""
    await services.comparisons.redrawing.channel_shared(event["channel"])
    await ack()


def register(router: Router) -> None:
    router.action(ids.SNIPPET_INDICATOR)(preview)
    router.action(ids.SNIPPET_CHANNEL)(preview)
    router.view(ids.SNIPPET_NEW)(post)
    router.event("channel_shared")(note_channel_shared)
