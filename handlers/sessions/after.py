"""Hears whether a group met, who was there, and who wants its summary as text."""

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.kit import View
from bot.blocks.sessions import after
from bot.blocks.sessions.setting_up import build_setup_modal
from bot.domain.delivery import Message
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.answers import Respond, replace, whisper
from handlers.sessions.fields import Values


async def met(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
    respond: Respond,
) -> None:
    """ "Yes, we met": noted, and the list of who was there opens by itself."""
    session_id = int(action["value"])
    said = await services.sessions.after.say(caller.user_id, session_id, met=True)
    if said.may_tick:
        await open_list(body, client, caller, services, session_id)
    await ack()
    await replace(respond, said.message)


async def not_met(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    said = await services.sessions.after.say(caller.user_id, int(action["value"]), met=False)
    await ack()
    await replace(respond, said.message)


async def find_another_time(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    begun = await services.sessions.after.again(caller.user_id, int(action["value"]))
    await client.views_open(trigger_id=body["trigger_id"], view=build_setup_modal(begun))
    await ack()


async def offer_list(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    """ "Who was there?"."""
    await open_list(body, client, caller, services, int(action["value"]))
    await ack()


async def open_list(
    body: Body, client: AsyncWebClient, caller: Caller, services: Services, session_id: int
) -> None:
    found = await services.sessions.after.prepare_list(caller.user_id, session_id)
    view = after.build_attendance_modal(found.session, found.ticked)
    await client.views_open(trigger_id=body["trigger_id"], view=view)


async def tick(
    ack: AsyncAck, caller: Caller, services: Services, view: View, values: Values
) -> None:
    await services.sessions.after.tick(
        caller.user_id,
        int(view["private_metadata"]),
        tuple(values.get(ids.ATTENDANCE_PEOPLE) or ()),
        tuple(int(each) for each in values.get(ids.ATTENDANCE_GUESTS) or ()),
    )
    await ack()


async def was_there(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    await correct(ack, action, caller, services, respond, there=True)


async def was_not_there(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    await correct(ack, action, caller, services, respond, there=False)


async def correct(
    ack: AsyncAck,
    action: Body,
    caller: Caller,
    services: Services,
    respond: Respond,
    *,
    there: bool,
) -> None:
    await services.sessions.after.correct(caller.user_id, int(action["value"]), there)
    await ack()
    await whisper(respond, Message(after.corrected_words(there)))


async def copy(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    """ "Text to copy"."""
    summary = await services.sessions.after.summary_for(caller.user_id, int(action["value"]))
    await ack()
    await whisper(respond, after.render_copy(summary))


def register(router: Router) -> None:
    router.action(ids.SESSION_MET)(met)
    router.action(ids.SESSION_NOT_MET)(not_met)
    router.action(ids.SESSION_AGAIN)(find_another_time)
    router.action(ids.SESSION_WHO)(offer_list)
    router.view(ids.ATTENDANCE)(tick)
    router.action(ids.SESSION_WAS_THERE)(was_there)
    router.action(ids.SESSION_WAS_NOT)(was_not_there)
    router.action(ids.SUMMARY_COPY)(copy)
