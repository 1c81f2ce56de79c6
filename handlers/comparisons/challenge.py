"""Hears who questions a number, and who answers."""

from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.comparisons.challenge import (
    build_challenge_modal,
    build_sent_modal,
    render_challenges,
)
from bot.blocks.comparisons.settling import (
    build_answer_modal,
    build_answered_modal,
    render_settled,
)
from bot.blocks.kit import View
from bot.domain.comparisons.challenges import About
from bot.domain.deeds import Deed
from bot.domain.delivery import Message
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.answers import Respond, replace, tell

Values = dict[str, Any]


async def offer_form(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    services: Services,
    caller: Caller,
) -> None:
    """ "Challenge this number", below a snippet or in a private answer."""
    about = About.parse(action["value"])
    asking = await services.comparisons.challenging.prepare(caller.user_id, about)
    view = build_challenge_modal(asking)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def send(
    ack: AsyncAck, services: Services, caller: Caller, view: View, values: Values
) -> None:
    challenge = await services.comparisons.challenging.challenge(
        caller.user_id,
        view["id"],
        About.parse(view["private_metadata"]),
        values.get(ids.CHALLENGE_WORDS) or "",
    )
    await ack(response_action="update", view=build_sent_modal(challenge))


async def offer_answer_form(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    services: Services,
    caller: Caller,
) -> None:
    challenging = services.comparisons.challenging
    challenge = await challenging.to_answer(caller.user_id, int(action["value"]))
    view = build_answer_modal(challenge)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def answer(
    ack: AsyncAck, services: Services, caller: Caller, view: View, values: Values
) -> None:
    challenge = await services.comparisons.challenging.answer(
        caller.user_id,
        int(view["private_metadata"]),
        values.get(ids.CHALLENGE_REPLY_WORDS) or "",
    )
    await ack(response_action="update", view=build_answered_modal(challenge))


async def settle(
    ack: AsyncAck, body: Body, action: Body, services: Services, caller: Caller, respond: Respond
) -> None:
    """In the message that asked, or in the list, which then shows what is left."""
    challenging = services.comparisons.challenging
    challenge = await challenging.settle(caller.user_id, int(action["value"]))
    await ack()
    listed = body["container"].get("is_ephemeral")
    await replace(
        respond, await overview(caller, services) if listed else render_settled(challenge)
    )


async def list_challenges(ack: AsyncAck, caller: Caller, services: Services) -> None:
    """``/compare challenges``: what is being questioned."""
    await tell(ack, await overview(caller, services))


async def overview(caller: Caller, services: Services) -> Message:
    listed = await services.comparisons.challenging.listed(caller.user_id)
    return render_challenges(listed, services.workspace.time_zone)


def register(router: Router) -> None:
    says = "The numbers that are being questioned: yours to answer, and those you asked about."
    router.command(ids.COMPARE, "challenges", says=says, deed=Deed.COMPARE)(list_challenges)
    router.action(ids.CHALLENGE_START)(offer_form)
    router.view(ids.CHALLENGE_NEW)(send)
    router.action(ids.CHALLENGE_ANSWER)(offer_answer_form)
    router.view(ids.CHALLENGE_REPLY)(answer)
    router.action(ids.CHALLENGE_SETTLE)(settle)
