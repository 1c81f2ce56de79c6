"""Posting, updating and deleting messages, whoever does it, and telling the app of it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from bot.playground.events import subscription_for
from bot.playground.files import file_json
from bot.playground.records import Block, Channel, Installation, Json, Message, User, Workspace
from bot.playground.views import kept

if TYPE_CHECKING:
    from bot.playground.slack import Slack


@dataclass(frozen=True)
class Draft:
    """What is to be posted."""

    text: str
    blocks: list[Block] = field(default_factory=list)
    thread_ts: str | None = None
    broadcast: bool = False
    only_for: str | None = None
    metadata: Json | None = None
    files: list[str] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    subtype: str | None = None


def post(
    slack: "Slack",
    team: Workspace,
    channel: Channel,
    author: User | Installation,
    draft: Draft,
) -> Message:
    """Put a message into a conversation. Checks nothing: who may post is the caller's business."""
    by_app = isinstance(author, Installation)
    message = Message(
        ts=channel.next_ts(slack.clock.now()),
        user=author.bot_user_id if isinstance(author, Installation) else author.id,
        text=draft.text,
        blocks=draft.blocks,
        thread_ts=draft.thread_ts,
        broadcast=draft.broadcast,
        only_for=draft.only_for,
        bot_id=author.bot_id if isinstance(author, Installation) else None,
        app_id=slack.app.id if by_app else None,
        metadata=None if draft.only_for else draft.metadata,
        files=draft.files,
        attachments=draft.attachments,
        subtype=draft.subtype,
        client_msg_id=None if by_app else str(uuid4()),
        execution_id=author.execution_id if isinstance(author, Installation) else "",
    )
    channel.add(message)
    channel.is_open = True
    delivery = _delivery(draft.metadata)
    if delivery is not None:
        slack.ledger.append((delivery, channel.id, message.ts, draft.only_for is not None))
    if draft.thread_ts and not draft.only_for and draft.thread_ts in channel.messages:
        channel.messages[draft.thread_ts].thread_ts = draft.thread_ts
    if not by_app:
        channel.last_read[message.user] = message.ts
    slack.touch()
    if not draft.only_for:
        _tell_posted(slack, team, channel, message)
    return message


def change(
    slack: "Slack", team: Workspace, channel: Channel, message: Message, **new: Any
) -> Message:
    """Give a message new contents. State of controls that keep their ids stays (slack.md 3.1)."""
    before = message_json(team, message)
    if "blocks" in new:
        message.state = {
            user: kept(message.blocks, state, new["blocks"])
            for user, state in message.state.items()
        }
    for name, value in new.items():
        setattr(message, name, value)
    slack.touch()
    if not message.only_for:
        _tell_changed(slack, team, channel, "message_changed", before, message)
    return message


def remove(slack: "Slack", team: Workspace, channel: Channel, message: Message) -> None:
    """Delete a message; a parent with replies leaves its place marked."""
    before = message_json(team, message)
    if channel.replies(message.ts):
        message.deleted = True
        message.text, message.blocks, message.files = "This message was deleted.", [], []
    else:
        channel.remove(message)
    slack.touch()
    if not message.only_for:
        _tell_changed(slack, team, channel, "message_deleted", before, message)


def message_json(
    team: Workspace, message: Message, channel: Channel | None = None, *, metadata: bool = True
) -> Json:
    """A message as the Web API and payloads carry it."""
    found: Json = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "team": team.id,
    }
    if message.bot_id:
        found |= {"bot_id": message.bot_id, "app_id": message.app_id}
    if message.blocks:
        found["blocks"] = message.blocks
    if message.files:
        found["files"] = [file_json(team.files[each]) for each in message.files]
    for name in ("subtype", "client_msg_id", "edited", "thread_ts", "attachments"):
        if value := getattr(message, name):
            found[name] = value
    if metadata and message.metadata:
        found["metadata"] = message.metadata
    if message.reactions:
        found["reactions"] = [
            {"name": name, "users": users, "count": len(users)}
            for name, users in message.reactions.items()
        ]
    if message.only_for:
        found["is_ephemeral"] = True
    if channel is not None and (replies := channel.replies(message.ts)):
        found |= {
            "reply_count": len(replies),
            "reply_users": list(dict.fromkeys(each.user for each in replies)),
            "latest_reply": replies[-1].ts,
        }
    return found


def _delivery(metadata: Any) -> str | None:
    """The delivery id that an app put into a message's metadata, for the ledger."""
    payload = metadata.get("event_payload") if isinstance(metadata, dict) else None
    found = payload.get("delivery") if isinstance(payload, dict) else None
    return None if found is None else str(found)


def _tell_posted(slack: "Slack", team: Workspace, channel: Channel, message: Message) -> None:
    app = team.installation
    if app is None or app.bot_user_id not in channel.members:
        return
    said = message_json(team, message) | {
        "channel": channel.id,
        "channel_type": channel.kind,
        "event_ts": message.ts,
    }
    said.setdefault("blocks", [])
    slack.events.emit(team, said, name=subscription_for(channel))
    mentioned = f"<@{app.bot_user_id}>" in message.text
    if mentioned and not channel.is_im and message.user != app.bot_user_id:
        mention = {name: value for name, value in said.items() if name != "channel_type"}
        slack.events.emit(team, mention | {"type": "app_mention"})


def _tell_changed(
    slack: "Slack", team: Workspace, channel: Channel, subtype: str, before: Json, after: Message
) -> None:
    app = team.installation
    if app is None or app.bot_user_id not in channel.members:
        return
    event: Json = {
        "type": "message",
        "subtype": subtype,
        "hidden": True,
        "channel": channel.id,
        "channel_type": channel.kind,
        "previous_message": before,
        "ts": slack.moment_ts(),
        "event_ts": slack.moment_ts(),
    }
    if subtype == "message_changed":
        event["message"] = message_json(team, after)
    else:
        event["deleted_ts"] = after.ts
    slack.events.emit(team, event, name=subscription_for(channel))
