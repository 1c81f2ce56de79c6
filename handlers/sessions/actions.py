"""Hears who records an action of a peer session, looks at those that are open, or says what became of one."""

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.kit import View, section
from bot.blocks.sessions import action_forms
from bot.blocks.sessions import actions as say
from bot.domain.deeds import Deed
from bot.domain.delivery import Message
from bot.domain.sessions import Agreed, Outcome
from bot.domain.times import local_day, parse_day
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from bot.services.sessions.actions import Settled
from handlers.answers import Respond, replace, tell, whisper
from handlers.sessions.fields import Values, chosen, words_in
from handlers.sessions.origin import Origin, Where, origin_in, origin_of


async def offer_action_form(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    """ "Record an action", in a session's thread."""
    session, due = await services.sessions.acting.prepare_action(
        caller.user_id, int(action["value"])
    )
    view = action_forms.build_action_modal(session, caller.user_id, due)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def record_action(
    ack: AsyncAck, caller: Caller, services: Services, view: View, values: Values
) -> None:
    chosen_session = view["private_metadata"] or values[ids.ACTION_SESSION]
    await services.sessions.acting.record_action(
        caller.user_id, view["id"], int(chosen_session), read_agreed(values, caller)
    )
    await ack()


def read_agreed(values: Values, caller: Caller) -> Agreed:
    return Agreed(
        what=words_in(values, ids.ACTION_WHAT),
        owner=values.get(ids.ACTION_OWNER) or caller.user_id,
        due=chosen(values, ids.ACTION_DUE, parse_day, "Please choose a date."),
        ods_code=values.get(ids.ACTION_PRACTICE),
        measure=words_in(values, ids.ACTION_MEASURE) or None,
    )


# ---- the list


async def list_actions(ack: AsyncAck, caller: Caller, services: Services) -> None:
    """``/peer actions``: what is still to be done."""
    message = await open_actions(caller, services)
    await tell(ack, message)


async def open_actions(caller: Caller, services: Services, said: str = "") -> Message:
    found, organises = await services.sessions.acting.open_actions(caller.user_id)
    today = local_day(services.context.clock.now(), services.workspace.time_zone)
    return say.render_actions(found, today, organises=organises, reader=caller.user_id, said=said)


# ---- what became of it


async def keep(
    ack: AsyncAck, body: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    origin = origin_of(body)
    settled = await services.sessions.acting.settle(caller.user_id, origin.about, Outcome.KEPT)
    await ack()
    await show_settled(settled, origin, caller, services, respond)


async def offer_change_form(
    ack: AsyncAck, body: Body, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    origin = origin_of(body)
    action, today = await services.sessions.acting.to_settle(caller.user_id, origin.about)
    view = say.build_change_modal(action, today, origin.metadata)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def change(
    ack: AsyncAck,
    caller: Caller,
    services: Services,
    view: View,
    values: Values,
    respond: Respond,
) -> None:
    origin = origin_in(view)
    instead = Agreed(
        what=words_in(values, ids.CHANGED_WHAT),
        owner=caller.user_id,
        due=chosen(values, ids.CHANGED_DUE, parse_day, "Please choose a date."),
        measure=words_in(values, ids.CHANGED_MEASURE) or None,
    )
    settled = await services.sessions.acting.settle(
        caller.user_id, origin.about, Outcome.CHANGED, instead=instead, request=view["id"]
    )
    await ack()
    await show_settled(settled, origin, caller, services, respond)


async def offer_drop_form(
    ack: AsyncAck, body: Body, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    origin = origin_of(body)
    action, _ = await services.sessions.acting.to_settle(caller.user_id, origin.about)
    view = say.build_drop_modal(action, origin.metadata)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def drop(
    ack: AsyncAck,
    caller: Caller,
    services: Services,
    view: View,
    values: Values,
    respond: Respond,
) -> None:
    origin = origin_in(view)
    words = words_in(values, ids.DROPPED_WHY) or None
    settled = await services.sessions.acting.settle(
        caller.user_id, origin.about, Outcome.DROPPED, words=words
    )
    await ack()
    await show_settled(settled, origin, caller, services, respond)


async def show_settled(
    settled: Settled, origin: Origin, caller: Caller, services: Services, respond: Respond
) -> None:
    """In the list that was pressed, or beside a message that others read; a nudge is brought up to date."""
    said = say.thanks(settled.action, settled.instead)
    match origin.where:
        case Where.LIST:
            await replace(respond, await open_actions(caller, services, said))
        case Where.THREAD:
            await whisper(respond, Message(said, (section(said),)))


async def remind_later(ack: AsyncAck, action: Body, caller: Caller, services: Services) -> None:
    """The nudge itself says when."""
    await services.sessions.acting.remind_later(caller.user_id, int(action["value"]))
    await ack()


def register(router: Router) -> None:
    says = "The actions that are still open: yours first."
    router.command(ids.PEER, "actions", says=says, deed=Deed.TAKE_PART)(list_actions)
    router.action(ids.ACTION_NEW)(offer_action_form)
    router.view(ids.ACTION_RECORD)(record_action)
    router.action(ids.ACTION_KEPT)(keep)
    router.action(ids.ACTION_CHANGED)(offer_change_form)
    router.view(ids.ACTION_CHANGE)(change)
    router.action(ids.ACTION_DROPPED)(offer_drop_form)
    router.view(ids.ACTION_DROP)(drop)
    router.action(ids.ACTION_LATER)(remind_later)
