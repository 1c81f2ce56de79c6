"""Hears who wants to be left alone for a while, or on some days."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.blocks import ids
from bot.blocks import pausing as say
from bot.domain.deeds import Deed
from bot.domain.pausing import read_days_off, read_return
from bot.domain.schedule import NotUnderstood
from bot.domain.talking import Slots
from bot.domain.times import local_day
from bot.errors import InvalidInput
from bot.payloads import Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.answers import tell

AWAKE = ("off", "stop", "end")


async def snooze(
    ack: AsyncAck, caller: Caller, services: Services, words: str, slots: Slots
) -> None:
    """``/peerbot snooze until Monday``, ``two weeks`` or ``off``."""
    if words.casefold() in AWAKE:
        await services.home.wake(caller.user_id)
        await tell(ack, say.render_awake())
        return
    today = local_day(services.context.clock.now(), services.workspace.time_zone)
    try:
        until = slots.until_day or read_return(words, today)
    except NotUnderstood as unclear:
        raise InvalidInput(str(unclear)) from None
    if until is None:
        raise InvalidInput(say.UNTIL_WHEN)
    await services.home.snooze_until(caller.user_id, until)
    await tell(ack, say.render_snoozed(until))


async def set_days_off(
    ack: AsyncAck, caller: Caller, services: Services, words: str, slots: Slots
) -> None:
    """``/peerbot days-off fri``: these days, and no others."""
    days = read_days_off(words or slots.words or slots.repeats)
    if days is None:
        raise InvalidInput(say.WHICH_DAYS)
    await services.home.set_days_off(caller.user_id, days)
    await tell(ack, say.render_days_off(days))


def register(router: Router) -> None:
    deed = Deed.SET_TIMES
    says = "Hear nothing that you did not ask for until you are back."
    until = "[until Monday | two weeks | off]"
    router.command(ids.PEERBOT, "snooze", says=says, usage=until, deed=deed)(snooze)
    says = "The days on which you do not work, so that I do not write to you."
    usage = "[Friday | none]"
    router.command(ids.PEERBOT, "days-off", says=says, usage=usage, deed=deed)(set_days_off)
    router.command(ids.PEERBOT, "days", says="", deed=deed)(set_days_off)  # "days off fri"
