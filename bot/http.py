"""The way in over HTTP: verify the signature, parse once, hand Bolt what Socket Mode would hand it.

Bolt's own check runs after its slow parsing, so it is switched off on this path and done here, on the
raw bytes, before anything is believed.
"""

import hmac
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send
from yarl import query_to_pairs

from bot.clock import Clock

log = logging.getLogger(__name__)

LARGEST_BODY = 2 * 1024 * 1024  # a view may have 250 KB, form encoding can treble it
TOLERANCE = 300  # seconds between Slack's clock and ours, either way (slack.md 1.1)
RETRY = (b"x-slack-retry-num", b"x-slack-retry-reason")
READ = {b"content-type", b"x-slack-request-timestamp", b"x-slack-signature", *RETRY}
REMEMBERED = 100_000  # signatures kept against replays, at the most


class Refused(Exception):
    """The request is not to be believed; ``status`` is what the sender is told."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class Verifier:
    """Believes a request only if Slack signed it, lately, and it was not carried out before.

    A signature is remembered, in memory only, once its request succeeded: Slack's own retry of a
    failed one must get through.
    """

    def __init__(self, signing_secret: str, clock: Clock) -> None:
        if not signing_secret:
            raise ValueError("without a secret anybody could sign")
        self._secret = signing_secret.encode()
        self._clock = clock
        self._done: OrderedDict[str, float] = OrderedDict()

    def check(self, timestamp: str, signature: str, body: bytes) -> None:
        """Raises Refused (401) with the reason; constant time in the signature."""
        now = self._clock.now().timestamp()
        if not (timestamp.isascii() and timestamp.isdecimal()):
            raise Refused(401, "malformed_timestamp")
        if abs(now - int(timestamp)) > TOLERANCE:
            raise Refused(401, "stale_timestamp")
        said = b"v0:%b:%b" % (timestamp.encode(), body)
        signed = "v0=" + hmac.digest(self._secret, said, "sha256").hex()
        if not hmac.compare_digest(signed.encode(), signature.encode()):
            raise Refused(401, "wrong_signature")
        if signature in self._done:
            raise Refused(401, "replayed")

    def carried_out(self, signature: str) -> None:
        now = self._clock.now().timestamp()
        self._done[signature] = now
        while self._done:
            oldest = next(iter(self._done))
            # Twice the tolerance: a timestamp may lie that far ahead of our clock.
            if len(self._done) <= REMEMBERED and now - self._done[oldest] <= 2 * TOLERANCE:
                break
            del self._done[oldest]


def parse(content_type: str, body: bytes) -> dict[str, Any]:
    """The payload as Socket Mode would give it; raises Refused (400) for what Slack never sends."""
    try:
        if content_type.startswith("application/json"):
            payload = orjson.loads(body)
        else:
            fields = dict(query_to_pairs(body.decode()))
            payload = orjson.loads(fields["payload"]) if "payload" in fields else fields
    except ValueError:
        raise Refused(400, "not_parsable") from None
    if not isinstance(payload, dict) or not _is_whole(payload):
        raise Refused(400, "not_a_payload")
    return payload


# What each kind must have before anything may look into it (slack.md 2).
PARTS: dict[str, dict[str, type]] = {
    "event_callback": {"event": dict, "team_id": str},
    "block_actions": {"user": dict, "actions": list},
    "view_submission": {"user": dict, "view": dict},
    "view_closed": {"user": dict, "view": dict},
    "shortcut": {"user": dict, "callback_id": str},
    "message_action": {"user": dict, "callback_id": str},
    "block_suggestion": {"user": dict, "action_id": str},
}


def _is_whole(payload: dict[str, Any]) -> bool:
    if "command" in payload:
        return "user_id" in payload and "team_id" in payload
    parts = PARTS.get(payload.get("type", ""), {})
    return bool(payload) and all(
        isinstance(payload.get(name), kind) and payload[name] for name, kind in parts.items()
    )


class SlackEndpoint:
    """``/slack/events``: all that Slack sends, as a bare ASGI endpoint."""

    def __init__(self, app: AsyncApp, verifier: Verifier) -> None:
        self._app = app
        self._verifier = verifier

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            response = await self._answer(scope, receive)
        except Refused as refusal:
            log.info("request_refused why=%s", refusal)
            response = BoltResponse(status=refusal.status, body='{"error": "invalid request"}')
        await _send(response, send)

    async def _answer(self, scope: Scope, receive: Receive) -> BoltResponse:
        if scope["method"] != "POST":
            raise Refused(405, "method")
        headers = {
            name: value.decode("latin-1") for name, value in scope["headers"] if name in READ
        }
        body = await _read(receive)
        signature = headers.get(b"x-slack-signature", "")
        try:
            self._verifier.check(headers.get(b"x-slack-request-timestamp", ""), signature, body)
        except Refused:
            if _is_ssl_check(body):
                return BoltResponse(status=200, body="")
            raise
        payload = parse(headers.get(b"content-type", ""), body)
        if payload.get("type") == "url_verification":
            return BoltResponse(status=200, body={"challenge": payload.get("challenge")})
        response = await self._app.async_dispatch(
            AsyncBoltRequest(body=payload, headers=_retry_headers(headers), mode="socket_mode")
        )
        if response.status < 300:
            self._verifier.carried_out(signature)
        return response


async def _send(response: BoltResponse, send: Send) -> None:
    body = response.body.encode()
    headers = [
        (name.encode("latin-1"), value.encode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    ]
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _is_ssl_check(body: bytes) -> bool:
    """Slack's test of our certificate is the one thing that it does not sign (slack.md 1.6)."""
    return (
        len(body) < 1024
        and dict(query_to_pairs(body.decode(errors="replace"))).get("ssl_check") == "1"
    )


def _retry_headers(headers: dict[bytes, str]) -> dict[str, Any]:
    return {name.decode(): headers[name] for name in RETRY if name in headers}


async def _read(receive: Receive) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused(400, "disconnected")
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > LARGEST_BODY:
            raise Refused(413, "too_large")
        chunks.append(chunk)
        if not message.get("more_body"):
            return b"".join(chunks)


Health = Callable[[], Awaitable[dict[str, Any]]]


class Web:
    """The whole web application: Slack's endpoint, if its requests can be verified, and ``/healthz``."""

    def __init__(self, app: AsyncApp, verifier: Verifier | None, health: Health) -> None:
        self._slack = SlackEndpoint(app, verifier) if verifier is not None else None
        self._health = health
        self._others = Starlette(routes=[Route("/healthz", self._healthz)])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # Slack's requests go straight there: a router costs as much as checking the signature.
        slack = scope["type"] == "http" and scope["path"] == "/slack/events"
        await (self._slack if slack and self._slack else self._others)(scope, receive, send)

    async def _healthz(self, _request: Request) -> Response:
        found = await self._health()
        return JSONResponse(found, 200 if found["ok"] else 503)
