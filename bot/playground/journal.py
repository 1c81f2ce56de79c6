"""What happened, for tests: each API call and each delivery to the app."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class ApiCall:
    method: str
    args: dict[str, Any]
    result: dict[str, Any]
    status: int
    team_id: str | None
    time: datetime
    authorised: bool
    connection: str  # the caller's address and port

    @property
    def ok(self) -> bool:
        return bool(self.result.get("ok"))


@dataclass(frozen=True)
class Delivery:
    """One payload on its way to the app, and how it was taken."""

    kind: str  # the payload's type; "command" for a slash command
    payload: dict[str, Any]
    outcome: str  # "ok", or "operation_timeout", "dispatch_failed", "connection_failed"
    status: int | None
    answer: Any
    seconds: float
    over: str  # "http" or "socket"
    retry_num: int = 0
    retry_reason: str = ""
