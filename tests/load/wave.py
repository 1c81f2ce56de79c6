"""Waves of messages: how fast they are written down, how much of Slack's own rate sending keeps.

The local Slack is a process of its own and enforces its limits; the bot is the real one, in this
process, on SQLite and on PostgreSQL in turn.
"""

import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.blocks.kit import actions, button, section
from bot.domain.delivery import DirectMessage, Message, Wave
from storage.database import Database, upgrade
from storage.delivery import DeliveryStore
from storage.people import ensure_workspace
from storage.schedules import ScheduleStore
from tests.load.databases import fresh_postgres
from tests.load.figures import Figure
from tests.load.servers.slack import member

SQLITE, POSTGRES = "sqlite", "postgres"


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


FULL = Size(40_000, 3, 50, 30.0, 2_000, 4_000, 1_000, 10_000)
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
    """CPU time of a tick with nothing due, with few schedules and with many."""
    idle: dict[str, list[float]] = {}
    more: dict[str, Any] = {"schedules": size.schedules}
    for name, url in urls.items():
        database = Database(url)
        few = await tick_cost(database, size.ticks)
        async with database.transaction() as session:
            workspace = await ensure_workspace(session, "T0TICK", "", datetime.now(UTC))
            store = ScheduleStore(session, workspace.id)
            later = datetime(2100, 1, 1, tzinfo=UTC)
            for number in range(size.schedules):
                await store.set("bench", str(number), later)
        many = await tick_cost(database, size.ticks)
        idle[name] = many
        more |= {f"{name}_ms": middle(many), f"{name}_without_schedules_ms": middle(few)}
        await database.dispose()
        said(f"tick on {name}: {middle(many):.2f} ms")
    slower = max(idle.values(), key=middle)
    return [Figure("tick_idle_ms", slower, "ms of CPU, with nothing due", "<= 1", more)]
