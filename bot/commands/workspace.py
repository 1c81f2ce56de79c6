"""Which workspace a command on the command line is about."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import SystemClock
from bot.config import Settings
from bot.errors import ConfigurationError
from bot.identity import identify
from bot.outside import reaching_out
from bot.secrets import known_secrets
from bot.services.factory import Factory, NoCharts, Services
from storage.database import Database, upgrade

COMMAND_LINE = "command line"  # the actor, in the audit log


@asynccontextmanager
async def services_of(
    settings: Settings, team_id: str | None, *, fetching: bool = False
) -> AsyncIterator[Services]:
    """The services of the workspace named, or of the only one; works beside a running bot.

    ``fetching``: with the way to publishers open.
    """
    database, clock = Database(settings.database_url), SystemClock()
    async with AsyncExitStack() as stack:
        stack.push_async_callback(database.dispose)
        await upgrade(database)
        outside = None
        if fetching:
            outside = await stack.enter_async_context(reaching_out(settings, database, clock))
        factory = Factory(database, clock, known_secrets(settings), NoCharts(), outside=outside)
        yield await _choose(factory, settings, team_id)


async def _choose(factory: Factory, settings: Settings, team_id: str | None) -> Services:
    known = await factory.everywhere()
    if team_id:
        found = [each for each in known if each.workspace.team_id == team_id]
        if found:
            return found[0]
        raise ConfigurationError(f"The database has no workspace {team_id}.")
    if len(known) > 1:
        teams = ", ".join(each.workspace.team_id for each in known)
        raise ConfigurationError(
            f"The database has several workspaces: say --team, one of {teams}."
        )
    return known[0] if known else await _ask_slack(factory, settings)


async def _ask_slack(factory: Factory, settings: Settings) -> Services:
    """Before the bot has ever run, the token says which workspace this is."""
    if not settings.slack_bot_token:
        raise ConfigurationError(
            "Peerbot does not know your workspace yet: set SLACK_BOT_TOKEN first "
            "(`peerbot check` says how)."
        )
    client = AsyncWebClient(token=settings.slack_bot_token, base_url=settings.slack_api_url)
    known_as = await identify(client)
    return await factory.for_team(known_as.team_id, known_as.enterprise_id)
