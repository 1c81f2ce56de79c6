"""Hears what the two say about a concern, and whether it is settled."""

from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.concerns import forms, messages
from bot.blocks.concerns.lists import render_concerns
from bot.blocks.kit import View
from bot.domain.deeds import Deed
from bot.domain.delivery import Message
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.answers import Respond, open_view, replace, tell

Values = dict[str, Any]


async def read(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    """ "Read it", wherever it is: all that was said, and a box for more."""
    exchange = await services.concerns.talking.read(caller.user_id, int(action["value"]))
    view = forms.build_exchange_modal(
        exchange, caller.user_id, services.context.clock.now(), services.workspace.time_zone
    )
    await open_view(client, body, view)
    await ack()


async def say(
    ack: AsyncAck, caller: Caller, services: Services, view: View, values: Values
) -> None:
    settles = forms.SETTLES in (values.get(ids.CONCERN_SETTLES) or ())
    words = values.get(ids.CONCERN_LINE) or ""
    concern = await services.concerns.talking.say(
        caller.user_id, int(view["private_metadata"]), words, settles=settles
    )
    said = messages.SETTLED if settles else f"Sent: <@{concern.other(caller.user_id)}> is told."
    await ack(response_action="update", view=forms.build_said_modal(said))


async def settle(
    ack: AsyncAck, body: Body, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    await services.concerns.talking.settle(caller.user_id, int(action["value"]))
    await ack()
    await _replace(body, caller, services, respond, messages.SETTLED)


async def agree(
    ack: AsyncAck, body: Body, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    """ "Yes, it is settled", of whoever raised it."""
    await services.concerns.talking.agree(caller.user_id, int(action["value"]))
    await ack()
    await _replace(body, caller, services, respond, messages.AGREED)


async def reopen(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
    respond: Respond,
) -> None:
    """In a message, in the list, or in the form that shows it."""
    await services.concerns.talking.reopen(caller.user_id, int(action["value"]))
    await ack()
    if "view" in body:
        view = forms.build_said_modal(messages.REOPENED)
        await client.views_update(view_id=body["view"]["id"], view=view)
    else:
        await _replace(body, caller, services, respond, messages.REOPENED)


async def list_concerns(ack: AsyncAck, caller: Caller, services: Services) -> None:
    """``/peerbot concerns``: one's own, and nobody else's."""
    await tell(ack, await overview(caller, services))


async def overview(caller: Caller, services: Services, said: str = "") -> Message:
    mine = await services.concerns.talking.listed(caller.user_id)
    return render_concerns(mine, caller.user_id, services.context.clock.now(), said)


async def _replace(
    body: Body, caller: Caller, services: Services, respond: Respond, said: str
) -> None:
    """The message says what was done; the list shows what is left."""
    listed = body["container"].get("is_ephemeral")
    shown = await overview(caller, services, said) if listed else messages.render_done(said)
    await replace(respond, shown)


def register(router: Router) -> None:
    says = "Concerns that you raised or that were raised with you, open or settled lately."
    router.command(ids.PEERBOT, "concerns", says=says, deed=Deed.RAISE_CONCERN)(list_concerns)
    router.action(ids.CONCERN_READ)(read)
    router.view(ids.CONCERN_SAY)(say)
    router.action(ids.CONCERN_SETTLE)(settle)
    router.action(ids.CONCERN_AGREE)(agree)
    router.action(ids.CONCERN_REOPEN)(reopen)
