"""Looking back at what was imported, and taking it back: figures go or come back, nothing is lost unsaid."""

import logging
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, nullcontext
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.comparisons import ImportDetail, Imported, Undone, Version
from bot.errors import Conflict, NotFound
from bot.services.comparisons.base import UseCases
from bot.services.comparisons.slices import Slices
from bot.work import WorkHandler
from storage.comparisons.imports import LEASE, Undoing
from storage.database import Transactions

log = logging.getLogger(__name__)

UNFINISHED = "unfinished_import"  # a kind of work
BROKE_OFF = "it broke off"  # who undid it, where nobody did
LISTED = 50


class TakingBack(UseCases):
    # ---- looking back

    async def imports_so_far(self, limit: int = LISTED) -> list[Imported]:
        """What was imported, the newest first."""
        async with self.context.database.reading() as session:
            return await self.imports(session).listed(limit)

    async def import_detail(self, number: int) -> ImportDetail:
        """One import, with what it refused. Raises NotFound."""
        async with self.context.database.reading() as session:
            found = await self.imports(session).detail(number)
        if found is None:
            raise NotFound(_no_such(number))
        return found

    async def history(self, key: str, area: str, period: date) -> list[Version]:
        """What was ever said of one figure, the newest first; empty where nothing was."""
        async with self.context.database.reading() as session:
            return await self.imports(session).history(key, area, period)

    # ---- taking back

    async def undo(self, number: int, actor: str) -> Undone:
        """Take an import back: what it added goes, what it corrected comes back.

        What a later import corrected again stays. The file may be imported again after. Raises
        NotFound, and Conflict where there is nothing to undo or an import is under way.
        """
        async with self.context.database.reading() as session:
            imported = await self.imports(session).get(number)
        if imported is None:
            raise NotFound(_no_such(number))
        if imported.undone_at is not None:
            raise Conflict(f"Import {number} was undone already.")
        return await self._undo(number, actor)

    async def take_back(self, number: int) -> None:
        """Undo what is left of an import that broke off; if even that breaks off, later."""
        if not self.context.database.is_sqlite:
            return  # PostgreSQL has done it: it was one transaction
        try:
            await self._undo(number, BROKE_OFF)
        except Exception:
            log.exception("import_not_taken_back import=%s", number)

    async def tidy_up(self, subject: str, now: datetime) -> datetime | None:
        """Undo an import that broke off; look again later at one that still goes on."""
        async with self.context.database.reading() as session:
            under_way = await self.imports(session).under_way()
        for found in under_way:
            if found.imported.number == int(subject):
                if found.alive:
                    return now + LEASE
                await self._undo(found.imported.number, BROKE_OFF)
        return None

    @property
    def work(self) -> Mapping[str, WorkHandler]:
        return {UNFINISHED: self.tidy_up}

    async def _undo(self, number: int, actor: str) -> Undone:
        removed = restored = 0
        async with self._transactions() as transaction:
            async with transaction() as session:
                await self._check_turn(session, number, actor)
                await self._go_on_undoing(session, number, actor)
                await self.promise_to_finish(session, number)
                pages = await Undoing(session, self.workspace_id, number).pages()
            at_once = not self.context.database.is_sqlite
            slices = Slices(pages, lambda page: page.rows, at_once=at_once)
            while True:
                part = slices.next()
                begun = time.monotonic()
                async with transaction() as session:
                    await self._go_on_undoing(session, number, actor)
                    gone, back = await Undoing(session, self.workspace_id, number).undo(part)
                    removed, restored = removed + gone, restored + back
                    if not slices.left:
                        return await self._undone(session, number, actor, removed, restored)
                slices.took(time.monotonic() - begun)
                await slices.pause()

    async def _check_turn(self, session: AsyncSession, number: int, actor: str) -> None:
        """Raises Conflict where another import is under way, or this one still is."""
        store = self.imports(session)
        await store.take_turns()
        for other in await store.under_way():
            begun = other.imported
            ours = begun.number == number and (actor == BROKE_OFF or begun.undone_by is not None)
            if other.alive and not ours:
                raise Conflict(
                    f"An import ({begun.file_name}) is under way, or being undone. Try again when "
                    "that is over."
                )

    async def _go_on_undoing(self, session: AsyncSession, number: int, actor: str) -> None:
        """Raises Conflict where somebody else was faster."""
        if not await self.imports(session).begin_undoing(number, actor):
            raise Conflict(f"Import {number} was undone already.")

    async def _undone(
        self, session: AsyncSession, number: int, actor: str, removed: int, restored: int
    ) -> Undone:
        store = self.imports(session)
        await store.finish_undoing(number, self.now())
        await self.work_to_do(session).forget(UNFINISHED, str(number))
        await self.note(session, actor, "undid an import", str(number))
        imported = await store.get(number)
        if imported is None:
            raise NotFound(_no_such(number))
        return Undone(imported, removed, restored, await store.later_that_knew(number))

    @asynccontextmanager
    async def _transactions(self) -> AsyncIterator[Transactions]:
        """Many on SQLite, so that others can write in between; one and the same on PostgreSQL."""
        database = self.context.database
        if database.is_sqlite:
            yield database.transaction
        else:
            async with database.transaction() as session:
                yield lambda: nullcontext(session)

    async def promise_to_finish(self, session: AsyncSession, number: int) -> None:
        """On SQLite, should it break off in the middle, somebody looks after it."""
        if self.context.database.is_sqlite:
            await self.work_to_do(session).plan(UNFINISHED, str(number), self.now() + LEASE)


def _no_such(number: int) -> str:
    return f"There is no import {number}: `peerbot imports` lists them."
