"""The composition root: the one place that builds and wires everything, and the only importer of handlers."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
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
from bot.delivery.lanes import Lanes
from bot.delivery.lease import Patience
from bot.delivery.pacing import Rates
from bot.delivery.sender import Sender
from bot.delivery.slack_api import SlackApi
from bot.directory import SlackDirectory
from bot.dispatch import Dispatcher, RoutedApp
from bot.engines import Engine, engine_for
from bot.errors import NotFound
from bot.health import Health
from bot.http import Verifier, Web
from bot.identity import identify
from bot.outside import reaching_out
from bot.payloads import Body, Caller, answer_url, caller_of
from bot.router import Router
from bot.secrets import find_secrets
from bot.server import serving
from bot.services.context import Charts
from bot.services.factory import Factory, Services
from bot.tick import Ticker, ticking
from bot.work import Worker
from handlers import (
    comparisons,
    concerns,
    files,
    greeting,
    help,
    home,
    joining,
    messages,
    pausing,
    people,
    pulse,
    rights,
    roles,
    sessions,
    setting_up,
    talk,
)
from storage.database import Database, upgrade

log = logging.getLogger(__name__)

FILE_TIMEOUT = 30.0  # seconds for a file that somebody asked for

FEATURES = (
    pulse,
    comparisons,
    files,
    sessions,
    home,
    roles,
    messages,
    greeting,
    concerns,
    rights,
    setting_up,
    joining,
    people,
    pausing,
    talk,
    help,
)


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
    engine: Engine
    tick: Callable[[], Awaitable[int]]

    async def drained(self) -> None:
        """Wait until all that is due has been done and sent."""
        await self.engine.settled(self.services.workspace.id)


@asynccontextmanager
async def running(
    settings: Settings,
    clock: Clock,
    charts: Charts,
    *,
    tick_seconds: float = 2.0,
    patience: Patience | None = None,
) -> AsyncIterator[Peerbot]:
    """Everything but the way in: database, services, engine and ticker, until the block ends."""
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(opened(settings))
        secrets = find_secrets(settings)
        web_session = await stack.enter_async_context(aiohttp.ClientSession())
        client = AsyncWebClient(
            token=settings.slack_bot_token, base_url=settings.slack_api_url, session=web_session
        )
        known_as = await identify(client)
        http = await stack.enter_async_context(httpx.AsyncClient(timeout=FILE_TIMEOUT))
        factory = Factory(
            database,
            clock,
            secrets,
            charts,
            slack=SlackDirectory(client, http),
            outside=await stack.enter_async_context(reaching_out(settings, database, clock)),
        )
        stack.push_async_callback(factory.drained)
        services = await factory.for_team(known_as.team_id, known_as.enterprise_id)
        await services.retention.begin()
        router = create_router()
        bolt = create_bolt(settings, client, router, factory, services, web_session)
        patience = patience or Patience()
        engine = await stack.enter_async_context(
            engine_for(
                database,
                await stack.enter_async_context(lanes(settings, factory, patience)),
                patience.lease.total_seconds(),
            )
        )
        wake = waker(engine, services.workspace.id)
        database.on_planned = wake
        ticker = Ticker(database, factory.for_workspace, wake)

        async def tick() -> int:
            return await ticker.tick(clock.now())

        stack.enter_context(ticking(tick, tick_seconds))
        health = Health(database, clock, engine)
        secret = settings.slack_signing_secret
        web = Web(bolt, Verifier(secret, clock) if secret else None, health.look)
        yield Peerbot(settings, database, clock, factory, router, bolt, web, services, engine, tick)


@asynccontextmanager
async def lanes(settings: Settings, factory: Factory, patience: Patience) -> AsyncIterator[Lanes]:
    """What the engine runs: a sender for each workspace, and the background work."""
    async with httpx.AsyncClient(timeout=patience.timeout) as http:
        api = SlackApi(http, settings.slack_api_url, settings.slack_bot_token, patience.timeout)
        rates = Rates(settings.messages_per_minute)

        def sender_for(workspace_id: int) -> Sender:
            return Sender(
                factory.database,
                factory.clock,
                api,
                workspace_id,
                factory.charts.draw,
                rates,
                patience,
            )

        yield Lanes(sender_for, Worker(factory.database, factory.clock, factory.for_workspace))


def waker(engine: Engine, own: int) -> Callable[[Iterable[int], bool], None]:
    """Has the engine do what was planned, or found to be due; we have one workspace's token."""

    def wake(workspaces: Iterable[int], work: bool) -> None:
        if own in workspaces:
            engine.wake_lane(own)
        if work:
            engine.wake_work()

    return wake


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
        url = answer_url(body)
        if not url:
            return home.answering_in_view(body, client, services_for)
        webhook = AsyncWebhookClient(url, session=web_session)

        async def respond(**message: Any) -> None:
            answer = await webhook.send(**message)
            if answer.status_code != 200:
                log.warning("respond_failed status=%s", answer.status_code)

        return respond

    async def after_form(body: Body) -> None:
        caller = caller_of(body)
        await home.follow(client, caller, await services_for(caller))

    dispatcher = Dispatcher(router, services_for, respond_for, after_form)
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
