"""Schedules under fire: each slot across both clock changes once, however often the tickers are killed.

The clock is a file that one moves and all processes read; nobody waits for a change of clocks.
"""

import asyncio
import random
import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.schedule import Lateness, repeating
from storage.database import Database, upgrade
from storage.people import ensure_workspace
from storage.schedules import ScheduleStore
from storage.schema.journal import AuditRow
from tests.chaos.harm import Replica
from tests.load.servers.slack import TEAM

KIND = "chaos.slot"
TICKER = "tests.chaos.ticker"
# Both changes in London, a fortnight around each.
SEASONS = ((date(2026, 10, 18), date(2026, 11, 1)), (date(2027, 3, 21), date(2027, 4, 4)))
ZONES = ("Europe/London", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland", "UTC")
CLOCKS = (time(0, 30), time(1, 0), time(1, 30), time(2, 0), time(2, 30), time(13, 0))
STEP = timedelta(hours=7)  # of the clock
PATIENCE = 60.0  # seconds for what is due to be done


@dataclass(frozen=True, slots=True)
class Slots:
    schedules: int
    kills: int


@dataclass(frozen=True, slots=True)
class SlotsOutcome:
    expected: int
    missed: int
    doubled: int
    kills: int


@dataclass(frozen=True, slots=True)
class Daily:
    """A schedule of one season: each day at that time, on the wall clock of that zone."""

    subject: str
    zone: str
    clock: time
    first: date
    last: date

    @property
    def rule(self) -> str:
        return f"FREQ=DAILY;UNTIL={datetime.combine(self.last, self.clock):%Y%m%dT%H%M%S}"

    def expected(self) -> Iterator[tuple[str, str]]:
        """Counted by hand: the days of the season, one after the other."""
        day = self.first
        while day <= self.last:
            yield self.subject, datetime.combine(day, self.clock).isoformat()
            day += timedelta(days=1)


def schedules(number: int) -> list[Daily]:
    found = []
    for each in range(number):
        first, last = SEASONS[each % 2]
        zone, clock = ZONES[each % len(ZONES)], CLOCKS[each % len(CLOCKS)]
        found.append(Daily(f"s{each}", zone, clock, first, last))
    return found


async def run_slots(
    url: str, size: Slots, rng: random.Random, folder: Path, replicas: int
) -> SlotsOutcome:
    database = Database(url)
    await upgrade(database)
    clock = folder / "clock"
    start = datetime.combine(SEASONS[0][0] - timedelta(days=2), time(), UTC)
    show(clock, start)
    planned = schedules(size.schedules)
    await plan(database, planned, start)
    environment = {"DATABASE_URL": url, "CHAOS_CLOCK": str(clock)}
    crew = [Replica(f"ticker{n}", TICKER, environment, folder) for n in range(replicas)]
    keepers = [asyncio.create_task(each.kept_alive()) for each in crew]
    try:
        kills = await through_the_year(database, clock, start, size, rng, crew)
    finally:
        for keeper in keepers:
            keeper.cancel()
        await asyncio.gather(*keepers, return_exceptions=True)
        for each in crew:
            await each.stop()
    outcome = await count(database, planned, kills)
    await database.dispose()
    return outcome


def show(clock: Path, moment: datetime) -> None:
    """In one go, so that nobody reads half a time."""
    beside = clock.with_suffix(".new")
    beside.write_text(moment.isoformat())
    beside.replace(clock)


async def plan(database: Database, planned: list[Daily], now: datetime) -> None:
    async with database.transaction() as session:
        workspace = await ensure_workspace(session, TEAM, "", now)
        store = ScheduleStore(session, workspace.id)
        for each in planned:
            pattern = repeating(each.rule, datetime.combine(each.first, each.clock), each.zone)
            await store.repeat(KIND, each.subject, pattern, now, lateness=Lateness.ALL)


async def through_the_year(
    database: Database,
    clock: Path,
    start: datetime,
    size: Slots,
    rng: random.Random,
    crew: list[Replica],
) -> int:
    """Move the clock on, a few hours at a time in the seasons, and kill somebody every so often."""
    moments = [start]
    for first, last in SEASONS:
        moment = datetime.combine(first - timedelta(days=1), time(), UTC)
        while moment < datetime.combine(last + timedelta(days=2), time(), UTC):
            moments.append(moment)
            moment += STEP
    doomed = sorted(rng.sample(range(len(moments)), min(size.kills, len(moments))))
    for number, moment in enumerate(moments):
        show(clock, moment)
        if number in doomed:
            await asyncio.sleep(rng.uniform(0, 0.3))  # in the middle of what is due
            rng.choice(crew).send(signal.SIGKILL)
        await all_done(database, moment)
    return len(doomed)


async def all_done(database: Database, moment: datetime) -> None:
    """Wait until nothing that is due then is left."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                async with database.reading() as session:
                    left = await session.scalar(
                        text("SELECT count(*) FROM schedule WHERE next_at <= :now"),
                        {"now": _bound(database, moment)},
                    )
                if not left:
                    return
            except SQLAlchemyError:
                pass  # it is being written to by one that was just killed
            await asyncio.sleep(0.03)


def _bound(database: Database, moment: datetime) -> object:
    return f"{moment:%Y-%m-%d %H:%M:%S.%f}" if database.is_sqlite else moment


async def count(database: Database, planned: list[Daily], kills: int) -> SlotsOutcome:
    async with database.reading() as session:
        rows = await session.execute(
            select(AuditRow.subject, AuditRow.actor).where(AuditRow.deed == KIND)
        )
        seen = Counter((subject, _local(planned, subject, actor)) for subject, actor in rows)
    expected = {slot for each in planned for slot in each.expected()}
    return SlotsOutcome(
        expected=len(expected),
        missed=len(expected - seen.keys()),
        doubled=sum(number - 1 for number in seen.values()) + len(seen.keys() - expected),
        kills=kills,
    )


def _local(planned: list[Daily], subject: str, moment: str) -> str:
    """The wall-clock time that a firing was for, from its moment: by the zone alone."""
    mine = next(each for each in planned if each.subject == subject)
    local = datetime.fromisoformat(moment).astimezone(ZoneInfo(mine.zone))
    return datetime.combine(local.date(), mine.clock).isoformat()
