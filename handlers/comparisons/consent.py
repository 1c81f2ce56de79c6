"""Hears who wants to see or change how others see their practice."""

from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.comparisons.consent import (
    AS_IN_GROUP,
    ONE_CHANNEL,
    build_saved_modal,
    build_sharing_modal,
)
from bot.blocks.kit import View
from bot.domain.comparisons.consent import WHOLE_GROUP, Rung
from bot.domain.deeds import Deed
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.channels import channel_of

Values = dict[str, Any]


async def sharing(
    ack: AsyncAck, body: Body, client: AsyncWebClient, services: Services, caller: Caller
) -> None:
    """``/compare sharing``: how others see one's practice, for the whole group first."""
    view = await _form(services, caller, WHOLE_GROUP, channel_of(caller) or "")
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def open_sharing(
    ack: AsyncAck,
    body: Body,
    client: AsyncWebClient,
    services: Services,
    caller: Caller,
    action: Body,
) -> None:
    """The button in the message that somebody has changed it; its value is where."""
    view = await _form(services, caller, action.get("value", WHOLE_GROUP), "")
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def show_for(
    ack: AsyncAck,
    client: AsyncWebClient,
    services: Services,
    caller: Caller,
    view: View,
    values: Values,
) -> None:
    """For another channel, or the whole group: how it is there."""
    here = view["private_metadata"]
    shown = await _form(services, caller, _channel(values, here), here)
    await client.views_update(view_id=view["id"], hash=view["hash"], view=shown)
    await ack()


async def save(
    ack: AsyncAck, services: Services, caller: Caller, view: View, values: Values
) -> None:
    here = view["private_metadata"]
    channel = _channel(values, here)
    step = values.get(f"{ids.SHARING_STEP}_{channel}")
    if channel is None or step is None:  # what was chosen last has not been shown yet
        await ack(response_action="update", view=await _form(services, caller, channel, here))
        return
    rung = None if step == AS_IN_GROUP else Rung(step)
    changed = await services.comparisons.consenting.choose(
        caller.user_id, view["id"], channel, rung
    )
    await ack(response_action="update", view=build_saved_modal(changed))


async def _form(services: Services, caller: Caller, channel: str | None, here: str) -> View:
    standing = await services.comparisons.consenting.standing(caller.user_id)
    return build_sharing_modal(standing, channel, here, services.workspace.time_zone)


def _channel(values: Values, here: str) -> str | None:
    """The one that is meant; None while it is still to be chosen."""
    if values.get(ids.SHARING_SCOPE) != ONE_CHANNEL:
        return WHOLE_GROUP
    return values.get(ids.SHARING_CHANNEL) or here or None


def register(router: Router) -> None:
    says = "What others see of your practice's figures, and changing it."
    router.command(ids.COMPARE, "sharing", says=says, deed=Deed.COMPARE)(sharing)
    router.action(ids.SHARING_OPEN)(open_sharing)
    router.action(ids.SHARING_SCOPE)(show_for)
    router.action(ids.SHARING_CHANNEL)(show_for)
    router.view(ids.SHARING)(save)
