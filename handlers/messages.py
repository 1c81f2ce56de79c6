"""Hears what is done about messages that did not arrive, and about waves."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.blocks import ids, messages
from bot.domain.deeds import Deed
from bot.domain.delivery import Message
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.answers import Respond, replace, tell


async def list_messages(ack: AsyncAck, caller: Caller, services: Services) -> None:
    """``/peerbot messages``: what did not arrive, and what is under way to many."""
    await tell(ack, await overview(caller, services))


async def send_again(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    letter = await services.messages.send_again(int(action["value"]), caller.user_id)
    await ack()
    await replace(respond, messages.on_its_way(letter))


async def is_there(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    letter = await services.messages.is_there(int(action["value"]), caller.user_id)
    await ack()
    await replace(respond, messages.seen(letter))


async def give_up(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    letter = await services.messages.give_up(int(action["value"]), caller.user_id)
    await ack()
    await replace(respond, messages.given_up(letter))


async def stop_wave(
    ack: AsyncAck, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    wave, number = await services.messages.stop_wave(int(action["value"]), caller.user_id)
    await ack()
    await replace(respond, messages.render_done(messages.stopped(wave, number)))


async def overview(caller: Caller, services: Services) -> Message:
    found = await services.messages.overview(caller.user_id, messages.AT_ONCE)
    return messages.render_messages(
        found.letters,
        found.number,
        found.waves,
        found.trouble.words if found.trouble else None,
        services.workspace.time_zone,
    )


def register(router: Router) -> None:
    says = "Messages that did not arrive, and those on their way to many."
    router.command(ids.PEERBOT, "messages", says=says, deed=Deed.SEE_MESSAGES)(list_messages)
    router.action(ids.MESSAGE_AGAIN)(send_again)
    router.action(ids.MESSAGE_THERE)(is_there)
    router.action(ids.MESSAGE_GIVE_UP)(give_up)
    router.action(ids.WAVE_STOP)(stop_wave)
