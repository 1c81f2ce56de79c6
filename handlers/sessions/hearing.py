"""Hears actions that people write in a session's thread, choose from a message, or correct."""

from dataclasses import replace

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.kit import View
from bot.blocks.sessions import action_forms
from bot.domain.deeds import Deed
from bot.domain.sessions import Agreed
from bot.domain.sessions.reading import is_action
from bot.domain.talking import Slots
from bot.domain.talking.handing import ahead_of
from bot.domain.times import local_day
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from bot.services.sessions.hearing import Draft, Said
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


async def hear_mention(body: Body, event: Body, services: Services) -> None:
    """ "@Peerbot action: ..."; where that is no session's thread, a line says where it is heard."""
    await services.sessions.hearing.hear(said_in(body, event), mentioned=True)


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
    await client.views_open(trigger_id=body["trigger_id"], view=form_of(draft))
    await ack()


async def offer_form(
    ack: AsyncAck,
    body: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
    words: str,
    slots: Slots,
) -> None:
    """``/peer action [words]``: the same form with the words, or with what was understood of them."""
    here, thread = caller.channel_id or "", body.get("thread_ts") or ""
    text = f"action: {slots.words or words}" if slots.words or words else ""
    said = Said(caller.user_id, here, thread, thread, text)
    draft = await services.sessions.hearing.prepare_from_message(said, caller.user_id)
    agreed = as_said(draft.agreed, slots, services)
    view = form_of(replace(draft, agreed=agreed))
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


def as_said(agreed: Agreed, slots: Slots, services: Services) -> Agreed:
    """With who and when, where a sentence said so."""
    today = local_day(services.context.clock.now(), services.workspace.time_zone)
    ahead = ahead_of(slots, today)
    owner = slots.people[0] if slots.people else agreed.owner
    return replace(agreed, owner=owner, due=ahead.until_day or ahead.day or agreed.due)


def form_of(draft: Draft) -> View:
    if draft.session is not None:
        return action_forms.build_drafted_action_modal(draft.session, draft.agreed)
    return action_forms.build_action_of_some_session_modal(draft.sessions, draft.zone, draft.agreed)


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
    says = "Record an action of a peer session, with what will be done in your words."
    usage, deed = "[what, who, by when]", Deed.TAKE_PART
    router.command(ids.PEER, "action", says=says, usage=usage, deed=deed)(offer_form)
    router.message_shortcut(ids.ACTION_SHORTCUT)(offer_form_from_message)
    router.action(ids.ACTION_EDIT)(offer_correction)
    router.view(ids.ACTION_CORRECT)(correct)
