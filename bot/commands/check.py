"""``peerbot check``: what is missing or wrong, in sentences, with what to do about it."""

import argparse
import asyncio

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.config import Settings, problems, read_settings
from bot.errors import ConfigurationError
from bot.identity import identify
from bot.loop import run
from bot.manifest import SCOPES
from bot.secrets import parse_secrets
from storage.database import Database, reason


def main(_arguments: argparse.Namespace) -> int:
    try:
        settings = read_settings()
    except ConfigurationError as error:
        print(f"To do: {error}")
        return 1
    todo, well = run(look(settings))
    for sentence in well:
        print(f"Well:  {sentence}")
    for sentence in todo:
        print(f"To do: {sentence}")
    if not todo:
        print("All is well. Start with: peerbot run")
    return 1 if todo else 0


async def look(settings: Settings) -> tuple[list[str], list[str]]:
    """Sentences on what is to be done, and on what is well."""
    todo, well = problems(settings), []
    for check in (_secret, _database, _slack, _socket_mode):
        try:
            well.append(await check(settings))
        except ConfigurationError as error:
            if str(error):
                todo.append(str(error))
    return todo, [sentence for sentence in well if sentence]


async def _secret(settings: Settings) -> str:
    if settings.secret_key:
        parse_secrets(settings.secret_key)
        return "PEERBOT_SECRET_KEY is a good key. Keep a copy of it, apart from the database."
    path = settings.secret_key_file
    if path.exists():
        parse_secrets(path.read_text(encoding="ascii"))
        return f"The secret key is kept in {path}. Back it up, apart from the database."
    return f"The secret key will be made on first start, and kept in {path}."


async def _database(settings: Settings) -> str:
    database = Database(settings.database_url)
    if database.path is not None and not database.path.exists():
        folder = database.path.absolute().parent
        if not folder.is_dir():
            raise ConfigurationError(f"DATABASE_URL is in a folder that does not exist: {folder}.")
        return f"The database will be made on first start, as {database.path}."
    try:
        async with asyncio.timeout(10), database.reading() as session:
            await session.execute(text("SELECT 1"))
    except (SQLAlchemyError, OSError, TimeoutError) as error:
        raise ConfigurationError(
            f"The database cannot be opened ({reason(error)}). Check DATABASE_URL, and that the "
            "server runs and lets you in."
        ) from None
    finally:
        await database.dispose()
    return "The database can be opened."


async def _slack(settings: Settings) -> str:
    if not settings.slack_bot_token:
        raise ConfigurationError("")
    client = AsyncWebClient(token=settings.slack_bot_token, base_url=settings.slack_api_url)
    known_as = await identify(client)
    missing = [scope for scope in SCOPES if scope not in known_as.scopes]
    if missing:
        reasons = "; ".join(f"{scope}, {SCOPES[scope]}" for scope in missing)
        raise ConfigurationError(
            f"The Slack app lacks permissions ({reasons}). Take them from manifest.json and install "
            "the app again."
        )
    return f"Slack knows the bot as {known_as.user} in {known_as.team}, with all permissions."


async def _socket_mode(settings: Settings) -> str:
    if not settings.slack_app_token.startswith("xapp-"):
        if settings.slack_signing_secret:
            return (
                f"Requests come over HTTP: point Slack's request URLs at /slack/events on "
                f"{settings.host}:{settings.port}, through HTTPS."
            )
        raise ConfigurationError("")
    client = AsyncWebClient(base_url=settings.slack_api_url)
    try:
        await client.apps_connections_open(app_token=settings.slack_app_token)
    except SlackApiError as error:
        raise ConfigurationError(
            f"Slack does not accept SLACK_APP_TOKEN ({error.response['error']}). Make one under "
            "Basic Information, App-Level Tokens, with the scope connections:write."
        ) from None
    except (aiohttp.ClientError, OSError, TimeoutError):
        raise ConfigurationError("") from None
    return "Socket Mode works, so no port has to be open."
