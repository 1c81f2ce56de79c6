"""What an engine promises, the same on both: what is woken is drained, by one at a time."""

import asyncio
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import psycopg
import pytest
from sqlalchemy import text

from bot.engines import Engine, engine_for
from bot.errors import ConfigurationError
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
        self.lets_go = True
        self.lanes_done = 0
        self.works_done = 0
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
            self.lanes_done += 1
        finally:
            self.at_once[workspace_id] -= 1
        pause, self.pause = self.pause, None
        return pause

    async def work(self) -> None:
        self.works += 1
        await self.hold.wait()
        self.works_done += 1

    def stir(self, workspace_id: int) -> None:
        self.stirred.append(workspace_id)

    async def stop(self) -> None:
        self.stopped = True
        if self.lets_go:  # a moment later, as what is under way takes a moment to end
            asyncio.get_running_loop().call_later(0.05, self.hold.set)


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


async def until(condition: object, seconds: float = 10) -> None:
    assert callable(condition)
    async with asyncio.timeout(seconds):
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


async def test_stopping_waits_for_what_is_under_way(database: Database) -> None:
    drains = Drains()
    drains.hold.clear()
    async with engines(database, drains) as (engine,):
        engine.wake_lane(LANE)
        engine.wake_work()
        await until(lambda: drains.lanes[LANE] and drains.works)
    assert drains.lanes_done == 1
    assert drains.works_done >= 1
    assert await left_behind(database) == 0


async def test_stopping_breaks_off_what_does_not_end(database: Database) -> None:
    drains = Drains()
    drains.lets_go = False
    drains.hold.clear()
    async with asyncio.timeout(STALLED * 5):
        async with engines(database, drains) as (engine,):
            engine.wake_lane(LANE)
            await until(lambda: drains.at_once[LANE])
    assert (drains.at_once[LANE], drains.lanes_done) == (0, 0)
    assert await left_behind(database) == 0


async def test_a_wake_up_while_it_stops_starts_nothing(database: Database) -> None:
    drains = Drains()
    async with engines(database, drains) as (engine,):
        await engine.settled(LANE)
    engine.wake_lane(LANE + 1)
    await asyncio.sleep(0)
    assert drains.lanes[LANE + 1] == 0


async def left_behind(database: Database) -> int:
    """Jobs and workers that others would take for alive."""
    if database.is_sqlite:
        return 0
    async with database.looking() as connection:
        count = (
            "SELECT (SELECT count(*) FROM procrastinate.procrastinate_jobs WHERE status = 'doing')"
            " + (SELECT count(*) FROM procrastinate.procrastinate_workers)"
        )
        return int(await connection.scalar(text(count)) or 0)


def test_sqlite_does_not_pay_for_what_only_postgresql_needs() -> None:
    script = "import sys, bot.app, bot.engines.local; print('procrastinate' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "False"


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
async def test_a_lane_is_not_locked_by_an_end_that_was_not_written_down(database: Database) -> None:
    drains = Drains()
    async with engines(database, drains) as (engine,):
        engine.wake_lane(LANE)
        await until(lambda: drains.lanes[LANE])  # by a worker that is registered
        async with database.autocommit() as connection:  # ours, but not under way; we are alive
            done = await connection.execute(
                text(
                    "INSERT INTO procrastinate.procrastinate_jobs"
                    " (queue_name, task_name, lock, status, args, worker_id)"
                    " SELECT 'lanes', 'lane', :lock, 'doing', '{\"workspace_id\": 7}', max(id)"
                    " FROM procrastinate.procrastinate_workers RETURNING worker_id"
                ).bindparams(lock=f"lane:{LANE}")
            )
            assert done.scalar_one() is not None
        before = drains.lanes[LANE]
        engine.wake_lane(LANE)
        await until(lambda: drains.lanes[LANE] > before)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_long_drain_is_not_taken_for_one_that_nobody_does(database: Database) -> None:
    drains = Drains()
    drains.hold.clear()
    async with engines(database, drains, 2) as (one, other):
        one.wake_lane(LANE)
        await until(lambda: drains.at_once[LANE])
        asyncio.get_running_loop().call_later(STALLED * 1.5, drains.hold.set)
        while not drains.hold.is_set():
            other.wake_lane(LANE)
            await asyncio.sleep(0.05)
            assert drains.most_at_once == 1
    assert drains.most_at_once == 1


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
async def test_after_a_while_without_a_database_it_is_well_again(
    database: Database, postgres: str
) -> None:
    drains = Drains()
    async with engines(database, drains) as (engine,):
        await engine.settled(LANE)
        await until(lambda: engine.alive)
        with psycopg.connect(postgres, autocommit=True) as server:
            closed = f"ALTER DATABASE {database.url.database} WITH ALLOW_CONNECTIONS"
            server.execute(f"{closed} false")
            server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                (database.url.database,),
            )
            try:
                await until(lambda: not engine.alive, seconds=40)
            finally:
                server.execute(f"{closed} true")
        before = drains.lanes[LANE]
        async with asyncio.timeout(20):
            while drains.lanes[LANE] == before or not engine.alive:
                engine.wake_lane(LANE)
                await asyncio.sleep(0.1)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_several_that_start_together_make_the_tables_once(database: Database) -> None:
    drains = Drains()
    async with database.autocommit() as connection:
        await connection.execute(text("DROP SCHEMA procrastinate CASCADE"))
    async with AsyncExitStack() as stack:
        async with asyncio.TaskGroup() as group:
            for _ in range(3):
                engine = engine_for(database, drains, STALLED)
                group.create_task(stack.enter_async_context(engine))
        (await stack.enter_async_context(engine_for(database, drains, STALLED))).wake_lane(LANE)
        await until(lambda: drains.lanes[LANE])


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_schema_that_is_somebody_elses_is_left_alone(database: Database) -> None:
    async with database.autocommit() as connection:
        await connection.execute(text("DROP SCHEMA procrastinate CASCADE"))
        await connection.execute(text("CREATE SCHEMA procrastinate"))
        await connection.execute(text("CREATE TABLE procrastinate.theirs (id int)"))
        with pytest.raises(ConfigurationError, match="Peerbot did not make"):
            async with engines(database, Drains()):
                pass
        assert await connection.scalar(text("SELECT count(*) FROM procrastinate.theirs")) == 0


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_without_the_right_to_make_tables_it_says_what_to_run(
    database: Database,
) -> None:
    role = f"lowly_{database.url.database}"
    async with database.autocommit() as connection:
        await connection.execute(text("DROP SCHEMA procrastinate CASCADE"))
        await connection.execute(text(f"CREATE ROLE {role} LOGIN PASSWORD 'lowly'"))
    url = database.url.set(username=role, password="lowly")
    lowly = Database(url.render_as_string(hide_password=False))
    try:
        with pytest.raises(ConfigurationError, match=f'GRANT CREATE ON DATABASE .* TO "{role}"'):
            async with engines(lowly, Drains()):
                pass
    finally:
        await lowly.dispose()
        async with database.autocommit() as connection:
            await connection.execute(text(f"DROP ROLE {role}"))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_tables_of_another_version_are_made_anew(database: Database) -> None:
    drains = Drains()
    async with database.autocommit() as connection:
        await connection.execute(text(f"COMMENT ON SCHEMA procrastinate IS '{'0' * 64}'"))
        await connection.execute(text("DROP TABLE procrastinate.procrastinate_jobs CASCADE"))
    async with engines(database, drains) as (engine,):
        engine.wake_lane(LANE)
        await until(lambda: drains.lanes[LANE])
