"""A publisher's API on this machine, over real HTTP, that behaves or misbehaves as it is told."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from aiohttp import web

from tests.support.people import PRACTICES

Way = Callable[[web.Request], Awaitable[web.StreamResponse]]
"""How one request is answered."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One request that came."""

    path: str  # with the query
    headers: Mapping[str, str]


@dataclass
class Publisher:
    """Answers each path in the ways it was given, in order; the last one again and again."""

    url: str = ""
    heard: list[Heard] = field(default_factory=list)
    _ways: dict[str, list[Way]] = field(default_factory=dict)

    def on(self, path: str, *ways: Way) -> None:
        """``path`` without its query, or with it where that matters."""
        self._ways[path] = list(ways)

    def asked(self, path: str) -> list[Heard]:
        return [each for each in self.heard if path in (each.path, each.path.partition("?")[0])]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.heard.append(Heard(request.path_qs, dict(request.headers)))
        ways = self._ways.get(request.path_qs) or self._ways.get(request.path)
        if not ways:
            return web.Response(status=404)
        return await (ways.pop(0) if len(ways) > 1 else ways[0])(request)


@asynccontextmanager
async def publishing(ssl: Any = None) -> AsyncIterator[Publisher]:
    publisher = Publisher()
    app = web.Application()
    app.router.add_route("GET", "/{path:.*}", publisher.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.01)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=ssl)
    await site.start()
    port = runner.addresses[0][1]
    publisher.url = f"{'https' if ssl else 'http'}://127.0.0.1:{port}/"
    try:
        yield publisher
    finally:
        await runner.cleanup()


# ---- ways of answering


def etag_of(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:12]}"'


def sends(
    content: bytes,
    *,
    etag: str | None = "",
    modified: str | None = None,
    ranges: bool = True,
    kind: str = "text/csv",
    breaks_after: int | None = None,
    says_length: bool = True,
    headers: Mapping[str, str] | None = None,
) -> Way:
    """As RFC 9110 has it: conditional, by ranges. ``breaks_after``: then the connection is cut.

    ``etag`` "" is one made from the content, None is none.
    """
    tag = etag_of(content) if etag == "" else etag

    async def way(request: web.Request) -> web.StreamResponse:
        known = request.headers.get("If-None-Match"), request.headers.get("If-Modified-Since")
        marks = {"ETag": tag, "Last-Modified": modified}
        said = {name: value for name, value in marks.items() if value} | dict(headers or {})
        if (tag and known[0] == tag) or (modified and not known[0] and known[1] == modified):
            return web.Response(status=304, headers=said)
        start, status = 0, 200
        asked = request.headers.get("Range")
        if asked and ranges and request.headers.get("If-Range") in (tag, modified):
            start, status = int(asked.removeprefix("bytes=").rstrip("-")), 206
            said["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
        answer = web.StreamResponse(status=status, headers={"Content-Type": kind, **said})
        if says_length:
            answer.content_length = len(content) - start
        await answer.prepare(request)
        end = len(content) if breaks_after is None else min(start + breaks_after, len(content))
        await answer.write(content[start:end])
        if breaks_after is not None:
            await asyncio.sleep(0.01)  # what was written goes out before the connection is cut
            assert request.transport is not None
            request.transport.close()
        return answer

    return way


def sends_json(data: object, headers: Mapping[str, str] | None = None) -> Way:
    return sends(orjson.dumps(data), etag=None, kind="application/json", headers=headers)


def flows(chunks: Callable[[], Iterator[bytes]], pause: float = 0.0) -> Way:
    """A body that is made while it is sent, of which nobody says how long it is."""

    async def way(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Type": "text/csv"})
        await answer.prepare(request)
        for chunk in chunks():
            await answer.write(chunk)
            if pause:
                await asyncio.sleep(pause)
        return answer

    return way


def refuses(status: int, **headers: str) -> Way:
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def way(_request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, headers=named, text=None if status == 304 else "no")

    return way


def hangs() -> Way:
    async def way(_request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(60)
        return web.Response()

    return way


def shows_a_page() -> Way:
    """What a proxy or a maintenance page looks like: all is well, but it is no data."""

    async def way(_request: web.Request) -> web.StreamResponse:
        return web.Response(text="<!doctype html><h1>Back soon</h1>", content_type="text/html")

    return way


# ---- what OpenPrescribing sends

BY_PRACTICE = "/op/measure_by_practice/"
HEADING = "measure,org_type,org_id,org_name,date,numerator,denominator,calc_value,percentile"


def measure(numerator: int = 90, heading: str = HEADING) -> bytes:
    """Each practice's figure of one month."""
    rows = [
        f"saba,practice,{each.ods_code},NAME,2026-08-01,{numerator}.0,200.0,{numerator / 200},50.0"
        for each in PRACTICES
    ]
    return "\n".join([heading, *rows, ""]).encode()


GOOD = measure()


# ---- time


@dataclass
class QuickTime:
    """Sleeping takes none of the test's time."""

    moment: datetime = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
    slept: list[float] = field(default_factory=list)
    _seconds: float = 0.0

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self._seconds

    async def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self._seconds += seconds
        self.moment += timedelta(seconds=seconds)
