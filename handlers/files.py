"""Hears of files that somebody drops on the bot in a direct message, and of the way back."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.blocks import ids
from bot.blocks.comparisons.dropped import render_undoing
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services
from handlers.answers import Respond, replace

SHARED = "file_share"  # the subtype of a message with files


async def take(event_id: str, event: Body, caller: Caller, services: Services) -> None:
    """One message with one file or several."""
    files = [(each["id"], each.get("name")) for each in event.get("files") or ()]
    if files:
        await services.comparisons.dropping.take(event_id, caller.user_id, files)


async def undo(
    ack: AsyncAck, body: Body, action: Body, caller: Caller, services: Services, respond: Respond
) -> None:
    """ "Undo this": in the background, since a large file takes its time."""
    await services.comparisons.dropping.ask_to_undo(caller.user_id, int(action["value"]))
    await ack()
    await replace(respond, render_undoing(body["message"]["blocks"]))


def register(router: Router) -> None:
    router.action(ids.IMPORT_UNDO)(undo)
