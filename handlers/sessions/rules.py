"""Shows the ground rules: to whoever asks, and once to whoever comes to their first session."""

import logging

from aiohttp import ClientError
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import ids
from bot.blocks.sessions import rules as say
from bot.domain.deeds import Deed
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.answers import Respond, tell, whisper

log = logging.getLogger(__name__)


async def show_before_first(
    body: Body,
    client: AsyncWebClient,
    caller: Caller,
    services: Services,
    respond: Respond,
    session_id: int,
) -> None:
    """After an answer was kept: a form over it, or beside it if Slack opens none any more."""
    found = await services.sessions.rules.before_first(caller.user_id, session_id)
    if found is None:
        return
    view = say.build_first_modal(*found, caller.user_id)
    # Their answer is kept, so nothing that happens here may look as if it were not.
    try:
        await client.views_open(trigger_id=body["trigger_id"], view=view)
    except (SlackClientError, ClientError, TimeoutError):
        log.info("rules_not_opened")
        await whisper(respond, say.render_first(*found, caller.user_id))


async def show_rules(ack: AsyncAck, services: Services) -> None:
    """``/peer rules``."""
    await tell(ack, say.render_rules(await services.sessions.rules.all()))


def register(router: Router) -> None:
    says = "The ground rules of peer sessions."
    router.command(ids.PEER, "rules", says=says, deed=Deed.TAKE_PART)(show_rules)
