"""Hears answers to invitations, who would like to come, and who looks at what is planned."""

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.kit import section
from bot.blocks.sessions import changes, changing_forms, lists
from bot.blocks.sessions.poll_lists import with_votes
from bot.blocks.sessions.series import ended_words
from bot.domain.deeds import Deed
from bot.domain.delivery import Message
from bot.domain.sessions import Answer
from bot.payloads import Body, Caller
from bot.router import Handler, Router
from bot.services.factory import Services
from handlers.answers import Respond, replace, tell, whisper


def answering(answer: Answer) -> Handler:
    """The button that says so."""

    async def keep(
        ack: AsyncAck,
        body: Body,
        action: Body,
        caller: Caller,
        services: Services,
        respond: Respond,
    ) -> None:
        shown = await services.sessions.inviting.answer(
            caller.user_id, int(action["value"]), answer, pressed_in(body)
        )
        await ack()
        await replace(respond, shown)

    return keep


async def still_fine(
    ack: AsyncAck, body: Body, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    """ "Still fine", after a move."""
    shown = await services.sessions.inviting.still_fine(
        caller.user_id, int(action["value"]), pressed_in(body)
    )
    await ack()
    await replace(respond, shown)


def pressed_in(body: Body) -> str | None:
    """The ts of the message whose button was pressed."""
    ts: str | None = (body.get("message") or {}).get("ts")
    return ts


async def join(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    """ "I would like to come"."""
    session, answer, line = await services.sessions.inviting.join(
        caller.user_id, int(action["value"])
    )
    await ack()
    await whisper(respond, Message(changes.joined_words(session, answer, line)))


# ---- files


async def send_file(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    await services.sessions.calendars.ask_for_file(caller.user_id, int(action["value"]))
    await ack()
    await whisper(respond, Message(changes.ON_ITS_WAY))


async def send_guest_file(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    session = await services.sessions.calendars.ask_for_guest_file(
        caller.user_id, int(action["value"])
    )
    await ack()
    words = changes.nowhere_for_guests(session)
    await whisper(respond, Message(words, (section(words),)))


# ---- in somebody's place


async def offer_colleagues(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    """ "Choose a colleague": the list of them, with a button each."""
    choice = await services.sessions.replacing.choice(caller.user_id, int(action["value"]))
    view = changing_forms.build_colleagues_modal(
        choice.session, choice.practice.name, choice.colleagues
    )
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def ask_colleague(
    ack: AsyncAck,
    body: Body,
    action: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
) -> None:
    session_id, colleague = action["value"].split()
    await services.sessions.replacing.ask(caller.user_id, int(session_id), [colleague])
    await ack()
    words = f"I ask <@{colleague}> whether they can come. Thank you."
    await client.views_update(
        view_id=body["view"]["id"], view=changing_forms.build_said_modal("Asked", words)
    )


async def ask_all_colleagues(
    ack: AsyncAck, body: Body, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    shown = await services.sessions.replacing.ask(
        caller.user_id, int(action["value"]), None, pressed_in(body)
    )
    await ack()
    await replace(respond, shown)


# ---- the list


async def list_sessions(ack: AsyncAck, caller: Caller, services: Services) -> None:
    """``/peer list``: what is planned, and for organisers who is coming."""
    await tell(ack, await to_come(caller, services))


async def to_come(caller: Caller, services: Services, said: str = "") -> Message:
    """The sessions to come, what repeats, and votes on times. ``said`` is what just happened."""
    listed, organises = await services.sessions.inviting.upcoming(caller.user_id)
    lately = await services.sessions.overseeing.lately(caller.user_id)
    series = await services.sessions.setting_up.series.going_on(caller.user_id)
    votes = await services.sessions.finding.in_progress(caller.user_id)
    message = lists.render_sessions(listed, organises=organises, said=said, series=series)
    return lists.with_lately(with_votes(message, votes), lately.running, lately.over)


async def end_series(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    """ "End the series": no more sessions come by themselves."""
    ended = await services.sessions.setting_up.series.end(caller.user_id, int(action["value"]))
    await ack()
    await replace(respond, await to_come(caller, services, ended_words(ended)))


def register(router: Router) -> None:
    says = "The peer sessions to come, who is coming, and those just over."
    router.command(ids.PEER, "list", says=says, deed=Deed.TAKE_PART)(list_sessions)
    router.action(ids.SESSION_YES)(answering(Answer.YES))
    router.action(ids.SESSION_MAYBE)(answering(Answer.MAYBE))
    router.action(ids.SESSION_NO)(answering(Answer.NO))
    router.action(ids.SESSION_STILL)(still_fine)
    router.action(ids.SESSION_JOIN)(join)
    router.action(ids.SESSION_CALENDAR)(send_file)
    router.action(ids.SESSION_GUEST_FILE)(send_guest_file)
    router.action(ids.COLLEAGUES)(offer_colleagues)
    router.action(ids.COLLEAGUE_ASK)(ask_colleague)
    router.action(ids.COLLEAGUES_ASK_ALL)(ask_all_colleagues)
    router.action(ids.SERIES_END)(end_series)
