"""The composition root: the one place that builds and wires everything, and the only importer of handlers."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import aiohttp
import httpx
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient
from starlette.applications import Starlette

from bot.clock import Clock
from bot.config import Settings
from bot.delivery.sender import Sender
from bot.delivery.slack_api import SlackApi
from bot.errors import NotFound
from bot.http import Verifier, create_web
from bot.identity import identify
from bot.router import Body, Caller, Dispatcher, Router, install
from bot.secrets import find_secrets
from bot.server import serving
from bot.services.context import Charts
from bot.services.factory import Factory, Services
from bot.tick import Ticker
from handlers import comparisons, help, pulse, sessions
from storage.database import Database, upgrade
from storage.schedules import last_tick

log = logging.getLogger(__name__)

FEATURES = (pulse, comparisons, sessions, help)
STALE_TICK = timedelta(minutes=5)


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
    web: Starlette
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
        services = await factory.for_team(known_as.team_id, known_as.enterprise_id)
        router = create_router()
        bolt = create_bolt(settings, client, router, factory, services, web_session)

        http = await stack.enter_async_context(httpx.AsyncClient(timeout=10.0))
        api = SlackApi(http, settings.slack_api_url, settings.slack_bot_token)
        sender = Sender(database, clock, api, services.workspace.id, charts.draw)
        lane = Lane(sender)
        database.on_planned = lane.wake
        await stack.enter_async_context(lane.running())

        ticker = Ticker(database, factory.for_workspace, factory.everywhere)

        async def tick() -> int:
            return await ticker.tick(clock.now())

        stack.enter_context(ticking(tick, tick_seconds))
        health = Health(database, clock, lane)
        web = create_web(bolt, Verifier(settings.slack_signing_secret, clock), health.look)
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
    """Bolt with our dispatcher; its own signature check is off, since the ways in do it."""
    bolt = AsyncApp(
        client=client,
        signing_secret=settings.slack_signing_secret or "unused in Socket Mode",
        process_before_response=True,
        request_verification_enabled=False,
        ssl_check_enabled=False,
    )

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

    install(bolt, Dispatcher(router, services_for, respond_for))
    return bolt


class Lane:
    """The task that drains a sender whenever something was planned, and looks in by itself."""

    LOOK_IN = 1.0  # seconds: what is due by the clock, and not by a plan, is found this soon

    def __init__(self, sender: Sender) -> None:
        self._sender = sender
        self._woken = asyncio.Event()
        self._idle = asyncio.Event()
        self.alive = True

    def wake(self) -> None:
        self._idle.clear()
        self._woken.set()

    async def drained(self) -> None:
        """Wait until all that is due has been sent."""
        self.wake()
        await self._idle.wait()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self._run())
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _run(self) -> None:
        while True:
            self._woken.clear()
            try:
                pause = await self._sender.drain()
                self.alive = True
            except Exception:
                # The database or Slack may be away for a while: the rows are still there.
                log.exception("drain_failed")
                self.alive = False
                pause = 5.0
            if pause is None and not self._woken.is_set():
                self._idle.set()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), pause or self.LOOK_IN)


@contextlib.contextmanager
def ticking(tick: Callable[[], Awaitable[int]], seconds: float) -> Any:
    """APScheduler as a ticker only: the database is the record of what is due."""
    scheduler = AsyncIOScheduler(timezone="UTC")
    scheduler.add_job(
        _logged(tick),
        "interval",
        seconds=seconds,
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
    )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)


def _logged(tick: Callable[[], Awaitable[int]]) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        try:
            await tick()
        except Exception:
            log.exception("tick_failed")

    return run


class Health:
    """What ``/healthz`` says: whether database, ticker and sender work."""

    def __init__(self, database: Database, clock: Clock, lane: Lane) -> None:
        self._database = database
        self._clock = clock
        self._lane = lane

    async def look(self) -> dict[str, Any]:
        try:
            async with self._database.reading() as session:
                ticked = await last_tick(session)
        except Exception:
            log.exception("health_database")
            return {"ok": False, "database": False}
        ticking_well = ticked is not None and abs(self._clock.now() - ticked) < STALE_TICK
        return {
            "ok": ticking_well and self._lane.alive,
            "database": True,
            "ticker": ticking_well,
            "sender": self._lane.alive,
        }


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
