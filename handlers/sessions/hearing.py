"""Hears actions that people write in a session's thread, choose from a message, or correct."""

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.kit import View
from bot.blocks.sessions import action_forms
from bot.domain.sessions.reading import is_action
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from bot.services.sessions.hearing import Said
from handlers.sessions.actions import read_agreed
from handlers.sessions.fields import Values

CHANNELS = ("channel", "group")
ALSO_IN_THE_CHANNEL = "thread_broadcast"


async def hear_message(body: Body, event: Body, services: Services) -> None:
    """A message in a channel; all but actions in a thread are dropped here, unread by anything else."""
    text = event.get("text", "")
    by_person = "bot_id" not in event and event.get("subtype") in (None, ALSO_IN_THE_CHANNEL)
    if by_person and "thread_ts" in event and is_action(text):
        await services.sessions.hearing.hear(said_in(body, event))


async def hear_mention(ack: AsyncAck, body: Body, event: Body, services: Services) -> None:
    """ "@Peerbot action: ..."; what else is said to it in a channel gets a line on what it hears."""
    if "bot_id" not in event and event.get("subtype") in (None, ALSO_IN_THE_CHANNEL):
        await services.sessions.hearing.hear(said_in(body, event), mentioned=True)
    await ack()


def said_in(body: Body, event: Body) -> Said:
    authorizations = body.get("authorizations") or [{}]
    return Said(
        user=event.get("user", ""),
        channel=event["channel"],
        thread=event.get("thread_ts") or event["ts"],
        ts=event["ts"],
        text=event.get("text", ""),
        bot=authorizations[0].get("user_id") or "",
    )


async def offer_form_from_message(
    ack: AsyncAck, body: Body, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    """The message shortcut "Record as action"."""
    message = body["message"]
    author = None if "bot_id" in message else message.get("user")
    said = Said(
        caller.user_id,
        body["channel"]["id"],
        message.get("thread_ts") or message["ts"],
        message["ts"],
        message.get("text", ""),
    )
    draft = await services.sessions.hearing.prepare_from_message(said, author)
    if draft.session is not None:
        view = action_forms.build_drafted_action_modal(draft.session, draft.agreed)
    else:
        view = action_forms.build_action_of_some_session_modal(
            draft.sessions, draft.zone, draft.agreed
        )
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def offer_correction(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    """ "Edit", under an action in the thread."""
    session, kept = await services.sessions.hearing.prepare_edit(
        caller.user_id, int(action["value"])
    )
    view = action_forms.build_correction_modal(session, kept)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def correct(
    ack: AsyncAck, caller: Caller, services: Services, view: View, values: Values
) -> None:
    agreed = read_agreed(values, caller)
    await services.sessions.hearing.correct(caller.user_id, int(view["private_metadata"]), agreed)
    await ack()


def register(router: Router) -> None:
    router.event("app_mention")(hear_mention)
    router.message_shortcut(ids.ACTION_SHORTCUT)(offer_form_from_message)
    router.action(ids.ACTION_EDIT)(offer_correction)
    router.view(ids.ACTION_CORRECT)(correct)
