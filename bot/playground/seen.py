"""What is read off the screen: messages and modals as a person would tell of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.playground import finding
from bot.playground.finding import Spot
from bot.playground.plain import Reader
from bot.playground.sight import ChannelSight, MessageSight, State, ViewSight


@dataclass(frozen=True)
class Seen:
    """A message as it reads."""

    author: str
    text: str
    ts: str
    ephemeral: bool
    is_reply: bool
    reply_count: int
    edited: bool
    time: datetime
    buttons: list[str]


@dataclass(frozen=True)
class Modal:
    """The modal on top, as it reads."""

    title: str
    text: str  # all of it
    fields: dict[str, str]  # by label: what is typed or chosen, several joined with ", "
    options: dict[str, list[str]]  # by label: what there is to choose
    errors: dict[str, str]  # by label
    buttons: list[str]
    submit: str | None

    def __str__(self) -> str:
        return self.text

    def __contains__(self, text: str) -> bool:
        return text in self.text


@dataclass(frozen=True)
class Where:
    channel: str | None = None
    containing: str | None = None
    home: bool = False

    @property
    def in_messages(self) -> bool:
        return self.channel is not None or self.containing is not None

    def __str__(self) -> str:
        if self.home:
            return "on the Home tab"
        parts = [f"in {self.channel}"] if self.channel else []
        parts += [f"in a message with {self.containing!r}"] if self.containing else []
        return " ".join(parts) or "anywhere"


def is_reply(message: MessageSight) -> bool:
    return message["thread_ts"] not in (None, message["ts"])


def containing_text(reader: Reader, channel: ChannelSight, text: str) -> MessageSight | None:
    """The newest message with this text; its own thread's first message counts before replies."""
    for replies in (False, True):
        for each in reversed(channel["messages"]):
            if is_reply(each) is replies and text in reader.message(each):
                return each
    return None


def read_message(state: State, channel: ChannelSight, message: MessageSight) -> Seen:
    reader = Reader(state)
    spot = Spot.of_message(reader, channel, message)
    return Seen(
        author=reader.users.get(message["user"], message["user"]),
        text=spot.text,
        ts=message["ts"],
        ephemeral=message["ephemeral"],
        is_reply=is_reply(message),
        reply_count=message["reply_count"],
        edited=message["edited"],
        time=datetime.fromisoformat(message["time"]),
        buttons=finding.all_buttons(reader, [spot]),
    )


def by_label(state: State, blocks: list[dict[str, Any]], errors: dict[str, str]) -> dict[str, str]:
    """Errors of a modal by the labels that they stand under, in place of block ids."""
    reader = Reader(state)
    names = {each["block_id"]: reader.text(each.get("label")) for each in blocks}
    return {names.get(block_id) or block_id: said for block_id, said in errors.items()}


def read_modal(state: State, view: ViewSight) -> Modal:
    reader = Reader(state)
    spot = Spot.of_view(reader, view)
    fields, options = {}, {}
    for control in finding.controls(reader, spot):
        for label in finding.labels(reader, control)[:1]:
            fields[label] = ", ".join(reader.chosen(control.state))
            offered = control.element.get("options") or []
            options[label] = [reader.text(each["text"]) for each in offered]
    return Modal(
        title=view["title"],
        text=spot.text,
        fields=fields,
        options=options,
        errors=by_label(state, view["blocks"], view["errors"]),
        buttons=finding.all_buttons(reader, [spot]),
        submit=view["submit"],
    )
