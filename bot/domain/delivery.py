"""Messages to be sent: what a service plans in its transaction, and what becomes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.rights.naming import shown

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart to be drawn when the message is sent; ``alt`` says the same in words.

    ``chart`` is Slack's own chart of the same figures, which takes the picture's place in a direct
    message where the workspace takes such charts. Anybody who sees one can read its values off.
    """

    spec: Mapping[str, Any]
    alt: str
    chart: Block | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """Text for notifications and screen readers, and the blocks that people see.

    Each of ``pictures`` has its place among the blocks, by its number.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    pictures: tuple[Picture, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", shown(self.text))


# ``key`` makes each of these once, however often it is planned. ``owner`` is the person who is told
# when it cannot be sent, ``about`` what it is in words for them ("the announcement of ...").


@dataclass(frozen=True, slots=True)
class Post:
    """A new message in a channel."""

    key: str
    channel: str
    message: Message
    until: datetime | None = None  # after this it is of no use and is not sent
    owner: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """A message in the thread under the one that was sent with ``thread_key``."""

    key: str
    thread_key: str
    message: Message
    owner: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class DirectMessage:
    """A message to one person.

    ``unasked``: they did not ask for it and have not agreed to it (an invitation, a nudge): it keeps
    working hours and counts in their month's budget; where that is used up it waits on their Home
    tab, where ``about`` says what it is. After ``until`` it is of no use and is not sent.
    """

    key: str
    user: str
    message: Message
    unasked: bool = False
    until: datetime | None = None
    owner: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """The newest state of the message that was sent with ``target_key``: the last one planned wins."""

    key: str
    target_key: str
    message: Message


@dataclass(frozen=True, slots=True)
class Ephemeral:
    """A line in a channel that one person sees, and nobody can read back: at most once.

    ``thread`` is the message under which it is shown, if it was said in a thread.
    """

    key: str
    channel: str
    user: str
    message: Message
    until: datetime | None = None
    thread: str = ""


Outgoing = Post | Reply | DirectMessage | Update | Ephemeral


@dataclass(frozen=True, slots=True)
class Wave:
    """Messages that belong together, to be watched and stopped as one; ``title`` says what they are."""

    key: str
    title: str
    owner: str


@dataclass(frozen=True, slots=True)
class Planned:
    """What became of messages that were planned, to be told to whoever planned them."""

    new: int = 0  # those planned before under the same key are not counted
    waiting: int = 0  # on Home tabs, since the people have had enough this month
    later: datetime | None = None  # the last of the others goes out then, within working hours

    def __add__(self, other: "Planned") -> "Planned":
        last = [each for each in (self.later, other.later) if each]
        return Planned(self.new + other.new, self.waiting + other.waiting, max(last, default=None))


class Kind(StrEnum):
    POST = "post"
    REPLY = "reply"
    DIRECT = "direct"
    UPDATE = "update"
    EPHEMERAL = "ephemeral"


class State(StrEnum):
    """due -> sending (committed before the call) -> sent, failed (for a reason) or held (unknown)."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    HELD = "held"  # Slack did not say whether it arrived, and we may not look: somebody must
    WAITING = "waiting"  # on the person's Home tab: the month's budget is used up
    MERGED = "merged"  # goes out in one message with another
    STOPPED = "stopped"  # its wave was stopped, or somebody gave it up
    LAPSED = "lapsed"  # it was of no use any more


# In a message's key: nobody hears that it failed. It would tell who is silent, or which practice's
# figures have changed.
UNTOLD = (":remind:", ":alert:")
TOLD = ":told"  # behind a message's key: of the one that tells its owner that it did not arrive
UNFINISHED = (State.DUE, State.SENDING, State.MERGED)
NOT_ARRIVED = (State.FAILED, State.HELD)
FINISHED = (State.SENT, State.FAILED, State.HELD, State.STOPPED, State.LAPSED)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sent message is in Slack."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class WaveProgress:
    """A wave, and how many of its messages are in which state."""

    id: int
    title: str
    owner: str
    planned_at: datetime
    stopped_at: datetime | None
    stopped_by: str | None
    states: dict[State, int] = field(default_factory=dict)

    def number(self, *states: State) -> int:
        return sum(self.states.get(each, 0) for each in states)

    @property
    def messages(self) -> int:
        return sum(self.states.values())

    @property
    def under_way(self) -> bool:
        return self.number(*UNFINISHED) > 0
