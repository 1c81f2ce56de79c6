"""The engine on PostgreSQL: Procrastinate spreads the work over any number of processes.

Its jobs are wake-ups only. A lane has a lock, so that one process drains it at a time, and a queueing
lock, so that one wake-up waits at most. A process that was killed or frozen leaves a job behind that is
being done by nobody: the others notice by its missing heartbeat and clear it away. So does one whose
connection was lost just when a job's end was to be written down, with its own.
"""

import asyncio
import contextlib
import hashlib
import logging
import re
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import psycopg
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.job_context import JobContext
from procrastinate.jobs import DeleteJobCondition, Job, Status
from procrastinate.schema import SchemaManager
from procrastinate.types import TimeDeltaParams
from procrastinate.worker import Worker

from bot.engines.base import LINGER, SHARE, Drains
from bot.errors import ConfigurationError
from storage.database import Database, reason

log = logging.getLogger(__name__)

LANES, WORK = "lanes", "work"
AT_ONCE = {LANES: 20, WORK: 2}
POLL = 0.5  # seconds: a lane whose lock has become free is taken up this soon at the latest
SHORTLY = (
    60.0  # seconds: what may go so soon gets a wake-up of its own; for the rest there is the tick
)
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0  # seconds, before the worker is started again
CONNECT = 10  # seconds, for a connection
# The pool waits ever longer before it connects again, so it begins anew after so many seconds.
RECONNECT = 5.0
SCHEMA_LOCK = 7337739
SCHEMA = "procrastinate"
OUR_MARK = re.compile("[0-9a-f]{64}")


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
            timeout=CONNECT,
            reconnect_timeout=RECONNECT,
            kwargs={"options": f"-c search_path={SCHEMA}", "connect_timeout": CONNECT},
        )
        self._app = App(connector=connector)
        self._lane_task = self._app.task(name="lane", queue=LANES, pass_context=True)(
            self._drain_lane
        )
        self._work_task = self._app.task(name="work", queue=WORK, pass_context=True)(self._do_work)
        self._wakes: set[int | None] = set()  # lanes to wake; None is the work
        self._woken = asyncio.Event()
        self._under_way: dict[int | None, int] = {}
        self._changed = asyncio.Condition()
        self._jobs: set[int | None] = set()  # under way here
        self._suspects: set[int | None] = set()  # ours by their row, but not under way
        self._workers: dict[str, Worker] = {}
        self._broken: set[str] = set()  # queues whose worker has ever broken off
        self._stopping = False

    @property
    def alive(self) -> bool:
        """Whether what broke off has been taken up again."""
        at_work = {queue for queue, each in self._workers.items() if each.worker_id is not None}
        return self._broken <= at_work

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

    async def _drain_lane(self, context: JobContext, workspace_id: int) -> None:
        if self._stopping:
            return  # the next tick of another process wakes it again
        async with self._counted(workspace_id, context.job):
            pause = await self._drains.lane(workspace_id, seconds=SHARE, linger=LINGER)
        if pause is not None and pause < SHORTLY and not self._stopping:
            await self._defer(workspace_id, pause)

    async def _do_work(self, context: JobContext) -> None:
        async with self._counted(None, context.job):
            await self._drains.work()

    @contextlib.asynccontextmanager
    async def _counted(self, which: int | None, job: Job) -> AsyncIterator[None]:
        self._under_way[which] = self._under_way.get(which, 0) + 1
        self._jobs.add(job.id)
        try:
            yield
        finally:
            self._under_way[which] -= 1
            self._jobs.discard(job.id)
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
                    self._forever("wake", self._send_wakes),
                    self._forever("clear", self._clear_abandoned),
                    *(self._forever(queue, self._worker(queue)) for queue in AT_ONCE),
                )
            ]
            try:
                yield self
            finally:
                await self._stop(loops)

    async def _stop(self, loops: "list[asyncio.Task[None]]") -> None:
        self._stopping = True
        for worker in self._workers.values():
            worker.stop()
        try:
            await self._drains.stop()
        finally:
            for loop in loops:
                loop.cancel()  # a worker ends when its jobs have, or after its graceful timeout
            await asyncio.gather(*loops, return_exceptions=True)

    async def _forever(self, name: str, do: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Again and again, whatever the database does meanwhile."""
        pause = FIRST_PAUSE
        while not self._stopping:
            begun = asyncio.get_running_loop().time()
            try:
                await do()
            except Exception as error:
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
                shutdown_graceful_timeout=self._stalled,
                update_heartbeat_interval=self._stalled / 4,
                stalled_worker_timeout=self._stalled,
            )
            self._workers[queue] = worker
            try:
                await worker.run()
            finally:
                del self._workers[queue]
                self._broken.add(queue)

        return work

    async def _clear_abandoned(self) -> None:
        """End the jobs that are being done by nobody, and wake their lanes."""
        while True:
            for job in await self._abandoned():
                log.warning("engine_cleared job=%s task=%s", job.id, job.task_name)
                with contextlib.suppress(ConnectorException):  # another process was quicker
                    await self._app.job_manager.finish_job(job, Status.FAILED, delete_job=True)
                lane = job.task_kwargs.get("workspace_id")
                self._wake(lane if isinstance(lane, int) else None)
            await asyncio.sleep(self._stalled / 3)

    async def _abandoned(self) -> list[Job]:
        """Jobs of processes that are gone, and ours that ended without its being written down."""
        jobs = self._app.job_manager
        gone = await jobs.get_stalled_jobs(seconds_since_heartbeat=self._stalled)
        ours = {each.worker_id for each in self._workers.values()} - {None}
        doing = await jobs.list_jobs_async(status=Status.DOING.value)
        idle = [job for job in doing if job.worker_id in ours and job.id not in self._jobs]
        # Seen so twice: one that has only just begun or ended looks the same.
        lost = [job for job in idle if job.id in self._suspects]
        self._suspects = {job.id for job in idle}
        return [*gone, *lost]


def address_of(database: Database) -> str:
    return database.url.set(drivername="postgresql").render_as_string(hide_password=False)


async def prepare(database: Database) -> None:
    """Procrastinate's own tables, in a schema of their own, made once however many start together.

    They hold nothing but wake-ups, so where they are of another version they are made anew.
    Raises ConfigurationError where we may not, or where somebody else has a schema of that name.
    """
    wanted = SchemaManager.get_schema()
    mark = hashlib.sha256(wanted.encode()).hexdigest()
    async with await psycopg.AsyncConnection.connect(address_of(database)) as connection:
        await connection.execute("SELECT pg_advisory_xact_lock(%s)", (SCHEMA_LOCK,))
        found = await connection.execute(
            "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = %s",
            (SCHEMA,),
        )
        row = await found.fetchone()
        if row is not None and row[0] == mark:
            return
        if row is not None and not OUR_MARK.fullmatch(row[0] or ""):
            raise ConfigurationError(
                f"The database has a schema named {SCHEMA} that Peerbot did not make. Give Peerbot a "
                f"database of its own, or rename that schema: ALTER SCHEMA {SCHEMA} RENAME TO ...;"
            )
        try:
            await _make(connection, wanted, mark)
        except psycopg.errors.InsufficientPrivilege as error:
            raise ConfigurationError(
                f"Peerbot may not make its schema {SCHEMA} in the database ({reason(error)}). Ask "
                f"the database's administrator to run: GRANT CREATE ON DATABASE "
                f'"{connection.info.dbname}" TO "{connection.info.user}";'
            ) from error


async def _make(connection: psycopg.AsyncConnection, wanted: str, mark: str) -> None:
    await connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
    await connection.execute(f"CREATE SCHEMA {SCHEMA}")
    await connection.execute(f"SET LOCAL search_path TO {SCHEMA}")
    await connection.execute(wanted)
    await connection.execute(f"COMMENT ON SCHEMA {SCHEMA} IS '{mark}'")
