"""What Slack keeps: people, channels, messages, files, views, installations. Plain data, no rules."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

Json = dict[str, Any]
Block = dict[str, Any]
Values = dict[str, dict[str, Any]]


@dataclass
class User:
    id: str
    team_id: str
    name: str  # as shown
    handle: str
    title: str = ""
    email: str = ""
    tz: str = "Europe/London"
    is_bot: bool = False
    deleted: bool = False
    is_admin: bool = False
    is_owner: bool = False
    is_restricted: bool = False  # a guest; of a single channel with the next as well
    is_ultra_restricted: bool = False


@dataclass
class File:
    id: str
    name: str
    owner: str
    length: int
    created: datetime
    key: str  # in the address that shows it, so that an id alone shows nothing
    host: str = ""  # where this Slack keeps its files
    alt: str = ""
    title: str = ""
    mimetype: str = ""
    content: bytes | None = None
    completed: bool = False
    ready_at: datetime | None = None
    channels: list[str] = field(default_factory=list)
    deleted: bool = False


@dataclass(slots=True)
class Message:
    ts: str
    user: str
    text: str
    blocks: list[Block] = field(default_factory=list)
    thread_ts: str | None = None
    broadcast: bool = False
    only_for: str | None = None  # an ephemeral message: the one who sees it
    bot_id: str | None = None
    app_id: str | None = None
    metadata: Json | None = None
    edited: Json | None = None
    files: list[str] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    pinned: bool = False
    deleted: bool = False
    subtype: str | None = None
    client_msg_id: str | None = None
    state: dict[str, Values] = field(default_factory=dict)  # by person
    offered: dict[str, list[Json]] = field(default_factory=dict)  # options given, by block/action
    execution_id: str = ""  # the run of a custom function that it was born from

    @property
    def posted(self) -> datetime:
        # Not through a float, which would round the microseconds that make ``ts`` unique.
        seconds, micros = self.ts.split(".")
        return datetime.fromtimestamp(int(seconds), UTC) + timedelta(microseconds=int(micros))


@dataclass
class Channel:
    id: str
    name: str
    created: datetime
    creator: str = ""
    is_private: bool = False
    is_im: bool = False
    is_mpim: bool = False
    is_archived: bool = False
    is_open: bool = True
    shared_with: list[str] = field(default_factory=list)  # other organisations' workspaces
    invited: list[str] = field(default_factory=list)  # those that have not accepted yet
    topic: str = ""
    purpose: str = ""
    members: list[str] = field(default_factory=list)
    messages: dict[str, Message] = field(default_factory=dict)  # by ts, oldest first
    threads: dict[str, dict[str, Message]] = field(default_factory=dict)  # replies, likewise
    last_read: dict[str, str] = field(default_factory=dict)
    last_ts: int = 0  # microseconds

    @property
    def kind(self) -> str:
        """As in ``channel_type``: im, mpim, group (private) or channel."""
        if self.is_im:
            return "im"
        if self.is_mpim:
            return "mpim"
        return "group" if self.is_private else "channel"

    def next_ts(self, now: datetime) -> str:
        """Unique in the channel and growing, even if the clock is moved back (slack.md 8.3)."""
        epoch = datetime(1970, 1, 1, tzinfo=UTC)
        micros = max((now - epoch) // timedelta(microseconds=1), self.last_ts + 1)
        self.last_ts = micros
        return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"

    def add(self, message: Message) -> None:
        self.messages[message.ts] = message
        if message.thread_ts and message.only_for is None:
            self.threads.setdefault(message.thread_ts, {})[message.ts] = message

    def remove(self, message: Message) -> None:
        del self.messages[message.ts]
        self.threads.get(message.thread_ts or "", {}).pop(message.ts, None)

    def replies(self, thread_ts: str) -> list[Message]:
        return list(self.threads.get(thread_ts, {}).values())


@dataclass
class View:
    id: str
    team_id: str
    user: str
    type: str  # modal or home
    blocks: list[Block]
    hash: str
    bot_id: str
    token: str
    callback_id: str = ""
    external_id: str = ""
    private_metadata: str = ""
    title: Json | None = None
    submit: Json | None = None
    close: Json | None = None
    clear_on_close: bool = False
    notify_on_close: bool = False
    submit_disabled: bool = False
    root_view_id: str = ""
    previous_view_id: str | None = None
    state: Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    offered: dict[str, list[Json]] = field(default_factory=dict)
    execution_id: str = ""


@dataclass
class Notice:
    """What Slack itself tells one person, where something went wrong."""

    id: str
    user: str
    text: str
    error: str
    time: datetime
    channel: str | None = None
    ts: str | None = None
    view_id: str | None = None
    block_id: str | None = None
    action_id: str | None = None


@dataclass(frozen=True)
class Command:
    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass(frozen=True)
class Shortcut:
    name: str
    callback_id: str
    type: str = "global"  # or message
    description: str = ""


@dataclass
class Installation:
    """The app in a workspace, or in all that an organisation gives it."""

    token: str
    bot_user_id: str
    bot_id: str
    scopes: frozenset[str]
    installer: str
    team_ids: list[str]
    enterprise_id: str | None = None
    is_enterprise_install: bool = False
    revoked: str = ""  # the error that the token meets from then on
    execution_id: str = ""  # a token for one run of a custom function


@dataclass
class Workspace:
    id: str
    name: str
    domain: str
    enterprise_id: str | None = None
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    direct: dict[frozenset[str], Channel] = field(default_factory=dict)  # DMs, by their people
    files: dict[str, File] = field(default_factory=dict)
    usergroups: dict[str, list[str]] = field(default_factory=dict)
    modals: dict[str, list[View]] = field(default_factory=dict)  # by person, the last on top
    homes: dict[str, View] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    installation: Installation | None = None
