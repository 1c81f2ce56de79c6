"""The senders of all workspaces and the background work, as the engine runs them."""

import asyncio
from collections import defaultdict
from collections.abc import Callable

from bot.delivery.sender import Sender
from bot.work import Worker


class Lanes:
    """A sender for each workspace, made when it is first needed."""

    def __init__(self, sender_for: Callable[[int], Sender], worker: Worker) -> None:
        self._sender_for = sender_for
        self._worker = worker
        self._senders: dict[int, Sender] = {}
        self._locks: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def lane(
        self, workspace_id: int, *, seconds: float | None, linger: float
    ) -> float | None:
        if workspace_id not in self._senders:
            self._senders[workspace_id] = self._sender_for(workspace_id)
        async with self._locks[workspace_id]:
            return await self._senders[workspace_id].drain(seconds=seconds, linger=linger)

    async def work(self) -> None:
        await self._worker.drain()

    def stir(self, workspace_id: int) -> None:
        sender = self._senders.get(workspace_id)
        if sender is not None:
            sender.wake()

    async def stop(self) -> None:
        self._worker.stopping = True
        for sender in self._senders.values():
            await sender.stop()
