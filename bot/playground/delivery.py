"""Payloads on their way to the app: signed HTTP as Slack's own, or a socket; three seconds to answer."""

import asyncio
import hashlib
import hmac
import json
import ssl
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import httpx

from bot.playground.errors import ActError
from bot.playground.journal import Delivery
from bot.playground.records import Json

if TYPE_CHECKING:
    from bot.playground.slack import Slack


@dataclass(frozen=True)
class Reply:
    status: int
    answer: Any = None
    no_retry: bool = False


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """slack.md 1.1"""
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


class Courier:
    def __init__(self, slack: "Slack") -> None:
        self.slack = slack
        self._client: httpx.AsyncClient | None = None

    async def deliver(
        self, kind: str, payload: Json, *, retry_num: int = 0, retry_reason: str = ""
    ) -> Delivery:
        """Send a payload and wait for the answer, three seconds at most. Never raises."""
        client = self.client  # made before the three seconds begin
        started = time.monotonic()
        reply, outcome = await self._send(client, kind, payload, retry_num, retry_reason)
        delivery = Delivery(
            kind,
            payload,
            outcome,
            reply.status if reply else None,
            reply.answer if reply else None,
            time.monotonic() - started,
            "socket" if self.over_socket else "http",
            retry_num,
            retry_reason,
        )
        self.slack.note_delivery(delivery)
        return delivery

    @property
    def over_socket(self) -> bool:
        wanted = self.slack.app.socket_mode
        return self.slack.sockets.connected if wanted is None else wanted

    @property
    def has_somewhere_to_go(self) -> bool:
        return self.over_socket or self.slack.app.request_url is not None

    async def _send(
        self,
        client: httpx.AsyncClient,
        kind: str,
        payload: Json,
        retry_num: int,
        retry_reason: str,
    ) -> tuple[Reply | None, str]:
        try:
            async with asyncio.timeout(self.slack.patience):
                if self.over_socket:
                    return await self.slack.sockets.send(
                        kind, payload, retry_num, retry_reason
                    ), "ok"
                reply = await self._post(client, kind, payload, retry_num, retry_reason)
        except (TimeoutError, httpx.TimeoutException):
            return None, "operation_timeout"
        except httpx.TooManyRedirects:
            return None, "too_many_redirects"
        except (httpx.HTTPError, ActError):
            return None, "connection_failed"
        if reply.no_retry:
            return reply, "no_retry"
        return reply, "ok" if 200 <= reply.status < 300 else "dispatch_failed"

    async def _post(
        self, client: httpx.AsyncClient, kind: str, payload: Json, retry_num: int, reason: str
    ) -> Reply:
        app = self.slack.app
        url = app.url_for(kind, payload.get("command", ""))
        if url is None:
            raise ActError("connection_failed", "The app has no request URL.")
        body, content_type = encode(kind, payload)
        timestamp = str(self.slack.now_seconds())
        headers = {
            "content-type": content_type,
            "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "x-slack-request-timestamp": timestamp,
            "x-slack-signature": sign(app.signing_secret, timestamp, body),
        }
        if retry_num:
            headers |= {"x-slack-retry-num": str(retry_num), "x-slack-retry-reason": reason}
        response = await client.post(url, content=body, headers=headers)
        failed = response.status_code != 200
        no_retry = failed and response.headers.get("x-slack-no-retry") == "1"
        return Reply(response.status_code, _decode(response), no_retry)

    @property
    def client(self) -> httpx.AsyncClient:
        if self._client is None:
            # The list of certificates takes a while to load, and an app on this machine needs none.
            remote = (self.slack.app.request_url or "").startswith("https:")
            verify = (
                ssl.create_default_context() if remote else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            )
            self._client = httpx.AsyncClient(
                follow_redirects=True, max_redirects=2, timeout=30, verify=verify
            )
        return self._client

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()
            self._client = None


def encode(kind: str, payload: Json) -> tuple[bytes, str]:
    """The body as slack.md 1.2 has it for this kind of payload, and its content type."""
    if kind in {"event_callback", "url_verification"}:
        return json.dumps(payload).encode(), "application/json"
    if kind in {"command", "ssl_check"}:
        fields = {key: _form(value) for key, value in payload.items() if value is not None}
    else:
        fields = {"payload": json.dumps(payload)}
    return urlencode(fields).encode(), "application/x-www-form-urlencoded"


def _form(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _decode(response: httpx.Response) -> Any:
    text = response.text.strip()
    if not text:
        return None
    try:
        return json.loads(text)
    except ValueError:
        return text
