"""Saying things: messages, edits, reactions, joining and leaving, opening the Home tab."""

from collections.abc import Iterable

from bot.playground import conversations, files, messages, reactions
from bot.playground.acting.actor import Actor, typed
from bot.playground.errors import ActError
from bot.playground.messages import Draft
from bot.playground.records import Channel, Json, Message
from bot.playground.views import view_json


def say(
    actor: Actor, channel_id: str, text: str, thread_ts: str | None = None, broadcast: bool = False
) -> Message:
    if not text.strip():
        raise ActError("no_text", "There is nothing to send.")
    channel = _writable(actor, channel_id)
    if thread_ts is not None:
        parent = actor.message(channel, thread_ts)
        if parent.only_for:
            raise ActError("cannot_reply_to_message", "One cannot reply to an ephemeral message.")
        thread_ts = parent.thread_ts or parent.ts
    draft = Draft(
        typed(actor.team, text), [], thread_ts=thread_ts, broadcast=broadcast and bool(thread_ts)
    )
    return messages.post(actor.slack, actor.team, channel, actor.user, draft)


def share(actor: Actor, channel_id: str, given: Iterable[tuple[str, bytes]], text: str) -> Message:
    """Drop files, each a name and its bytes, into a conversation: one message with all of them."""
    channel = _writable(actor, channel_id)
    given = list(given)
    if not given or not all(content for _, content in given):
        raise ActError("no_file_data", "Slack takes no file without anything in it.")
    if actor.slack.faults.files_disabled:
        raise ActError("file_uploads_disabled", "This workspace does not allow files.")
    shared = [
        files.upload(actor.slack, actor.team, actor.user.id, name, content)
        for name, content in given
    ]
    for file in shared:
        file.channels.append(channel.id)
    ids = [file.id for file in shared]
    draft = Draft(typed(actor.team, text), files=ids, subtype="file_share")
    return messages.post(actor.slack, actor.team, channel, actor.user, draft)


def _writable(actor: Actor, channel_id: str) -> Channel:
    channel = actor.joined(channel_id)
    if channel.is_archived:
        raise ActError("is_archived", f"#{channel.name} is archived.")
    _may_write(actor, channel)
    return channel


def _may_write(actor: Actor, channel: Channel) -> None:
    app = actor.team.installation
    with_app = channel.is_im and app is not None and app.bot_user_id in channel.members
    settings = actor.slack.app
    if with_app and (settings.messages_tab_read_only or not settings.messages_tab):
        raise ActError("restricted_action", "Sending messages to this app has been turned off.")


def edit(actor: Actor, channel_id: str, ts: str, text: str) -> None:
    channel = actor.joined(channel_id)
    message = _own(actor, channel, ts)
    edited = {"user": actor.user.id, "ts": actor.slack.moment_ts()}
    messages.change(
        actor.slack, actor.team, channel, message, text=typed(actor.team, text), edited=edited
    )


def delete(actor: Actor, channel_id: str, ts: str) -> None:
    channel = actor.joined(channel_id)
    messages.remove(actor.slack, actor.team, channel, _own(actor, channel, ts))


def _own(actor: Actor, channel: Channel, ts: str) -> Message:
    message = actor.message(channel, ts)
    if message.user != actor.user.id:
        raise ActError("cant_update_message", "Only who wrote a message can change it.")
    return message


def react(actor: Actor, channel_id: str, ts: str, name: str, *, remove: bool = False) -> None:
    channel = actor.joined(channel_id)
    message = actor.message(channel, ts)
    if message.only_for:
        raise ActError("cannot_react", "One cannot react to an ephemeral message.")
    reactions.react(
        actor.slack, actor.team, channel, message, actor.user.id, name.strip(":"), remove=remove
    )


def join(actor: Actor, channel_id: str) -> None:
    conversations.join(actor.slack, actor.team, actor.channel(channel_id), actor.user.id)


def leave(actor: Actor, channel_id: str) -> None:
    conversations.leave(actor.slack, actor.team, actor.joined(channel_id), actor.user.id)


def read(actor: Actor, channel_id: str) -> None:
    channel = actor.channel(channel_id)
    latest = next(reversed(channel.messages), "0")
    if latest > channel.last_read.get(actor.user.id, "0"):
        channel.last_read[actor.user.id] = latest
        actor.slack.touch()


def dismiss(actor: Actor, what: str) -> None:
    """Put away a notice, or an ephemeral message."""
    team = actor.team
    team.notices[:] = [
        each for each in team.notices if not (each.id == what and each.user == actor.user.id)
    ]
    for channel in team.channels.values():
        message = channel.messages.get(what)
        if message is not None and message.only_for == actor.user.id:
            channel.remove(message)
    actor.slack.touch()


def open_home(actor: Actor, tab: str = "home") -> None:
    """Open the app's Home tab, or its Messages tab; the app hears of every time."""
    app = actor.team.installation
    if app is None:
        raise ActError("app_not_installed", "There is no app in this workspace.")
    if tab == "home" and not actor.slack.app.home_tab:
        raise ActError("not_enabled", "This app has no Home tab.")
    channel, _ = conversations.dm(actor.slack, actor.team, actor.user.id, app.bot_user_id)
    event: Json = {
        "type": "app_home_opened",
        "user": actor.user.id,
        "channel": channel.id,
        "tab": tab,
        "event_ts": actor.slack.moment_ts(),
    }
    view = actor.team.homes.get(actor.user.id)
    if tab == "home" and view is not None:
        event["view"] = view_json(actor.slack, view)
    actor.slack.events.emit(actor.team, event)
