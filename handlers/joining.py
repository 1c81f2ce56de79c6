"""Hears who says where they work, and who confirms it."""

from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks import joining as say
from bot.blocks.kit import View
from bot.domain.deeds import Deed
from bot.domain.delivery import Message
from bot.domain.joining import Said
from bot.domain.talking import Slots
from bot.domain.talking.handing import NOTHING
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.answers import Respond, open_view, replace

Values = dict[str, Any]


async def offer_form(
    ack: AsyncAck, body: Body, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    """ "Say where you work" wherever it stands: over a form that is open too."""
    await offer_filled_in(ack, body, client, caller, services, NOTHING)


async def offer_filled_in(
    ack: AsyncAck,
    body: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
    slots: Slots,
) -> None:
    """``/peerbot practice``; with the practice that they named, where they said it in a sentence."""
    form = await services.joining.saying.prepare(caller.user_id)
    named = slots.ods_codes[0] if slots.ods_codes else None
    view = say.build_member_form(form.member, form.claims, form.place_of, named)
    await open_view(client, body, view)
    await ack()


async def offer_practices(ack: AsyncAck, body: Body, services: Services) -> None:
    """With each letter that somebody types into a menu of practices."""
    found = await services.joining.register.find(body.get("value") or "")
    await ack(options=[say.place_option(each) for each in found])


async def keep(
    ack: AsyncAck, caller: Caller, services: Services, view: View, values: Values
) -> None:
    lines = await services.joining.saying.say(caller.user_id, view["id"], said_in(values))
    await ack(response_action="update", view=say.build_said_modal(lines))


def said_in(values: Values) -> Said:
    return Said(
        values.get(ids.MEMBER_PRACTICE),
        tuple(values.get(ids.MEMBER_ALSO) or ()),
        bool(values.get(ids.MEMBER_LOCUM)),
        say.FORMAL[values.get(ids.MEMBER_FORMAL) or say.UNSAID],
        (values.get(ids.MEMBER_UNLISTED) or "").strip(),
    )


async def confirm(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    await _answer(ack, action, caller, services, respond, yes=True)


async def turn_down(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    await _answer(ack, action, caller, services, respond, yes=False)


async def _answer(
    ack: AsyncAck,
    action: Body,
    caller: Caller,
    services: Services,
    respond: Respond,
    *,
    yes: bool,
) -> None:
    """In the message that asked."""
    message = await decide(caller, action, services, yes=yes)
    await ack()
    await replace(respond, message)


async def decide(caller: Caller, action: Body, services: Services, *, yes: bool) -> Message:
    user, code = action["value"].split(" ")
    return await services.joining.confirming.decide(caller.user_id, user, code, yes=yes)


def register(router: Router) -> None:
    router.command(
        ids.PEERBOT,
        "practice",
        says="Say where you work, so that you see its figures.",
        deed=Deed.SAY_PRACTICE,
    )(offer_filled_in)
    router.action(ids.MEMBER_OPEN)(offer_form)
    router.options(ids.MEMBER_PRACTICE)(offer_practices)
    router.options(ids.MEMBER_ALSO)(offer_practices)
    router.view(ids.MEMBER_FORM)(keep)
    router.action(ids.CLAIM_YES)(confirm)
    router.action(ids.CLAIM_NO)(turn_down)
