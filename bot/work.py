"""Does background work: takes on what is due, keeps it while it lasts, tries again what broke off.

Handlers open their own transactions and may be run twice, so each must lead to the same end.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from bot.clock import Clock
from bot.errors import PeerbotError
from storage import work as store
from storage.database import Database
from storage.work import Work

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
BACK_OFF = tuple(timedelta(seconds=each) for each in (30, 120, 600, 3600))  # then every hour

WorkHandler = Callable[[str, datetime], Awaitable[datetime | None]]
"""Does the work for a subject, now; gives when it is to be done again, or None when it is done."""


class Working(Protocol):
    """What a workspace offers the worker."""

    @property
    def work(self) -> Mapping[str, WorkHandler]: ...


class Worker:
    """Any number of them may share one database."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        working_for: Callable[[int], Awaitable[Working]],
        lease: timedelta = LEASE,
    ) -> None:
        self.database = database
        self.clock = clock
        self.working_for = working_for
        self.lease = lease
        self.stopping = False

    async def drain(self) -> None:
        """Do all that is due now."""
        while not self.stopping and await self._do_next():
            pass

    async def _do_next(self) -> bool:
        async with self.database.transaction() as session:
            work = await store.take(session, self.clock.now(), self.lease)
        if work is None:
            return False
        try:
            async with self._kept(work):
                services = await self.working_for(work.workspace_id)
                due = await services.work[work.kind](work.subject, self.clock.now())
        except Exception as error:
            # One that cannot be done must not stop the others: it is tried again in a while.
            log.exception("work_failed kind=%s subject=%s", work.kind, work.subject)
            await self._failed(work, reason_of(error))
        else:
            await self._done(work, due)
        return True

    async def _done(self, work: Work, due: datetime | None) -> None:
        async with self.database.transaction() as session:
            if due is None:
                await store.done(session, work)
            else:
                await store.again(session, work, due)

    async def _failed(self, work: Work, reason: str) -> None:
        pause = BACK_OFF[min(work.failures, len(BACK_OFF) - 1)]
        async with self.database.transaction() as session:
            await store.failed(session, work, self.clock.now() + pause, reason)

    @contextlib.asynccontextmanager
    async def _kept(self, work: Work) -> AsyncIterator[None]:
        """The lease is renewed for as long as the block lasts."""
        keeper = asyncio.create_task(self._keep(work))
        try:
            yield
        finally:
            keeper.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await keeper

    async def _keep(self, work: Work) -> None:
        while True:
            await asyncio.sleep(self.lease.total_seconds() / 3)
            try:
                async with self.database.transaction() as session:
                    if not await store.renew(session, work, self.lease):
                        log.warning("work_lost kind=%s subject=%s", work.kind, work.subject)
                        return
            except Exception:
                log.exception("work_not_renewed kind=%s subject=%s", work.kind, work.subject)


def reason_of(error: Exception) -> str:
    """For whoever looks at what is stuck: our own errors are sentences that say what to do."""
    return str(error) if isinstance(error, PeerbotError) else type(error).__name__
