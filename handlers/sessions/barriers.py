"""Hears who raises a barrier, answers one, passes one on, or looks at how they stand."""

from datetime import date

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.kit import View
from bot.blocks.sessions import barriers as say
from bot.domain.deeds import Deed
from bot.domain.sessions.barriers import Raised
from bot.domain.times import local_day, parse_day
from bot.errors import InvalidInput
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.answers import tell
from handlers.sessions.fields import Values, chosen


async def offer_form(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    """ "A barrier for the body", in a session's thread, or in the list for a session to choose."""
    value = action["value"]
    session_id = None if value == say.CHOOSE else int(value)
    form = await services.sessions.barriers.prepare(caller.user_id, session_id)
    view = say.build_raise_modal(
        form.sessions, form.owner, form.today, services.workspace.body_name
    )
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def raise_one(
    ack: AsyncAck, caller: Caller, services: Services, view: View, values: Values
) -> None:
    session = view["private_metadata"] or values.get(ids.BARRIER_SESSION)
    if not session:
        raise InvalidInput("Please choose a session.", ids.BARRIER_SESSION)
    raised = Raised(
        (values.get(ids.BARRIER_WHAT) or "").strip(),
        values.get(ids.BARRIER_OWNER) or "",
        chosen(values, ids.BARRIER_BY, parse_day, "Please choose a date."),
    )
    barrier = await services.sessions.barriers.raise_one(
        caller.user_id, view["id"], int(session), raised
    )
    await ack(response_action="update", view=say.build_raised_modal(barrier, _today(services)))


async def offer_answer_form(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    barrier = await services.sessions.barriers.to_answer(caller.user_id, int(action["value"]))
    view = say.build_answer_modal(barrier)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def answer(
    ack: AsyncAck, caller: Caller, services: Services, view: View, values: Values
) -> None:
    barrier = await services.sessions.barriers.answer(
        caller.user_id, int(view["private_metadata"]), values.get(ids.BARRIER_WORDS) or ""
    )
    words = f"Thank you. Your answer is on its way to the session's thread in <#{barrier.channel}>."
    await ack(response_action="update", view=say.build_said_modal(words))


async def offer_move_form(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    barrier = await services.sessions.barriers.to_answer(caller.user_id, int(action["value"]))
    view = say.build_move_modal(barrier)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def hand_on(
    ack: AsyncAck, caller: Caller, services: Services, view: View, values: Values
) -> None:
    barrier = await services.sessions.barriers.hand_on(
        caller.user_id, int(view["private_metadata"]), values.get(ids.BARRIER_HEIR) or ""
    )
    words = f"Passed on: <@{barrier.owner}> is asked to answer it."
    await ack(response_action="update", view=say.build_said_modal(words))


async def list_barriers(ack: AsyncAck, caller: Caller, services: Services) -> None:
    """``/peer barriers``: those that wait for an answer, and those that had one lately."""
    found, may_raise = await services.sessions.barriers.listed(caller.user_id)
    message = say.render_barriers(
        found,
        caller.user_id,
        _today(services),
        services.workspace.time_zone,
        may_raise=may_raise,
    )
    await tell(ack, message)


def _today(services: Services) -> date:
    return local_day(services.context.clock.now(), services.workspace.time_zone)


def register(router: Router) -> None:
    says = "What is outside the practices' control, and what the body answered."
    router.command(ids.PEER, "barriers", says=says, deed=Deed.TAKE_PART)(list_barriers)
    router.action(ids.BARRIER_NEW)(offer_form)
    router.view(ids.BARRIER_RAISE)(raise_one)
    router.action(ids.BARRIER_REPLY)(offer_answer_form)
    router.view(ids.BARRIER_ANSWER)(answer)
    router.action(ids.BARRIER_MOVE)(offer_move_form)
    router.view(ids.BARRIER_HAND)(hand_on)
