"""Hears what people do with an alert about their own practice's figures."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.blocks import ids
from bot.blocks.comparisons.alerts import NO_MORE
from bot.payloads import Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.answers import Respond, whisper


async def no_more(ack: AsyncAck, caller: Caller, services: Services, respond: Respond) -> None:
    await services.home.set_alerts(caller.user_id, wanted=False)
    await ack()
    await whisper(respond, NO_MORE)


def register(router: Router) -> None:
    router.action(ids.ALERT_NO_MORE)(no_more)
