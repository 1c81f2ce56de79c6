"""Taking figures in, and back again: every row of a file accounted for, every figure with its history.

A file is read to its end before anything is written. On PostgreSQL it is then written in one
transaction. SQLite has one writer, so there it is written in slices of a fraction of a second, with
pauses in which others write; what is new is seen by nobody until the last of them, and what breaks
off in between is undone: at once, when the next import begins, or by the worker.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import ExitStack, asynccontextmanager, nullcontext
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.comparisons import ImportReport, Merged, earliest
from bot.domain.indicators import CATALOGUE
from bot.domain.times import local_day
from bot.errors import Conflict
from bot.services.comparisons.reading_files import FileRead, read_file
from bot.services.comparisons.slices import PAUSE, Slices
from bot.services.comparisons.taking_back import UNFINISHED, TakingBack
from bot.services.context import Context
from bot.sources.files import FileLike, Opened, opened
from bot.sources.readers import Reader
from storage.comparisons import Scratch
from storage.comparisons.imports import Lost, Merging, Page, receive
from storage.database import Transactions
from storage.threads import in_thread

PATIENCE = 60.0  # seconds to wait for another import


@dataclass(frozen=True, slots=True)
class Job:
    """A file that was read and is to be written, and who brought it from where."""

    found: Opened
    reader: Reader
    scratch: Scratch
    read: FileRead
    name: str
    actor: str
    address: str | None

    def report(self, number: int, merged: Merged) -> ImportReport:
        tally = self.read.tally
        return ImportReport(
            file_name=self.name,
            sha256=self.found.sha256,
            source=self.reader.source,
            read=self.read.rows,
            refused=dict(tally.refused),
            scope=self.read.scope,
            merged=merged,
            listed=earliest(tally.listed),
            indicators=tuple(self.read.indicators.values()),
            number=number,
        )


FiguresCame = Callable[[AsyncSession, Collection[str]], Awaitable[None]]
"""Told, in the transaction that ends an import, of which indicators (by key) figures came."""


class Importing(TakingBack):
    def __init__(self, context: Context, figures_came: FiguresCame) -> None:
        super().__init__(context)
        self._figures_came = figures_came

    async def import_file(
        self, file: FileLike, name: str, actor: str, address: str | None = None
    ) -> ImportReport:
        """Take in a file of figures, all its rows accounted for.

        ``address`` is where it was fetched from, if it was. Raises InvalidInput, in a sentence, for
        a file that holds no figures or must not be taken, of which nothing is kept; and Conflict
        where another import goes on for too long.
        """
        with ExitStack() as stack:
            found = await in_thread(stack.enter_context, opened(file))
            earlier = await self._earlier(found.sha256)
            if earlier is not None:
                return earlier
            scratch = stack.enter_context(Scratch.made())
            job = await self._read(found, scratch, name, actor, address)
            async with self._writing(scratch) as transaction:
                return await self._write(transaction, job)

    async def _earlier(self, sha256: str) -> ImportReport | None:
        async with self.context.database.reading() as session:
            return await self.imports(session).earlier(sha256)

    async def _read(
        self, found: Opened, scratch: Scratch, name: str, actor: str, address: str | None
    ) -> Job:
        async with self.context.database.reading() as session:
            known = CATALOGUE | await self.kept_indicators(session).known()
            practices = await self.people(session).practices()
        reader = found.reader(f"{name} {address}" if address else name, known)
        group = frozenset(each.ods_code for each in practices)
        read = await read_file(reader, scratch, local_day(self.now(), self.zone), group)
        return Job(found, reader, scratch, read, name, actor, address)

    @asynccontextmanager
    async def _writing(self, scratch: Scratch) -> AsyncIterator[Transactions]:
        """Transactions that see the scratch file: many on SQLite, one and the same on PostgreSQL."""
        database = self.context.database
        if database.is_sqlite:
            async with database.beside(scratch.path) as transaction:
                yield transaction
        else:
            async with database.transaction() as session:
                yield lambda: nullcontext(session)

    async def _write(self, transaction: Transactions, job: Job) -> ImportReport:
        number, ids = await self._begin(transaction, job)
        if number is None:
            earlier = await self._earlier(job.found.sha256)
            if earlier is None:
                raise Conflict("This very file is being undone right now: wait for that.")
            return earlier
        try:
            return await self._merge_all(transaction, job, number, ids)
        except Lost:
            raise Conflict(
                "This import stood still for so long that it was thought to have broken off, and "
                "was undone. Import the file again."
            ) from None
        except BaseException:
            await self.take_back(number)
            raise

    async def _begin(
        self, transaction: Transactions, job: Job
    ) -> tuple[int | None, Mapping[str, int]]:
        """Its number, once no other import is under way, and its indicators'; None: it was taken before."""
        until = time.monotonic() + PATIENCE
        while True:
            async with transaction() as session:
                store = self.imports(session)
                await store.take_turns()
                others = await store.under_way()
                if not others:
                    return await self._begin_now(session, job)
            if time.monotonic() > until:
                raise Conflict(
                    f"Another import ({others[0].imported.file_name}) is under way. Try again when "
                    "it is over: `peerbot imports` shows it."
                )
            for other in others:
                if not other.alive:
                    await self.take_back(other.imported.number)
            await asyncio.sleep(PAUSE)

    async def _begin_now(
        self, session: AsyncSession, job: Job
    ) -> tuple[int | None, Mapping[str, int]]:
        number = await self.imports(session).begin(
            job.found.sha256,
            job.reader.source,
            job.name,
            job.actor,
            self.now(),
            job.address,
            job.reader.licence,
        )
        if number is None:
            return None, {}
        await self.promise_to_finish(session, number)
        return number, await self.kept_indicators(session).ensure(job.read.indicators.values())

    async def _merge_all(
        self, transaction: Transactions, job: Job, number: int, ids: Mapping[str, int]
    ) -> ImportReport:
        at_once = not self.context.database.is_sqlite
        await in_thread(job.scratch.name, ids)
        async with transaction() as session:
            if at_once:
                await receive(session, job.scratch)
            pages = await Merging(session, self.workspace_id, number).pages()
        slices = Slices(pages, lambda page: page.figures, at_once=at_once)
        merged = Merged()
        while True:
            part = slices.next()
            begun = time.monotonic()
            async with transaction() as session:
                await self.imports(session).renew(number)
                merging = Merging(session, self.workspace_id, number)
                merged += await _merge(merging, part)
                if not slices.left:
                    await merging.publish()
                    return await self._finish(session, job, number, merged)
            slices.took(time.monotonic() - begun)
            await slices.pause()

    async def _finish(
        self, session: AsyncSession, job: Job, number: int, merged: Merged
    ) -> ImportReport:
        report = job.report(number, merged)
        await self.imports(session).finish(number, report)
        await self.work_to_do(session).forget(UNFINISHED, str(number))
        await self._figures_came(session, job.read.indicators.keys())
        await self.note(session, job.actor, "imported figures", job.name)
        return report


async def _merge(merging: Merging, pages: list[Page]) -> Merged:
    """Known and unknown pages apart: only the former have anything to correct."""
    merged = Merged()
    if unknown := [each for each in pages if not each.known]:
        merged += await merging.add(unknown)
    if known := [each for each in pages if each.known]:
        merged += await merging.correct(known)
    return merged
