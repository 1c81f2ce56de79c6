"""Hears who records an action of a peer session, looks at those that are open, or finishes one."""

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.kit import View
from bot.blocks.sessions import action_forms, lists
from bot.domain.delivery import Message
from bot.domain.sessions import Agreed
from bot.domain.times import local_day, parse_day
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.answers import Respond, replace, tell
from handlers.sessions.fields import Values, chosen, words_in


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


async def list_actions(ack: AsyncAck, caller: Caller, services: Services) -> None:
    """``/peer actions``: what is still to be done."""
    message = await open_actions(caller, services)
    await tell(ack, message)


async def finish_action(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    finished = await services.sessions.acting.finish_action(caller.user_id, int(action["value"]))
    await ack()
    said = lists.done_words(finished)
    await replace(respond, await open_actions(caller, services, said))


async def open_actions(caller: Caller, services: Services, said: str = "") -> Message:
    actions, organises = await services.sessions.acting.open_actions(caller.user_id)
    today = local_day(services.context.clock.now(), services.workspace.time_zone)
    return lists.render_actions(actions, caller.user_id, today, organises=organises, said=said)


def register(router: Router) -> None:
    router.command(ids.PEER, "actions", says="The actions that are still open.")(list_actions)
    router.action(ids.ACTION_NEW)(offer_action_form)
    router.view(ids.ACTION_RECORD)(record_action)
    router.action(ids.ACTION_DONE)(finish_action)
