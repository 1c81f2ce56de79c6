"""Hears whoever sets up a peer session: each way in, the form, its preview, and sending it."""

from dataclasses import replace

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.kit import View
from bot.blocks.sessions.finding import build_slots_modal
from bot.blocks.sessions.preview import build_preview_modal, build_refused_modal
from bot.blocks.sessions.setting_up import build_setup_modal
from bot.domain.deeds import Deed
from bot.domain.sessions import TOPIC_MAX
from bot.domain.sessions.choice import Begun, Choice, Wanted
from bot.domain.talking import Slots
from bot.domain.talking.handing import NOTHING
from bot.errors import PeerbotError
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.channels import channel_of, require_bot_in
from handlers.sessions.form import read_choice, under_its_field
from handlers.sessions.topics import about

# ---- ways in


async def offer_form(
    ack: AsyncAck,
    body: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
    words: str,
    slots: Slots,
) -> None:
    """``/peer schedule``: the form, with the channel that one is in.

    Words after it are the topic, and when, if they say that: ``falls next Tuesday at 1pm``.
    """
    wanted = about(words, channel_of(caller), TOPIC_MAX)
    if slots != NOTHING:
        wanted = await wanted_of(slots, caller, services)
    elif wanted.topic:
        wanted = await services.sessions.asking.more_of(caller.user_id, wanted)
    await open_form(body, client, caller, services, wanted)
    await ack()


async def wanted_of(slots: Slots, caller: Caller, services: Services) -> Wanted:
    """What was understood of a sentence."""
    return await services.sessions.asking.wanted(caller.user_id, slots, channel_of(caller))


async def offer_form_from_shortcut(
    ack: AsyncAck, body: Body, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    await open_form(body, client, caller, services, Wanted())
    await ack()


async def offer_form_from_snippet(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    """ "Discuss this": the form, with the snippet's indicator and channel."""
    wanted = Wanted(snippet_id=int(action["value"]))
    await open_form(body, client, caller, services, wanted)
    await ack()


async def offer_form_from_button(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    """A button on the Home tab, or under what was understood of a sentence."""
    wanted = Wanted.from_text(action.get("value") or "")
    await open_form(body, client, caller, services, wanted)
    await ack()


async def open_form(
    body: Body, client: AsyncWebClient, caller: Caller, services: Services, wanted: Wanted
) -> None:
    begun = await services.sessions.setting_up.prepare(caller.user_id, wanted)
    await client.views_open(trigger_id=body["trigger_id"], view=build_setup_modal(begun))


# ---- the form


async def change_form(
    ack: AsyncAck,
    action: Body,
    view: View,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    """Another format was chosen, the time is to be found, or more fields are wanted."""
    choice = await kept_draft(view, caller, services)
    match action["action_id"]:
        case ids.SESSION_MORE:
            choice = replace(choice, more=True)
        case ids.SESSION_FIND:
            choice = replace(choice, finding=bool(action.get("value")))
    await show_form(client, caller, services, view["id"], choice)
    await ack()


async def show_form(
    client: AsyncWebClient, caller: Caller, services: Services, view_id: str, choice: Choice
) -> None:
    begun = await services.sessions.setting_up.look_again(caller.user_id, choice)
    await client.views_update(view_id=view_id, view=build_setup_modal(begun))


async def begin_afresh(
    ack: AsyncAck, view: View, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    """An empty form in place of the draft, which is forgotten."""
    kept = Choice.from_text(view["private_metadata"])
    await services.sessions.drafting.forget(caller.user_id)
    begun = await services.sessions.setting_up.prepare(
        caller.user_id, Wanted(channel=kept.channel), take_up=False
    )
    await another_form(client, view, replace(begun, choice=next_turn(begun.choice, kept)))
    await ack()


async def take_up(
    ack: AsyncAck, view: View, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    """The draft in place of what the form began with."""
    kept = Choice.from_text(view["private_metadata"])
    begun = await services.sessions.setting_up.prepare(caller.user_id, take_up=True)
    await another_form(client, view, replace(begun, choice=next_turn(begun.choice, kept)))
    await ack()


def next_turn(choice: Choice, before: Choice) -> Choice:
    """With fields of its own: Slack keeps what was typed in those that were there."""
    return replace(choice, turn=before.turn + 1)


async def another_form(client: AsyncWebClient, view: View, begun: Begun) -> None:
    await client.views_update(view_id=view["id"], view=build_setup_modal(begun))


async def keep_draft(ack: AsyncAck, view: View, caller: Caller, services: Services) -> None:
    """The form was closed: what was typed in it is there next time."""
    await kept_draft(view, caller, services)
    await ack()


async def kept_draft(view: View, caller: Caller, services: Services) -> Choice:
    """What the form says; it is kept if somebody has changed something in it."""
    choice = read_choice(view)
    if not choice.says_the_same(Choice.from_text(view["private_metadata"])):
        await services.sessions.drafting.keep(caller.user_id, choice)
    return choice


# ---- the preview, and sending it


async def show_preview(
    ack: AsyncAck, client: AsyncWebClient, caller: Caller, services: Services, view: View
) -> None:
    """The form was sent: show what would come of it before anything does."""
    choice = read_choice(view)
    await services.sessions.drafting.keep(caller.user_id, choice)
    with under_its_field(view):
        await require_bot_in(client, choice.channel or "", ids.SESSION_CHANNEL)
        _, found = await services.sessions.setting_up.preview(caller.user_id, choice)
    await ack(response_action="update", view=build_preview_modal(found, choice))


async def back_to_form(
    ack: AsyncAck, view: View, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    """ "Change something": the form as it was sent."""
    choice = Choice.from_text(view["private_metadata"])
    await show_form(client, caller, services, view["id"], choice)
    await ack()


async def send(ack: AsyncAck, caller: Caller, services: Services, view: View) -> None:
    """ "Send invitations". What has come between is said, and the form is one press away."""
    choice = Choice.from_text(view["private_metadata"])
    try:
        if choice.finding:
            await find_time(ack, caller, services, choice)
            return
        await services.sessions.setting_up.send(caller.user_id, view["id"], choice)
    except PeerbotError as refused:
        await ack(response_action="update", view=build_refused_modal(str(refused), choice))
        return
    await ack()


async def find_time(ack: AsyncAck, caller: Caller, services: Services, choice: Choice) -> None:
    """The form of the times to vote on; the session that they are for is kept in the draft."""
    user = caller.user_id
    asked, _ = await services.sessions.setting_up.preview(user, choice)
    await services.sessions.drafting.keep_proposal(user, choice, asked.proposal)
    form = await services.sessions.finding.prepare(user)
    await ack(response_action="update", view=build_slots_modal(form))


def register(router: Router) -> None:
    says = "Set up a peer session."
    router.command(
        ids.PEER, "schedule", says=says, usage="[topic]", deed=Deed.SET_UP_SESSION, screens=True
    )(offer_form)
    router.shortcut(ids.SESSION_SHORTCUT)(offer_form_from_shortcut)
    router.action(ids.SESSION_OPEN)(offer_form_from_button)
    router.action(ids.SESSION_FROM_SNIPPET)(offer_form_from_snippet)
    for name in (ids.SESSION_FORMAT, ids.SESSION_FIND, ids.SESSION_MORE):
        router.action(name)(change_form)
    router.action(ids.SESSION_AFRESH)(begin_afresh)
    router.action(ids.SESSION_TAKE_UP)(take_up)
    router.view_closed(ids.SESSION_NEW)(keep_draft)
    router.view(ids.SESSION_NEW)(show_preview)
    router.action(ids.SESSION_CHANGE)(back_to_form)
    router.view(ids.SESSION_PREVIEW)(send)
