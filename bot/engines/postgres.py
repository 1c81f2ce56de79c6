"""The engine on PostgreSQL: Procrastinate spreads the work over any number of processes.

Its jobs are wake-ups only. A lane has a lock, so that one process drains it at a time, and a queueing
lock, so that one wake-up waits at most. A process that was killed or frozen leaves a job behind that is
being done by nobody: the others notice by its missing heartbeat and clear it away.
"""

import asyncio
import contextlib
import hashlib
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import psycopg
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import DeleteJobCondition, Status
from procrastinate.schema import SchemaManager
from procrastinate.types import TimeDeltaParams
from procrastinate.worker import Worker

from bot.engines.base import LINGER, SHARE, Drains
from storage.database import Database

log = logging.getLogger(__name__)

LANES, WORK = "lanes", "work"
AT_ONCE = {LANES: 20, WORK: 2}
POLL = 1.0  # seconds: a lane whose lock has become free is taken up this soon at the latest
SHORTLY = (
    60.0  # seconds: what may go so soon gets a wake-up of its own; for the rest there is the tick
)
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0  # seconds, before the worker is started again
SCHEMA_LOCK = 7337739
SCHEMA = "procrastinate"


class PostgresEngine:
    words = "Procrastinate, on PostgreSQL"

    def __init__(self, database: Database, drains: Drains, stalled: float) -> None:
        self._drains = drains
        self._stalled = stalled
        self._database = database
        connector = PsycopgConnector(
            conninfo=address_of(database),
            min_size=1,
            max_size=6,
            kwargs={"options": f"-c search_path={SCHEMA}"},
        )
        self._app = App(connector=connector)
        self._lane_task = self._app.task(name="lane", queue=LANES)(self._drain_lane)
        self._work_task = self._app.task(name="work", queue=WORK)(self._do_work)
        self._wakes: set[int | None] = set()  # lanes to wake; None is the work
        self._woken = asyncio.Event()
        self._under_way: dict[int | None, int] = {}
        self._changed = asyncio.Condition()
        self._workers: list[Worker] = []
        self._stopping = False
        self.alive = True

    # ---- wake-ups

    def wake_lane(self, workspace_id: int) -> None:
        self._drains.stir(workspace_id)
        if not self._under_way.get(workspace_id):
            self._wake(workspace_id)

    def wake_work(self) -> None:
        self._wake(None)

    def _wake(self, which: int | None) -> None:
        self._wakes.add(which)
        self._woken.set()

    async def _send_wakes(self) -> None:
        while True:
            await self._woken.wait()
            self._woken.clear()
            wakes, self._wakes = self._wakes, set()
            for which in wakes:
                await self._defer(which)

    async def _defer(self, which: int | None, seconds: float = 0.0) -> None:
        name = "work" if which is None else f"lane:{which}"
        lock = None if which is None else name
        task = self._work_task if which is None else self._lane_task
        arguments = {} if which is None else {"workspace_id": which}
        later: TimeDeltaParams | None = {"milliseconds": int(seconds * 1000)} if seconds else None
        waking = task.configure(lock=lock, queueing_lock=name, schedule_in=later)
        try:
            await waking.defer_async(**arguments)
        except AlreadyEnqueued:
            pass
        except (ConnectorException, psycopg.Error, OSError) as error:
            # The next tick sends it again.
            log.warning("wake_lost which=%s why=%s", name, type(error).__name__)

    # ---- jobs

    async def _drain_lane(self, workspace_id: int) -> None:
        async with self._counted(workspace_id):
            pause = await self._drains.lane(workspace_id, seconds=SHARE, linger=LINGER)
        if pause is not None and pause < SHORTLY and not self._stopping:
            await self._defer(workspace_id, pause)

    async def _do_work(self) -> None:
        async with self._counted(None):
            await self._drains.work()

    @contextlib.asynccontextmanager
    async def _counted(self, which: int | None) -> AsyncIterator[None]:
        self._under_way[which] = self._under_way.get(which, 0) + 1
        try:
            yield
        finally:
            self._under_way[which] -= 1
            async with self._changed:
                self._changed.notify_all()

    async def settled(self, workspace_id: int) -> None:
        """Drain here as well, beside what is under way: the rows decide who does what."""
        while True:
            await self._drains.work()
            pause = await self._drains.lane(workspace_id, seconds=None, linger=LINGER)
            await self._quiet()
            if pause is None and not self._wakes:
                return
            await asyncio.sleep(min(pause or 0.0, 1.0))

    async def _quiet(self) -> None:
        """Wait until no job is under way here."""
        async with self._changed:
            await self._changed.wait_for(lambda: not any(self._under_way.values()))

    # ---- life

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator["PostgresEngine"]:
        await prepare(self._database)
        async with self._app.open_async():
            loops = [
                asyncio.create_task(loop)
                for loop in (
                    self._send_wakes(),
                    self._forever("clear", self._clear_stalled),
                    *(self._forever(queue, self._worker(queue)) for queue in AT_ONCE),
                )
            ]
            try:
                yield self
            finally:
                await self._stop(loops)

    async def _stop(self, loops: "list[asyncio.Task[None]]") -> None:
        self._stopping = True
        await self._drains.stop()
        for worker in self._workers:
            worker.stop()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._stalled):
                await self._quiet()
        for loop in loops:
            loop.cancel()
        await asyncio.gather(*loops, return_exceptions=True)

    async def _forever(self, name: str, do: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Again and again, whatever the database does meanwhile."""
        pause = FIRST_PAUSE
        while not self._stopping:
            begun = asyncio.get_running_loop().time()
            try:
                await do()
                self.alive = True
            except Exception as error:
                self.alive = False
                log.warning("engine_broke_off what=%s why=%s", name, type(error).__name__)
            if asyncio.get_running_loop().time() - begun > LONGEST_PAUSE:
                pause = FIRST_PAUSE
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def _worker(self, queue: str) -> Callable[[], Coroutine[Any, Any, None]]:
        async def work() -> None:
            worker = Worker(
                self._app,
                queues=[queue],
                name=f"peerbot-{queue}",
                concurrency=AT_ONCE[queue],
                fetch_job_polling_interval=POLL,
                install_signal_handlers=False,
                delete_jobs=DeleteJobCondition.ALWAYS,
                update_heartbeat_interval=self._stalled / 4,
                stalled_worker_timeout=self._stalled,
            )
            self._workers = [each for each in self._workers if each.queues != [queue]]
            self._workers.append(worker)
            await worker.run()

        return work

    async def _clear_stalled(self) -> None:
        """End the jobs of processes that are gone, and wake their lanes."""
        while True:
            jobs = self._app.job_manager
            for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=self._stalled):
                log.warning("engine_cleared job=%s task=%s", job.id, job.task_name)
                await jobs.finish_job(job, Status.FAILED, delete_job=True)
                lane = job.task_kwargs.get("workspace_id")
                self._wake(lane if isinstance(lane, int) else None)
            await asyncio.sleep(self._stalled / 3)


def address_of(database: Database) -> str:
    return database.url.set(drivername="postgresql").render_as_string(hide_password=False)


async def prepare(database: Database) -> None:
    """Procrastinate's own tables, in a schema of their own, made once however many start together.

    They hold nothing but wake-ups, so where they are of another version they are made anew.
    """
    wanted = SchemaManager.get_schema()
    mark = hashlib.sha256(wanted.encode()).hexdigest()
    async with await psycopg.AsyncConnection.connect(address_of(database)) as connection:
        await connection.execute("SELECT pg_advisory_xact_lock(%s)", (SCHEMA_LOCK,))
        cursor = await connection.execute(
            "SELECT obj_description(to_regnamespace(%s), 'pg_namespace')", (SCHEMA,)
        )
        row = await cursor.fetchone()
        if row is not None and row[0] == mark:
            return
        await connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        await connection.execute(f"CREATE SCHEMA {SCHEMA}")
        await connection.execute(f"SET LOCAL search_path TO {SCHEMA}")
        await connection.execute(wanted)
        await connection.execute(f"COMMENT ON SCHEMA {SCHEMA} IS '{mark}'")
