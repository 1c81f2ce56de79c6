"""Cuts long writing into slices, so that on SQLite nobody else who writes has to wait long."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")

SECONDS = 0.3
"""How long a slice should hold up others: a click is answered within three seconds."""

PAUSE = 0.15
"""Seconds between two slices: whoever waits for SQLite looks again at least every tenth of one."""

FIRST = 5_000
LARGEST = 200_000
MOST_PAGES = 1_000  # in one statement, which has to name them


class Slices(Generic[T]):
    """Pages of figures, some at a time: as many as take about ``SECONDS`` by how long others took.

    Where nobody has to wait (``at_once``) there are no pauses. A page is never cut.
    """

    def __init__(
        self, pages: Sequence[T], figures: Callable[[T], int], *, at_once: bool = False
    ) -> None:
        self._left = list(reversed(pages))
        self._figures = figures
        self._most = None if at_once else FIRST
        self._last = 0

    @property
    def left(self) -> bool:
        return bool(self._left)

    def next(self) -> list[T]:
        """The next slice; empty when nothing is left."""
        chosen: list[T] = []
        self._last = 0
        while self._left and (not chosen or self._fits(self._left[-1], len(chosen))):
            page = self._left.pop()
            self._last += self._figures(page)
            chosen.append(page)
        return chosen

    def took(self, seconds: float) -> None:
        """How long the last one took: the next is made larger or smaller by that."""
        if self._most is not None and self._last:
            fitting = self._last * SECONDS / max(seconds, 0.001)
            self._most = int(min(max(fitting, 1), self._most * 4, LARGEST))

    async def pause(self) -> None:
        """Let others write."""
        if self._most is not None:
            await asyncio.sleep(PAUSE)

    def _fits(self, page: T, chosen: int) -> bool:
        if chosen >= MOST_PAGES:
            return False
        return self._most is None or self._last + self._figures(page) <= self._most
