"""Takes ballots in small batches: one transaction for all that arrived while the last was written.

It is the one exception to a use case owning its transaction, since it is some three times the
throughput. A lone ballot is written at once; while a crowd answers, each batch waits two thousandths
of a second for more.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.pulse import Round
from bot.errors import PeerbotError

log = logging.getLogger(__name__)

AT_ONCE = 250  # ballots in one transaction, so that none waits long for the others
A_MOMENT = 0.002  # seconds
ROOM = 5_000  # waiting at most: about a second's worth


@dataclass(frozen=True, slots=True, repr=False)
class Cast:
    """What one person sends: answers by question id."""

    round_id: int
    user: str
    said: Mapping[str, str]


Outcome = Round | PeerbotError  # kept, or why it cannot be


class BoxFull(Exception):
    """Too many are waiting: nothing was kept."""


@dataclass(slots=True, repr=False)
class _Waiting:
    cast: Cast
    outcome: asyncio.Future[Round] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class BallotBox:
    """``write`` keeps a batch in one transaction, and gives an outcome for each in turn."""

    def __init__(self, write: Callable[[Sequence[Cast]], Awaitable[list[Outcome]]]) -> None:
        self._write = write
        self._waiting: deque[_Waiting] = deque()
        self._task: asyncio.Task[None] | None = None
        self._crowd = False

    async def put(self, cast: Cast) -> Round:
        """Return when it is safe in the database. Raises the sentence why not, or BoxFull."""
        if len(self._waiting) >= ROOM:
            raise BoxFull
        waiting = _Waiting(cast)
        self._waiting.append(waiting)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._empty())
        # Whoever gives up waiting must not take the ballot out of its batch.
        return await asyncio.shield(waiting.outcome)

    async def drained(self) -> None:
        """Wait until all that was put in is written; for stopping."""
        while self._task is not None and not self._task.done():
            await asyncio.wait([self._task])

    async def _empty(self) -> None:
        while self._waiting:
            if self._crowd:
                await asyncio.sleep(A_MOMENT)
            batch = [self._waiting.popleft() for _ in range(min(AT_ONCE, len(self._waiting)))]
            self._crowd = len(batch) > 1
            if not await self._try(batch):
                # One bad ballot must not fail its neighbours: each on its own.
                for each in batch:
                    await self._try([each], last=True)

    async def _try(self, batch: Sequence[_Waiting], *, last: bool = False) -> bool:
        try:
            outcomes = await self._write([each.cast for each in batch])
        except Exception as error:
            log.warning("ballots_failed count=%s error=%s", len(batch), type(error).__name__)
            if last:
                _settle(batch[0].outcome, error)
            return False
        for each, outcome in zip(batch, outcomes, strict=True):
            _settle(each.outcome, outcome)
        return True


def _settle(future: asyncio.Future[Round], outcome: Round | Exception) -> None:
    if future.done():
        return
    if isinstance(outcome, Exception):
        future.set_exception(outcome)
    else:
        future.set_result(outcome)
