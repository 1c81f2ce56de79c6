"""Signed requests of members who send their ballots: each of another member, and each used once."""

import random
import secrets
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.playground.delivery import encode
from tests.load.generator import PATH
from tests.support.signed import sign

Payload = dict[str, Any]


def ballots(sample: Payload, members: Sequence[str], secret: str) -> list[bytes]:
    """Whole HTTP requests, signed now. ``sample`` is one member's submission; answers are random."""
    rng = random.Random(members[0])
    return [_request(_by(sample, member, rng), secret) for member in members]


def _by(sample: Payload, member: str, rng: random.Random) -> Payload:
    view_id = f"V{rng.randrange(10**9):09d}"
    view = sample["view"] | {
        "id": view_id,
        "root_view_id": view_id,
        "hash": f"{int(time.time())}.{secrets.token_hex(4)}",
        "state": {"values": dict(_answers(sample["view"], rng))},
    }
    user = sample["user"] | {"id": member, "username": member.lower(), "name": member.lower()}
    moment = f"{int(time.monotonic() * 1000)}.{rng.randrange(10**10)}"
    trigger = f"{moment}.{secrets.token_hex(16)}"
    return sample | {"user": user, "trigger_id": trigger, "view": view}


def _answers(view: Payload, rng: random.Random) -> Iterator[tuple[str, Payload]]:
    for block in view["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            chosen = {"type": element["type"], "selected_option": rng.choice(element["options"])}
            yield block["block_id"], {element["action_id"]: chosen}


def _request(payload: Payload, secret: str) -> bytes:
    body, content_type = encode(payload["type"], payload)
    headers = {
        "Host": "127.0.0.1",
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "Accept": "application/json,*/*",
        "Content-Type": content_type,
        "Content-Length": str(len(body)),
        **sign(body, datetime.now(UTC), secret),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST {PATH} HTTP/1.1\r\n{head}\r\n".encode() + body
