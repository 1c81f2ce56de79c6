"""The playground's clock: real time plus an offset that one can move."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class PlaygroundClock:
    """Runs as real time does; ``advance`` and ``move_to`` shift it, and wake those who wait."""

    def __init__(self, start: datetime | None = None) -> None:
        self._offset = timedelta() if start is None else start - datetime.now(UTC)
        self._moved: set[asyncio.Future[None]] = set()
        self._listeners: list[Callable[[datetime], object]] = []

    def now(self) -> datetime:
        """The present moment, aware and in UTC."""
        return datetime.now(UTC) + self._offset

    @property
    def offset(self) -> timedelta:
        """How far it is ahead of real time."""
        return self._offset

    def advance(self, by: timedelta) -> None:
        self._offset += by
        for future in self._moved:
            if not future.done():
                future.set_result(None)
        self._moved.clear()
        for listener in self._listeners:
            listener(self.now())

    def move_to(self, moment: datetime) -> None:
        if moment.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        self.advance(moment - self.now())

    def on_move(self, listener: Callable[[datetime], object]) -> None:
        """Have ``listener`` called with the new time whenever the clock is moved."""
        self._listeners.append(listener)

    async def wait_until(self, moment: datetime) -> None:
        """Return when this clock shows ``moment``, by running or by being moved."""
        while (left := (moment - self.now()).total_seconds()) > 0:
            moved: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._moved.add(moved)
            try:
                await asyncio.wait([moved], timeout=left)
            finally:
                self._moved.discard(moved)
