"""Keeps a sender going: whenever something was planned, and now and then by itself."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

from bot.delivery.sender import Sender

log = logging.getLogger(__name__)


class Lane:
    """The task that drains a sender whenever something was planned, and looks in by itself."""

    LOOK_IN = 1.0  # seconds: what is due by the clock, and not by a plan, is found this soon

    def __init__(self, sender: Sender) -> None:
        self._sender = sender
        self._woken = asyncio.Event()
        self._idle = asyncio.Event()
        self.alive = True

    def wake(self) -> None:
        self._idle.clear()
        self._woken.set()

    async def drained(self) -> None:
        """Wait until all that is due has been sent."""
        self.wake()
        await self._idle.wait()

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self._run())
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _run(self) -> None:
        while True:
            self._woken.clear()
            try:
                pause = await self._sender.drain()
                self.alive = True
            except Exception:
                # The database or Slack may be away for a while: the rows are still there.
                log.exception("drain_failed")
                self.alive = False
                pause = 5.0
            if pause is None and not self._woken.is_set():
                self._idle.set()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), pause or self.LOOK_IN)
