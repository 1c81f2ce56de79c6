"""Messages to be sent: what a service plans in its transaction, and what becomes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart to be drawn when the message is sent; ``alt`` says the same in words."""

    spec: Mapping[str, Any]
    alt: str


@dataclass(frozen=True, slots=True)
class Message:
    """Text for notifications and screen readers, and the blocks that people see."""

    text: str
    blocks: tuple[Block, ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A new message in a channel."""

    key: str
    channel: str
    message: Message


@dataclass(frozen=True, slots=True)
class Reply:
    """A message in the thread under the one that was sent with ``thread_key``."""

    key: str
    thread_key: str
    message: Message


@dataclass(frozen=True, slots=True)
class DirectMessage:
    """A message to one person."""

    key: str
    user: str
    message: Message


@dataclass(frozen=True, slots=True)
class Update:
    """The newest state of the message that was sent with ``target_key``: the last one planned wins."""

    key: str
    target_key: str
    message: Message


Outgoing = Post | Reply | DirectMessage | Update


class Kind(StrEnum):
    POST = "post"
    REPLY = "reply"
    DIRECT = "direct"
    UPDATE = "update"


class State(StrEnum):
    """due -> sending (committed before the call) -> sent, failed (for a reason) or held (outcome unknown)."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sent message is in Slack."""

    channel: str
    ts: str
