"""Hears the form with which a lead or manager posts figures to a channel."""

from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.comparisons import build_snippet_modal
from bot.blocks.kit import View
from bot.payloads import Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.channels import require_bot_in


async def preview(
    ack: AsyncAck, client: AsyncWebClient, services: Services, view: View, values: dict[str, Any]
) -> None:
    """Other figures were chosen in the form: show what the channel would read."""
    every = await services.comparisons.showing.indicators()
    comparison = await services.comparisons.showing.compare(values[ids.SNIPPET_INDICATOR])
    shown = build_snippet_modal(every, comparison, values.get(ids.SNIPPET_CHANNEL))
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
    """The form was sent: the snippet goes to the channel."""
    channel = values[ids.SNIPPET_CHANNEL]
    await require_bot_in(client, channel, ids.SNIPPET_CHANNEL)
    key = values[ids.SNIPPET_INDICATOR]
    await services.comparisons.posting.post_snippet(key, channel, view["id"], caller.user_id)
    await ack()


def register(router: Router) -> None:
    router.action(ids.SNIPPET_INDICATOR)(preview)
    router.view(ids.SNIPPET_NEW)(post)
