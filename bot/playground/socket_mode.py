"""Socket Mode: WebSockets to the app, up to ten, each payload to any one of them (slack.md 1.7)."""

import asyncio
import contextlib
import json
import secrets
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from aiohttp import WSMsgType, web

from bot.playground.delivery import Reply
from bot.playground.errors import ActError
from bot.playground.records import Json

if TYPE_CHECKING:
    from bot.playground.slack import Slack

MOST_CONNECTIONS = 10
ENVELOPES = {"event_callback": "events_api", "command": "slash_commands"}


class Connection:
    """One socket of the app, and the envelopes on it that wait for their ack."""

    def __init__(self, socket: web.WebSocketResponse, transport: asyncio.Transport | None) -> None:
        self.socket = socket
        self.transport = transport
        self.waiting: dict[str, asyncio.Future[Any]] = {}
        self.leaving = False  # told to refresh: gets nothing new

    async def send(self, message: Json) -> None:
        try:
            await self.socket.send_json(message)
        except ConnectionError as broken:
            raise ActError("connection_failed") from broken

    def heard(self, text: str) -> None:
        ack = json.loads(text)
        future = self.waiting.pop(ack.get("envelope_id", ""), None)
        if future is not None and not future.done():
            future.set_result(ack.get("payload"))

    def lost(self) -> None:
        for future in self.waiting.values():
            if not future.done():
                future.set_exception(ActError("connection_failed"))


class SocketMode:
    def __init__(self, slack: "Slack") -> None:
        self.slack = slack
        self.connections: list[Connection] = []
        self.approximate_connection_time = 3600
        self._tickets: set[str] = set()
        self._runner: web.AppRunner | None = None
        self._address = ""

    @property
    def connected(self) -> bool:
        return any(not each.leaving for each in self.connections)

    async def open(self) -> str:
        """The address of a new connection, good for one use (``apps.connections.open``)."""
        await self._listen()
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return f"ws://{self._address}/link/?ticket={ticket}&app_id={self.slack.app.id}"

    async def send(self, kind: str, payload: Json, retry_num: int, retry_reason: str) -> Reply:
        """Send an envelope over any connection and wait for its ack, as long as the caller lets us."""
        ready = [each for each in self.connections if not each.leaving]
        if not ready:
            raise ActError("connection_failed", "The app has no socket connected.")
        connection = secrets.choice(ready)
        envelope: Json = {
            "envelope_id": str(uuid4()),
            "type": ENVELOPES.get(kind, "interactive"),
            "accepts_response_payload": kind != "event_callback",
            "payload": payload,
        }
        if kind == "event_callback":
            envelope |= {"retry_attempt": retry_num, "retry_reason": retry_reason}
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope["envelope_id"]] = future
        try:
            await connection.send(envelope)
            return Reply(200, await future)
        finally:
            connection.waiting.pop(envelope["envelope_id"], None)

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to be renewed, as Slack does every few hours."""
        for connection in list(self.connections):
            connection.leaving = reason != "warning"
            host = {"host": "playground"}
            await connection.send({"type": "disconnect", "reason": reason, "debug_info": host})

    async def drop(self, connection: Connection | None = None) -> None:
        """Lose a connection, or every one, without a word."""
        for each in [connection] if connection else list(self.connections):
            if each.transport is not None:
                each.transport.abort()

    async def close(self) -> None:
        for connection in list(self.connections):
            await connection.socket.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _listen(self) -> None:
        # uvicorn would need one more library for WebSockets; aiohttp, which slack-sdk brings, has
        # them, and echoes pings with their payload as the SDK expects.
        if self._runner is not None:
            return
        app = web.Application()
        app.router.add_get("/link/", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self._address = f"{host}:{port}"

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=404)
        self._tickets.discard(ticket)
        link = web.WebSocketResponse()
        await link.prepare(request)
        connection = Connection(link, request.transport)
        if len(self.connections) >= MOST_CONNECTIONS:
            await connection.send({"type": "disconnect", "reason": "too_many_websockets"})
            await link.close()
            return link
        self.connections.append(connection)
        try:
            await connection.send(self._hello())
            await self._listen_to(connection)
        finally:
            self.connections.remove(connection)
            connection.lost()
        return link

    async def _listen_to(self, connection: Connection) -> None:
        async for message in connection.socket:
            if message.type is WSMsgType.TEXT:
                # A frame that is no ack at all is the app's mistake; Slack ignores it.
                with contextlib.suppress(ValueError, AttributeError):
                    connection.heard(message.data)

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "connection_info": {"app_id": self.slack.app.id},
            "debug_info": {
                "host": "playground",
                "started": self.slack.clock.now().isoformat(),
                "build_number": 54,
                "approximate_connection_time": self.approximate_connection_time,
            },
        }
