"""What is due happens once, whoever ticks, and one failure stops nothing else."""

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.people import Workspace
from bot.errors import NotFound
from bot.tick import Firing, Ticker, Timer
from storage.database import Database
from storage.people import ensure_workspace
from storage.schedules import ScheduleStore, last_tick

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class Recorder:
    """A workspace that writes down what was fired, and fails where it is told to."""

    def __init__(self) -> None:
        self.fired: list[tuple[str, datetime]] = []
        self.fails: set[str] = set()

    @property
    def timers(self) -> dict[str, Timer]:
        return {"ring": self.ring}

    async def ring(self, _session: AsyncSession, firing: Firing) -> None:
        if firing.subject in self.fails:
            raise NotFound("gone")
        self.fired.append((firing.subject, firing.slot))


def ticker(database: Database, recorder: Recorder) -> Ticker:
    async def one(_workspace_id: int) -> Recorder:
        return recorder

    return Ticker(database, one)


async def scheduled(database: Database, **times: datetime) -> Workspace:
    async with database.transaction() as session:
        workspace = await ensure_workspace(session, "T1", "", NOW)
        for subject, at in times.items():
            await ScheduleStore(session, workspace.id).set("ring", subject, at)
    return workspace


async def test_what_is_due_fires_in_order_and_the_rest_waits(database: Database) -> None:
    minute = timedelta(minutes=1)
    await scheduled(database, second=NOW, first=NOW - minute, later=NOW + minute)
    recorder = Recorder()
    assert await ticker(database, recorder).tick(NOW) == 2
    assert recorder.fired == [("first", NOW - minute), ("second", NOW)]
    assert await ticker(database, recorder).tick(NOW + minute) == 1


async def test_tickers_at_the_same_time_fire_each_slot_once(database: Database) -> None:
    await scheduled(database, **{f"s{number}": NOW for number in range(12)})
    recorders = [Recorder() for _ in range(3)]
    await asyncio.gather(*(ticker(database, each).tick(NOW) for each in recorders))
    fired = [subject for each in recorders for subject, _ in each.fired]
    assert sorted(fired) == sorted(f"s{number}" for number in range(12))


async def test_a_failure_stops_nothing_else_and_is_tried_again(database: Database) -> None:
    await scheduled(database, broken=NOW - timedelta(minutes=1), fine=NOW)
    recorder = Recorder()
    recorder.fails = {"broken"}
    await ticker(database, recorder).tick(NOW)
    assert [subject for subject, _ in recorder.fired] == ["fine"]
    recorder.fails = set()
    await ticker(database, recorder).tick(NOW + timedelta(minutes=2))
    assert [subject for subject, _ in recorder.fired] == ["fine", "broken"]


async def test_a_schedule_that_is_moved_fires_at_its_new_time_only(database: Database) -> None:
    workspace = await scheduled(database, moved=NOW)
    later = NOW + timedelta(hours=1)
    async with database.transaction() as session:
        await ScheduleStore(session, workspace.id).set("ring", "moved", later)
    recorder = Recorder()
    assert await ticker(database, recorder).tick(NOW) == 0
    await ticker(database, recorder).tick(later)
    assert recorder.fired == [("moved", later)]


async def test_a_cancelled_schedule_never_fires(database: Database) -> None:
    workspace = await scheduled(database, gone=NOW)
    async with database.transaction() as session:
        await ScheduleStore(session, workspace.id).cancel("ring", "gone")
    assert await ticker(database, Recorder()).tick(NOW) == 0


async def test_the_last_tick_is_written_down_for_health(database: Database) -> None:
    recorder = Recorder()
    await ticker(database, recorder).tick(NOW)
    async with database.reading() as session:
        assert await last_tick(session) == NOW
