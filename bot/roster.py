"""Who is in a Slack, as it was some minutes ago: asking takes long, and somebody waits for an answer."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

One = TypeVar("One")

FRESH = 600.0  # seconds
AGAIN = 60.0  # seconds until it is asked again where there was no answer
PATIENCE = 1.5  # seconds that whoever asks first waits


class Roster(Generic[One]):
    """Keeps a list; one asks for all, and who has waited long enough goes on with what is known."""

    def __init__(
        self,
        ask: Callable[[], Awaitable[Sequence[One] | None]],
        monotonic: Callable[[], float] = time.monotonic,
        patience: float = PATIENCE,
    ) -> None:
        """``ask`` gives None where there is no answer now."""
        self._ask = ask
        self._monotonic = monotonic
        self._patience = patience
        self._known: list[One] = []
        self._fresh_until: float | None = None
        self._asking: asyncio.Task[None] | None = None

    async def all(self) -> list[One]:
        """As it was ten minutes ago or later; empty before the first answer has come."""
        stale = self._fresh_until is None or self._monotonic() >= self._fresh_until
        if stale and self._asking is None:
            self._asking = asyncio.create_task(self._renew())
        if self._asking is not None and not self._known:
            await asyncio.wait({self._asking}, timeout=self._patience)
        return list(self._known)

    async def _renew(self) -> None:
        lasts = AGAIN
        try:
            answer = await self._ask()
            if answer is not None:
                self._known, lasts = list(answer), FRESH
        finally:
            self._fresh_until = self._monotonic() + lasts
            self._asking = None
