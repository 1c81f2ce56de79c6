"""The composition root: the one place that builds and wires everything, and the only importer of handlers."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import httpx
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.clock import Clock
from bot.config import Settings
from bot.delivery.lane import Lane
from bot.delivery.pacing import Rates
from bot.delivery.sender import Sender
from bot.delivery.slack_api import SlackApi
from bot.dispatch import Dispatcher, RoutedApp
from bot.errors import NotFound
from bot.health import Health
from bot.http import Verifier, Web
from bot.identity import identify
from bot.payloads import Body, Caller
from bot.router import Router
from bot.secrets import find_secrets
from bot.server import serving
from bot.services.context import Charts
from bot.services.factory import Factory, Services
from bot.tick import Ticker, ticking
from handlers import comparisons, help, home, messages, pulse, sessions, talk
from storage.database import Database, upgrade

log = logging.getLogger(__name__)

FEATURES = (pulse, comparisons, sessions, home, messages, talk, help)


def create_router() -> Router:
    """All handlers, by what they hear."""
    router = Router()
    for feature in FEATURES:
        feature.register(router)
    return router


@dataclass(frozen=True, slots=True)
class Peerbot:
    """A running bot. ``web`` is its HTTP side; ``tick`` makes time's work happen now."""

    settings: Settings
    database: Database
    clock: Clock
    factory: Factory
    router: Router
    bolt: AsyncApp
    web: Web
    services: Services
    tick: Callable[[], Awaitable[int]]
    drained: Callable[[], Awaitable[None]]


@asynccontextmanager
async def running(
    settings: Settings, clock: Clock, charts: Charts, *, tick_seconds: float = 2.0
) -> AsyncIterator[Peerbot]:
    """Everything but the way in: database, services, ticker and sender, until the block ends."""
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(opened(settings))
        secrets = find_secrets(settings)
        web_session = await stack.enter_async_context(aiohttp.ClientSession())
        client = AsyncWebClient(
            token=settings.slack_bot_token, base_url=settings.slack_api_url, session=web_session
        )
        known_as = await identify(client)
        factory = Factory(database, clock, secrets, charts)
        stack.push_async_callback(factory.drained)
        services = await factory.for_team(known_as.team_id, known_as.enterprise_id)
        router = create_router()
        bolt = create_bolt(settings, client, router, factory, services, web_session)

        http = await stack.enter_async_context(httpx.AsyncClient(timeout=10.0))
        api = SlackApi(http, settings.slack_api_url, settings.slack_bot_token)
        rates = Rates(settings.messages_per_minute)
        sender = Sender(database, clock, api, services.workspace.id, charts.draw, rates)
        lane = Lane(sender)
        database.on_planned = lane.wake
        await stack.enter_async_context(lane.running())

        ticker = Ticker(database, factory.for_workspace, factory.everywhere)

        async def tick() -> int:
            return await ticker.tick(clock.now())

        stack.enter_context(ticking(tick, tick_seconds))
        health = Health(database, clock, lane)
        secret = settings.slack_signing_secret
        web = Web(bolt, Verifier(secret, clock) if secret else None, health.look)
        yield Peerbot(
            settings, database, clock, factory, router, bolt, web, services, tick, lane.drained
        )


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Database]:
    """The database, ours alone if it is a file, with its tables up to date."""
    database = Database(settings.database_url)
    lock = database.sole_owner()
    try:
        await upgrade(database)
        yield database
    finally:
        await database.dispose()
        if lock is not None:
            lock.release()


def create_bolt(
    settings: Settings,
    client: AsyncWebClient,
    router: Router,
    factory: Factory,
    own: Services,
    web_session: aiohttp.ClientSession,
) -> AsyncApp:
    """Bolt, with what its handlers are handed."""

    async def services_for(caller: Caller) -> Services:
        if caller.team_id != own.workspace.team_id:
            raise NotFound("Peerbot is not installed in this workspace.")
        return await factory.for_workspace(own.workspace.id)

    def respond_for(body: Body) -> Callable[..., Awaitable[None]]:
        webhook = AsyncWebhookClient(body["response_url"], session=web_session)

        async def respond(**message: Any) -> None:
            answer = await webhook.send(**message)
            if answer.status_code != 200:
                log.warning("respond_failed status=%s", answer.status_code)

        return respond

    dispatcher = Dispatcher(router, services_for, respond_for)
    return RoutedApp(dispatcher, client, settings.slack_signing_secret or "unused in Socket Mode")


@asynccontextmanager
async def listening(peerbot: Peerbot) -> AsyncIterator[str]:
    """The way in: Socket Mode with an app token, HTTP without; yields where."""
    settings = peerbot.settings
    async with serving(peerbot.web, settings.host, settings.port) as address:
        if not settings.socket_mode:
            yield f"{address}/slack/events"
            return
        socket_mode = AsyncSocketModeHandler(peerbot.bolt, settings.slack_app_token)
        await socket_mode.connect_async()
        try:
            yield "Socket Mode"
        finally:
            await socket_mode.close_async()
