"""Draws pictures in one warm worker process, and keeps the latest by their content."""

import asyncio
import hashlib
import json
import logging
import multiprocessing
from collections import OrderedDict
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from bot.charts import worker

log = logging.getLogger(__name__)

KEPT = 64
"""Pictures kept, of some 30 KB each."""


class ChartPool:
    """Starts its worker at the first picture; ``close`` ends it. One event loop uses it."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._drawing: dict[str, asyncio.Future[bytes]] = {}

    async def draw(self, spec: Mapping[str, Any]) -> bytes:
        """The picture of ``spec`` as PNG. Raises ValueError for a spec that no picture knows."""
        name = content_name(spec)
        if name in self._kept:
            self._kept.move_to_end(name)
            return self._kept[name]
        if name not in self._drawing:
            self._drawing[name] = asyncio.ensure_future(self._draw(dict(spec)))
        try:
            # Two who want the same picture share it, and one who gives up does not spoil it.
            picture = await asyncio.shield(self._drawing[name])
        finally:
            if name in self._drawing and self._drawing[name].done():
                del self._drawing[name]
        self._keep(name, picture)
        return picture

    async def _draw(self, spec: dict[str, Any]) -> bytes:
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._started(), worker.render, spec)
        except BrokenProcessPool:
            log.warning("chart_worker_lost")
            self.close()
            return await loop.run_in_executor(self._started(), worker.render, spec)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # spawn, not fork: the bot has threads and open database connections.
            self._pool = ProcessPoolExecutor(
                max_workers=1,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=worker.begin,
            )
        return self._pool

    def _keep(self, name: str, picture: bytes) -> None:
        self._kept[name] = picture
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    def close(self) -> None:
        """End the worker; the next picture would start another."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def content_name(spec: Mapping[str, Any]) -> str:
    """The same for the same picture: a hash of what it shows."""
    canonical = json.dumps(spec, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
