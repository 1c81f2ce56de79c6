"""Hears /peer, and every button and form of peer sessions."""

from collections.abc import Callable
from datetime import date, time
from typing import Any, TypeVar

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.kit import View
from bot.blocks.sessions import forms, lists
from bot.domain.delivery import Message
from bot.domain.sessions import LENGTHS, Agreed, Answer, Proposal
from bot.domain.times import local_day, local_moment, parse_clock, parse_day
from bot.errors import InvalidInput
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.answers import Respond, replace, tell
from handlers.channels import require_bot_in

Values = dict[str, Any]
Parsed = TypeVar("Parsed", date, time)


# ---- setting one up


async def offer_form(
    ack: AsyncAck, body: Body, client: AsyncWebClient, caller: Caller, services: Services
) -> None:
    """``/peer schedule``: the form, with the channel that one is in."""
    here = caller.channel_id if (caller.channel_id or "").startswith("C") else None
    setup = await services.sessions.prepare(caller.user_id, channel=here)
    await client.views_open(trigger_id=body["trigger_id"], view=forms.build_setup_modal(setup))
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
    setup = await services.sessions.prepare(caller.user_id, snippet_id=int(action["value"]))
    await client.views_open(trigger_id=body["trigger_id"], view=forms.build_setup_modal(setup))
    await ack()


async def set_up(
    ack: AsyncAck,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
    view: View,
    values: Values,
) -> None:
    proposal = read_proposal(values, view["private_metadata"], services.workspace.time_zone)
    await require_bot_in(client, proposal.channel, ids.SESSION_CHANNEL)
    await services.sessions.set_up(caller.user_id, view["id"], proposal)
    await ack()


def read_proposal(values: Values, snippet: str, zone: str) -> Proposal:
    """Raises InvalidInput for what Slack's own required fields should have asked for."""
    moment = local_moment(
        chosen(values, ids.SESSION_DATE, parse_day, "Please choose a date."),
        chosen(values, ids.SESSION_TIME, parse_clock, "Please choose a time."),
        zone,
    )
    minutes = int(values.get(ids.SESSION_LENGTH) or LENGTHS[0])
    return Proposal(
        topic=words_in(values, ids.SESSION_TOPIC),
        ods_codes=tuple(values.get(ids.SESSION_PRACTICES) or ()),
        channel=values.get(ids.SESSION_CHANNEL) or "",
        starts_at=moment.at,
        minutes=minutes if minutes in LENGTHS else LENGTHS[0],
        place=words_in(values, ids.SESSION_PLACE) or None,
        snippet_id=int(snippet) if snippet else None,
        moved=moment.moved,
    )


def words_in(values: Values, block_id: str) -> str:
    """What was typed, on one line and without spaces around it."""
    return " ".join((values.get(block_id) or "").split())


def chosen(values: Values, block_id: str, parse: Callable[[str], Parsed], otherwise: str) -> Parsed:
    try:
        return parse(values.get(block_id) or "")
    except ValueError:
        raise InvalidInput(otherwise, block_id) from None


# ---- answering


async def say_yes(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    await keep_answer(ack, action, caller, services, respond, Answer.YES)


async def say_no(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    await keep_answer(ack, action, caller, services, respond, Answer.NO)


async def keep_answer(
    ack: AsyncAck,
    action: Body,
    caller: Caller,
    services: Services,
    respond: Respond,
    answer: Answer,
) -> None:
    """Keep it, then show it in the message that was pressed."""
    shown = await services.sessions.answer(caller.user_id, int(action["value"]), answer)
    await ack()
    await replace(respond, shown)


# ---- the list


async def list_sessions(ack: AsyncAck, caller: Caller, services: Services) -> None:
    """``/peer list``: what is planned, and for organisers who is coming."""
    listed, organises = await services.sessions.upcoming(caller.user_id)
    message = lists.render_sessions(listed, organises=organises)
    await tell(ack, message)


async def cancel(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    session = await services.sessions.cancel(caller.user_id, int(action["value"]))
    await ack()
    listed, organises = await services.sessions.upcoming(caller.user_id)
    said = lists.cancelled_words(session)
    await replace(respond, lists.render_sessions(listed, organises=organises, said=said))


# ---- actions


async def offer_action_form(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    """ "Record an action", in a session's thread."""
    session, due = await services.sessions.prepare_action(caller.user_id, int(action["value"]))
    view = forms.build_action_modal(session, caller.user_id, due)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def record_action(
    ack: AsyncAck, caller: Caller, services: Services, view: View, values: Values
) -> None:
    agreed = Agreed(
        what=words_in(values, ids.ACTION_WHAT),
        owner=values.get(ids.ACTION_OWNER) or caller.user_id,
        due=chosen(values, ids.ACTION_DUE, parse_day, "Please choose a date."),
        ods_code=values.get(ids.ACTION_PRACTICE),
    )
    await services.sessions.record_action(
        caller.user_id, view["id"], int(view["private_metadata"]), agreed
    )
    await ack()


async def list_actions(ack: AsyncAck, caller: Caller, services: Services) -> None:
    """``/peer actions``: what is still to be done."""
    message = await open_actions(caller, services)
    await tell(ack, message)


async def finish_action(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    finished = await services.sessions.finish_action(caller.user_id, int(action["value"]))
    await ack()
    said = lists.done_words(finished)
    await replace(respond, await open_actions(caller, services, said))


async def open_actions(caller: Caller, services: Services, said: str = "") -> Message:
    actions, organises = await services.sessions.open_actions(caller.user_id)
    today = local_day(services.context.clock.now(), services.workspace.time_zone)
    return lists.render_actions(actions, caller.user_id, today, organises=organises, said=said)


def register(router: Router) -> None:
    command = router.command
    command(ids.PEER, "schedule", says="Set up a peer session.")(offer_form)
    command(ids.PEER, "list", says="The peer sessions to come, and who is coming.")(list_sessions)
    command(ids.PEER, "actions", says="The actions that are still open.")(list_actions)
    router.action(ids.SESSION_FROM_SNIPPET)(offer_form_from_snippet)
    router.view(ids.SESSION_NEW)(set_up)
    router.action(ids.SESSION_YES)(say_yes)
    router.action(ids.SESSION_NO)(say_no)
    router.action(ids.SESSION_CANCEL)(cancel)
    router.action(ids.ACTION_NEW)(offer_action_form)
    router.view(ids.ACTION_RECORD)(record_action)
    router.action(ids.ACTION_DONE)(finish_action)
