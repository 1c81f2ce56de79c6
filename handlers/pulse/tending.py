"""Looking after pulses: the list, extending, closing early, cancelling, and somebody who has left."""

from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.kit import View
from bot.blocks.pulse import forms, lists
from bot.blocks.text import when
from bot.domain.deeds import Deed
from bot.domain.delivery import Message
from bot.domain.pulse import proposed_closing
from bot.domain.times import parse_clock, parse_day
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.answers import Respond, replace, tell

Values = dict[str, Any]


async def list_pulses(ack: AsyncAck, caller: Caller, services: Services) -> None:
    """``/pulse list``: what is planned, open, and closed lately."""
    await tell(ack, await overview(caller, services))


async def overview(caller: Caller, services: Services) -> Message:
    found = await services.pulse.tending.overview(caller.user_id)
    return lists.render_list(found, services.workspace.time_zone)


async def offer_extend_form(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    """ "Extend": another closing time, a week after the one that was meant."""
    round_ = await services.pulse.tending.round_to_tend(
        caller.user_id, int(action["value"]), "change when it closes"
    )
    zone = services.workspace.time_zone
    closing = proposed_closing(round_.closes_at, zone)
    view = forms.build_extend_modal(round_, closing, zone)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def extend(
    ack: AsyncAck, caller: Caller, services: Services, view: View, values: Values
) -> None:
    round_ = await services.pulse.tending.extend(
        caller.user_id,
        int(view["private_metadata"]),
        parse_day(values[ids.EXTEND_DAY]),
        parse_clock(values[ids.EXTEND_TIME]),
    )
    closes = when(round_.closes_at, services.workspace.time_zone)
    words = f"Pulse {round_.id} now closes on *{closes}*. Its message says so."
    await ack(response_action="update", view=forms.build_done_modal("Changed", words))


async def close_now(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    await services.pulse.tending.close_now(caller.user_id, int(action["value"]))
    await ack()
    await replace(respond, await overview(caller, services))


async def cancel(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    await services.pulse.tending.cancel(caller.user_id, int(action["value"]))
    await ack()
    await replace(respond, await overview(caller, services))


async def end_plan(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    await services.pulse.opening.end_plan(caller.user_id, int(action["value"]))
    await ack()
    await replace(respond, await overview(caller, services))


async def note_user_change(ack: AsyncAck, event: Body, services: Services) -> None:
    """Somebody's account was switched off, and what they looked after needs another owner; or on."""
    user = event["user"]
    if user.get("deleted"):
        await services.pulse.tending.pass_on(user["id"])
        await services.comparisons.challenging.pass_on(user["id"])
        await services.comparisons.monthly.pass_on(user["id"])
        await services.sessions.barriers.pass_on(user["id"])
    else:
        await services.pulse.tending.welcome_back(user["id"])
    await ack()


def register(router: Router) -> None:
    says = "The pulses that are planned, open or closed, and what you can do with them."
    router.command(ids.PULSE, "list", says=says, deed=Deed.SEE_PULSES)(list_pulses)
    router.action(ids.PULSE_EXTEND)(offer_extend_form)
    router.view(ids.EXTEND_NEW)(extend)
    router.action(ids.PULSE_CLOSE)(close_now)
    router.action(ids.PULSE_CANCEL)(cancel)
    router.action(ids.PULSE_END_PLAN)(end_plan)
    router.event("user_change")(note_user_change)
