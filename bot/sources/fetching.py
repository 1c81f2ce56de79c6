"""Asks publishers over HTTP, politely: paced, conditionally, patient within bounds, on where it broke off.

Nothing is held in memory but a piece at a time. Every trouble is a sentence that a person can read.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import httpx
import orjson

from bot.sources.caching import NO_MARKS, CachedFile, Marks
from bot.sources.sites import Site, Sites
from bot.sources.troubles import (
    SourceChanged,
    SourceDown,
    check_answer,
    check_no_page,
    in_words,
    on_disk,
)

BACK_OFF = (2.0, 8.0, 30.0)  # seconds before the second, third and fourth try
LONGEST_WAIT = 60.0  # seconds for which a publisher may ask while we stay; else we come back later
LONGEST = 1800.0  # seconds for one download or answer, with all its tries
CHUNK = 64 * 1024
LARGEST = 1_000_000_000  # bytes of a download
LARGEST_ANSWER = 8_000_000  # bytes of what is read at once
REDIRECTS = 5
TIMEOUT = httpx.Timeout(30.0, connect=10.0)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fetched:
    """A whole file on disk, until it is forgotten."""

    file: CachedFile
    marks: Marks

    @property
    def path(self) -> Path:
        return self.file.whole

    @property
    def address(self) -> str:
        return self.file.address


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The publisher still has the version that was taken last."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A small answer, read whole."""

    data: Any
    headers: Mapping[str, str]


def client() -> httpx.AsyncClient:
    """Says who asks; verifies certificates, always."""
    return httpx.AsyncClient(
        headers={
            "User-Agent": f"Peerbot/{version('peerbot')} (figures for groups of practices)",
            # As it is, so that a download can go on in the middle.
            "Accept-Encoding": "identity",
        },
        timeout=TIMEOUT,
        follow_redirects=False,
    )


class Fetcher:
    """One for a process, since it keeps the pauses. Downloads go into ``folder``."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        folder: Path,
        now: Callable[[], datetime],
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        monotonic: Callable[[], float] = time.monotonic,
        largest: int = LARGEST,
        longest: float = LONGEST,
    ) -> None:
        self.folder = folder
        self._http = http
        self._now = now
        self._sleep = sleep
        self._monotonic = monotonic
        self._largest = largest
        self._longest = longest
        self._next: dict[str, float] = {}  # by site, when it may be asked again

    async def download(
        self, site: Site, path: str, name: str, known: Marks = NO_MARKS
    ) -> Fetched | Unchanged:
        """The file at that address, as ``name`` in the folder. Raises SourceTrouble.

        Not sent again if it is the version ``known``. The same name must not be fetched twice at once.
        """
        file = CachedFile(self.folder, name, site.base + path)
        try:
            return await self._patiently(site, lambda: self._download(site, file, known))
        except SourceChanged:
            file.forget()
            raise

    async def read_json(self, site: Site, path: str) -> Answer:
        """A small answer. Raises SourceTrouble."""
        return await self._patiently(site, lambda: self._read_json(site, site.base + path))

    async def _patiently(self, site: Site, once: Callable[[], Awaitable[T]]) -> T:
        """Try again what may be over soon: a bounded number of times, and for so long at most."""
        try:
            async with asyncio.timeout(self._longest):
                return await self._again_and_again(once)
        except TimeoutError:
            minutes = round(self._longest / 60)
            raise SourceDown(
                f"{site.name} took longer than {minutes} minutes to send it. The next try goes on "
                "from there if it can."
            ) from None

    async def _again_and_again(self, once: Callable[[], Awaitable[T]]) -> T:
        for pause in BACK_OFF:
            try:
                return await once()
            except SourceDown as down:
                wait = max(pause, down.after.total_seconds())
                if wait > LONGEST_WAIT:
                    raise
            await self._sleep(wait)
        return await once()

    # ---- files

    async def _download(self, site: Site, file: CachedFile, known: Marks) -> Fetched | Unchanged:
        come = file.come
        kept = file.marks if file.whole.exists() else NO_MARKS
        headers = (kept if kept.if_changed else known).if_changed
        if come:
            headers = {"Range": f"bytes={come}-", "If-Range": file.marks.same_bytes or ""}
        async with self._asked(site, file.address, headers) as answer:
            if answer.status_code == httpx.codes.NOT_MODIFIED:
                return Fetched(file, kept) if kept.if_changed else Unchanged()
            if answer.status_code != httpx.codes.OK and not _goes_on(answer, come):
                file.forget()
                raise SourceDown(f"{site.name} sent another part of the file than was asked for.")
            marks = Marks(answer.headers.get("ETag"), answer.headers.get("Last-Modified"))
            with on_disk(site):
                if answer.status_code == httpx.codes.OK:
                    come = 0
                    await asyncio.to_thread(file.begin, NO_MARKS if _is_encoded(answer) else marks)
                await self._store(site, answer, file, come)
                await asyncio.to_thread(file.finish)
        return Fetched(file, marks)

    async def _store(self, site: Site, answer: httpx.Response, file: CachedFile, come: int) -> None:
        """Piece by piece, and never more than the largest file that Peerbot takes."""
        announced = int(answer.headers.get("Content-Length") or 0)
        target: BinaryIO = await asyncio.to_thread(file.part.open, "ab" if come else "wb")
        try:
            self._check_size(site, come + announced)
            async for chunk in _chunks(answer):
                if not come:
                    check_no_page(site, chunk)
                come += len(chunk)
                self._check_size(site, come)
                await asyncio.to_thread(target.write, chunk)
        finally:
            await asyncio.to_thread(target.close)

    def _check_size(self, site: Site, size: int) -> None:
        if size > self._largest:
            raise SourceChanged(
                f"{site.name} sends more than {self._largest / 1_000_000:,.0f} MB for this, which is "
                "more than Peerbot takes. Nothing was kept of it."
            )

    # ---- small answers

    async def _read_json(self, site: Site, address: str) -> Answer:
        async with self._asked(site, address, {}) as answer:
            body = bytearray()
            async for chunk in answer.aiter_bytes(CHUNK):
                body += chunk
                if len(body) > LARGEST_ANSWER:
                    raise SourceChanged(f"{site.name} sent far more than was asked for.")
            check_no_page(site, body)
            try:
                data = orjson.loads(body)
            except orjson.JSONDecodeError:
                raise SourceChanged(
                    f"{site.name} sent something other than the data (JSON) that was asked for."
                ) from None
            return Answer(data, answer.headers)

    # ---- one request

    @asynccontextmanager
    async def _asked(
        self, site: Site, address: str, headers: Mapping[str, str]
    ) -> AsyncIterator[httpx.Response]:
        """The answer, after redirects; the body is still to be read. Raises SourceTrouble."""
        with in_words(site):
            for _ in range(REDIRECTS + 1):
                await self._pace(site)
                async with self._http.stream("GET", address, headers=headers) as answer:
                    if not answer.has_redirect_location:
                        check_answer(site, answer, self._now())
                        yield answer
                        return
                    address = _redirect(site, answer)
            raise SourceChanged(f"{site.name} sends Peerbot from one address to the next.")

    async def _pace(self, site: Site) -> None:
        """Wait until the site may be asked again; what comes at the same time queues behind."""
        now = self._monotonic()
        at = max(now, self._next.get(site.base, now))
        self._next[site.base] = at + site.pause
        if at > now:
            await self._sleep(at - now)


@dataclass(frozen=True, slots=True)
class Outside:
    """The world of publishers, as services are handed it."""

    fetcher: Fetcher
    sites: Sites


def _redirect(site: Site, answer: httpx.Response) -> str:
    """Where it sends us: to the same host as before, or to any by https. Raises SourceChanged."""
    target = answer.url.join(answer.headers["Location"])
    same = (target.scheme, target.netloc) == (answer.url.scheme, answer.url.netloc)
    if target.scheme != "https" and not same:
        raise SourceChanged(
            f"{site.name} sends Peerbot to another address without https ({target.host}), where it "
            "does not go."
        )
    return str(target)


def _goes_on(answer: httpx.Response, come: int) -> bool:
    """Whether the body is what follows the bytes that have come."""
    said: str = answer.headers.get("Content-Range", "")
    is_part: bool = answer.status_code == httpx.codes.PARTIAL_CONTENT
    return is_part and come > 0 and said.startswith(f"bytes {come}-")


def _is_encoded(answer: httpx.Response) -> bool:
    return str(answer.headers.get("Content-Encoding", "identity")).lower() != "identity"


def _chunks(answer: httpx.Response) -> AsyncIterator[bytes]:
    return answer.aiter_bytes(CHUNK) if _is_encoded(answer) else answer.aiter_raw(CHUNK)
