"""Calls to Slack's Web API over httpx, with an answer that says what is known: done, refused or unknown."""

from typing import Any

import httpx
import orjson

# Slack may have done the work before it said any of these (slack.md 4.1).
UNCERTAIN = {"internal_error", "fatal_error", "request_timeout", "service_unavailable"}


class SlackRefused(Exception):
    """Slack understood and did nothing; ``error`` is its code."""

    def __init__(self, error: str, details: str = "") -> None:
        super().__init__(f"{error} {details}".strip())
        self.error = error
        self.details = details


class SlackLimited(Exception):
    """Too fast: nothing was done, come back after ``seconds``."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"limited for {seconds} s")
        self.seconds = seconds


class OutcomeUnknown(Exception):
    """The call may or may not have been carried out."""


class SlackApi:
    """One workspace's token on a shared connection pool. Nothing is retried in here."""

    def __init__(self, http: httpx.AsyncClient, base_url: str, token: str) -> None:
        self._http = http
        self._base_url = base_url
        self._headers = {"Authorization": f"Bearer {token}"}

    async def call(self, method: str, **arguments: Any) -> dict[str, Any]:
        """One POST with a JSON body.

        Raises SlackRefused, SlackLimited, or OutcomeUnknown when the answer was lost.
        """
        headers = self._headers | {"Content-Type": "application/json; charset=utf-8"}
        return await self._send("POST", method, content=orjson.dumps(arguments), headers=headers)

    async def read(self, method: str, **arguments: Any) -> dict[str, Any]:
        """One GET with a query string."""
        return await self._send("GET", method, params=arguments, headers=self._headers)

    async def _send(self, verb: str, method: str, **request: Any) -> dict[str, Any]:
        try:
            answer = await self._http.request(verb, f"{self._base_url}{method}", **request)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
            raise SlackLimited(5) from None  # it never left: nothing was done
        except httpx.HTTPError as error:
            raise OutcomeUnknown(type(error).__name__) from error
        if answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
            raise SlackLimited(float(answer.headers.get("Retry-After", "1")))
        if answer.status_code >= 300:
            raise OutcomeUnknown(f"HTTP {answer.status_code}")
        return _read(answer)

    async def upload(self, name: str, content: bytes, alt: str) -> str:
        """Put a picture into Slack without showing it anywhere; its file id."""
        place = await self.read(
            "files.getUploadURLExternal", filename=name, length=len(content), alt_txt=alt[:1000]
        )
        try:
            put = await self._http.post(place["upload_url"], content=content)
        except httpx.HTTPError as error:
            raise OutcomeUnknown(type(error).__name__) from error
        if put.status_code != httpx.codes.OK:
            raise OutcomeUnknown(f"HTTP {put.status_code}")
        await self.call(
            "files.completeUploadExternal", files=[{"id": place["file_id"], "title": name}]
        )
        return str(place["file_id"])


def _read(answer: httpx.Response) -> dict[str, Any]:
    try:
        body: dict[str, Any] = orjson.loads(answer.content)
    except orjson.JSONDecodeError as error:
        raise OutcomeUnknown("not JSON") from error
    if body.get("ok"):
        return body
    code = str(body.get("error", "unknown"))
    if code in ("ratelimited", "rate_limited"):
        raise SlackLimited(1)
    if code in UNCERTAIN:
        raise OutcomeUnknown(code)
    details = " ".join(str(each) for each in body.get("errors", []))
    raise SlackRefused(code, details)
