"""The floor: verifies and parses as Peerbot does, and answers; what is above it is Peerbot's doing."""

import asyncio
import os

from starlette.types import Receive, Scope, Send

from bot.clock import SystemClock
from bot.http import Verifier, parse
from bot.loop import run
from bot.server import serving

verifier = Verifier(os.environ["SLACK_SIGNING_SECRET"], SystemClock())


async def endpoint(scope: Scope, receive: Receive, send: Send) -> None:
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    timestamp, signature = headers["x-slack-request-timestamp"], headers["x-slack-signature"]
    verifier.check(timestamp, signature, body)
    parse(headers["content-type"], body)
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]}
    )
    await send({"type": "http.response.body", "body": b""})


async def main() -> None:
    async with serving(endpoint, os.environ["HOST"], int(os.environ["PORT"])):
        await asyncio.Event().wait()


if __name__ == "__main__":
    run(main())
