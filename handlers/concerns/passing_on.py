"""Hears that a concern may go to somebody else: from whoever raised it, and from nobody else."""

from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.concerns import forms, messages
from bot.blocks.kit import View
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.answers import open_view


async def offer_form(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    """ "Pass it on …": to whom it would go, before it does."""
    concern, readers = await services.concerns.passing_on.prepare(
        caller.user_id, int(action["value"])
    )
    await open_view(client, body, forms.build_hand_modal(concern, readers))
    await ack()


async def hand_on(
    ack: AsyncAck, caller: Caller, services: Services, view: View, values: dict[str, Any]
) -> None:
    concern_id, named = forms.parse_metadata(view["private_metadata"])
    to = named or values.get(ids.CONCERN_TO) or ""
    await services.concerns.passing_on.hand_on(caller.user_id, int(concern_id), to)
    await ack(response_action="update", view=forms.build_said_modal(messages.HANDED))


def register(router: Router) -> None:
    router.action(ids.CONCERN_MOVE)(offer_form)
    router.view(ids.CONCERN_HAND)(hand_on)
