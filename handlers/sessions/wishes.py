"""Hears what practices ask for about being matched: kept apart, to learn, to share."""

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.kit import View
from bot.blocks.sessions.wishes import NEITHER, build_apart_modal, build_learn_modal
from bot.domain.deeds import Deed
from bot.domain.matching.wishes import Wish
from bot.domain.talking import Slots
from bot.payloads import Body, Caller, flat_values
from bot.router import Router
from bot.services.factory import Services
from handlers.sessions.fields import Values


async def offer_apart(
    ack: AsyncAck, body: Body, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    """``/peer apart``."""
    apart = await services.sessions.wishing.look_apart(caller.user_id)
    await client.views_open(trigger_id=body["trigger_id"], view=build_apart_modal(apart))
    await ack()


async def keep_apart(ack: AsyncAck, caller: Caller, services: Services, values: Values) -> None:
    field = next((each for each in values if each.startswith(ids.APART_PRACTICE)), "")
    apart = await services.sessions.wishing.keep_apart(
        caller.user_id, values.get(field) or "", field
    )
    await ack(response_action="update", view=build_apart_modal(apart))


async def let_meet(
    ack: AsyncAck,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
    view: View,
) -> None:
    apart = await services.sessions.wishing.let_meet(caller.user_id, action["value"])
    await client.views_update(view_id=view["id"], view=build_apart_modal(apart))
    await ack()


async def offer_learn(
    ack: AsyncAck,
    body: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
    slots: Slots,
) -> None:
    """``/peer learn``."""
    wishing = await services.sessions.wishing.look(caller.user_id, slots.indicator)
    await client.views_open(trigger_id=body["trigger_id"], view=build_learn_modal(wishing))
    await ack()


async def show_indicator(
    ack: AsyncAck, client: AsyncWebClient, caller: Caller, services: Services, view: View
) -> None:
    key = flat_values(view).get(ids.LEARN_INDICATOR)
    wishing = await services.sessions.wishing.look(caller.user_id, key)
    await client.views_update(
        view_id=view["id"], hash=view["hash"], view=build_learn_modal(wishing)
    )
    await ack()


async def save_wish(ack: AsyncAck, caller: Caller, services: Services, values: Values) -> None:
    key = values.get(ids.LEARN_INDICATOR) or ""
    chosen = values.get(f"{ids.LEARN_WISH}_{key}")
    if chosen is None:  # what was chosen last has not been shown yet
        wishing = await services.sessions.wishing.look(caller.user_id, key)
    else:
        wish = None if chosen == NEITHER else Wish(chosen)
        wishing = await services.sessions.wishing.wish(caller.user_id, key, wish)
    await ack(response_action="update", view=build_learn_modal(wishing))


def register(router: Router) -> None:
    says = "Privately: a practice that yours should not be matched with."
    router.command(ids.PEER, "apart", says=says, deed=Deed.TAKE_PART)(offer_apart)
    router.view(ids.APART_NEW)(keep_apart)
    router.action(ids.APART_REMOVE)(let_meet)
    says = "What your practice would like to learn, or to share."
    router.command(ids.PEER, "learn", says=says, deed=Deed.TAKE_PART)(offer_learn)
    router.action(ids.LEARN_INDICATOR)(show_indicator)
    router.view(ids.LEARN_NEW)(save_wish)
