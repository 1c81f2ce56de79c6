"""Hears the form for the snippet of the month, and whoever stops one."""

from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.comparisons import NOTHING_IMPORTED, monthly
from bot.blocks.kit import View
from bot.domain.comparisons.monthly import USUALLY, Wanted
from bot.domain.deeds import Deed
from bot.domain.talking import Slots
from bot.errors import InvalidInput, NotFound
from bot.payloads import Body, Caller, flat_values
from bot.router import Router
from bot.services.factory import Services
from handlers.answers import Respond, replace
from handlers.channels import proposed_channel, require_bot_in

Values = dict[str, Any]


async def offer_form(
    ack: AsyncAck,
    body: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
    slots: Slots,
) -> None:
    """``/compare monthly``: what runs, and the form for another."""
    channel = slots.channel or proposed_channel(caller, services) or ""
    keys = (slots.indicator,) if slots.indicator else ()
    view = await form(services, caller, Wanted(channel, keys, slots.repeats or USUALLY))
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def form(services: Services, caller: Caller, wanted: Wanted) -> View:
    offer = await services.comparisons.monthly.offer(caller.user_id)
    if not offer.indicators and not offer.listed:
        raise NotFound(NOTHING_IMPORTED)
    there = {each.plan.channel for each in offer.listed}
    if wanted.channel in there:
        wanted = Wanted("", wanted.keys, wanted.words)
    return monthly.build_form(offer, wanted, services.workspace.time_zone)


async def show_preview(
    ack: AsyncAck, client: AsyncWebClient, caller: Caller, services: Services, values: Values
) -> None:
    """The form was sent: show what would come of it before anything does."""
    wanted = read_wanted(values)
    await require_bot_in(client, wanted.channel, ids.MONTHLY_CHANNEL)
    preview = await services.comparisons.monthly.preview(caller.user_id, wanted)
    others = await services.comparisons.posting.who_else_sees(wanted.channel)
    view = monthly.build_preview(preview, others, services.workspace.time_zone)
    await ack(response_action="update", view=view)


def read_wanted(values: Values) -> Wanted:
    words = " ".join((values.get(ids.MONTHLY_WHEN) or USUALLY).split())
    channel = values.get(ids.MONTHLY_CHANNEL) or ""
    return Wanted(channel, tuple(values.get(ids.MONTHLY_FIGURES) or ()), words)


async def back_to_form(
    ack: AsyncAck, view: View, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    """ "Change something": the form as it was sent."""
    wanted = Wanted.from_text(view["private_metadata"])
    await client.views_update(view_id=view["id"], view=await form(services, caller, wanted))
    await ack()


async def start(ack: AsyncAck, caller: Caller, services: Services, view: View) -> None:
    wanted = Wanted.from_text(view["private_metadata"])
    try:
        plan, preview = await services.comparisons.monthly.start(caller.user_id, wanted)
    except InvalidInput as refused:  # its field is in the form before this one
        raise InvalidInput(str(refused)) from None
    done = monthly.build_started(plan, preview, services.workspace.time_zone)
    await ack(response_action="update", view=done)


async def stop(
    ack: AsyncAck,
    action: Body,
    view: View,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    """ "Stop", in the list above the form; what was filled in stays."""
    await services.comparisons.monthly.stop(caller.user_id, int(action["value"]))
    await ack()
    await client.views_update(
        view_id=view["id"], view=await form(services, caller, read_wanted(flat_values(view)))
    )


async def stop_it(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    """ "Stop", under a message about it."""
    plan = await services.comparisons.monthly.stop(caller.user_id, int(action["value"]))
    await ack()
    await replace(respond, monthly.render_stopped(plan))


async def agree(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    """ "Post it", where another organisation reads along."""
    plan_id, slot = action["value"].split(" ", 1)
    plan = await services.comparisons.monthly.post_agreed(caller.user_id, int(plan_id), slot)
    await ack()
    await replace(respond, monthly.render_agreed(plan))


def register(router: Router) -> None:
    says = "Post figures to a channel every month by itself."
    router.command(ids.COMPARE, "monthly", says=says, deed=Deed.POST_MONTHLY)(offer_form)
    router.view(ids.MONTHLY_NEW)(show_preview)
    router.action(ids.MONTHLY_CHANGE)(back_to_form)
    router.view(ids.MONTHLY_PREVIEW)(start)
    router.action(ids.MONTHLY_STOP)(stop)
    router.action(ids.MONTHLY_STOP_IT)(stop_it)
    router.action(ids.MONTHLY_AGREE)(agree)
