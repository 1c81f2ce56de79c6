"""Fetching one source: from which address, whether what came can be used, and taking it in."""

import asyncio
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from bot.blocks.comparisons.sources import title
from bot.domain.comparisons import ENGLAND, ImportReport
from bot.domain.organisations import Kind, Register
from bot.domain.sources import Source, SourceKind
from bot.errors import Conflict, InvalidInput
from bot.services.comparisons.base import UseCases
from bot.services.comparisons.importing import Importing
from bot.services.context import Context
from bot.sources import fingertips_api, ods, openprescribing, openprescribing_api
from bot.sources.caching import NO_MARKS, CachedFile, Marks, prepare
from bot.sources.fetching import Fetched, Outside, Unchanged
from bot.sources.shape import check_columns
from bot.sources.sites import Site
from bot.sources.troubles import SourceChanged
from storage.comparisons import SourceStore
from storage.organisations import OrganisationStore


@dataclass(frozen=True, slots=True)
class News:
    """What a source brought: a file's account, or a register with so many new or changed entries.

    Neither: the publisher has nothing new. ``undone``: it has what somebody took back, and that is not
    taken in again.
    """

    report: ImportReport | None = None
    register: Register | None = None
    changes: int = 0
    marks: Marks = NO_MARKS
    undone: bool = False

    @property
    def is_new(self) -> bool:
        """Whether it is another file than any that was taken in, or another register."""
        return self.changes > 0 or (self.report is not None and self.report.already is None)


class Bringing(UseCases):
    def __init__(self, context: Context, importing: Importing) -> None:
        super().__init__(context)
        self._importing = importing

    async def bring(self, source: Source, actor: str) -> News:
        """Ask the publisher, in no transaction, and keep what came in one.

        Raises SourceTrouble; then what was known stays as it is.
        """
        if source.kind is SourceKind.ODS:
            return await self._organisations(source)
        return await self._figures(source, actor)

    @contextmanager
    def alone(self, source: Source) -> Iterator[None]:
        """Not twice at once, in whatever process: two would write into the same file.

        Raises Conflict.
        """
        prepare(self._outside.fetcher.folder)
        lock = FileLock(self._lock_of(source))
        try:
            lock.acquire(blocking=False)
        except Timeout:
            raise Conflict(f"{title(source)} is being fetched right now.") from None
        try:
            yield
        finally:
            lock.release()

    def clear(self, source: Source) -> None:
        """Nothing of it stays on disk, unless it is being fetched right now."""
        try:
            with self.alone(source):
                CachedFile(self._outside.fetcher.folder, self._name_of(source), "").forget()
        except Conflict:
            return
        self._lock_of(source).unlink(missing_ok=True)

    # ---- organisations

    async def _organisations(self, source: Source) -> News:
        outside = self._outside
        register = await ods.read_body(outside.fetcher, outside.sites.ods, source.key)
        if not any(each.kind is Kind.PRACTICE for each in register.organisations.values()):
            raise SourceChanged(f"ODS names no practice of {source.key}, so nothing was taken.")
        async with self.context.database.transaction() as session:
            store = OrganisationStore(session, self.workspace_id)
            changes = await store.put(register, self.now())
        return News(register=register, changes=changes)

    # ---- figures

    async def _figures(self, source: Source, actor: str) -> News:
        site = self._site(source.kind)
        known = Marks(source.etag, source.last_modified)
        path, columns = await self._where(source, site)
        fetched = await self._outside.fetcher.download(site, path, self._name_of(source), known)
        if isinstance(fetched, Unchanged):
            return News(marks=known)
        await asyncio.to_thread(check_columns, fetched.path, columns, site)
        news = await self._take_in(source, site, fetched, actor)
        fetched.file.forget()
        return news

    async def _where(self, source: Source, site: Site) -> tuple[str, Sequence[str]]:
        """The path of its file, and the columns that it must have; none where it is no CSV."""
        if source.kind is SourceKind.FINGERTIPS:
            path = await fingertips_api.figures_of(self._outside.fetcher, site, source.key)
            return path, fingertips_api.COLUMNS
        measure, organisation = source.parts
        if organisation == ENGLAND:
            return openprescribing_api.for_england(measure), ()
        async with self.context.database.reading() as session:
            known = await OrganisationStore(session, self.workspace_id).get(organisation)
        kind = known.kind if known else None
        path = openprescribing_api.by_practice(measure, organisation, kind)
        return path, openprescribing.COLUMNS

    async def _take_in(self, source: Source, site: Site, fetched: Fetched, actor: str) -> News:
        sha256 = await asyncio.to_thread(_hash, fetched.path)
        async with self.context.database.reading() as session:
            if await SourceStore(session, self.workspace_id).was_undone(sha256):
                return News(marks=fetched.marks, undone=True)
        try:
            report = await self._importing.import_file(
                fetched.path, title(source), actor, address=fetched.address
            )
        except InvalidInput as error:
            raise SourceChanged(
                f"{site.name} sent a file that Peerbot cannot read. {error}"
            ) from error
        if report.read == report.refused_rows:
            raise SourceChanged(
                f"{site.name} sent a table in which no row could be used ({report.read:,} read)."
            )
        return News(report, marks=fetched.marks)

    # ---- helpers

    @property
    def _outside(self) -> Outside:
        if self.context.outside is None:
            raise NotImplementedError("figures are fetched by the bot and by `peerbot source`")
        return self.context.outside

    def _site(self, kind: SourceKind) -> Site:
        sites = self._outside.sites
        return {
            SourceKind.FINGERTIPS: sites.fingertips,
            SourceKind.OPENPRESCRIBING: sites.openprescribing,
            SourceKind.ODS: sites.ods,
        }[kind]

    def _name_of(self, source: Source) -> str:
        return f"{self.workspace_id}-{source.kind}-{source.key.replace(':', '-')}"

    def _lock_of(self, source: Source) -> Path:
        return self._outside.fetcher.folder / f"{self._name_of(source)}.lock"


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
