"""Calls to Slack's Web API over httpx, with an answer that says what is known: done, refused or unknown."""

import asyncio
from typing import Any

import httpx
import orjson

from bot.delivery.lease import Lease, LeaseOver

# Slack may have done the work before it said any of these (slack.md 4.1).
UNCERTAIN = {"internal_error", "fatal_error", "request_timeout", "service_unavailable"}
LIMITED = {"ratelimited", "rate_limited"}


class SlackRefused(Exception):
    """Slack understood and did nothing; ``error`` is its code."""

    def __init__(self, error: str, details: str = "") -> None:
        super().__init__(f"{error} {details}".strip())
        self.error = error
        self.details = details


class SlackLimited(Exception):
    """Too fast: nothing was done, come back after ``seconds``."""

    def __init__(self, method: str, seconds: float) -> None:
        super().__init__(f"{method} limited for {seconds} s")
        self.method = method
        self.seconds = seconds


class SlackUnreachable(Exception):
    """It never left: nothing was done."""


class OutcomeUnknown(Exception):
    """The call may or may not have been carried out. ``answered``: Slack has finished with it."""

    def __init__(self, why: str, *, answered: bool = False) -> None:
        super().__init__(why)
        self.answered = answered


class SlackApi:
    """One workspace's token on a shared connection pool. Nothing is retried in here."""

    def __init__(
        self, http: httpx.AsyncClient, base_url: str, token: str, timeout: float = 10.0
    ) -> None:
        self._http = http
        self._base_url = base_url
        self._headers = {"Authorization": f"Bearer {token}"}
        self._timeout = timeout

    async def call(
        self, method: str, *, lease: Lease | None = None, **arguments: Any
    ) -> dict[str, Any]:
        """One POST with a JSON body; not sent any more once ``lease`` is over.

        Raises SlackRefused, SlackLimited, SlackUnreachable, LeaseOver, or OutcomeUnknown when the
        answer was lost.
        """
        headers = self._headers | {"Content-Type": "application/json; charset=utf-8"}
        content = orjson.dumps(arguments)
        return await self._send("POST", method, lease, content=content, headers=headers)

    async def read(self, method: str, **arguments: Any) -> dict[str, Any]:
        """One GET with a query string."""
        return await self._send("GET", method, None, params=arguments, headers=self._headers)

    async def _send(
        self, verb: str, method: str, lease: Lease | None, **request: Any
    ) -> dict[str, Any]:
        extensions = {"trace": lease.trace} if lease else {}
        try:
            async with asyncio.timeout(self._timeout):
                answer = await self._http.request(
                    verb, f"{self._base_url}{method}", extensions=extensions, **request
                )
        except LeaseOver:
            raise
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise SlackUnreachable(type(error).__name__) from error
        except (httpx.HTTPError, TimeoutError) as error:
            raise OutcomeUnknown(type(error).__name__) from error
        if answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
            raise SlackLimited(method, _seconds(answer))
        if answer.status_code >= 300:
            raise OutcomeUnknown(f"HTTP {answer.status_code}", answered=True)
        return _read(method, answer)

    async def upload(self, name: str, content: bytes, alt: str) -> str:
        """Put a picture into Slack without showing it anywhere; its file id."""
        place = await self.read(
            "files.getUploadURLExternal", filename=name, length=len(content), alt_txt=alt[:1000]
        )
        try:
            async with asyncio.timeout(self._timeout):
                put = await self._http.post(place["upload_url"], content=content)
        except (httpx.HTTPError, TimeoutError) as error:
            raise OutcomeUnknown(type(error).__name__) from error
        if put.status_code != httpx.codes.OK:
            raise OutcomeUnknown(f"HTTP {put.status_code}")
        await self.call(
            "files.completeUploadExternal", files=[{"id": place["file_id"], "title": name}]
        )
        return str(place["file_id"])


def _seconds(answer: httpx.Response) -> float:
    try:
        return max(float(answer.headers["Retry-After"]), 0.0)
    except (KeyError, ValueError):
        return 1.0


def _read(method: str, answer: httpx.Response) -> dict[str, Any]:
    try:
        body: dict[str, Any] = orjson.loads(answer.content)
    except orjson.JSONDecodeError as error:
        raise OutcomeUnknown("not JSON", answered=True) from error
    if body.get("ok"):
        return body
    code = str(body.get("error", "unknown"))
    if code in LIMITED:
        raise SlackLimited(method, 1.0)
    if code in UNCERTAIN:
        raise OutcomeUnknown(code, answered=True)
    details = " ".join(str(each) for each in body.get("errors", []))
    raise SlackRefused(code, details)
