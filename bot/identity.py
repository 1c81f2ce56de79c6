"""Who Slack says we are: the workspace of our token, and what it may do."""

from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class Identity:
    team_id: str
    enterprise_id: str
    team: str
    user: str
    scopes: frozenset[str]


async def identify(client: AsyncWebClient) -> Identity:
    """Ask Slack (``auth.test``); raises ConfigurationError with what to do."""
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        raise ConfigurationError(
            f"Slack does not accept SLACK_BOT_TOKEN ({error.response['error']}). Copy the Bot User "
            "OAuth Token again from your Slack app's page."
        ) from None
    except (aiohttp.ClientError, OSError, TimeoutError):
        raise ConfigurationError(
            f"Slack cannot be reached at {client.base_url}. Check the network, a proxy, and "
            "SLACK_API_URL."
        ) from None
    scopes = answer.headers.get("x-oauth-scopes", "").replace(" ", "").split(",")
    return Identity(
        answer["team_id"],
        answer.get("enterprise_id") or "",
        answer.get("team", ""),
        answer.get("user", ""),
        frozenset(scopes),
    )
