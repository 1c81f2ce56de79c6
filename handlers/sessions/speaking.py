"""Hears reasons for variation, ideas, and questions without a name."""

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.kit import View
from bot.blocks.sessions import points
from bot.domain.sessions import Reason
from bot.errors import InvalidInput
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.answers import Respond, replace
from handlers.sessions.fields import Values, words_in


async def offer_reason(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    """ "A reason"."""
    session = await services.sessions.speaking.prepare(caller.user_id, int(action["value"]))
    view = points.build_reason_modal(session)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def give_reason(
    ack: AsyncAck, caller: Caller, services: Services, view: View, values: Values
) -> None:
    kind = values.get(ids.REASON_KIND)
    if kind not in set(Reason):
        raise InvalidInput("Please choose what it is mostly.", ids.REASON_KIND)
    await services.sessions.speaking.give_reason(
        caller.user_id,
        view["id"],
        int(view["private_metadata"]),
        Reason(kind),
        words_in(values, ids.REASON_WORDS),
    )
    await ack()


async def offer_idea(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    """ "An idea"."""
    session = await services.sessions.speaking.prepare(caller.user_id, int(action["value"]))
    view = points.build_idea_modal(session)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def give_idea(
    ack: AsyncAck, caller: Caller, services: Services, view: View, values: Values
) -> None:
    await services.sessions.speaking.give_idea(
        caller.user_id,
        view["id"],
        int(view["private_metadata"]),
        words_in(values, ids.IDEA_WORDS),
    )
    await ack()


async def offer_question(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    """ "Ask the facilitator (no name)"."""
    session, to = await services.sessions.speaking.prepare_question(
        caller.user_id, int(action["value"])
    )
    view = points.build_question_modal(session, to)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def ask(
    ack: AsyncAck, caller: Caller, services: Services, view: View, values: Values
) -> None:
    words = (values.get(ids.QUESTION_WORDS) or "").strip()
    session_id = int(view["private_metadata"])
    await services.sessions.speaking.ask(caller.user_id, view["id"], session_id, words)
    await ack()


async def share(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    """ "Share in the thread", under a question."""
    session_id, mark, words = action["value"].split(" ", 2)
    session = await services.sessions.speaking.share(caller.user_id, int(session_id), mark, words)
    await ack()
    await replace(respond, points.render_shared(session.topic, words))


def register(router: Router) -> None:
    router.action(ids.REASON_START)(offer_reason)
    router.view(ids.REASON_NEW)(give_reason)
    router.action(ids.IDEA_START)(offer_idea)
    router.view(ids.IDEA_NEW)(give_idea)
    router.action(ids.QUESTION_START)(offer_question)
    router.view(ids.QUESTION_NEW)(ask)
    router.action(ids.QUESTION_SHARE)(share)
