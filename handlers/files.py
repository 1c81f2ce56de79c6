"""Hears of files that somebody drops on the bot in a direct message."""

from bot.domain.comparisons.dropped import GivenFile
from bot.payloads import Body, Caller
from bot.services.factory import Services

SHARED = "file_share"  # the subtype of a message with files


async def take(event_id: str, event: Body, caller: Caller, services: Services) -> None:
    """One message with one file or several."""
    files = [GivenFile.named(each["id"], each.get("name")) for each in event.get("files", [])]
    await services.comparisons.dropping.take(event_id, caller.user_id, files)
