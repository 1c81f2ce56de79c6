"""Hears who wants to know how their practice's peers were chosen, and who asks for others."""

from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.comparisons.peers import build_choice_modal, build_peers_modal
from bot.blocks.kit import View
from bot.domain.comparisons.peers import HowChosen, PeerChoice
from bot.domain.comparisons.traits import Pool, Trait
from bot.domain.deeds import Deed
from bot.domain.talking import Slots
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.comparisons.finding import meant_by

Values = dict[str, Any]


async def explain(
    ack: AsyncAck,
    body: Body,
    client: AsyncWebClient,
    services: Services,
    caller: Caller,
    words: str,
    slots: Slots,
) -> None:
    """``/compare peers [words]``: in general, or for the figures that the words mean."""
    key = slots.indicator or await _key(services, words)
    await _open(client, body, services, caller, key, None)
    await ack()


async def _key(services: Services, words: str) -> str | None:
    if not words:
        return None
    every = await services.comparisons.showing.indicators()
    return meant_by(words, every)[0].key


async def explain_for(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    services: Services,
    caller: Caller,
) -> None:
    """“How my peers were chosen” under a private answer."""
    await _open(client, body, services, caller, *_parted(action["value"]))
    await ack()


async def _open(
    client: AsyncWebClient,
    body: Body,
    services: Services,
    caller: Caller,
    key: str | None,
    code: str | None,
) -> None:
    how = await services.comparisons.peers.how_chosen(caller.user_id, key, code)
    view = build_peers_modal(how, services.workspace.time_zone)
    await client.views_open(trigger_id=body["trigger_id"], view=view)


async def ask_for_others(
    ack: AsyncAck,
    body: Body,
    client: AsyncWebClient,
    services: Services,
    caller: Caller,
    view: View,
) -> None:
    """“Ask for others”: the form goes on top of the explanation."""
    how = await services.comparisons.peers.how_chosen(caller.user_id, *_kept(view))
    await client.views_push(trigger_id=body["trigger_id"], view=build_choice_modal(how))
    await ack()


async def choose(
    ack: AsyncAck,
    client: AsyncWebClient,
    services: Services,
    caller: Caller,
    view: View,
    values: Values,
) -> None:
    """The form was sent: what is beneath it says at once whom that finds."""
    choice = PeerChoice(
        Pool(values[ids.PEERS_POOL]),
        int(values[ids.PEERS_SIZE]),
        frozenset(Trait(each) for each in values[ids.PEERS_TRAITS]),
    )
    how = await services.comparisons.peers.choose(caller.user_id, choice, *_kept(view))
    await _explain_anew(client, services, view["previous_view_id"], how)
    await ack()


async def back_to_usual(
    ack: AsyncAck,
    client: AsyncWebClient,
    services: Services,
    caller: Caller,
    view: View,
) -> None:
    how = await services.comparisons.peers.back_to_usual(caller.user_id, *_kept(view))
    await _explain_anew(client, services, view["id"], how)
    await ack()


async def show_other(
    ack: AsyncAck,
    action: Body,
    client: AsyncWebClient,
    services: Services,
    caller: Caller,
    view: View,
) -> None:
    """Another of the practices of somebody who works at several."""
    key, _ = _kept(view)
    code = action["selected_option"]["value"]
    how = await services.comparisons.peers.how_chosen(caller.user_id, key, code)
    shown = build_peers_modal(how, services.workspace.time_zone)
    await client.views_update(view_id=view["id"], view=shown)
    await ack()


def _kept(view: View) -> tuple[str | None, str | None]:
    """The indicator that the modal was opened for, and the practice where there are several."""
    return _parted(view["private_metadata"])


def _parted(chosen: str) -> tuple[str | None, str | None]:
    key, _, code = chosen.partition(" ")
    return key or None, code or None


async def _explain_anew(
    client: AsyncWebClient, services: Services, view_id: str, how: HowChosen
) -> None:
    shown = build_peers_modal(how, services.workspace.time_zone, saved=True)
    await client.views_update(view_id=view_id, view=shown)


def register(router: Router) -> None:
    router.command(
        ids.COMPARE,
        "peers",
        usage="[words]",
        says="How the practices that yours is compared with were chosen; ask for others.",
        deed=Deed.COMPARE,
    )(explain)
    router.action(ids.COMPARE_PEERS)(explain_for)
    router.action(ids.PEERS_PRACTICE)(show_other)
    router.view(ids.PEERS_CHOOSE)(choose)
    router.action(ids.PEERS_OTHERS)(ask_for_others)
    router.action(ids.PEERS_USUAL)(back_to_usual)
