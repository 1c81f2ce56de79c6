"""The whole of Peerbot on one machine: a local Slack, a database, and the real bot between them."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import files

from bot.app import Peerbot, listening, running
from bot.config import Settings
from bot.demo.people import BODY, populate
from bot.demo.register import invented_register
from bot.domain.rhythm import Rhythm, next_moment
from bot.manifest import manifest
from bot.playground.app import App
from bot.playground.clock import PlaygroundClock
from bot.playground.server import serve
from bot.playground.slack import Slack
from bot.secrets import make_key
from bot.services.context import Charts
from bot.sources.people import read_people
from storage.database import Database
from storage.organisations import OrganisationStore

A_TUESDAY = datetime(
    2026, 11, 24, 10, 0, tzinfo=UTC
)  # when the story goes the same at whatever hour
MESSAGES_PER_MINUTE = 3000  # the local Slack is nobody else's


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that runs; ``address`` is the local Slack's page."""

    address: str
    slack: Slack
    clock: PlaygroundClock
    peerbot: Peerbot

    @property
    def database(self) -> Database:
        return self.peerbot.database


@asynccontextmanager
async def stage(
    database_url: str,
    charts: Charts,
    *,
    clock: PlaygroundClock | None = None,
    begins: datetime | None = None,
    port: int = 0,
    tick_seconds: float = 0.5,
    socket_mode: bool = False,
) -> AsyncIterator[Stage]:
    """Set the scene and run until the block ends. The bot reads the local Slack's clock.

    That is ``clock``, or one that begins at a moment, or now.
    """
    clock = clock or PlaygroundClock(begins)
    slack = Slack(clock, App.from_manifest(manifest()))
    populate(slack)
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(serve(slack, port=port))
        address = server.url
        settings = settings_for(slack, address, database_url, socket_mode=socket_mode)
        peerbot = await stack.enter_async_context(
            running(settings, clock, charts, tick_seconds=tick_seconds)
        )
        where = await stack.enter_async_context(listening(peerbot))
        slack.app.request_url = None if socket_mode else where
        await introduce(peerbot)
        yield Stage(address, slack, clock, peerbot)


def settings_for(
    slack: Slack, address: str, database_url: str, *, socket_mode: bool = False
) -> Settings:
    """What one would put into ``.env`` for this Slack."""
    installation = slack.workspace().installation
    return Settings(
        slack_bot_token=installation.token if installation else "",
        slack_signing_secret="" if socket_mode else slack.app.signing_secret,
        slack_app_token=slack.app.app_token if socket_mode else "",
        slack_api_url=f"{address}/api/",
        database_url=database_url,
        secret_key=make_key(),
        messages_per_minute=MESSAGES_PER_MINUTE,
        host="127.0.0.1",
        port=0,
        log_level="WARNING",
        # Nothing leaves this machine: here there is no publisher.
        fingertips_url=f"{address}/nowhere/",
        openprescribing_url=f"{address}/nowhere/",
        ods_url=f"{address}/nowhere/",
    )


def working_morning(now: datetime) -> datetime:
    """Now, if people may be written to; else ten o'clock on the next working day."""
    allowed = next_moment(now, Rhythm())
    return now if allowed is None or allowed == now else allowed + timedelta(hours=2)


async def introduce(peerbot: Peerbot) -> None:
    """Tell Peerbot about the group, as ``peerbot import`` does from the same two files."""
    people = peerbot.services.people
    await people.name_body(BODY)
    for name in ("practices.csv", "members.csv"):
        text = files("bot.demo").joinpath(name).read_text(encoding="utf-8")
        await people.take_in(read_people(text, name), "demo")
    async with peerbot.database.transaction() as session:
        register = OrganisationStore(session, peerbot.services.workspace.id)
        await register.put(invented_register(), peerbot.clock.now())
    await peerbot.factory.everywhere()
