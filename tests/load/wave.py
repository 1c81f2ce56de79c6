"""Waves of messages: how fast they are written down, how much of Slack's own rate sending keeps.

The local Slack is a process of its own and enforces its limits; the bot is the real one, in this
process, on SQLite and on PostgreSQL in turn.
"""

import asyncio
import gc
import sys
import time
from collections.abc import Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import psutil

from bot.app import Peerbot, running
from bot.blocks.kit import actions, button, section
from bot.clock import SystemClock
from bot.config import read_settings
from bot.domain.delivery import DirectMessage, Message, Outgoing, Post, Wave
from bot.secrets import make_key
from bot.services.factory import NoCharts
from bot.tick import Ticker, Timed
from storage.database import Database, upgrade
from storage.delivery import DeliveryStore
from storage.people import ensure_workspace
from storage.schedules import ScheduleStore
from tests.chaos.servers import LocalSlack
from tests.load.databases import fresh_postgres
from tests.load.figures import Figure, middle, short
from tests.load.processes import started
from tests.load.servers.slack import channel, member

SQLITE, POSTGRES = "sqlite", "postgres"
FAR_AHEAD = datetime(2100, 1, 1, tzinfo=UTC)
PATIENCE = 300.0  # seconds


@dataclass(frozen=True, slots=True)
class Size:
    planned: int  # messages written down in one go, by turns
    turns: int
    channels: int
    seconds: float  # of sending to channels, one message a second each
    people: int  # who get a direct message
    a_minute: int  # that the workspace allows
    ticks: int
    schedules: int


FULL = Size(40_000, 3, 50, 25.0, 2_000, 4_000, 1_000, 10_000)
QUICK = Size(500, 1, 5, 3.0, 40, 2_400, 20, 100)


async def measure(quick: bool) -> list[Figure]:
    size = QUICK if quick else FULL
    figures: list[Figure] = []
    with TemporaryDirectory(prefix="peerbot-bench-") as name, fresh_postgres() as postgres_url:
        folder = Path(name)
        urls = {SQLITE: f"sqlite:///{folder / 'peerbot.db'}", POSTGRES: postgres_url}
        figures += await planning(size, urls)
        figures += await ticking(size, urls)
        figures += await sending(size, urls, folder)
    return figures


def said(what: str) -> None:
    sys.stderr.write(f"wave: {what}\n")


# ---- planning


def invitation() -> Message:
    """As large as one to a peer session."""
    return Message(
        "Can you come? Peer session on antibiotics, Tue 1 Dec 2026 at 13:00.",
        (
            section("w" * 300),
            section("x" * 400),
            section("y" * 300),
            actions([button("session_yes", "Yes", "1"), button("session_no", "No", "1")]),
        ),
    )


async def planning(size: Size, urls: dict[str, str]) -> list[Figure]:
    """Invitations to so many people, with hours, budget and what else they have coming looked at."""
    rates: dict[str, list[float]] = {}
    for name, url in urls.items():
        database = Database(url)
        await upgrade(database)
        rates[name] = [await plan_once(database, size, turn) for turn in range(size.turns)]
        await empty(database)
        await database.dispose()
        said(f"planned on {name}: {rates[name][-1]:,.0f} rows a second")
    return [
        Figure(
            "wave_plan_rows_per_s",
            min(rates.values(), key=lambda each: sorted(each)[len(each) // 2]),
            "messages written down and committed a second, on the slower database",
            ">= 10000",
            {name: round(sorted(each)[len(each) // 2]) for name, each in rates.items()}
            | {"messages": size.planned},
        )
    ]


async def plan_once(database: Database, size: Size, turn: int) -> float:
    now = datetime.now(UTC)
    message = invitation()
    begun = time.perf_counter()
    async with database.transaction() as session:
        workspace = await ensure_workspace(session, "T0PLAN", "", now)
        planned = await DeliveryStore(session, workspace.id).plan(
            *(
                DirectMessage(f"{turn}:{n}", member(n), message, unasked=True, owner=member(0))
                for n in range(size.planned)
            ),
            now=now,
            wave=Wave(f"wave:{turn}", "Invitations", member(0)),
        )
    seconds = time.perf_counter() - begun
    if planned.new != size.planned:
        raise RuntimeError(f"{planned.new} of {size.planned} were written down")
    return size.planned / seconds


async def empty(database: Database) -> None:
    async with database.transaction() as session:
        workspace = await ensure_workspace(session, "T0PLAN", "", datetime.now(UTC))
        await DeliveryStore(session, workspace.id).forget("")


# ---- ticking


async def ticking(size: Size, urls: dict[str, str]) -> list[Figure]:
    """CPU time of a tick with nothing due, without schedules and with many."""
    few: dict[str, list[float]] = {}
    many: dict[str, list[float]] = {}
    for name, url in urls.items():
        database = Database(url)
        few[name] = await tick_cost(database, size.ticks)
        async with database.transaction() as session:
            workspace = await ensure_workspace(session, "T0TICK", "", datetime.now(UTC))
            store = ScheduleStore(session, workspace.id)
            for number in range(size.schedules):
                await store.set("bench", str(number), FAR_AHEAD)
        many[name] = await tick_cost(database, size.ticks)
        await database.dispose()
        said(f"a tick on {name}: {middle(few[name])} ms, with schedules {middle(many[name])} ms")
    about = {f"{name}_ms": middle(each) for name, each in many.items()}
    about |= {f"{name}_without_schedules_ms": middle(each) for name, each in few.items()}
    slower = max(many.values(), key=middle)
    more = {"schedules": size.schedules, **about}
    return [Figure("tick_idle_ms", slower, "ms of CPU for a tick with nothing due", "<= 1", more)]


async def tick_cost(database: Database, ticks: int) -> list[float]:
    """Milliseconds of CPU a tick, in ten parts."""

    async def nobody(workspace_id: int) -> Timed:
        raise LookupError(workspace_id)

    ticker, now = Ticker(database, nobody), datetime.now(UTC)
    for _ in range(20):
        await ticker.tick(now)
    costs = []
    for _ in range(10):
        begun = time.process_time()
        for _ in range(max(ticks // 10, 1)):
            await ticker.tick(now)
        costs.append((time.process_time() - begun) / max(ticks // 10, 1) * 1000)
    return costs


# ---- sending


@dataclass(frozen=True, slots=True)
class Sent:
    """What one engine kept of the rates that Slack allows, and how much memory it took on the way."""

    channels: float
    beside_a_refused_one: float
    people: float
    growth_mb: float


async def sending(size: Size, urls: dict[str, str], folder: Path) -> list[Figure]:
    results = {name: await send_all(size, url, folder) for name, url in urls.items()}
    shares = [share for each in results.values() for share in (each.channels, each.people)]
    about = {
        f"{name}_{what}": short(getattr(each, what))
        for name, each in results.items()
        for what in ("channels", "people")
    }
    beside = {name: each.beside_a_refused_one for name, each in results.items()}
    growth = {name: each.growth_mb for name, each in results.items()}
    return [
        Figure("wave_send_vs_limit", [min(shares)], "share of Slack's own rate", ">= 0.95", about),
        Figure(
            "wave_beside_429_vs_limit",
            [min(beside.values())],
            "the same in 49 channels while a 50th is refused",
            ">= 0.95",
            beside,
        ),
        Figure("wave_memory_growth_mb", [max(growth.values())], "MB", "<= 30", growth),
    ]


async def send_all(size: Size, url: str, folder: Path) -> Sent:
    """The real bot on a new local Slack: to channels, to channels of which one is refused, to people."""
    places = {"MEMBERS": str(size.people + 1), "CHANNELS": str(size.channels)}
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(
            started("slack", "tests.load.servers.slack", environment=places, folder=folder)
        )
        await server.ready()
        client = await stack.enter_async_context(httpx.AsyncClient(timeout=30))
        slack = LocalSlack(f"http://127.0.0.1:{server.port}", client)
        settings = read_settings(
            {
                **slack.environment,
                "DATABASE_URL": url,
                "PEERBOT_SECRET_KEY": make_key(),
                "MESSAGES_PER_MINUTE": str(size.a_minute),
            },
            env_file=None,
        )
        # A message a second, and a burst of two, since Slack tolerates bursts (slack.md 4.2).
        await slack.post("/sim/limits", per_channel=1.0, burst=2, per_minute=size.a_minute)
        peerbot = await stack.enter_async_context(running(settings, SystemClock(), NoCharts()))
        gc.collect()
        before = resident_mb()
        channels = await to_channels(peerbot, slack, size, "all")
        await slack.post(
            "/sim/faults", kind="rate_limited", method="chat.*", channel=channel(0), times=-1
        )
        beside = await to_channels(peerbot, slack, size, "beside", first=1)
        await slack.behave()
        people = await to_people(peerbot, slack, size)
        gc.collect()
        return Sent(channels, beside, people, resident_mb() - before)


async def to_channels(
    peerbot: Peerbot, slack: LocalSlack, size: Size, name: str, first: int = 0
) -> float:
    """The share of one message a second in each channel; channels before ``first`` do not count."""
    each = int(size.seconds)
    posts = [
        Post(f"{name}:{number}:{place}", channel(place), Message(f"{name} {number}"))
        for number in range(each)
        for place in range(size.channels)
    ]
    counted = {channel(place) for place in range(first, size.channels)}
    seen = await sent(peerbot, slack, posts, len(counted) * each)
    moments: dict[str, list[float]] = {place: [] for place in counted}
    for _, place, ts in seen:
        if place in counted:
            moments[place].append(float(ts))
    taken = sum(max(those) - min(those) for those in moments.values())
    share = (each - 1) * len(counted) / taken
    said(f"{name}: {share:.3f} of a message a second in {len(counted)} channels")
    return share


async def to_people(peerbot: Peerbot, slack: LocalSlack, size: Size) -> float:
    """The share of what the workspace allows a minute."""
    message = invitation()
    notes = [DirectMessage(f"to:{n}", member(n), message) for n in range(1, size.people + 1)]
    seen = await sent(peerbot, slack, notes, len(notes))
    moments = [float(ts) for _, _, ts in seen]
    share = (len(notes) - 1) / (max(moments) - min(moments)) / (size.a_minute / 60)
    said(f"people: {share:.3f} of {size.a_minute} a minute")
    return share


async def sent(
    peerbot: Peerbot, slack: LocalSlack, messages: Iterable[Outgoing], expected: int
) -> list[tuple[int, str, str]]:
    """Plan these and wait until so many more are there; gives those."""
    before = len(await slack.ledger())
    async with peerbot.database.transaction() as session:
        store = DeliveryStore(session, peerbot.services.workspace.id)
        await store.plan(*messages, now=datetime.now(UTC))
    async with asyncio.timeout(PATIENCE):
        while len(seen := (await slack.ledger())[before:]) < expected:
            await asyncio.sleep(0.5)
    return seen


def resident_mb() -> float:
    return float(psutil.Process().memory_info().rss / 1e6)
