"""What an engine promises, the same on both: what is woken is drained, by one at a time."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from sqlalchemy import text

from bot.engines import Engine, engine_for
from storage.database import Database

LANE = 7
STALLED = 2.0  # seconds


class Drains:
    """Drains that write down how often, and how many at a time."""

    def __init__(self) -> None:
        self.lanes: Counter[int] = Counter()
        self.works = 0
        self.at_once: Counter[int] = Counter()
        self.most_at_once = 0
        self.hold = asyncio.Event()
        self.hold.set()
        self.fails = 0
        self.pause: float | None = None
        self.stirred: list[int] = []
        self.stopped = False

    async def lane(
        self, workspace_id: int, *, seconds: float | None, linger: float
    ) -> float | None:
        self.lanes[workspace_id] += 1
        self.at_once[workspace_id] += 1
        self.most_at_once = max(self.most_at_once, self.at_once[workspace_id])
        try:
            if self.fails:
                self.fails -= 1
                raise OSError("the database is away")
            await self.hold.wait()
        finally:
            self.at_once[workspace_id] -= 1
        pause, self.pause = self.pause, None
        return pause

    async def work(self) -> None:
        self.works += 1

    def stir(self, workspace_id: int) -> None:
        self.stirred.append(workspace_id)

    async def stop(self) -> None:
        self.stopped = True
        self.hold.set()


@asynccontextmanager
async def engines(
    database: Database, drains: Drains, number: int = 1
) -> AsyncIterator[list[Engine]]:
    """So many of the same database's, as in so many processes."""
    async with AsyncExitStack() as stack:
        yield [
            await stack.enter_async_context(engine_for(database, drains, STALLED))
            for _ in range(number)
        ]


async def until(condition: object) -> None:
    assert callable(condition)
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0.005)


async def test_a_woken_lane_is_drained_and_no_other(database: Database) -> None:
    drains = Drains()
    async with engines(database, drains) as (engine,):
        engine.wake_lane(LANE)
        await until(lambda: drains.lanes[LANE])
    assert set(drains.lanes) == {LANE}
    assert drains.stopped


async def test_woken_work_is_done(database: Database) -> None:
    drains = Drains()
    async with engines(database, drains) as (engine,):
        before = drains.works
        engine.wake_work()
        await until(lambda: drains.works > before)


async def test_a_drain_under_way_is_stirred_and_not_joined(database: Database) -> None:
    drains = Drains()
    drains.hold.clear()
    async with engines(database, drains) as (engine,):
        engine.wake_lane(LANE)
        await until(lambda: drains.at_once[LANE])
        for _ in range(5):
            engine.wake_lane(LANE)
        assert drains.stirred == [LANE] * 6
        drains.hold.set()
        await until(lambda: not drains.at_once[LANE])
    assert drains.most_at_once == 1


async def test_what_may_go_on_soon_goes_on_by_itself(database: Database) -> None:
    drains = Drains()
    drains.pause = 0.01
    async with engines(database, drains) as (engine,):
        engine.wake_lane(LANE)
        await until(lambda: drains.lanes[LANE] >= 2)


async def test_settled_is_when_nothing_is_left_to_do(database: Database) -> None:
    drains = Drains()
    async with engines(database, drains) as (engine,):
        await engine.settled(LANE)
        assert drains.lanes[LANE] >= 1
        assert drains.works >= 1
        assert engine.alive


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_drain_that_breaks_off_is_seen_and_tried_again(database: Database) -> None:
    drains = Drains()
    drains.fails = 1
    async with engines(database, drains) as (engine,):
        engine.wake_lane(LANE)
        await until(lambda: not engine.alive)
        engine.wake_lane(LANE)
        await until(lambda: engine.alive)
        assert drains.lanes[LANE] == 2


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_of_several_processes_one_drains_a_lane_at_a_time(database: Database) -> None:
    drains = Drains()
    async with engines(database, drains, 3) as three:
        for _ in range(10):
            for each in three:
                each.wake_lane(LANE)
            await asyncio.sleep(0.01)
        await until(lambda: drains.lanes[LANE] >= 2)
        for each in three:
            await each.settled(LANE + 1)
    assert drains.most_at_once == 1


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_the_job_of_a_process_that_is_gone_is_cleared_away(database: Database) -> None:
    drains = Drains()
    async with engines(database, drains) as (engine,):
        await engine.settled(LANE)
        async with database.autocommit() as connection:  # as one that was killed leaves it behind
            await connection.execute(
                text(
                    "INSERT INTO procrastinate.procrastinate_jobs"
                    " (queue_name, task_name, lock, status, args)"
                    " VALUES ('lanes', 'lane', :lock, 'doing', '{\"workspace_id\": 7}')"
                ).bindparams(lock=f"lane:{LANE}")
            )
        before = drains.lanes[LANE]
        engine.wake_lane(LANE)
        await until(lambda: drains.lanes[LANE] > before)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_lost_connections_are_made_again(database: Database) -> None:
    drains = Drains()
    async with engines(database, drains) as (engine,):
        engine.wake_lane(LANE)
        await until(lambda: drains.lanes[LANE])
        async with database.autocommit() as connection:
            await connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
        before = drains.lanes[LANE]
        async with asyncio.timeout(20):
            while drains.lanes[LANE] == before:
                engine.wake_lane(LANE)
                await asyncio.sleep(0.1)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_tables_of_another_version_are_made_anew(database: Database) -> None:
    drains = Drains()
    async with database.autocommit() as connection:
        await connection.execute(text("COMMENT ON SCHEMA procrastinate IS 'another'"))
        await connection.execute(text("DROP TABLE procrastinate.procrastinate_jobs CASCADE"))
    async with engines(database, drains) as (engine,):
        engine.wake_lane(LANE)
        await until(lambda: drains.lanes[LANE])
