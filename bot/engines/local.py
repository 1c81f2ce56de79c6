"""The engine on SQLite: one process, an asyncio task for each lane and one for background work."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable

from bot.engines.base import LINGER, Drains

log = logging.getLogger(__name__)

AFTER_TROUBLE = 5.0  # seconds


class Loop:
    """A task that drains whenever it was woken, and comes back when something may go on."""

    def __init__(self, drain: Callable[[], Awaitable[float | None]]) -> None:
        self._drain = drain
        self._woken = asyncio.Event()
        self._idle = asyncio.Event()
        self._stopping = False
        self.alive = True
        self.task = asyncio.create_task(self._run())

    def wake(self) -> None:
        self._idle.clear()
        self._woken.set()

    def stop(self) -> None:
        """End with the drain that is under way."""
        self._stopping = True
        self._woken.set()

    async def settled(self) -> None:
        self.wake()
        await self._idle.wait()

    @property
    def quiet(self) -> bool:
        return self._idle.is_set()

    async def _run(self) -> None:
        while not self._stopping:
            self._woken.clear()
            try:
                pause = await self._drain()
                self.alive = True
            except Exception:
                # The database or Slack may be away for a while: the rows are still there.
                log.exception("drain_failed")
                self.alive = False
                pause = AFTER_TROUBLE
            if pause is None and not self._woken.is_set():
                self._idle.set()
            # Not wait_for: it may swallow that we are to stop.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._woken.wait()


class LocalEngine:
    words = "one process, on SQLite"

    def __init__(self, drains: Drains, parting: float) -> None:
        """``parting``: seconds for which what is under way may go on when the engine stops."""
        self._drains = drains
        self._parting = parting
        self._stopping = False
        self._lanes: dict[int, Loop] = {}
        self._work: Loop | None = None

    def wake_lane(self, workspace_id: int) -> None:
        if self._stopping:
            return  # the next start finds it
        self._drains.stir(workspace_id)
        self._lane(workspace_id).wake()

    def wake_work(self) -> None:
        if not self._stopping:
            self._working().wake()

    async def settled(self, workspace_id: int) -> None:
        work, lane = self._working(), self._lane(workspace_id)
        work.wake()
        while not (work.quiet and lane.quiet):
            await work.settled()
            await lane.settled()

    @property
    def alive(self) -> bool:
        return all(loop.alive for loop in self._loops())

    def _lane(self, workspace_id: int) -> Loop:
        if workspace_id not in self._lanes:
            self._lanes[workspace_id] = Loop(
                lambda: self._drains.lane(workspace_id, seconds=None, linger=LINGER)
            )
        return self._lanes[workspace_id]

    def _working(self) -> Loop:
        if self._work is None:
            self._work = Loop(self._drains.work)
        return self._work

    def _loops(self) -> list[Loop]:
        return [*self._lanes.values(), *([self._work] if self._work else [])]

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator["LocalEngine"]:
        self._working()
        try:
            yield self
        finally:
            await self._stop()

    async def _stop(self) -> None:
        self._stopping = True
        tasks = [loop.task for loop in self._loops()]
        for loop in self._loops():
            loop.stop()
        try:
            await self._drains.stop()
            await asyncio.wait(tasks, timeout=self._parting)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
