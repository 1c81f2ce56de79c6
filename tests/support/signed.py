"""Requests as Slack signs them, for tests that look at the way in itself."""

import hashlib
import hmac
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import orjson

SECRET = "a signing secret"


def sign(body: bytes, at: datetime, secret: str = SECRET) -> dict[str, str]:
    """The two headers of slack.md 1.1."""
    timestamp = str(int(at.timestamp()))
    digest = hmac.new(secret.encode(), b"v0:%b:%b" % (timestamp.encode(), body), hashlib.sha256)
    return {
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": f"v0={digest.hexdigest()}",
    }


def form(**fields: str) -> tuple[bytes, dict[str, str]]:
    return urlencode(fields).encode(), {"Content-Type": "application/x-www-form-urlencoded"}


def interaction(payload: dict[str, Any]) -> tuple[bytes, dict[str, str]]:
    return form(payload=orjson.dumps(payload).decode())


def event(payload: dict[str, Any]) -> tuple[bytes, dict[str, str]]:
    return orjson.dumps(payload), {"Content-Type": "application/json"}


def press(action_id: str, value: str = "1", *, trigger: str = "1.2.3") -> dict[str, Any]:
    """A button pressed under a message (slack.md 2)."""
    return {
        "type": "block_actions",
        "user": {"id": "U1", "team_id": "T1"},
        "team": {"id": "T1", "domain": "wold"},
        "api_app_id": "A1",
        "container": {"type": "message", "message_ts": "1.1", "channel_id": "C1"},
        "channel": {"id": "C1", "name": "all-practices"},
        "trigger_id": trigger,
        "actions": [{"type": "button", "action_id": action_id, "block_id": "b", "value": value}],
    }
