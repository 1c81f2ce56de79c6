"""Hears what people write: to the bot, alone or by its name in a channel, or where it may read along."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.blocks import ids, talking
from bot.domain.delivery import Message
from bot.domain.sessions.reading import is_action
from bot.domain.talking import Understood
from bot.domain.talking.choosing import choices, filled_up
from bot.domain.talking.handing import HandedOver
from bot.errors import Conflict
from bot.payloads import Body, Caller
from bot.router import Router, RunLine
from bot.services.factory import Services
from bot.services.talk import Heard, Place
from handlers import files
from handlers.answers import Respond, whisper
from handlers.sessions import hearing


async def hear_message(
    ack: AsyncAck, body: Body, event: Body, caller: Caller, services: Services, router: Router
) -> None:
    """Somebody wrote; edits, deletions and what bots write are none of our business."""
    if event.get("channel_type") in hearing.CHANNELS:
        await hearing.hear_message(body, event, services)
    direct = event.get("channel_type") == "im" and "bot_id" not in event
    if direct and event.get("subtype") == files.SHARED:
        await files.take(body["event_id"], event, caller, services)
    elif direct and "subtype" not in event:
        await services.greeting.greet(caller.user_id)
        await answer(body, event, caller, services, router, Place())
    await ack()


async def hear_mention(
    ack: AsyncAck, body: Body, event: Body, caller: Caller, services: Services, router: Router
) -> None:
    """ "@Peerbot ..." in a channel: an action for a session's thread, or anything else."""
    if "bot_id" not in event and event.get("subtype") in (None, hearing.ALSO_IN_THE_CHANNEL):
        if is_action(event.get("text") or ""):
            await hearing.hear_mention(body, event, services)
        else:
            place = Place(event["channel"], event.get("thread_ts") or "")
            await answer(body, event, caller, services, router, place)
    await ack()


async def answer(
    body: Body, event: Body, caller: Caller, services: Services, router: Router, place: Place
) -> None:
    """Say what was understood, only to whoever wrote it."""
    heard = await services.talk.hear(event.get("text") or "", bot_of(body))
    message = await answer_to(heard, caller, services, router)
    await services.talk.answer(body["event_id"], caller.user_id, message, place)


def bot_of(body: Body) -> str:
    authorizations = body.get("authorizations") or [{}]
    return authorizations[0].get("user_id") or ""


async def answer_to(heard: Heard, caller: Caller, services: Services, router: Router) -> Message:
    reading, names, today = heard.reading, heard.vocabulary, heard.today
    if heard.kinds:
        return talking.render_not_kept(heard.kinds)
    if reading.chat:
        is_thanks = reading.chat == "thanks"
        return talking.render_thanks() if is_thanks else talking.render_hello()
    meant = choices(reading, names)
    refusals = await refused(meant or reading.nearest, caller, services, router)
    allowed = [each for each in meant or reading.nearest if each.command not in refusals]
    if not meant:
        return talking.render_not_understood(filled_up(allowed))
    if not allowed:
        return talking.render_refused(meant[0], names, today, refusals[meant[0].command])
    return talking.render_understood(allowed, names, today)


async def refused(
    each_of: tuple[Understood, ...], caller: Caller, services: Services, router: Router
) -> dict[str, str]:
    """By command, why this person may not do it."""
    heard = {each.command: router.subcommand(each.command) for each in each_of}
    deeds = {line: found.deed for line, found in heard.items() if found and found.deed}
    refusals = await services.talk.refusals(caller.user_id, set(deeds.values()))
    return {line: refusals[deed] for line, deed in deeds.items() if deed in refusals}


async def do(ack: AsyncAck, action: Body, run_line: RunLine, respond: Respond) -> None:
    """The button under what was understood: the same as the command, typed there."""
    handed = HandedOver.from_text(action.get("value") or "")
    if handed is None:
        raise Conflict(talking.OLD_BUTTON)
    said = await run_line(handed.line, handed.slots)
    await ack()
    if said is not None:
        await whisper(respond, said)


def register(router: Router) -> None:
    router.event("message")(hear_message)
    router.event("app_mention")(hear_mention)
    for place in range(talking.MOST_BUTTONS):
        router.action(f"{ids.TALK_DO}{place}")(do)
