"""Hears answers to invitations, and who looks at what is planned or calls it off."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.blocks import ids
from bot.blocks.sessions import lists
from bot.blocks.sessions.poll_lists import with_votes
from bot.domain.delivery import Message
from bot.domain.sessions import Answer
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.answers import Respond, replace, tell


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
    shown = await services.sessions.inviting.answer(caller.user_id, int(action["value"]), answer)
    await ack()
    await replace(respond, shown)


# ---- the list


async def list_sessions(ack: AsyncAck, caller: Caller, services: Services) -> None:
    """``/peer list``: what is planned, and for organisers who is coming."""
    await tell(ack, await to_come(caller, services))


async def to_come(caller: Caller, services: Services, said: str = "") -> Message:
    """The sessions to come, and the votes on times below them. ``said`` is what just happened."""
    listed, organises = await services.sessions.inviting.upcoming(caller.user_id)
    votes = await services.sessions.finding.in_progress(caller.user_id)
    message = lists.render_sessions(listed, organises=organises, said=said)
    return with_votes(message, votes)


async def cancel(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    session = await services.sessions.inviting.cancel(caller.user_id, int(action["value"]))
    await ack()
    await replace(respond, await to_come(caller, services, lists.cancelled_words(session)))


def register(router: Router) -> None:
    says = "The peer sessions to come, and who is coming."
    router.command(ids.PEER, "list", says=says)(list_sessions)
    router.action(ids.SESSION_YES)(say_yes)
    router.action(ids.SESSION_NO)(say_no)
    router.action(ids.SESSION_CANCEL)(cancel)
