"""Asks Slack, before anything is promised, whether the bot can post where somebody wants it to."""

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import InvalidInput
from bot.payloads import Caller
from bot.services.factory import Services

NOT_THERE = "I am not in that channel yet: invite me there with /invite @Peerbot, then try again."
ARCHIVED = "That channel is archived: choose another one."


def channel_of(caller: Caller) -> str | None:
    """The channel that somebody is in; None in a direct message, which is none to post to."""
    here = caller.channel_id
    return here if here and here.startswith(("C", "G")) else None


def proposed_channel(caller: Caller, services: Services) -> str | None:
    """Where a form proposes to post: where somebody is, else where the group talks."""
    usual = services.workspace.arrangements.channels
    return channel_of(caller) or (usual[0] if usual else None)


async def require_bot_in(client: AsyncWebClient, channel: str, block_id: str) -> None:
    """Raises InvalidInput under the field ``block_id`` for a channel that the bot cannot post to."""
    try:
        answer = await client.conversations_info(channel=channel)
    except SlackApiError as error:
        # A private channel that the bot is not in does not exist for it.
        if error.response["error"] != "channel_not_found":
            raise
        raise InvalidInput(NOT_THERE, block_id) from None
    found = answer["channel"]
    if found.get("is_archived"):
        raise InvalidInput(ARCHIVED, block_id)
    if not found.get("is_member"):
        raise InvalidInput(NOT_THERE, block_id)
